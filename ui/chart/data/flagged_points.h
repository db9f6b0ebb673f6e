// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace headroom {
struct Run;
}

namespace headroom::ui {

class CurveSet;
struct Curve;

/// Whether a hollow point is drawn, or will be by a replay, so that legend and caption have to say what it
/// means.
bool anyFlaggedShown(const CurveSet& curves);
/// What hollow points mean, as a label: "hollow: flagged".
QString hollowLabel();
/// The same as a sentence with a full stop.
QString hollowSentence();
/// Where few kinds of flags are shown between those hidden sizes, with these and how many points have them.
QString hollowSentence(const CurveSet& curves, double least, double greatest);
/// How many points of a curve are hollow, in words; empty where none is.
QString flaggedText(const Curve& curve);
/// One sentence for a run in which more than a tenth of the points were disturbed: how many, mostly by what,
/// and what to do. Empty for any other.
QString disturbedSentence(const Run& run);
/// Of a run by its id; empty for one that is not in the store.
QString disturbedSentence(const CurveSet& curves, int runId);
/// The same in a few words.
QString disturbedNote(const CurveSet& curves, int runId);

} // namespace headroom::ui
