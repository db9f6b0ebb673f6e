// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/operations.h"
#include "ui/chart/paint/chart_theme.h"

#include <QRectF>

class QPainter;

namespace headroom::ui {

/// How a segment looks: the colour says which operation, the shade and the hatch which pass.
struct SegmentStyle {
    QColor fill;
    QColor hatch; ///< of diagonal lines over it; invalid for none
    QColor text;  ///< over the fill
};

/// The same for an operation in every bar and figure.
SegmentStyle segmentStyle(Operation operation, Pass pass, const ChartTheme& theme);
/// A word for it, where its title has no room.
QString shortLabel(Operation operation);
/// Of a pass, whatever the operation.
SegmentStyle passStyle(Pass pass, const ChartTheme& theme);

/// Without a pen and without clipping. Lines of the hatch are `spacing` apart, those of all boxes in line.
void paintSegment(QPainter& painter, const QRectF& box, const SegmentStyle& style, double spacing);

} // namespace headroom::ui
