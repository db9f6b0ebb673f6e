// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/run_comparison.h"

#include "ui/runs/run_store.h"

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

/// Visible ones, in the order in which they lead: measured, newest first, then references.
std::vector<const StoredRun*> visibleRuns(const RunStore& store) {
    std::vector<const StoredRun*> runs;
    for (const StoredRun& run : store.measured() | std::views::reverse)
        if (run.visible)
            runs.push_back(&run);
    for (const StoredRun& run : store.references())
        if (run.visible)
            runs.push_back(&run);
    return runs;
}

double relativeHalfWidth(const Measurement& measurement) {
    const double low = measurement.throughputLowTflops();
    const double high = measurement.throughputHighTflops();
    return low > 0 && high > low ? (high - low) / (2 * measurement.throughputTflops()) : 0;
}

} // namespace

std::vector<int> comparisonBases(const RunStore& store) {
    const std::vector<const StoredRun*> runs = visibleRuns(store);
    std::vector<int> bases;
    if (!runs.empty() && !runs.front()->isReference())
        for (auto it = runs.begin() + 1; it != runs.end(); ++it)
            bases.push_back((*it)->id);
    return bases;
}

RunPair comparedRuns(const RunStore& store, int wantedBase) {
    const std::vector<int> bases = comparisonBases(store);
    if (bases.empty())
        return {};
    const bool wanted = std::ranges::find(bases, wantedBase) != bases.end();
    return {visibleRuns(store).front()->id, wanted ? wantedBase : bases.front()};
}

RateRatio rateRatio(const Measurement& over, const Measurement& base) {
    RateRatio ratio{over.throughputTflops() / base.throughputTflops(), 0};
    const double first = relativeHalfWidth(over);
    const double second = relativeHalfWidth(base);
    if (first > 0 && second > 0)
        ratio.halfWidth = ratio.value * std::hypot(first, second);
    return ratio;
}

ShapeIndex::Shape ShapeIndex::shapeOf(const PlannedPoint& point) {
    return {point.operation, point.layer.hidden, point.layer.heads, point.ratio, point.algorithm};
}

void ShapeIndex::add(const Measurement& measurement, int row) {
    if (measurement.ok())
        m_rows[shapeOf(measurement.point)] = row;
    else if (measurement.visits > 1) // of a row that was ok before
        m_rows.erase(shapeOf(measurement.point));
}

int ShapeIndex::rowOf(const PlannedPoint& point) const {
    const auto found = m_rows.find(shapeOf(point));
    return found == m_rows.end() ? -1 : found->second;
}

PairedRows::PairedRows(const Run& over, const Run& base) {
    const auto fill = [](ShapeIndex& index, const std::vector<Measurement>& rows) {
        for (std::size_t row = 0; row < rows.size(); ++row)
            index.add(rows[row], static_cast<int>(row));
    };
    fill(m_over, over.measurements);
    fill(m_base, base.measurements);
}

} // namespace headroom::ui
