// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/curve_set.h"

#include "engine/model/certainty.h"
#include "engine/sweep/curve_sizes.h"
#include "engine/sweep/planned_curve.h"
#include "ui/chart/data/roof_curves.h"
#include "ui/runs/run_store.h"
#include "ui/runs/short_names.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace headroom::ui {

namespace {

/// Points and failures ascend in hidden size; a shape measured again replaces the earlier row.
template <class Point>
void placeByHidden(std::vector<Point>& points, const Point& point) {
    const auto it = std::ranges::lower_bound(points, point.hidden, {}, &Point::hidden);
    if (it != points.end() && it->hidden == point.hidden)
        *it = point;
    else
        points.insert(it, point);
}

template <class Point>
void removeAt(std::vector<Point>& points, double hidden) {
    const auto it = std::ranges::lower_bound(points, hidden, {}, &Point::hidden);
    if (it != points.end() && it->hidden == hidden)
        points.erase(it);
}

} // namespace

CurveSet::CurveSet(const RunStore* store) : m_store(store) {
    rebuild({});
}

const Quantity& CurveSet::quantity() const {
    if (m_choices.quantity == &throughput())
        return throughputIn(m_rateUnit);
    if (m_choices.quantity == &timePerCall())
        return timePerCallIn(m_timeUnit);
    return *m_choices.quantity;
}

void CurveSet::pairRows() {
    m_compared = comparedRuns(*m_store, m_choices.comparisonBase);
    m_pairs = {};
    m_differences = {};
    if (!quantity().comparesRuns())
        return;
    if (!m_compared.complete()) {
        m_choices.quantity = &throughput();
        return;
    }
    const Run& over = m_store->find(m_compared.runId)->run;
    const Run& base = m_store->find(m_compared.baseId)->run;
    m_pairs = PairedRows(over, base);
    m_differences = ui::differences(over, base);
}

/// Their points are not on the chart, which says so.
void CurveSet::countUnpaired() const {
    if (std::exchange(m_countedAt, m_behindRevision) == m_behindRevision)
        return;
    m_unpaired = m_toPair = 0;
    const StoredRun* over = m_store->find(m_compared.runId);
    const bool canPair = m_differences.operations.isEmpty() && m_differences.types.isEmpty();
    if (!over || !canPair || !quantity().comparesRuns())
        return;
    for (const Measurement& row : over->run.measurements) {
        m_toPair += row.ok() ? 1 : 0;
        m_unpaired += row.ok() && m_pairs.baseOf(row.point) < 0 ? 1 : 0;
    }
}

void CurveSet::holdAgainstEachOther() {
    std::vector<const StoredRun*> visible;
    for (const StoredRun* stored : inChartOrder(*m_store))
        if (m_seen.isVisible(*stored))
            visible.push_back(stored);
    m_alikeRuns = RunsBeside::alike(visible).size();
    m_beside = {};
    if (!quantity().comparesAll())
        return;
    if (m_alikeRuns > 1)
        m_beside = RunsBeside(visible, m_looks, m_seen.axis());
    else
        m_choices.quantity = &throughput();
}

QStringList CurveSet::notes() const {
    if (quantity().comparesAll())
        return m_beside.notes();
    QStringList said = m_differences.sentences();
    countUnpaired();
    if (m_unpaired > 0)
        said << words("%1 of %2 points have no counterpart in the other run").arg(m_unpaired).arg(m_toPair);
    return said;
}

std::optional<MeasuredRow> CurveSet::rowAt(const PointKey& point) const {
    const StoredRun* stored = m_store->find(point.runId);
    if (!stored)
        return std::nullopt;
    return paired(*stored, stored->run.measurements.at(static_cast<std::size_t>(point.row)));
}

MeasuredRow CurveSet::paired(const StoredRun& stored, const Measurement& measurement) const {
    MeasuredRow row{stored, measurement, nullptr, nullptr, m_rateUnit};
    if (quantity().comparesAll() && m_beside.has(stored.id))
        row.usualTflops = m_beside.usualTflops(measurement.point);
    if (!quantity().comparesRuns() || stored.id != m_compared.runId)
        return row;
    const StoredRun* base = m_store->find(m_compared.baseId);
    const int baseRow = m_pairs.baseOf(measurement.point);
    if (!base || baseRow < 0)
        return row;
    return {stored, measurement, base, &base->run.measurements.at(static_cast<std::size_t>(baseRow)),
            m_rateUnit};
}

const RunContext* CurveSet::contextOf(int runId) const {
    const StoredRun* stored = m_store->find(runId);
    return stored ? &stored->run.context : nullptr;
}

void CurveSet::rebuild(const ChartChoices& choices) {
    ++m_behindRevision;
    m_choices = choices;
    m_timeUnit = timeUnitOf(*m_store);
    m_rateUnit = rateUnitOf(*m_store);
    m_groups.clear();
    m_curves.clear();
    m_roofs.clear();
    pairRows();
    m_seen = SeenRuns(*m_store, m_choices.referencesShown, axisOf(m_choices.offered));
    m_looks = CurveLooks(specs(true), specs(false));
    holdAgainstEachOther();
    if (m_seen.front() == 0) {
        m_groups.push_back({});
        addCurves(m_groups.back(), m_choices.offered);
    }
    for (const StoredRun* stored : inChartOrder(*m_store))
        addGroup(*stored);
    callRuns();
}

std::vector<const SweepSpec*> CurveSet::specs(bool visible) const {
    std::vector<const SweepSpec*> specs;
    if (m_seen.front() == 0 && visible)
        specs.push_back(&m_choices.offered);
    for (const StoredRun* stored : inChartOrder(*m_store))
        if (m_seen.isVisible(*stored) == visible)
            specs.push_back(&stored->run.spec);
    return specs;
}

AxisRange CurveSet::rangeOf(const SweepSpec& spec) {
    return headroom::rangeOf(spec);
}

std::vector<int> CurveSet::onOtherAxes() const {
    return m_seen.onOtherAxes(*m_store);
}

void CurveSet::callRuns() {
    std::vector<const StoredRun*> visible;
    for (const CurveGroup& group : m_groups)
        if (const StoredRun* stored = m_store->find(group.runId); stored && group.shown)
            visible.push_back(stored);
    std::vector<RunName> called = namesOf(visible);
    QStringList names;
    for (const RunName& name : called)
        names << name.name;
    const QStringList brief = withoutSharedWords(names);
    const auto length = [](const QStringList& texts) { return texts.join(QString()).size(); };
    const bool sharesMost = 2 * length(brief) <= length(names);
    m_called.clear();
    for (std::size_t i = 0; i < visible.size(); ++i) {
        if (sharesMost)
            called[i].name = brief[static_cast<qsizetype>(i)];
        m_called[visible[i]->id] = std::move(called[i]);
    }
    QStringList beside;
    for (const int id : m_beside.ids())
        beside << nameOf(id);
    m_beside.call(beside);
}

RunName CurveSet::calledOf(int runId) const {
    if (const auto called = m_called.find(runId); called != m_called.end())
        return called->second;
    const StoredRun* stored = m_store->find(runId);
    return stored ? stored->called : RunName();
}

void CurveSet::addGroup(const StoredRun& stored) {
    int place = static_cast<int>(m_groups.size());
    if (stored.id == m_seen.solid())
        place = 0;
    else if (place == 0)
        place = m_seen.solidPlace();
    m_groups.push_back(
        {stored.id, m_seen.roleOf(stored), place, m_seen.isVisible(stored), stored.isReplay()});
    addCurves(m_groups.back(), stored.run.spec);
    // In ascending order each point goes to the end of its curve: in any other, long runs would move all
    // their points about for each one. Rows of one shape keep their order, the later one counts.
    const std::vector<Measurement>& rows = stored.run.measurements;
    std::vector<int> order(rows.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {},
                             [&](int row) { return placeOf(rows[static_cast<std::size_t>(row)].point); });
    for (const int row : order)
        insert(stored, row);
    addOutlook(stored);
    // Beside a measured run that is seen its own roof counts alone.
    const StoredRun* solid = m_store->find(m_seen.solid());
    if (!stored.isReference() || !solid || solid->isReference())
        for (RoofCurve& roof : roofCurves(stored, quantity(), m_looks)) {
            roof.shown = m_choices.roofShown && m_seen.isVisible(stored);
            m_roofs.push_back(std::move(roof));
        }
}

Curve CurveSet::makeCurve(const CurveKey& key, const SweepSpec& spec, const CurveGroup& group) const {
    Curve curve;
    curve.key = m_looks.dressed(spec, key);
    curve.label = QString::fromStdString(headroom::nameOf(spec, plannedOf(spec, key)));
    curve.role = group.role;
    const auto [line, lines] = lineOf(spec, key);
    curve.line = line;
    curve.place = group.place * lines + line;
    curve.shown = group.shown && !m_choices.hides(key);
    curve.best = spec.algorithm == Algorithm::Both && key.algorithm == Algorithm::Best;
    if (curve.best)
        curve.label += QStringLiteral(", best");
    return curve;
}

void CurveSet::addCurves(const CurveGroup& group, const SweepSpec& spec) {
    const bool both = spec.algorithm == Algorithm::Both;
    const Algorithm first = both ? Algorithm::Default : spec.algorithm;
    const auto add = [&](Algorithm algorithm) {
        for (const PlannedCurve& curve : curvesOf(spec))
            m_curves.push_back(makeCurve(keyOf(group.runId, spec, curve, algorithm), spec, group));
    };
    add(first);
    if (both)
        add(Algorithm::Best);
}

void CurveSet::add(const PointKey& point) {
    const auto [runId, row] = point;
    const StoredRun* stored = m_store->find(runId);
    if (!stored || stored->topic() != RunTopic::Curves)
        return;
    const Measurement& measurement = stored->run.measurements.at(static_cast<std::size_t>(row));
    const bool otherTimes = m_choices.quantity == &timePerCall() && timeUnitOf(*m_store) != m_timeUnit;
    if (otherTimes || rateUnitOf(*m_store, m_rateUnit, measurement) != m_rateUnit)
        return rebuild(m_choices);
    const bool comparing = quantity().comparesRuns();
    if (comparing || quantity().comparesAll() || m_seen.roleOf(*stored) != CurveRole::Main)
        ++m_behindRevision;
    if (comparing && runId == m_compared.runId)
        m_pairs.addOver(measurement, row);
    const std::vector<PointKey> moved = m_beside.take(point);
    insert(*stored, row);
    for (const PointKey& other : moved)
        if (const StoredRun* run = other == point ? nullptr : m_store->find(other.runId))
            insert(*run, other.row);
    if (comparing && runId == m_compared.baseId) {
        m_pairs.addBase(measurement, row);
        if (const StoredRun* compared = m_store->find(m_compared.runId))
            for (const int over : m_pairs.oversOf(measurement.point))
                insert(*compared, over);
    }
}

std::optional<CurvePoint> CurveSet::pointOf(const MeasuredRow& measured, int row) const {
    const Measurement& measurement = measured.measurement;
    const auto value = measurement.ok() ? quantity().valueOf(measured) : std::nullopt;
    // One point that is not a number would make Qt Charts drop the whole curve.
    if (!value || !std::isfinite(value->value))
        return std::nullopt;
    CurvePoint point;
    point.hidden = placeOf(measurement.point);
    point.value = value->value;
    point.row = row;
    point.flagged = m_choices.flagsShown && !measurement.flags.empty();
    point.low = value->interval.low;
    point.high = value->interval.high;
    point.unsure =
        !tellsOfOtherRuns(measurement.flags) || (measured.base && !tellsOfOtherRuns(measured.base->flags));
    point.within = value->within;
    return point;
}

void CurveSet::insert(const StoredRun& stored, int row) {
    const Measurement& measurement = stored.run.measurements.at(static_cast<std::size_t>(row));
    const double hidden = placeOf(measurement.point);
    if (hidden <= 0)
        return;
    Curve& curve = curveFor(keyOf(stored.id, stored.run.spec, measurement.point));
    if (const auto point = pointOf(paired(stored, measurement), row))
        placeByHidden(curve.points, *point);
    else
        removeAt(curve.points, hidden); // a later visit may fail where an earlier one did not
    if (!measurement.ok() && hasPointsOf(stored.id))
        placeByHidden(curve.failures, FailedPoint{hidden, row});
}

bool CurveSet::hasRows() const {
    return std::ranges::any_of(m_groups, [this](const CurveGroup& group) {
        const StoredRun* stored = run(group.runId);
        return stored && !stored->isEmpty();
    });
}

void CurveSet::addOutlook(const StoredRun& stored) {
    std::vector<const Measurement*> rows;
    for (const Measurement& row : stored.outlook)
        rows.push_back(&row);
    std::ranges::stable_sort(rows, {}, [this](const Measurement* row) { return placeOf(row->point); });
    for (const Measurement* row : rows)
        if (const auto point = pointOf(paired(stored, *row), -1); point && hasPointsOf(stored.id))
            placeByHidden(curveFor(keyOf(stored.id, stored.run.spec, row->point)).outlook, *point);
}

Curve& CurveSet::curveFor(const CurveKey& key) {
    const auto found = std::ranges::find(m_curves, key, &Curve::key);
    if (found != m_curves.end())
        return *found;
    // A run file may hold a ratio that its spec does not name.
    const StoredRun* stored = m_store->find(key.runId);
    const auto last = std::ranges::find_if(m_curves.rbegin(), m_curves.rend(),
                                           [&key](const Curve& c) { return c.key.runId == key.runId; });
    const auto group = std::ranges::find(m_groups, key.runId, &CurveGroup::runId);
    return *m_curves.insert(last == m_curves.rend() ? m_curves.end() : last.base(),
                            makeCurve(key, stored->run.spec, *group));
}

void CurveSet::show(const ChartChoices& choices) {
    ++m_behindRevision;
    m_choices = choices;
    for (Curve& curve : m_curves) {
        const auto group = std::ranges::find(m_groups, curve.key.runId, &CurveGroup::runId);
        curve.shown = group != m_groups.end() && group->shown && !m_choices.hides(curve.key);
    }
    for (RoofCurve& roof : m_roofs) {
        const StoredRun* stored = m_store->find(roof.runId);
        roof.shown = m_choices.roofShown && stored && m_seen.isVisible(*stored);
    }
}

bool CurveSet::shows(const PointKey& point) const {
    const StoredRun* stored = m_store->find(point.runId);
    if (!stored || point.row < 0 || point.row >= static_cast<int>(stored->run.measurements.size()))
        return false;
    const PlannedPoint& planned = stored->run.measurements[static_cast<std::size_t>(point.row)].point;
    const Curve* curve = find(keyOf(point.runId, stored->run.spec, planned));
    return curve && curve->shown;
}

const Curve* CurveSet::find(const CurveKey& key) const {
    const auto it = std::ranges::find(m_curves, key, &Curve::key);
    return it == m_curves.end() ? nullptr : &*it;
}

const StoredRun* CurveSet::run(int id) const {
    return m_store->find(id);
}

const SweepSpec& CurveSet::specOf(const CurveKey& key) const {
    const StoredRun* stored = m_store->find(key.runId);
    return stored ? stored->run.spec : m_choices.offered;
}

const SweepSpec& CurveSet::spec() const {
    return specOf({.runId = m_seen.front()});
}

bool CurveSet::hasPoints() const {
    return std::ranges::any_of(m_curves,
                               [](const Curve& c) { return !c.points.empty() || !c.failures.empty(); });
}

} // namespace headroom::ui
