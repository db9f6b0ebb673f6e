// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/advice_table.h"

#include "app/cli/flag_marks.h"
#include "app/cli/text_table.h"
#include "engine/sweep/advice_lines.h"

namespace headroom {

Result<RankBy> rankNamed(const std::string& word) {
    RankBy rank = RankBy::Throughput;
    if (!parse(word, rank))
        return Error{Status::Unsupported, "--rank: there is no \"" + word + "\". Use throughput or time."};
    return rank;
}

std::string adviceTable(const Run& run, RankBy rank) {
    const Advice advice = adviceOf(run, rank);
    std::vector<std::vector<std::string>> lines{adviceColumns(advice)};
    for (const AdvisedValue& value : advice.values) {
        lines.push_back(adviceCells(advice, value));
        if (value.flagged > 0)
            lines.back().front() += kFlagMark;
    }
    return alignedTable(lines) + flagLine(run) + '\n' + advice.sentence + '\n';
}

} // namespace headroom
