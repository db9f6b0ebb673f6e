// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"
#include "ui/chart/view/plot_mapping.h"

#include <span>
#include <vector>

namespace headroom::ui {

/// How points are joined, whatever the axes: from one to the next value and interval grow by the same with
/// each h. Flagged where both are.
CurvePoint between(const CurvePoint& left, const CurvePoint& right, double hidden);

/// Points, and between those of them where the line that joins them is seen to bend on a logarithmic axis
/// further ones: from each to the next it is straight on the screen.
class JoinedPoints {
public:
    /// `points` ascend in hidden size and outlive this.
    JoinedPoints(std::span<const CurvePoint> points, const PlotMapping& mapping);
    JoinedPoints(const JoinedPoints&) = delete;
    JoinedPoints& operator=(const JoinedPoints&) = delete;

    std::span<const CurvePoint> points() const { return m_points; }

private:
    std::span<const CurvePoint> m_points;
    std::vector<CurvePoint> m_bent; ///< empty where the points suffice
};

} // namespace headroom::ui
