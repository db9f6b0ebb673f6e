// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/budget_table.h"

#include "engine/files/printable.h"
#include "engine/sweep/layer_budget.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace headroom {

namespace {

using Line = std::vector<std::string>;

template <class... Values>
std::string formatted(const char* format, Values... values) {
    std::array<char, 128> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

/// With four figures, none of them in an exponent.
std::string figures(double value) {
    int decimals = 3;
    for (double limit = 10; value >= limit && decimals > 0; limit *= 10)
        --decimals;
    return formatted("%.*f", decimals, value);
}

std::string milliseconds(double seconds) {
    return figures(1e3 * seconds);
}

/// Half of the interval, in percent of its middle.
std::string halfWidth(double middle, double low, double high) {
    return middle > 0 && high > 0 ? formatted("±%.1f %%", 50 * (high - low) / middle) : std::string();
}

std::string percent(double part, double whole) {
    return whole > 0 ? formatted("%.1f %%", 100 * part / whole) : std::string();
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

/// Characters, not bytes.
std::size_t widthOf(const std::string& text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

/// Columns as wide as their widest cell; all but the first and the last to the right.
std::string aligned(const std::vector<Line>& lines) {
    std::vector<std::size_t> widths;
    for (const Line& line : lines) {
        widths.resize(std::max(widths.size(), line.size()));
        for (std::size_t column = 0; column < line.size(); ++column)
            widths[column] = std::max(widths[column], widthOf(line[column]));
    }
    std::string text;
    for (const Line& line : lines) {
        std::string row;
        for (std::size_t column = 0; column < line.size(); ++column) {
            const std::string gap(widths[column] - widthOf(line[column]), ' ');
            const bool toTheLeft = column == 0 || column + 1 == widths.size();
            row += (column > 0 ? "  " : "") + (toTheLeft ? line[column] + gap : gap + line[column]);
        }
        row.erase(row.find_last_not_of(' ') + 1);
        text += row + '\n';
    }
    return text;
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
    line.push_back(point.perLayer > 0 ? percent(seconds, layerS) : "a model");
    line.push_back(figures(row.throughputTflops()));
    line.push_back(roof ? percent(row.throughputTflops(), *roof) : std::string());
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
            figures(sum.tflops()),
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
    return aligned(lines);
}

} // namespace headroom
