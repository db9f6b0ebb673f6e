// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/io/part_folder.h"

#include <QString>

namespace headroom::ui {

/// How far the runs of a folder are, all together.
struct FollowCount {
    std::size_t runs = 0;
    std::size_t points = 0;
    std::size_t planned = 0;
    std::size_t parts = 0;    ///< that there is a file of
    std::size_t allParts = 0; ///< as many as the sweeps were divided into
    std::size_t finished = 0;
    std::chrono::system_clock::time_point lastRow;

    bool isWhole() const { return runs > 0 && finished == allParts; }
};

FollowCount countOf(const PartFolder& folder);

/// "1,234 of 2,730 points, 4 parts, 1 finished, last row 5 s ago".
QString followText(const FollowCount& count, std::chrono::system_clock::time_point now);

/// "2,730 points of 4 parts"; of one that was ended before "Stopped following: 1,234 of 2,730 points".
QString followEndText(const FollowCount& count);

} // namespace headroom::ui
