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

/// Where curves, roofs and the line at which runs do not differ lie in a plot, on a coarse grid: how much of
/// them a box would cover is four look-ups, however many points there are.
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
    /// Cells below the box through which a curve runs, each counted; the box may reach out of the plot.
    int under(const QRectF& box) const { return under(box, m_curves); }
    /// With those of roofs, which thin, dashed lines show.
    int underWithRoofs(const QRectF& box) const { return under(box, m_curves) + under(box, m_roofs); }

private:
    explicit CurveCover(const QRectF& plot);
    /// At (row, column) the sum of all cells above and to the left.
    using Cells = std::vector<int>;
    void mark(const std::vector<CurvePoint>& points, const PlotMapping& mapping, Cells& cells) const;
    std::size_t placeOf(int row, int column) const;
    void sum(Cells& cells) const;
    int under(const QRectF& box, const Cells& cells) const;

    QRectF m_plot;
    int m_columns = 0;
    int m_rows = 0;
    Cells m_curves;
    Cells m_roofs;
};

/// One that is made when first asked for.
using CoverOfView = std::function<const CurveCover&()>;

} // namespace headroom::ui
