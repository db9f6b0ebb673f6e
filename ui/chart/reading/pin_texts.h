// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/reading/callout.h"
#include "ui/chart/reading/hover_locator.h"

#include <QStringList>

namespace headroom::ui {

class CurveSet;

/// How much is said of a point that stays marked.
enum class PinWords {
    Whole,
    Few, ///< the value, and what tells the point from others
};

/// A fastened call-out stays, so it must not cover much: the value and the shape.
Callout pinnedCallout(const CurveSet& curves, const Hit& hit, PinWords words);

/// What lies at A, what at B, and B over A, a line each; empty where one of them has no value.
QStringList comparedPoints(const CurveSet& curves, const Hit& a, const Hit& b, PinWords words);

} // namespace headroom::ui
