// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"

#include <QString>

#include <optional>
#include <vector>

namespace headroom::ui {

class CurveSet;

/// A roof, or what is left of one where others are drawn already.
struct RoofLine {
    int runId = 0;
    int place = 0; ///< of its run among those with roofs of their own: tells their dashes apart
    std::optional<std::int64_t> ratio;
    std::vector<CurvePoint> points;
};

/// The roofs that are shown, each place once. Runs on like devices share roofs, or parts of them: drawn over
/// each other their dashes would become a solid line.
std::vector<RoofLine> roofLines(const CurveSet& curves);
/// The first of each run that has one of its own, and not only parts beyond another's ends.
std::vector<RoofLine> roofOfEachRun(const CurveSet& curves);
/// "roof"; of several runs' that differ, whose it is.
QString roofLabel(const CurveSet& curves, const RoofLine& roof, bool several);

} // namespace headroom::ui
