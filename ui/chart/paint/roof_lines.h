// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"

#include <optional>
#include <vector>

namespace headroom::ui {

class CurveSet;

/// A roof, or what is left of one where others are drawn already.
struct RoofLine {
    std::optional<std::int64_t> ratio;
    std::vector<CurvePoint> points;
};

/// The roofs that are shown, each place once. Runs on like devices share roofs, or parts of them: drawn over
/// each other their dashes would become a solid line.
std::vector<RoofLine> roofLines(const CurveSet& curves);

} // namespace headroom::ui
