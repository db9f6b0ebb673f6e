// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace headroom::ui {

class CurveSet;
struct StoredRun;

/// The runs of which a curve is drawn, of two that are compared these alone, from the front one: references,
/// or all but those. While nothing is drawn, those that are visible.
std::vector<const StoredRun*> shownRuns(const CurveSet& curves, bool references);

/// What all shown curves are of: "Attention Key Query Score, a=12", or "…, a=12, 16" where runs differ.
QString titleOf(const CurveSet& curves);

/// Under which circumstances all that is shown was measured, as far as it is the same for all: device, type,
/// sizes, library … and when. What references do not share is said of the others by name;
/// and where `tellsDevices` who is which machine, as where no legend or caption does.
QString subtitleOf(const CurveSet& curves, bool tellsDevices = false);

/// By which algorithm what is shown of a run was measured: of one that measured both the one whose curves are
/// seen.
QString algorithmOf(const CurveSet& curves, const StoredRun& run);
/// What tells the run from the others beside its name, as far as it holds for what is shown of it.
QString detailOf(const CurveSet& curves, const StoredRun& run);

/// Of the y axis.
QString axisTitleOf(const CurveSet& curves);
/// "h/a": the length of whose classes all shown curves are; empty where they differ by something else, too.
QString classesOf(const CurveSet& curves);
/// "Hidden Size", "Feed-Forward Size f".
QString xAxisTitleOf(const CurveSet& curves);

} // namespace headroom::ui
