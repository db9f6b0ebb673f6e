// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/budget/budget_bars.h"
#include "ui/chart/paint/frame.h"

#include <QRectF>

namespace headroom::ui {

/// What stands around bars; empty texts take no room.
struct BarsTexts {
    QString title;
    QString subtitle;
    QString axis;
    QString notes; ///< below everything, a line for each
};

/// Whether what stands below the bars may be left out where it has no room: a window has it in its table,
/// too.
enum class Overflow { LeaveOut, Keep };

struct BarsRequest {
    QRectF area;
    BarsTexts texts;
    QFont font;
    FrameFonts::For whom = FrameFonts::For::Reader;
    Overflow overflow = Overflow::LeaveOut;
    bool intervals = true;
    double leastBar = 1.1;    ///< height of a bar that can be read, in lines of tick labels
    std::size_t firstBar = 0; ///< those above it are left out; those that have no room, too
    double notesShare = 0.85; ///< of the size of tick labels that notes have
};

/// One bar with what belongs to it.
struct PlacedBar {
    QRectF name; ///< above it, in a list at its left
    QRectF box;  ///< of all segments
    std::vector<QRectF> segments;
    QRectF sum; ///< beside its end
    QString sumText;
    QRectF remarks; ///< below it
};

/// A row of the legend: an operation, or a pass in grey.
struct BarsKey {
    QString text;
    bool isPass = false;
    Operation operation = Operation::Qkv;
    Pass pass = Pass::Forward;
    QRectF swatch;
    QRectF label;
};

/// Where everything lies, in the units of the area.
struct BarsLayout {
    FrameFonts fonts{QFont()};
    QFont notesType;
    double gap = 0; ///< between a text and what it belongs to
    QRectF title;
    QRectF subtitle;
    QRectF plot;             ///< of the bars with their texts, down to the axis
    double perUnit = 0;      ///< length of a second, in a list of a TFLOP/s
    std::vector<Tick> ticks; ///< milliseconds, in a list the unit of rates
    QRectF axisTitle;
    double perTick = 1;        ///< of the axis's own unit
    std::size_t shownBars = 0; ///< from the first that is shown; others lie nowhere
    std::vector<PlacedBar> bars;
    std::vector<BarsKey> keys;
    QRectF notes;
    bool fits = true; ///< bars are as high as can be read

    double xOf(double value) const { return plot.left() + value * perUnit; }
    /// The segment there, or the one next to it within the bar; nothing beside the bars.
    std::optional<SegmentPlace> segmentAt(const QPointF& position) const;
    QRectF boxOf(const SegmentPlace& place) const { return bars.at(place.bar).segments.at(place.segment); }
};

BarsLayout layOutBars(const BudgetBars& bars, const BarsRequest& request);

} // namespace headroom::ui
