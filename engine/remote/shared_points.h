// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/sweep_plan.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace headroom {

/// The points of a plan as several devices share them: which wait, which are under way where, what is known
/// of them and what was not told yet. Devices are counted from 0, points are their indices in the plan.
///
/// A device visits the points again that were its own, when all have had their first visit. A loss costs the
/// point that was being measured: it is tried once more and then marked as an error.
class SharedPoints {
public:
    /// No points: until a plan is taken.
    SharedPoints() = default;
    SharedPoints(const SweepPlan& plan, std::size_t devices);

    struct Assignment {
        std::size_t device = 0;
        std::size_t point = 0;
    };
    /// What is to be requested now, in this order; it is under way from here on. `most`: how many points may
    /// be under way on each device, none where it is not ready.
    std::vector<Assignment> handOut(const std::vector<std::size_t>& most);
    /// Points that are under way on a device.
    std::size_t underWay(std::size_t device) const { return m_devices[device].underWay.size(); }

    /// The point whose answer is due next from that device.
    std::optional<std::size_t> due(std::size_t device) const;
    /// The row of the point that was due; `again` where the device wants to visit it once more.
    void measured(std::size_t device, Measurement row, bool again);
    /// What was under way there goes back to where it came from, unless it is the second loss of the point
    /// that was due: that one is finished as it is known, or as `failure` says.
    void lost(std::size_t device, const Measurement& failure);
    /// Others take the first visits of a device that is given up. Nobody else can repeat what it measured:
    /// its rows stay as they are.
    void giveUp(std::size_t device);

    bool anyFinished() const { return !m_finished.empty(); }
    /// The next row to be told, once each visit. Requires one.
    Measurement takeFinished();
    /// Whether the row that was told last for that point is to be followed by another visit.
    bool wantsAgain(std::size_t point) const { return m_again.contains(point); }
    /// The first point that no device has taken yet.
    std::optional<std::size_t> waiting() const;

private:
    struct OfDevice {
        std::deque<std::size_t> underWay; ///< in the order in which they will be answered
        std::deque<std::size_t> again;    ///< its own points that are to be visited once more, next first
    };
    struct Finished {
        Measurement row;
        bool again = false;
    };
    void handOutFirstVisits(const std::vector<std::size_t>& most, std::vector<Assignment>& assignments);
    void assign(std::size_t device, std::deque<std::size_t>& from, std::vector<Assignment>& assignments);
    bool firstVisitsAreOver() const;

    std::vector<PlannedPoint> m_points; ///< the plan's
    std::vector<OfDevice> m_devices;
    std::deque<std::size_t> m_waiting;          ///< not requested yet, next first
    std::deque<Finished> m_finished;            ///< not told yet
    std::set<std::size_t> m_again;              ///< whose next visit was not told yet
    std::map<std::size_t, Measurement> m_known; ///< rows so far of points that are to be visited again
    /// Of these, what processes that were lost since had measured; the one that follows does not know of it.
    std::map<std::size_t, Measurement> m_inherited;
    std::map<std::size_t, int> m_failures; ///< losses that a point was due in
};

} // namespace headroom
