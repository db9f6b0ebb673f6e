// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/paint/curve_style.h"
#include "ui/chart/reading/box_placement.h"

#include <QFont>
#include <QRectF>
#include <QString>

#include <limits>
#include <optional>
#include <vector>

class QPainter;

namespace headroom::ui {

struct ChartTheme;

/// One line of a call-out, with the marker of the curve it speaks of, if any.
struct CalloutLine {
    QString text;
    std::optional<std::int64_t> ratio = std::nullopt;
    bool strong = false;
    bool detail = false;  ///< nothing for an audience
    bool best = false;    ///< the marker is of the best algorithm's curve beside the default's
    QString briefly = {}; ///< what an audience is told in its place, where that is less
};

/// The box that reads a point out.
struct Callout {
    std::vector<CalloutLine> lines;

    bool empty() const { return lines.empty(); }
    /// For an audience: without details.
    Callout brief() const;
    /// Of the box. A line that is too long for `mostWidth`, or for `length` times what reads best, goes on
    /// below.
    QSizeF size(const QFont& font, double mostWidth = std::numeric_limits<double>::infinity(),
                double length = 1) const;
};

/// Where a call-out stands, and in what type.
struct PlacedCallout {
    QRectF box;
    QFont font;
};

/// Beside `anchor` as placeBox does, wider or narrower where that brings it nearer or off the curves, in
/// smaller type where that gives it a place; over the anchor where nothing else does. Nothing is left out.
PlacedCallout placeWhole(const Callout& callout, const QFont& font, const QPointF& anchor, double clearance,
                         const Surroundings& around);

/// In a box of that type's size.
void paintCallout(QPainter& painter, const Callout& callout, const QRectF& box, const QFont& font,
                  const ChartTheme& theme);

} // namespace headroom::ui
