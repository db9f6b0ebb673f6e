// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/paint/curve_style.h"

#include <QFont>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

class QPainter;

namespace headroom::ui {

struct ChartTheme;

/// One line of a call-out, with the marker of the curve it speaks of, if any.
struct CalloutLine {
    QString text;
    std::optional<std::int64_t> ratio;
    bool strong = false;
};

/// The box that reads a point out.
struct Callout {
    std::vector<CalloutLine> lines;

    bool empty() const { return lines.empty(); }
    QSizeF size(const QFont& font) const;
};

void paintCallout(QPainter& painter, const Callout& callout, const QRectF& box, const QFont& font,
                  const ChartTheme& theme);

} // namespace headroom::ui
