// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/budget_table.h"

#include "app/cli/flag_marks.h"
#include "app/cli/text_table.h"
#include "engine/files/printable.h"
#include "engine/model/figure_text.h"
#include "engine/sweep/budget_lines.h"

#include <algorithm>
#include <vector>

namespace headroom {

namespace {

using Line = std::vector<std::string>;

std::string percentOf(const std::optional<double>& share) {
    return share ? percent(*share) : std::string();
}

/// Appends its figures, or why there are none; `share` is what stands between time and throughput.
Line withFigures(const Run& run, const BudgetLine& line, Line cells, const Line& share) {
    const Measurement& row = run.measurements[line.row];
    if (!row.flags.empty())
        cells.front() += kFlagMark;
    if (!row.ok()) {
        cells.insert(cells.end(), {"-", ""});
        cells.resize(cells.size() + share.size());
        cells.insert(cells.end(), {"", "", printable(row.reason)});
        return cells;
    }
    cells.push_back(milliseconds(line.seconds));
    cells.push_back(halfWidth(line.seconds, line.lowS, line.highS));
    cells.insert(cells.end(), share.begin(), share.end());
    cells.push_back(fourFigures(row.throughputTflops()));
    cells.push_back(percentOf(line.roofShare));
    cells.push_back(printable(row.kernel));
    return cells;
}

Line lineOf(const Run& run, const BudgetLine& line) {
    const PlannedPoint& point = run.measurements[line.row].point;
    return withFigures(run, line, {nameOf(point), shapeText(point.gemm), std::to_string(line.count)},
                       {line.isInSum ? percentOf(line.share) : "a model"});
}

Line sumLine(const Run& run, const BudgetLines& lines, BudgetScope scope) {
    const std::string name =
        nameOf(scope, run.spec.budget->model) + (lines.algorithm == Algorithm::Best ? ", best" : "");
    const std::string lack = lackText(run, lines, scope);
    const BudgetSum& sum = lines.sum;
    if (!(sum.seconds > 0)) // none of its GEMMs is there
        return {name, "", "", "-", "", "", "", "", lack};
    return {name,
            "",
            "",
            milliseconds(sum.seconds),
            halfWidth(sum.seconds, sum.lowS, sum.highS),
            "",
            fourFigures(sum.tflops()),
            "",
            lack};
}

} // namespace

std::string budgetTable(const Run& run) {
    std::vector<Line> lines{{"GEMM", "m×n×k", "times", "ms", "", "of layer", "TFLOP/s", "of roof", "kernel"}};
    const std::vector<BudgetLines> ofLayer = budgetLines(run, BudgetScope::Layer);
    const std::vector<BudgetLines> ofModel = budgetLines(run, BudgetScope::Model);
    for (std::size_t i = 0; i < ofLayer.size(); ++i) {
        for (const BudgetLine& line : ofLayer[i].lines)
            lines.push_back(lineOf(run, line));
        lines.push_back(sumLine(run, ofLayer[i], BudgetScope::Layer));
        lines.push_back(sumLine(run, ofModel[i], BudgetScope::Model));
    }
    return alignedTable(lines) + flagLine(run);
}

std::string listTable(const Run& run) {
    std::vector<Line> lines{{"GEMM", "m×n×k", "dtype", "layout", "ms", "", "TFLOP/s", "of roof", "kernel"}};
    std::vector<BudgetLine> rows;
    for (const BudgetLines& all : budgetLines(run, BudgetScope::Layer))
        rows.insert(rows.end(), all.lines.begin(), all.lines.end());
    std::ranges::sort(rows, {},
                      [&run](const BudgetLine& line) { return run.measurements[line.row].point.index; });
    for (const BudgetLine& line : rows) {
        const PlannedPoint& point = run.measurements[line.row].point;
        lines.push_back(withFigures(run, line,
                                    {printable(nameOf(point)), shapeText(point.gemm),
                                     toString(point.gemm.type), toString(point.layout)},
                                    {}));
    }
    return alignedTable(lines) + flagLine(run);
}

} // namespace headroom
