// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/end_labels.h"

#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/frame.h"
#include "ui/chart/paint/plot_view.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <numeric>

namespace headroom::ui {

namespace {

constexpr double kGap = 10;

bool labelled(const Curve& curve) {
    return curve.shown && curve.role == CurveRole::Main && !curve.points.empty();
}

} // namespace

std::vector<double> spread(const std::vector<double>& wishes, double height, double top, double bottom) {
    std::vector<std::size_t> order(wishes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&wishes](std::size_t i) { return wishes[i]; });
    std::vector<double> places = wishes;
    double next = top;
    for (const std::size_t i : order) { // down, past whoever is above
        places[i] = std::max(places[i], next);
        next = places[i] + height;
    }
    next = bottom;
    for (auto it = order.rbegin(); it != order.rend(); ++it) { // and up again from the bottom
        places[*it] = std::min(places[*it], next);
        next = places[*it] - height;
    }
    return places;
}

double endLabelWidth(const std::vector<Curve>& curves, const QFont& base) {
    const QFontMetricsF metrics(FrameFonts(base).axis);
    double width = 0;
    for (const Curve& curve : curves)
        if (labelled(curve))
            width = std::max(width, metrics.horizontalAdvance(curve.label) + 2 * kGap);
    return width;
}

void paintEndLabels(QPainter& painter, const std::vector<Curve>& curves, const PlotView& view) {
    const PlotMapping& mapping = view.mapping;
    const QFont font = FrameFonts(view.font).axis;
    const QFontMetricsF metrics(font);
    std::vector<const Curve*> named;
    std::vector<double> wishes;
    for (const Curve& curve : curves) {
        const auto part = pointsInView(curve.points, mapping.view());
        if (!labelled(curve) || part.empty())
            continue;
        named.push_back(&curve);
        wishes.push_back(mapping.pixelY(part.back().value));
    }
    const QRectF& plot = mapping.plot();
    const std::vector<double> places = spread(wishes, metrics.height(), plot.top(), plot.bottom());
    painter.setFont(font);
    for (std::size_t i = 0; i < named.size(); ++i) {
        painter.setPen(curveColor(named[i]->key.ratio, view.theme));
        painter.drawText(QPointF(plot.right() + kGap, places[i] + metrics.capHeight() / 2), named[i]->label);
    }
}

} // namespace headroom::ui
