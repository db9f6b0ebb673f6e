// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/sweep_spec.h"
#include "ui/chart/data/curve.h"

#include <vector>

namespace headroom::ui {

class RunStore;
struct StoredRun;

/// Which runs of curves a chart has, in what order, and which of them are seen: those along the x axis of the
/// front one of them.
class SeenRuns {
public:
    SeenRuns() = default;
    /// What is offered lies along that axis, where there is no measured run.
    SeenRuns(const RunStore& store, bool referencesShown, Axis offered);

    /// The front measured run's id, visible or not; 0 without one.
    int front() const { return m_front; }
    /// The id of the one that is drawn in front, 0 for what is offered; and its place among all.
    int solid() const { return m_solid; }
    int solidPlace() const { return m_solidPlace; }
    Axis axis() const { return m_axis; }
    bool isVisible(const StoredRun& stored) const;
    CurveRole roleOf(const StoredRun& stored) const;
    /// Ids of those asked for that lie along another axis.
    std::vector<int> onOtherAxes(const RunStore& store) const;

private:
    /// Asked for, whatever axis it lies along.
    bool isWanted(const StoredRun& stored) const;
    void findAxis(const RunStore& store, Axis offered);
    void putInFront(const RunStore& store);

    bool m_referencesShown = true;
    Axis m_axis = Axis::Hidden;
    int m_front = 0;
    int m_solid = 0;
    int m_solidPlace = 0;
};

/// A store's runs of curves as charts have them: measured ones, the newest first, then references likewise.
std::vector<const StoredRun*> inChartOrder(const RunStore& store);

} // namespace headroom::ui
