// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/view/plot_mapping.h"

#include <vector>

namespace headroom::ui {

/// Where the user has looked: back and forward as in a browser. While the user has not zoomed, or after home,
/// the view follows the data.
class ViewStack {
public:
    const ViewRange& current() const;
    const ViewRange& home() const { return m_home; }
    bool followsData() const { return m_position < 0; }
    bool canGoBack() const { return m_position >= 0; }
    bool canGoForward() const { return m_position + 1 < static_cast<int>(m_views.size()); }

    /// The view that follows the data.
    void setHome(const ViewRange& home) { m_home = home; }
    /// A step of its own; what lay forward is forgotten.
    void push(const ViewRange& view);
    /// Changes the current step in place: one wheel or drag gesture is one step. Pushes while following.
    void replace(const ViewRange& view);
    void goHome(); ///< the steps stay reachable by forward
    void goBack();
    void goForward();
    void clear();

private:
    ViewRange m_home;
    std::vector<ViewRange> m_views;
    int m_position = -1; ///< in m_views; -1 is home
};

/// Zooms by `factor` (< 1 comes nearer) keeping that pixel's data in place.
ViewRange zoomed(const PlotMapping& mapping, const QPointF& about, double factorX, double factorY);
/// Moves the data by so many pixels.
ViewRange panned(const PlotMapping& mapping, const QPointF& byPixels);
/// The rectangle of the plot from one pixel to another; where it is so thin that one axis alone is meant, as
/// long as the other axis.
QRectF bandOf(const QRectF& plot, const QPointF& from, const QPointF& to);
/// What lies in that rectangle of pixels.
ViewRange viewOf(const PlotMapping& mapping, const QRectF& pixels);
/// Keeps a view drawable: finite, not empty, not absurdly small or large beside `home`, and not below 0 where
/// `home` is not.
ViewRange bounded(const ViewRange& view, const ViewRange& home, AxisScales scales);

} // namespace headroom::ui
