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

/// Where title, axes and plot lie. Texts that a small area has no room for are left out; those that stand are
/// whole, on as many lines as they take.
struct FrameLayout {
    QRectF title;
    QFont titleType;
    QRectF subtitle;
    QString subtitleText; ///< broken between facts, where it takes several lines
    QRectF plot;          ///< may be empty in a tiny area
    QRectF xTitle;
    QRectF yTitle; ///< as it lies in the area, read from below
    QFont yTitleType;
    double textGap = 0; ///< between texts and what they belong to
    double tickLength = 0;
    bool showTitle = true;
    bool showAxisTitles = true;
    bool showTicks = true;
    std::vector<Tick> xTicks;
    std::vector<Tick> yTicks;
};

/// Pixels beside the frame, over which title and subtitle may reach.
struct FrameMargins {
    double edge = 12; ///< clear at the left and the right of all texts; more of it beside large type
    double right = 0; ///< left to others at the right of the plot
};

FrameLayout layOutFrame(const QRectF& area, const FrameTexts& texts, const FrameFonts& fonts,
                        const ViewRange& view, AxisScales scales, FrameMargins margins = {});

/// Background, grid and border: below the curves.
void paintFrameBelow(QPainter& painter, const FrameLayout& layout, const PlotView& view);
/// Title, axis titles and tick labels.
void paintFrameTexts(QPainter& painter, const FrameLayout& layout, const FrameTexts& texts,
                     const FrameFonts& fonts, const PlotView& view);

} // namespace headroom::ui
