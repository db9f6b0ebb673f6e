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

/// From data to pixels and back. A plain value: hover, markers and tests use it without a widget.
class PlotMapping {
public:
    PlotMapping() = default;
    PlotMapping(const QRectF& plot, const ViewRange& view, bool logX)
        : m_plot(plot), m_view(view), m_logX(logX) {
        m_left = scaled(view.xMin);
        m_right = scaled(view.xMax);
    }

    const QRectF& plot() const { return m_plot; }
    const ViewRange& view() const { return m_view; }
    bool logX() const { return m_logX; }

    /// The x coordinate in which the axis is linear: h, or its base-2 logarithm.
    double scaled(double hidden) const { return m_logX ? std::log2(std::max(hidden, kLeastHidden)) : hidden; }
    double unscaled(double x) const { return m_logX ? std::exp2(x) : x; }

    double pixelX(double hidden) const {
        return m_plot.left() + (scaled(hidden) - m_left) / (m_right - m_left) * m_plot.width();
    }
    double pixelY(double value) const {
        return m_plot.bottom() - (value - m_view.yMin) / (m_view.yMax - m_view.yMin) * m_plot.height();
    }
    QPointF toPixel(double hidden, double value) const { return {pixelX(hidden), pixelY(value)}; }

    double hiddenAt(double pixelX) const {
        return unscaled(m_left + (pixelX - m_plot.left()) / m_plot.width() * (m_right - m_left));
    }
    double valueAt(double pixelY) const {
        return m_view.yMin + (m_plot.bottom() - pixelY) / m_plot.height() * (m_view.yMax - m_view.yMin);
    }

private:
    static constexpr double kLeastHidden = 1e-3; ///< keeps h = 0 finite on a logarithmic axis

    QRectF m_plot{0, 0, 1, 1};
    ViewRange m_view;
    bool m_logX = false;
    double m_left = 0;
    double m_right = 1;
};

} // namespace headroom::ui
