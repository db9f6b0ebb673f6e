// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/view/plot_mapping.h"
#include "ui/chart/view/ticks.h"

#include <QFont>

class QPainter;

namespace headroom::ui {

struct PlotView;

/// Type of a chart or figure, derived from one base font.
struct FrameFonts {
    QFont title;
    QFont axis;
    QFont tick;
    QFont subtitle;
    double leastAxisTitle; ///< the share of its size that a long axis title may shrink to

    enum class For { Reader, Audience };
    /// An audience reads from afar: no axis title becomes smaller than tick labels. The subtitle does, to
    /// stand on one line in most windows.
    explicit FrameFonts(const QFont& base, For whom = For::Reader);
};

struct FrameTexts {
    QString title;
    QString subtitle; ///< the circumstances: smaller, on as many lines as it takes
    QString xAxis;
    QString yAxis;
};

/// Where title, axes and plot lie. Texts that a small area has no room for are left out.
struct FrameLayout {
    QRectF title;
    QRectF subtitle;
    QRectF plot;        ///< may be empty in a tiny area
    double textGap = 0; ///< between texts and what they belong to
    double tickLength = 0;
    double xTitleTop = 0;
    double yTitleLeft = 0;
    bool showTitle = true;
    bool showAxisTitles = true;
    bool showTicks = true;
    std::vector<Tick> xTicks;
    std::vector<Tick> yTicks;
};

/// The plot leaves `beside` pixels at its right to others; title and subtitle may reach over them.
FrameLayout layOutFrame(const QRectF& area, const FrameTexts& texts, const FrameFonts& fonts,
                        const ViewRange& view, AxisScales scales, double beside = 0);

/// Background, grid and border: below the curves.
void paintFrameBelow(QPainter& painter, const FrameLayout& layout, const PlotView& view);
/// Title, axis titles and tick labels.
void paintFrameTexts(QPainter& painter, const FrameLayout& layout, const FrameTexts& texts,
                     const FrameFonts& fonts, const PlotView& view);

} // namespace headroom::ui
