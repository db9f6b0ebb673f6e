// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/paint/frame.h"

class QPainter;

namespace headroom::ui {

class CurveSet;
class Pins;

/// What a figure shows: the same curves and ranges as the screen.
struct FigureContent {
    const CurveSet& curves;
    const Pins& pins;
    ViewRange view;
    bool logX = false;
    FrameTexts texts;
    QString caption; ///< below the figure; empty for none
    QString family;  ///< of the type
};

/// Paints the figure in paper colours, `size` in 1/96 inch. Type and lines keep their share of the width down
/// to where type could not be read on paper. Uses no clipping, so that vector formats hold each curve as one
/// path.
void paintFigure(QPainter& painter, const QSizeF& size, const FigureContent& content);

} // namespace headroom::ui
