// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>

#include <algorithm>
#include <cmath>

namespace headroom::ui {

/// What the axes span, in data units: hidden size and the unit of the y axis.
struct ViewRange {
    double xMin = 0;
    double xMax = 1;
    double yMin = 0;
    double yMax = 1;

    friend bool operator==(const ViewRange&, const ViewRange&) = default;
};

/// Which axes are logarithmic.
struct AxisScales {
    bool logX = false; ///< to base 2
    bool logY = false; ///< to base 10

    friend bool operator==(const AxisScales&, const AxisScales&) = default;
};

/// From data to pixels and back. A plain value: hover, markers and tests use it without a widget.
class PlotMapping {
public:
    PlotMapping() = default;
    PlotMapping(const QRectF& plot, const ViewRange& view, AxisScales scales)
        : m_plot(plot)
        , m_view(view)
        , m_scales(scales)
        , m_left(scaled(view.xMin))
        , m_right(scaled(view.xMax))
        , m_bottom(scaledValue(view.yMin))
        , m_top(scaledValue(view.yMax)) {}

    const QRectF& plot() const { return m_plot; }
    const ViewRange& view() const { return m_view; }
    AxisScales scales() const { return m_scales; }
    friend bool operator==(const PlotMapping&, const PlotMapping&) = default;

    /// The coordinates in which the axes are linear: h and value, or their logarithms.
    double scaled(double hidden) const {
        return m_scales.logX ? std::log2(std::max(hidden, kLeastHidden)) : hidden;
    }
    double unscaled(double x) const { return m_scales.logX ? std::exp2(x) : x; }
    double scaledValue(double value) const {
        return m_scales.logY ? std::log10(std::max(value, kLeastValue)) : value;
    }

    double pixelX(double hidden) const {
        return m_plot.left() + (scaled(hidden) - m_left) / (m_right - m_left) * m_plot.width();
    }
    double pixelY(double value) const {
        return m_plot.bottom() - (scaledValue(value) - m_bottom) / (m_top - m_bottom) * m_plot.height();
    }
    QPointF toPixel(double hidden, double value) const { return {pixelX(hidden), pixelY(value)}; }

    double hiddenAt(double pixelX) const {
        return unscaled(m_left + (pixelX - m_plot.left()) / m_plot.width() * (m_right - m_left));
    }
    double valueAt(double pixelY) const {
        const double y = m_bottom + (m_plot.bottom() - pixelY) / m_plot.height() * (m_top - m_bottom);
        return m_scales.logY ? std::pow(10.0, y) : y;
    }

private:
    static constexpr double kLeastHidden = 1e-3; ///< keeps h = 0 finite on a logarithmic axis
    static constexpr double kLeastValue = 1e-12; ///< and what an interval may have below 0

    QRectF m_plot{0, 0, 1, 1};
    ViewRange m_view;
    AxisScales m_scales;
    double m_left = 0; // the ends of the axes, scaled
    double m_right = 1;
    double m_bottom = 0;
    double m_top = 1;
};

} // namespace headroom::ui
