// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/run.h"
#include "ui/chart/data/curve.h"
#include "ui/chart/data/curve_keys.h"
#include "ui/chart/data/quantity.h"
#include "ui/chart/data/run_comparison.h"
#include "ui/chart/data/runs_beside.h"
#include "ui/chart/data/seen_runs.h"
#include "ui/chart/data/time_per_call.h"
#include "ui/runs/run_names.h"

#include <map>
#include <set>

namespace headroom::ui {

class RunStore;
struct StoredRun;

/// The curves of one run, as the legend groups them.
struct CurveGroup {
    int runId = 0;
    CurveRole role = CurveRole::Main;
    int place = 0;       ///< of its line's pattern: 0 for the one in front
    bool shown = true;   ///< the run is visible
    bool replay = false; ///< named even where it is alone, lest it be taken for measured now
};

/// What a user chooses of a chart.
struct ChartChoices {
    SweepSpec offered; ///< its curves are there while no measured run is
    const Quantity* quantity = &throughput();
    int comparisonBase = 0; ///< the run to compare with, where more than one can be
    bool roofShown = true;
    bool intervalsShown = true;
    bool flagsShown = true;      ///< else flagged points look like the others
    bool referencesShown = true; ///< those that are visible
    bool scaledToFront = false;  ///< the y axis fits the front run's curves, whatever else is shown
    std::set<CurveKey> hidden;   ///< of one run, or of every run

    bool hides(const CurveKey& key) const {
        return hidden.contains(key) || hidden.contains(key.ofEveryRun());
    }
};

/// The store's measurements arranged as curves: the front measured run first, those behind it, references
/// last. Drawn in front, as its line tells, is the first of them that is visible. No widget, no pixels, and
/// nobody's state: ChartState says when to arrange them anew.
class CurveSet {
public:
    /// `store` must outlive the set.
    explicit CurveSet(const RunStore* store);

    /// After runs came, went or changed, or something else was chosen. A quantity that compares gives way to
    /// throughput where there are not two runs to compare.
    void rebuild(const ChartChoices& choices);
    /// Takes choices that leave all points where they are: what is hidden, or offered beside a measured run.
    void show(const ChartChoices& choices);
    /// After runs were given other names.
    void callRuns();
    /// After a measurement was appended, or one replaced the row of an earlier visit. Where it changes the
    /// unit, all points change.
    void add(const PointKey& point);

    const ChartChoices& choices() const { return m_choices; }
    /// The one chosen, in the unit that suits what the visible runs measured.
    const Quantity& quantity() const;
    RateUnit rateUnit() const { return m_rateUnit; }
    /// What is compared, or would be.
    const RunPair& compared() const { return m_compared; }
    /// Between these, while they are compared.
    const RunDifferences& differences() const { return m_differences; }
    /// The visible runs of one kind of card, while they are held against each other.
    const RunsBeside& beside() const { return m_beside; }
    /// How many visible runs can be.
    std::size_t alikeRuns() const { return m_alikeRuns; }
    /// What the plot says of the runs that are compared, in phrases without a full stop.
    QStringList notes() const;
    std::vector<int> comparisonBases() const { return ui::comparisonBases(*m_store); }
    /// With the row that it stands over, while runs are compared; nothing for one that is not in the store.
    std::optional<MeasuredRow> rowAt(const PointKey& point) const;
    /// The circumstances of a run; null where it is not in the store.
    const RunContext* contextOf(int runId) const;
    const std::vector<Curve>& curves() const { return m_curves; }
    const std::vector<CurveGroup>& groups() const { return m_groups; }
    const std::vector<RoofCurve>& roofs() const { return m_roofs; }
    const Curve* find(const CurveKey& key) const;
    /// Whether the measurement belongs to a run and a curve that are shown, wherever the view looks.
    bool shows(const PointKey& point) const;
    const StoredRun* run(int id) const; ///< null for one that is not in the store
    /// How the run is called beside the visible ones: hidden ones need not be told from it, and what all
    /// names share is left out where it is most of them. Empty for one that is not in the store.
    RunName calledOf(int runId) const;
    QString nameOf(int runId) const { return calledOf(runId).name; }
    /// What the chart stands for: the front measured run's, visible or not, or the one offered.
    const SweepSpec& spec() const;
    const SweepSpec& specOf(const CurveKey& key) const;
    /// The x axis: the front visible run's. Runs along another one are not shown beside it.
    const AxisInfo& axis() const { return infoOf(m_seen.axis()); }
    /// What a run of that spec spans on its own.
    static AxisRange rangeOf(const SweepSpec& spec);
    /// Where the point lies on it.
    double placeOf(const PlannedPoint& point) const {
        return static_cast<double>(valueOf(point.layer, m_seen.axis()));
    }
    /// Visible runs that are not drawn since they lie along another axis.
    std::vector<int> onOtherAxes() const;
    /// Another one after each change but a point that came to the front run alone.
    std::uint64_t behindRevision() const { return m_behindRevision; }
    bool hasPoints() const; ///< measured, shown or not
    /// Whether rows of that run can be points: of one run only while two are compared.
    bool hasPointsOf(int runId) const { return !quantity().comparesRuns() || runId == m_compared.runId; }
    bool hasMeasuredRun() const { return m_seen.front() != 0; }
    /// Whether any run of the chart has a row, a reference's or a hidden one's too.
    bool hasRows() const;

private:
    void addGroup(const StoredRun& stored);
    std::vector<const SweepSpec*> specs(bool visible) const;
    void addCurves(const CurveGroup& group, const SweepSpec& spec);
    Curve makeCurve(const CurveKey& key, const SweepSpec& spec, const CurveGroup& group) const;
    void pairRows();
    void countUnpaired() const;
    void holdAgainstEachOther();
    void insert(const StoredRun& stored, int row);
    void addOutlook(const StoredRun& stored);
    Curve& curveFor(const CurveKey& key);
    /// With the row that it stands over, while runs are compared.
    MeasuredRow paired(const StoredRun& stored, const Measurement& measurement) const;
    std::optional<CurvePoint> pointOf(const MeasuredRow& measured, int row) const;

    const RunStore* m_store;
    ChartChoices m_choices;
    std::vector<CurveGroup> m_groups;
    std::vector<Curve> m_curves;
    std::vector<RoofCurve> m_roofs;
    RateUnit m_rateUnit = RateUnit::Teraflops;
    TimeUnit m_timeUnit = TimeUnit::Milliseconds;
    std::map<int, RunName> m_called; ///< of the visible runs
    SeenRuns m_seen;
    CurveLooks m_looks;
    RunPair m_compared;
    std::uint64_t m_behindRevision = 0;
    PairedRows m_pairs; ///< of the compared runs, while they are
    RunDifferences m_differences;
    // Of the run that is compared, rows that stand over none, and of how many: counted where they are told.
    mutable int m_unpaired = 0;
    mutable int m_toPair = 0;
    mutable std::uint64_t m_countedAt = 0; ///< m_behindRevision
    RunsBeside m_beside;                   ///< while they are held against each other
    std::size_t m_alikeRuns = 0;
};

} // namespace headroom::ui
