// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/budget_table.h"

#include "app/cli/text_table.h"
#include "engine/files/printable.h"
#include "engine/model/figure_text.h"
#include "engine/sweep/budget_lines.h"

#include <vector>

namespace headroom {

namespace {

using Line = std::vector<std::string>;

std::string percentOf(const std::optional<double>& share) {
    return share ? percent(*share) : std::string();
}

Line lineOf(const Run& run, const BudgetLine& line) {
    const Measurement& row = run.measurements[line.row];
    Line cells{nameOf(row.point), shapeText(row.point.gemm), std::to_string(line.count)};
    if (!row.ok()) {
        cells.insert(cells.end(), {"-", "", "", "", "", printable(row.reason)});
        return cells;
    }
    cells.push_back(milliseconds(line.seconds));
    cells.push_back(halfWidth(line.seconds, line.lowS, line.highS));
    cells.push_back(line.isInSum ? percentOf(line.share) : "a model");
    cells.push_back(fourFigures(row.throughputTflops()));
    cells.push_back(percentOf(line.roofShare));
    cells.push_back(printable(row.kernel));
    return cells;
}

Line sumLine(const std::string& name, const BudgetSum& sum) {
    return {name,
            "",
            "",
            milliseconds(sum.seconds),
            halfWidth(sum.seconds, sum.lowS, sum.highS),
            "",
            fourFigures(sum.tflops()),
            "",
            missingText(sum)};
}

} // namespace

std::string budgetTable(const Run& run) {
    std::vector<Line> lines{{"GEMM", "m×n×k", "times", "ms", "", "of layer", "TFLOP/s", "of roof", "kernel"}};
    const std::vector<BudgetLines> ofLayer = budgetLines(run, BudgetScope::Layer);
    const std::vector<BudgetLines> ofModel = budgetLines(run, BudgetScope::Model);
    const ModelShape& model = run.spec.budget->model;
    for (std::size_t i = 0; i < ofLayer.size(); ++i) {
        for (const BudgetLine& line : ofLayer[i].lines)
            lines.push_back(lineOf(run, line));
        const std::string suffix = ofLayer[i].algorithm == Algorithm::Best ? ", best" : "";
        lines.push_back(sumLine(nameOf(BudgetScope::Layer, model) + suffix, ofLayer[i].sum));
        lines.push_back(sumLine(nameOf(BudgetScope::Model, model) + suffix, ofModel[i].sum));
    }
    return alignedTable(lines);
}

} // namespace headroom
