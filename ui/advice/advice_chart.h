// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/advice.h"
#include "ui/chart/data/curve.h"
#include "ui/chart/paint/frame.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/reading/advice_arrow.h"

#include <optional>

class QPainter;

namespace headroom::ui {

class AdviceState;
struct StoredRun;

/// Advice as points over the length that was asked about. No widget and no pixels; holds its own values.
struct AdviceChart {
    FrameTexts texts;
    std::vector<Curve> points; ///< one each, so that each has its marker; rows are places in the advice
    std::vector<std::int64_t> classes; ///< of the points that are drawn, ascending
    std::optional<CurvePoint> asked;
    std::optional<CurvePoint> best;
    QString label; ///< of the arrow between these
    ViewRange range;

    bool isEmpty() const { return classes.empty(); }
};

/// Empty where there is no run that answers.
AdviceChart adviceChart(const AdviceState& state);

struct AdviceRequest {
    QRectF area;
    FrameTexts texts;
    QString notes; ///< below everything; empty for none
    QFont font;
    FrameFonts::For whom = FrameFonts::For::Reader;
    ChartTheme theme;
    double scale = 1; ///< of lines and markers
    bool intervals = true;
};

/// Where everything lies, in the units of the area.
struct AdviceLayout {
    FrameFonts fonts{QFont()};
    FrameLayout frame;
    PlotView view;
    QRectF keys; ///< which marker stands for which curve
    QRectF notes;
    QFont notesType;
    std::optional<AdviceArrow> arrow;
    bool fits = true; ///< the plot is large enough to be read
};

AdviceLayout layOutAdvice(const AdviceChart& chart, const AdviceRequest& request);

/// Paints it as laid out, on screen and on paper. Uses no clipping.
void paintAdvice(QPainter& painter, const AdviceChart& chart, const AdviceLayout& layout,
                 const AdviceRequest& request);

} // namespace headroom::ui
