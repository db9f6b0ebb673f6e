// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/run.h"
#include "ui/chart/data/curve.h"
#include "ui/chart/data/quantity.h"
#include "ui/chart/data/run_comparison.h"

#include <set>

namespace headroom::ui {

class RunStore;
struct StoredRun;

/// The curves of one run, as the legend groups them.
struct CurveGroup {
    int runId = 0;
    QString name;
    CurveRole role = CurveRole::Main;
    bool shown = true;   ///< the run is visible
    bool replay = false; ///< named even where it is alone, lest it be taken for measured now
};

/// The store's measurements arranged as curves: the newest measured run first, older ones, references last.
/// Holds which curves the user hid. No widget, no pixels.
class CurveSet {
public:
    /// `store` must outlive the set.
    explicit CurveSet(const RunStore* store);

    /// The curves offered while no measured run is in the store.
    void setSpec(const SweepSpec& spec);
    /// Where, or as soon as, there are not two runs to compare, one that compares falls back to throughput.
    void setQuantity(const Quantity& quantity);
    const Quantity& quantity() const { return *m_quantity; }
    /// The run to compare with, where more than one can be.
    void setComparisonBase(int runId);
    /// What is compared, or would be.
    const RunPair& compared() const { return m_compared; }
    std::vector<int> comparisonBases() const { return ui::comparisonBases(*m_store); }
    /// With the row that it stands over, while runs are compared; nothing for one that is not in the store.
    std::optional<MeasuredRow> rowAt(const PointKey& point) const;
    /// The circumstances of a run; null where it is not in the store.
    const RunContext* contextOf(int runId) const;
    /// After runs came, went or changed.
    void rebuild();
    /// After a measurement was appended, or one replaced the row of an earlier visit.
    void add(int runId, int row);
    /// What was hidden among the offered curves stays hidden when their run begins.
    void adoptRun(int runId);

    void setHidden(const CurveKey& key, bool hidden);
    /// Shows this curve alone, or all of them again if it is alone already.
    void isolate(const CurveKey& key);
    void setRoofShown(bool shown);
    bool roofShown() const { return m_roofShown; }

    const std::vector<Curve>& curves() const { return m_curves; }
    const std::vector<CurveGroup>& groups() const { return m_groups; }
    const std::vector<RoofCurve>& roofs() const { return m_roofs; }
    const Curve* find(const CurveKey& key) const;
    const StoredRun* run(int id) const; ///< null for one that is not in the store
    /// Of the newest measured run, or the one offered.
    const SweepSpec& spec() const;
    const SweepSpec& specOf(const CurveKey& key) const;
    bool hasPoints() const; ///< measured, shown or not
    bool hasMeasuredRun() const { return m_newestRun != 0; }

private:
    void addGroup(const StoredRun& stored, CurveRole role, int rank);
    void addCurves(int runId, const SweepSpec& spec, CurveRole role, int rank, bool shown);
    Curve makeCurve(const CurveKey& key, const SweepSpec& spec, CurveRole role, int rank) const;
    void pairRows();
    /// Whether rows of that run are points: of one run only while two are compared.
    bool shows(int runId) const { return !m_quantity->comparesRuns() || runId == m_compared.runId; }
    void insert(const StoredRun& stored, int row);
    Curve& curveFor(const CurveKey& key);
    std::optional<CurvePoint> pointOf(const PointKey& point) const;

    const RunStore* m_store;
    SweepSpec m_spec;
    const Quantity* m_quantity = &throughput();
    std::vector<CurveGroup> m_groups;
    std::vector<Curve> m_curves;
    std::vector<RoofCurve> m_roofs;
    std::set<CurveKey> m_hidden;
    bool m_roofShown = true;
    int m_newestRun = 0; ///< the newest measured run's id, 0 without one
    int m_wantedBase = 0;
    RunPair m_compared;
    PairedRows m_pairs; ///< of the compared runs, while they are
};

} // namespace headroom::ui
