// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/device_info.h"
#include "engine/sweep/memory_fit.h"
#include "engine/sweep/sweep_plan.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// Seconds that one visit to this point may take on that device: a fixed part and some calls at its rough
/// speed. Only a weight once points have been measured.
double guessSeconds(const PlannedPoint& point, const SweepSpec& spec, const DeviceInfo& device);

/// Visits that each point of such a sweep is to have; more where they do not agree.
int plannedVisits(const SweepSpec& spec, const DeviceInfo& device);

/// What is expected of a sweep before it starts.
struct SweepEstimate {
    std::int64_t points = 0;
    double seconds = 0;
    /// How fast a processor is depends on what shares it: before it was measured nobody knows.
    bool timeIsKnown = true;
    std::vector<std::string> notes;         ///< curves that stay empty or end early
    std::optional<MemoryShortage> shortage; ///< where nothing of it can be measured
};

/// Seconds that a sweep may still take: between these two, which are one where enough is known.
struct TimeLeft {
    double leastS = 0;
    double mostS = 0;
};

/// Remembers how far off the guesses were on each device: in this session's sweeps, the later ones more, and
/// where these were short in earlier sessions, which stand for some seconds. What a small sweep takes is
/// mostly not its GEMMs, and says little about a large one.
class CostModel {
public:
    void learn(const DeviceInfo& device, double guessedS, double measuredS);
    /// What was learnt in an earlier session; what was in this one stays.
    void recall(const DeviceInfo& device, double factor);
    /// Nothing until something was measured on the device.
    std::optional<double> learnt(const DeviceInfo& device) const;
    double factor(const DeviceInfo& device) const { return learnt(device).value_or(1); }
    /// Requires a valid spec.
    SweepEstimate estimate(const SweepSpec& spec, const DeviceInfo& device) const;

private:
    struct Pace {
        double guessedS = 0;
        double measuredS = 0;
        double recalled = 1; ///< factor of earlier sessions
    };
    std::map<std::string, Pace> m_paces; ///< by device id
};

/// Follows one sweep: how much is done, and how long the rest takes at the cost seen so far.
class SweepProgress {
public:
    SweepProgress() = default;
    SweepProgress(const SweepPlan& plan, const DeviceInfo& device, double factor);

    void add(const Measurement& measurement);

    std::size_t total() const { return m_total; }
    std::size_t done() const { return m_done; }
    /// The visit that points are having now, from 1, how many have had it, and how many visits are planned.
    int visit() const { return m_visit; }
    std::size_t doneInVisit() const { return m_doneInVisit; }
    int visits() const { return m_visits; }
    /// More than planned: points have it whose earlier visits do not agree.
    bool isExtraVisit() const { return m_visit > m_visits; }
    /// Planned visits, in all and made.
    std::size_t steps() const { return total() * static_cast<std::size_t>(m_visits); }
    std::size_t stepsDone() const { return m_stepsDone; }
    std::size_t failed() const { return m_failed; }
    /// 0 in a layer's budget, whose GEMMs are all of one.
    std::int64_t lastHidden() const { return m_lastHidden; }
    double guessedDoneS() const { return m_guessedDoneS; }
    double measuredDoneS() const { return m_measuredDoneS; }
    /// At the cost seen so far. A range until a tenth of the points are in, which say little about the
    /// others, and where points are in doubt: nobody knows how many visits they will have beyond those
    /// planned.
    TimeLeft timeLeft() const;

private:
    struct Own {
        double spentS = 0;        ///< over its visits so far
        double timedS = 0;        ///< of that
        double doubt = 0;         ///< that it will have visits beyond those planned, 0 to 1
        int made = 0;             ///< visits
        bool isToldFirst = false; ///< as it was before: of a run that goes on
    };

    void learnSpread(std::size_t index, double visitS);
    /// How far off a point's cost is from its guess times the factor, as a logarithm.
    double spread(double factor) const;
    /// How likely it is that a point's visits will not agree, by those that it had.
    double doubtOf(const Measurement& measurement) const;
    /// Seconds that visits beyond those planned may take, while those take so many.
    double extraSeconds(double plannedLeftS) const;

    std::size_t m_total = 0;
    std::vector<double> m_guesses; ///< seconds, by the point's index; 0 where it is not to be measured
    std::vector<Own> m_own;        ///< likewise
    double m_factor = 1;
    int m_parallelDevices = 1;
    int m_visits = 1; ///< that each point is to have
    double m_mostExtra = 0;
    double m_budgetS = 0; ///< that all points may be timed for
    double m_guessedTotalS = 0;
    double m_guessedDoneS = 0;
    double m_measuredDoneS = 0;
    double m_timedDoneS = 0; ///< of that
    double m_doubt = 0;      ///< sum over the points that are in
    // Of the logarithm of measured over guessed, over the points that are in.
    double m_logSum = 0;
    double m_logSquares = 0;
    double m_logCount = 0;
    int m_visit = 1;
    std::size_t m_doneInVisit = 0;
    std::size_t m_stepsDone = 0;
    std::size_t m_done = 0;
    std::size_t m_failed = 0;
    std::int64_t m_lastHidden = 0;
};

/// "0:41", "12:05", "1:02:03"; rounded up to whole seconds.
std::string clockText(double seconds);

/// "0:41", or "0:40 – 1:30" with ends rounded as roughly as they are known.
std::string timeLeftText(const TimeLeft& left, const char* dash = " – ");

} // namespace headroom
