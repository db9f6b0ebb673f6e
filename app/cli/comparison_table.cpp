// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/comparison_table.h"

#include "app/cli/text_table.h"
#include "engine/files/exact_number.h"
#include "engine/io/csv.h"
#include "engine/sweep/comparison_lines.h"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

constexpr std::string_view kOwnColumns =
    ",compared_runs,median_tflops,lowest_tflops,highest_tflops,from_others_percent";

std::string ownCells(const SharedGemm& gemm, const NodeFigure& own) {
    std::vector<double> levels;
    std::vector<double> others;
    for (const NodeFigure& figure : gemm.figures) {
        levels.push_back(figure.level);
        if (figure.node != own.node)
            others.push_back(figure.level);
    }
    const auto [low, high] = std::ranges::minmax(levels);
    std::string cells = ',' + std::to_string(levels.size());
    for (const double level : {gemm.median, low, high})
        cells += ',' + exactNumber(std::exp(level));
    const double distance = own.level - medianOf(std::move(others));
    return cells + ',' + exactNumber(100 * std::expm1(distance));
}

} // namespace

std::string comparisonTable(const SharedGemms& shared, const RunComparison& comparison) {
    std::vector<std::vector<std::string>> lines{comparisonColumns()};
    std::ranges::move(comparisonCells(shared, comparison), std::back_inserter(lines));
    std::string text = alignedTable(lines) + '\n';
    for (const std::string& sentence : comparisonSentences(shared, comparison))
        text += sentence + '\n';
    if (const std::vector<std::string> differing = differingCircumstances(shared); !differing.empty()) {
        text += "\nThe runs differ in\n";
        for (const std::string& line : differing)
            text += "  " + line + '\n';
    }
    return text;
}

std::string comparisonCsv(const SharedGemms& shared) {
    std::string csv = csvHeader() + std::string(kOwnColumns) + '\n';
    for (std::size_t run = 0; run < shared.runs().size(); ++run)
        for (const SharedGemm& gemm : shared.gemms())
            for (const NodeFigure& figure : gemm.figures)
                if (shared.isShared(gemm) && shared.nodes()[figure.node].run == run)
                    csv +=
                        csvRow(*shared.runs()[run].run, shared.rowOf(figure)) + ownCells(gemm, figure) + '\n';
    return csv;
}

} // namespace headroom
