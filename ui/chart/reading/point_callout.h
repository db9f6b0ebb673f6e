// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/reading/callout.h"
#include "ui/chart/reading/hover_locator.h"

namespace headroom::ui {

class CurveSet;

/// What a call-out says of a measured or failed point; empty for one that is gone.
Callout pointCallout(const CurveSet& curves, const Hit& hit);
/// The point's value as a list of curves gives it.
QString valueText(const CurveSet& curves, const Hit& hit);
/// A call-out in one line, for status bar and screen readers.
QString oneLine(const Callout& callout);

} // namespace headroom::ui
