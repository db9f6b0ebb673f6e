// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/curve_keys.h"

#include <algorithm>
#include <bit>

namespace headroom::ui {

namespace {

/// Where a class tells the run's curves apart, it decides how they look.
bool looksAsClasses(const SweepSpec& spec) {
    const CurveVariety variety = varietyOf(spec);
    return variety.ratios || variety.onlyRatios();
}

/// The same for every run that has a curve of it; its class tells nothing.
CurveKey thingOf(CurveKey key) {
    key = key.ofEveryAlgorithm();
    key.ratio = 0;
    return key;
}

} // namespace

CurveKey keyOf(int runId, const SweepSpec& spec, const PlannedCurve& curve, Algorithm algorithm) {
    const CurveVariety variety = varietyOf(spec);
    CurveKey key{runId, curve.operation, curve.ratio, algorithm, curve.pass};
    if (variety.types)
        key.type = curve.type;
    if (variety.heads)
        key.heads = curve.heads;
    return key;
}

CurveKey keyOf(int runId, const SweepSpec& spec, const PlannedPoint& point) {
    return keyOf(runId, spec, curveOf(spec, point), point.algorithm);
}

PlannedCurve plannedOf(const SweepSpec& spec, const CurveKey& key) {
    return {key.operation, key.pass, key.type.value_or(spec.type), key.heads, key.ratio};
}

std::pair<int, int> lineOf(const SweepSpec& spec, const CurveKey& key) {
    if (!varietyOf(spec).ratios || varietyOf(spec).onlyRatios())
        return {0, 1};
    int line = 0;
    int lines = 0;
    for (PlannedCurve curve : curvesOf(spec)) {
        if (curve.ratio != spec.ratios.front())
            continue;
        curve.ratio = key.ratio;
        if (keyOf(key.runId, spec, curve, key.algorithm) == key)
            line = lines;
        ++lines;
    }
    return {line, std::max(1, lines)};
}

CurveLooks::CurveLooks(const std::vector<const SweepSpec*>& shown,
                       const std::vector<const SweepSpec*>& hidden) {
    for (const SweepSpec* spec : shown)
        if (looksAsClasses(*spec))
            for (const PlannedCurve& curve : curvesOf(*spec))
                m_first = std::max(m_first, 2 + std::countr_zero(static_cast<std::uint64_t>(curve.ratio)));
    for (const SweepSpec* spec : shown)
        learn(*spec);
    for (const SweepSpec* spec : hidden)
        learn(*spec);
}

void CurveLooks::learn(const SweepSpec& spec) {
    if (looksAsClasses(spec))
        return;
    for (const PlannedCurve& curve : curvesOf(spec)) {
        const CurveKey thing = thingOf(keyOf(0, spec, curve, Algorithm::Default));
        if (std::ranges::find(m_known, thing) == m_known.end())
            m_known.push_back(thing);
    }
}

CurveKey CurveLooks::dressed(const SweepSpec& spec, CurveKey key) const {
    if (looksAsClasses(spec))
        return key;
    const auto known = std::ranges::find(m_known, thingOf(key));
    key.variant = m_first + static_cast<int>(known - m_known.begin());
    return key;
}

} // namespace headroom::ui
