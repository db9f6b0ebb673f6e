// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/run.h"

#include <vector>

namespace headroom::ui {

/// How fast a run is played back.
struct ReplayPace {
    double speed = 1;     ///< recorded seconds a second; infinity shows everything at once
    double durationS = 0; ///< that the whole run takes instead, whatever the speed; 0 for none

    friend bool operator==(const ReplayPace&, const ReplayPace&) = default;
};

/// The time before one measurement came, in seconds as recorded.
struct ReplayStep {
    double usualS = 0; ///< what such a point took, as far as that is known
    double pauseS = 0; ///< what passed beyond: the run was paused, or the machine slept
};

/// The run with its measurements in the order in which they were made last: visit by visit, and in each as
/// they stand in the file. A clock that was set back changes nothing.
Run inMeasuredOrder(Run run);

/// A step for each measurement of a run in that order: by the times noted, or evenly where one is missing. A
/// clock that was set back is taken for set back: the time goes on from there.
std::vector<ReplayStep> replaySteps(const Run& run);

/// The time of a replay, as it follows from a run and a pace.
struct ReplayTempo {
    double speed = 1;
    double longestPauseS = 2; ///< that is shown of a pause, in seconds of the replay; below 1× as recorded
};

/// Where the pace has a duration, all steps take that long, and a pause no more than a tenth of it.
ReplayTempo tempoFor(const std::vector<ReplayStep>& steps, const ReplayPace& pace);
/// The step's seconds in the replay.
double playSeconds(const ReplayStep& step, const ReplayTempo& tempo);
/// Whether that leaves a part of the pause out.
bool isShortened(const ReplayStep& step, const ReplayTempo& tempo);

} // namespace headroom::ui
