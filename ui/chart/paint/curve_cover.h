// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"
#include "ui/chart/view/plot_mapping.h"

#include <QRectF>

#include <functional>
#include <vector>

namespace headroom::ui {

class CurveSet;
enum class Depth;

/// Where curves and roofs lie in a plot, on a coarse grid: how much of them a box would cover is four
/// look-ups, however many points there are.
class CurveCover {
public:
    static constexpr double kCell = 4; ///< pixels

    CurveCover() = default;
    /// Of the curves and roofs that are shown, as the mapping draws them.
    CurveCover(const CurveSet& curves, const PlotMapping& mapping);
    /// Of the front run alone, or of all that lies behind it.
    CurveCover(const CurveSet& curves, const PlotMapping& mapping, Depth depth);
    CurveCover(const std::vector<Curve>& curves, const PlotMapping& mapping);

    /// With what another one of the same plot has.
    CurveCover& operator+=(const CurveCover& other);
    /// Cells below the box through which a line runs, each line counted; the box may reach out of the plot.
    int under(const QRectF& box) const;

private:
    explicit CurveCover(const QRectF& plot);
    void mark(const std::vector<CurvePoint>& points, const PlotMapping& mapping);
    void sum();

    QRectF m_plot;
    int m_columns = 0;
    int m_rows = 0;
    std::vector<int> m_cells; ///< at (row, column) the sum of all cells above and to the left
};

/// One that is made when first asked for.
using CoverOfView = std::function<const CurveCover&()>;

} // namespace headroom::ui
