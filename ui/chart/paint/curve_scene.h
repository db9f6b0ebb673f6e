// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"
#include "ui/chart/view/plot_mapping.h"

#include <QGraphicsScene>
#include <QPen>

#include <vector>

class QChart;
class QLineSeries;
class QValueAxis;

namespace headroom::ui {

struct ChartTheme;
class CurveSet;

/// The curves as Qt Charts draws them, in a scene without a view: QChartView swallows wheel events and its
/// rubber band can crash. Ticks, labels and legend are not Qt Charts': it loses or repeats labels on a
/// logarithmic axis.
class CurveScene {
public:
    CurveScene();
    ~CurveScene();

    void update(const CurveSet& curves, const PlotMapping& mapping, const ChartTheme& theme,
                const QSizeF& size, double scale);
    void render(QPainter& painter, const QSizeF& size);

private:
    QLineSeries* seriesAt(std::size_t index);

    QGraphicsScene m_scene;
    QChart* m_chart;     // owned by the scene
    QValueAxis* m_xAxis; // owned by the chart
    QValueAxis* m_yAxis;
    std::vector<QLineSeries*> m_series; // owned by the chart
};

} // namespace headroom::ui
