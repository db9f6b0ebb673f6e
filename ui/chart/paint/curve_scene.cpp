// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/curve_scene.h"

#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/plot_view.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QValueAxis>

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

bool hasTwoWidths(const CurveLine& line, const PlotMapping& mapping) {
    return hasFlaggedPart(*line.points) && !isDense(*line.points, mapping);
}

/// Where a line goes up and down all over the plot a wider one costs five times as much and looks the same.
/// One that is dense and nearly straight is as wide as any other.
QPen densePen(QPen pen, const std::vector<CurvePoint>& extremes, const PlotMapping& mapping) {
    constexpr double kBand = 4; // times the plot's width
    double climbed = 0;
    for (std::size_t i = 1; i < extremes.size(); ++i)
        climbed += std::abs(mapping.pixelY(extremes[i].value) - mapping.pixelY(extremes[i - 1].value));
    if (climbed > kBand * mapping.plot().width())
        pen.setWidthF(1);
    return pen;
}

/// One segment after the other where they are solid: a long path takes the rasteriser ten times as long.
void strokePart(QPainter& painter, const std::vector<CurvePoint>& points, const PlotMapping& mapping,
                LinePart part, const QPen& pen) {
    if (pen.style() == Qt::SolidLine) {
        painter.setPen(pen);
        painter.drawLines(clippedLines(points, mapping, part));
    } else {
        painter.strokePath(clippedPath(points, mapping, part), pen);
    }
}

/// Without Qt Charts, whose series have one width: a line that is thinner in parts would need one a part.
void strokeInOrder(QPainter& painter, const std::vector<CurveLine>& lines, const PlotView& view) {
    for (const auto& [points, pen] : lines) {
        if (isDense(*points, view.mapping)) {
            const std::vector<CurvePoint> extremes = columnExtremes(*points, view.mapping);
            strokePart(painter, extremes, view.mapping, LinePart::Whole,
                       densePen(pen, extremes, view.mapping));
            continue;
        }
        strokePart(painter, *points, view.mapping, LinePart::Sound, pen);
        strokePart(painter, *points, view.mapping, LinePart::Flagged,
                   flaggedPen(pen, view.theme.curves.flaggedShare));
    }
}

} // namespace

CurveScene::CurveScene() : m_chart(new QChart), m_xAxis(new QValueAxis), m_yAxis(new QValueAxis) {
    m_chart->setBackgroundVisible(false);
    m_chart->setPlotAreaBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->legend()->hide();
    m_xAxis->setVisible(false);
    m_yAxis->setVisible(false);
    m_chart->addAxis(m_xAxis, Qt::AlignBottom);
    m_chart->addAxis(m_yAxis, Qt::AlignLeft);
    m_scene.addItem(m_chart);
}

CurveScene::~CurveScene() = default;

QLineSeries* CurveScene::seriesAt(std::size_t index) {
    while (m_series.size() <= index) {
        auto* series = new QLineSeries;
        m_chart->addSeries(series);
        series->attachAxis(m_xAxis);
        series->attachAxis(m_yAxis);
        m_series.push_back(series);
    }
    return m_series[index];
}

void CurveScene::update(const std::vector<CurveLine>& lines, const PlotMapping& mapping, const QSizeF& size) {
    m_scene.setSceneRect(QRectF({}, size));
    m_chart->resize(size);
    m_chart->setPlotArea(mapping.plot());
    const ViewRange& view = mapping.view();
    m_xAxis->setRange(mapping.scaled(view.xMin), mapping.scaled(view.xMax));
    m_yAxis->setRange(mapping.scaledValue(view.yMin), mapping.scaledValue(view.yMax));

    std::size_t used = 0;
    for (const auto& [points, wanted] : lines) {
        const QPen pen =
            isDense(*points, mapping) ? densePen(wanted, columnExtremes(*points, mapping), mapping) : wanted;
        QLineSeries* series = seriesAt(used++);
        if (series->pen() != pen)
            series->setPen(pen);
        const QList<QPointF> line = polyline(*points, mapping);
        if (series->points() != line)
            series->replace(line); // append() costs seconds where this costs a millisecond
    }
    for (; used < m_series.size(); ++used)
        if (m_series[used]->count() > 0)
            m_series[used]->replace(QList<QPointF>());
}

void CurveScene::paint(QPainter& painter, const std::vector<CurveLine>& lines, const PlotView& view,
                       const QSizeF& size) {
    const auto hasTwo = [&view](const CurveLine& line) { return hasTwoWidths(line, view.mapping); };
    if (std::ranges::any_of(lines, hasTwo))
        return strokeInOrder(painter, lines, view);
    update(lines, view.mapping, size);
    const QRectF area({}, size);
    m_scene.render(&painter, area, area);
}

} // namespace headroom::ui
