// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace headroom::ui {

class CurveSet;
struct StoredRun;

/// The visible runs, of two that are compared these alone, from the front one: references, or all but those.
std::vector<const StoredRun*> shownRuns(const CurveSet& curves, bool references);

/// What all shown curves are of: "Attention Key Query Score, a=12", or "…, a = 12, 16" where runs differ.
QString titleOf(const CurveSet& curves);

/// Under which circumstances the shown measured runs were measured, as far as they share them: device, type,
/// sizes, library … and when. One sentence for references that are shown alone, and empty where nothing was
/// measured.
QString subtitleOf(const CurveSet& curves);

} // namespace headroom::ui
