// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/advice_table.h"

#include "app/cli/flag_marks.h"
#include "app/cli/text_table.h"
#include "engine/sweep/advice_lines.h"

#include <utility>
#include <vector>

namespace headroom {

Result<RankBy> rankNamed(const std::string& word) {
    RankBy rank = RankBy::Throughput;
    if (!parse(word, rank))
        return Error{Status::Unsupported, "--rank: there is no \"" + word + "\". Use throughput or time."};
    return rank;
}

namespace {

std::string linesOf(const Run& run, const Advice& advice, bool isWhole) {
    std::vector<std::vector<std::string>> lines{adviceColumns(advice)};
    for (const AdvisedValue& value : advice.values) {
        std::vector<std::string> cells = adviceCells(advice, value);
        if (!isWhole && value.sum.missing == 0 && value.value != advice.asked.value)
            cells.back().clear(); // whether it is the best
        if (value.flagged > 0)
            cells.front() += kFlagMark;
        lines.push_back(std::move(cells));
    }
    return alignedTable(lines) + flagLine(run) + '\n';
}

} // namespace

std::string adviceTable(const Run& run, RankBy rank) {
    const Advice advice = adviceOf(run, rank);
    return linesOf(run, advice, true) + advice.sentence + '\n';
}

std::string adviceTableOfPart(const Run& run, RankBy rank) {
    return linesOf(run, adviceOf(run, rank), false);
}

} // namespace headroom
