// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/budget_table.h"

#include "app/cli/text_table.h"
#include "engine/files/printable.h"
#include "engine/sweep/layer_budget.h"

#include <algorithm>
#include <vector>

namespace headroom {

namespace {

using Line = std::vector<std::string>;

std::string share(double part, double whole) {
    return whole > 0 ? percent(part / whole) : std::string();
}

std::string shapeText(const GemmShape& gemm) {
    const std::string shape =
        std::to_string(gemm.m) + "×" + std::to_string(gemm.n) + "×" + std::to_string(gemm.k);
    return gemm.batch > 1 ? std::to_string(gemm.batch) + " · " + shape : shape;
}

std::string nameOf(const PlannedPoint& point) {
    std::string name = titleOf(point.operation, point.pass);
    if (point.algorithm == Algorithm::Best)
        name += ", best";
    return name;
}

Line lineOf(const Run& run, const Measurement& row, double layerS) {
    const PlannedPoint& point = row.point;
    const std::int64_t count = point.perLayer > 0 ? point.perLayer : point.perModel;
    Line line{nameOf(point), shapeText(point.gemm), std::to_string(count)};
    if (!row.ok()) {
        line.insert(line.end(), {"-", "", "", "", "", printable(row.reason)});
        return line;
    }
    const double seconds = static_cast<double>(count) * row.time.medianS;
    const std::optional<double> roof = roofTflops(run.context, point.gemm);
    line.push_back(milliseconds(seconds));
    line.push_back(halfWidth(row.time.medianS, row.time.lowS, row.time.highS));
    line.push_back(point.perLayer > 0 ? share(seconds, layerS) : "a model");
    line.push_back(fourFigures(row.throughputTflops()));
    line.push_back(roof ? share(row.throughputTflops(), *roof) : std::string());
    line.push_back(printable(row.kernel));
    return line;
}

Line sumLine(const std::string& name, const BudgetSum& sum) {
    std::string missing;
    if (sum.missing > 0)
        missing = "without " + std::to_string(sum.missing) + (sum.missing == 1 ? " row" : " rows") +
                  " that could not be measured";
    return {name,
            "",
            "",
            milliseconds(sum.seconds),
            halfWidth(sum.seconds, sum.lowS, sum.highS),
            "",
            fourFigures(sum.tflops()),
            "",
            missing};
}

/// The rows of one algorithm: where both are measured, each has its own sums.
std::vector<Measurement> rowsOf(const Run& run, Algorithm algorithm) {
    std::vector<Measurement> rows;
    for (const Measurement& row : run.measurements)
        if (row.point.algorithm == algorithm)
            rows.push_back(row);
    std::ranges::sort(rows, {}, [](const Measurement& row) { return row.point.index; });
    return rows;
}

} // namespace

std::string budgetTable(const Run& run) {
    std::vector<Line> lines{{"GEMM", "m×n×k", "times", "ms", "", "of layer", "TFLOP/s", "of roof", "kernel"}};
    for (const Algorithm algorithm : {Algorithm::Default, Algorithm::Best}) {
        const std::vector<Measurement> rows = rowsOf(run, algorithm);
        if (rows.empty())
            continue;
        const BudgetSum layer = sumOfLayer(rows);
        for (const Measurement& row : rows)
            lines.push_back(lineOf(run, row, layer.seconds));
        const std::string suffix = algorithm == Algorithm::Best ? ", best" : "";
        lines.push_back(sumLine("One layer" + suffix, layer));
        lines.push_back(
            sumLine("The model, " + std::to_string(run.spec.budget->model.layers) + " layers" + suffix,
                    sumOfModel(rows)));
    }
    return alignedTable(lines);
}

} // namespace headroom
