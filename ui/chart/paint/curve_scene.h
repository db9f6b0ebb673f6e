// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/paint/paint_curves.h"

#include <QGraphicsScene>

class QChart;
class QLineSeries;
class QValueAxis;

namespace headroom::ui {

class PlotMapping;

/// Lines as Qt Charts draws them, in a scene without a view: QChartView swallows wheel events and its
/// rubber band can crash. Ticks, labels and legend are not Qt Charts': it loses or repeats labels on a
/// logarithmic axis.
class CurveScene {
public:
    CurveScene();
    ~CurveScene();
    CurveScene(const CurveScene&) = delete;
    CurveScene& operator=(const CurveScene&) = delete;

    /// In a picture of that size.
    void paint(QPainter& painter, const std::vector<CurveLine>& lines, const PlotView& view,
               const QSizeF& size);

private:
    void update(const std::vector<CurveLine>& lines, const PlotMapping& mapping, const QSizeF& size);
    QLineSeries* seriesAt(std::size_t index);

    QGraphicsScene m_scene;
    QChart* m_chart;     // owned by the scene
    QValueAxis* m_xAxis; // owned by the chart
    QValueAxis* m_yAxis;
    std::vector<QLineSeries*> m_series; // owned by the chart
};

} // namespace headroom::ui
