// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/paint/frame.h"
#include "ui/chart/reading/pins.h"

namespace headroom::ui {

/// What is drawn on paper. Valid as long as its curves.
struct Figure {
    const CurveSet& curves;
    Pins pins;
    ViewRange view;
    AxisScales scales;
    FrameTexts texts;
    QString family; ///< of the type
};

/// Title and axis titles for those curves.
FrameTexts frameTexts(const CurveSet& curves);

/// The curves as a chart shows them that nobody has touched yet.
Figure untouchedFigure(const CurveSet& curves);

/// Paints the figure in paper colours, `size` in the painter's units, 1/96 inch on paper: title, axes,
/// curves, built-in legend and, if any, a caption below. Type and lines keep their share of the width down to
/// where type could not be read on paper. Uses no clipping, so that vector formats hold each curve as one
/// path.
void paintFigure(QPainter& painter, const QSizeF& size, const Figure& figure, const QString& caption);

} // namespace headroom::ui
