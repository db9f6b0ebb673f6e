// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/flag_marks.h"

#include <algorithm>

namespace headroom {

std::string flagLine(const Run& run) {
    std::string text;
    for (const FlagInfo& info : allFlags()) {
        const auto rows = std::ranges::count_if(
            run.measurements, [&info](const Measurement& row) { return row.flags.has(info.flag); });
        if (rows > 0)
            text += (text.empty() ? "○ flagged: " : ", ") + std::string(info.meaning) + " (" +
                    std::to_string(rows) + (rows == 1 ? " row)" : " rows)");
    }
    return text.empty() ? text : text + '\n';
}

} // namespace headroom
