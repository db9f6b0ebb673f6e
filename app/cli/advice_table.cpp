// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/advice_table.h"

#include "app/cli/text_table.h"
#include "engine/sweep/advice_lines.h"

namespace headroom {

std::string adviceTable(const Advice& advice) {
    std::vector<std::vector<std::string>> lines{adviceColumns(advice)};
    for (const AdvisedValue& value : advice.values)
        lines.push_back(adviceCells(advice, value));
    return alignedTable(lines) + '\n' + advice.sentence + '\n';
}

} // namespace headroom
