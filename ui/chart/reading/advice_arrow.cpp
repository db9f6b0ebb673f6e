// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/advice_arrow.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/reading/callout.h"
#include "ui/runs/run_store.h"

#include <QPainter>
#include <QPolygonF>

namespace headroom::ui {

namespace {

// Pixels at scale 1.
constexpr double kRing = 7; ///< radius about a point
constexpr double kHead = 9; ///< length of the arrow's head
constexpr double kLine = 2;
constexpr double kHalo = 2; ///< of the sheet's colour, on either side
constexpr double kLabelAway = 12;

bool isOfTheSameCall(const PlannedPoint& one, const PlannedPoint& other) {
    return one.gemm == other.gemm && one.algorithm == other.algorithm;
}

/// Where a shown curve of that device has a point of that call; nothing where none has.
std::optional<QPointF> pointOnCurves(const PlannedPoint& wanted, const std::string& device,
                                     const CurveSet& curves, const PlotMapping& mapping) {
    const double x = curves.placeOf(wanted);
    for (const Curve& curve : curves.curves()) {
        const RunContext* context = curves.contextOf(curve.key.runId);
        if (!curve.shown || curve.role == CurveRole::Reference || !context || context->device != device)
            continue;
        for (const CurvePoint& point : curve.points) {
            const auto row = point.hidden == x ? curves.rowAt({curve.key.runId, point.row}) : std::nullopt;
            if (row && isOfTheSameCall(row->measurement.point, wanted))
                return mapping.toPixel(point.hidden, point.value);
        }
    }
    return std::nullopt;
}

/// On its curve, or where it would lie on one.
std::optional<QPointF> placeOf(const PointKey& key, const CurveSet& curves, const PlotMapping& mapping) {
    const StoredRun* run = curves.run(key.runId);
    if (!run || key.row < 0 || key.row >= static_cast<int>(run->run.measurements.size()))
        return std::nullopt;
    const Measurement& row = run->run.measurements[static_cast<std::size_t>(key.row)];
    if (const auto pixel = pointOnCurves(row.point, run->run.context.device, curves, mapping))
        return pixel;
    const auto value =
        row.ok() ? curves.quantity().valueOf({*run, row, nullptr, nullptr, curves.rateUnit()}) : std::nullopt;
    return value ? std::optional(mapping.toPixel(curves.placeOf(row.point), value->value)) : std::nullopt;
}

Callout labelOf(const AdviceArrow& arrow) {
    Callout callout;
    if (!arrow.label.isEmpty())
        callout.lines.push_back({.text = arrow.label, .strong = true});
    return callout;
}

QRectF ringAbout(const QPointF& point, double scale) {
    const double radius = kRing * scale;
    return {point - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)};
}

} // namespace

QLineF AdviceArrow::line(double scale) const {
    if (!to)
        return {};
    QLineF line(from, *to);
    const double rings = (leaves ? 1 : 2) * kRing * scale;
    if (line.length() - rings < kHead * scale)
        return {};
    const QPointF step = (line.p2() - line.p1()) / line.length() * kRing * scale;
    return {line.p1() + step, leaves ? line.p2() : line.p2() - step};
}

std::optional<AdviceArrow> arrowOn(const AdviceMark& mark, const CurveSet& curves, const PlotView& view) {
    const StoredRun* run = curves.run(mark.asked.runId);
    if (!run || mark.asked.row < 0 || mark.asked.row >= static_cast<int>(run->run.measurements.size()))
        return std::nullopt;
    const PlannedPoint& asked = run->run.measurements[static_cast<std::size_t>(mark.asked.row)].point;
    const QRectF plot = view.mapping.plot().adjusted(-1, -1, 1, 1);
    const auto from = pointOnCurves(asked, run->run.context.device, curves, view.mapping);
    if (!from || !plot.contains(*from))
        return std::nullopt;
    AdviceArrow arrow{*from, std::nullopt, false, mark.label};
    if (!mark.best)
        return arrow;
    arrow.to = placeOf(*mark.best, curves, view.mapping);
    if (!arrow.to)
        return std::nullopt;
    arrow.leaves = !plot.contains(*arrow.to);
    if (QPointF start = *from; arrow.leaves)
        clipSegment(start, *arrow.to, view.mapping.plot());
    return arrow;
}

void placeLabel(AdviceArrow& arrow, const PlotView& view, Surroundings around) {
    arrow.box = {};
    const Callout label = labelOf(arrow);
    if (label.empty())
        return;
    around.boxes.push_back(ringAbout(arrow.from, view.scale));
    if (const QLineF line = arrow.line(view.scale); !line.isNull())
        around.leaders.push_back(line);
    around.leads = false;
    arrow.box = placeBox(label.size(view.font), arrow.anchor(), kLabelAway * view.scale, around);
}

void keepClearOf(const AdviceArrow& arrow, const PlotView& view, Surroundings& around) {
    if (!arrow.box.isEmpty())
        around.boxes.push_back(arrow.box);
    around.boxes.push_back(ringAbout(arrow.anchor(), view.scale));
    if (const QLineF line = arrow.line(view.scale); !line.isNull())
        around.leaders.push_back(line);
}

void paintArrow(QPainter& painter, const AdviceArrow& arrow, const PlotView& view) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QLineF line = arrow.line(view.scale);
    QPolygonF head;
    QLineF shaft(line);
    if (!line.isNull()) {
        const QPointF along = (line.p2() - line.p1()) / line.length() * kHead * view.scale;
        const QPointF aside(-along.y() / 2.4, along.x() / 2.4);
        head << line.p2() << line.p2() - along + aside << line.p2() - along - aside;
        shaft.setP2(line.p2() - along);
    }
    const auto stroke = [&](const QColor& color, double width) {
        painter.setPen(QPen(color, width * view.scale, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(ringAbout(arrow.from, view.scale));
        if (arrow.to && !arrow.leaves)
            painter.drawEllipse(ringAbout(*arrow.to, view.scale));
        if (line.isNull())
            return;
        painter.drawLine(shaft);
        painter.setBrush(color);
        painter.setPen(QPen(color, (width - kLine) * view.scale));
        painter.drawPolygon(head);
    };
    stroke(view.theme.sheet, kLine + 2 * kHalo);
    stroke(view.theme.text, kLine);
    if (const Callout label = labelOf(arrow); !label.empty())
        paintCallout(painter, label, arrow.box, view.font, view.theme);
    painter.restore();
}

} // namespace headroom::ui
