// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/view/view_stack.h"

namespace headroom::ui {

namespace {

constexpr std::size_t kMostSteps = 100;

} // namespace

const ViewRange& ViewStack::current() const {
    return m_position < 0 ? m_home : m_views[static_cast<std::size_t>(m_position)];
}

void ViewStack::push(const ViewRange& view) {
    m_views.resize(static_cast<std::size_t>(m_position) + 1);
    m_views.push_back(view);
    if (m_views.size() > kMostSteps)
        m_views.erase(m_views.begin());
    m_position = static_cast<int>(m_views.size()) - 1;
}

void ViewStack::replace(const ViewRange& view) {
    if (m_position < 0)
        push(view);
    else
        m_views[static_cast<std::size_t>(m_position)] = view;
}

void ViewStack::goHome() {
    m_position = -1;
}

void ViewStack::goBack() {
    if (canGoBack())
        --m_position;
}

void ViewStack::goForward() {
    if (canGoForward())
        ++m_position;
}

void ViewStack::clear() {
    m_views.clear();
    m_position = -1;
}

ViewRange zoomed(const PlotMapping& mapping, const QPointF& about, double factorX, double factorY) {
    const QRectF& plot = mapping.plot();
    const QPointF topLeft(about.x() - (about.x() - plot.left()) * factorX,
                          about.y() - (about.y() - plot.top()) * factorY);
    return viewOf(mapping, {topLeft, QSizeF(plot.width() * factorX, plot.height() * factorY)});
}

ViewRange panned(const PlotMapping& mapping, const QPointF& byPixels) {
    return viewOf(mapping, mapping.plot().translated(-byPixels));
}

QRectF bandOf(const QRectF& plot, const QPointF& from, const QPointF& to) {
    constexpr double kThin = 14;
    QRectF band = QRectF(from, to).normalized();
    if (band.height() < kThin && band.width() >= kThin) {
        band.setTop(plot.top());
        band.setBottom(plot.bottom());
    } else if (band.width() < kThin && band.height() >= kThin) {
        band.setLeft(plot.left());
        band.setRight(plot.right());
    }
    return band & plot;
}

ViewRange viewOf(const PlotMapping& mapping, const QRectF& pixels) {
    return {mapping.hiddenAt(pixels.left()), mapping.hiddenAt(pixels.right()),
            mapping.valueAt(pixels.bottom()), mapping.valueAt(pixels.top())};
}

ViewRange bounded(const ViewRange& view, const ViewRange& home, AxisScales scales) {
    // Spans between `least` and `most`, ends between `floor` and `ceiling`.
    const auto keep = [](double& low, double& high, double least, double most, double floor, double ceiling) {
        const double span = std::clamp(high - low, least, most);
        const double middle = (low + high) / 2;
        low = std::clamp(middle - span / 2, floor, ceiling - span);
        high = low + span;
    };
    ViewRange result = view;
    const double homeX = home.xMax - home.xMin;
    const double homeY = home.yMax - home.yMin;
    if (!std::isfinite(view.xMin + view.xMax + view.yMin + view.yMax))
        return home;
    // Neither a size nor a throughput lies below 0; differences do.
    const auto floorBelow = [](double start, double span) {
        return start < 0 ? start - span : std::max(0.0, start - span);
    };
    constexpr double kFewestHidden = 8; // narrower than any two neighbouring hidden sizes with ratio 1
    if (scales.logX) {
        result.xMin = std::max(1.0, result.xMin);
        result.xMax = std::clamp(result.xMax, result.xMin + kFewestHidden, 4 * home.xMax);
        result.xMin = std::min(result.xMin, result.xMax - kFewestHidden);
    } else {
        keep(result.xMin, result.xMax, std::min(kFewestHidden, homeX), 3 * homeX,
             floorBelow(home.xMin, homeX), home.xMax + 2 * homeX);
    }
    if (scales.logY) {
        constexpr double kLeastFactor = 1 + 1e-6; // from the bottom to the top
        constexpr double kBeyondHome = 1e3;
        result.yMin =
            std::clamp(result.yMin, home.yMin / kBeyondHome, home.yMax * kBeyondHome / kLeastFactor);
        result.yMax = std::clamp(result.yMax, result.yMin * kLeastFactor, home.yMax * kBeyondHome);
        return result;
    }
    keep(result.yMin, result.yMax, homeY * 1e-6, 8 * homeY, floorBelow(home.yMin, homeY),
         home.yMax + 8 * homeY);
    return result;
}

} // namespace headroom::ui
