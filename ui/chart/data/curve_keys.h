// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/planned_curve.h"
#include "ui/chart/data/curve.h"

#include <utility>
#include <vector>

namespace headroom::ui {

/// What the spec's curve is as a curve of a run, whatever it looks like.
CurveKey keyOf(int runId, const SweepSpec& spec, const PlannedCurve& curve, Algorithm algorithm);
/// That of the curve that the point lies on.
CurveKey keyOf(int runId, const SweepSpec& spec, const PlannedPoint& point);
/// The spec's curve of that key.
PlannedCurve plannedOf(const SweepSpec& spec, const CurveKey& key);

/// Which of a run's curves of one colour it is, and how many there are.
std::pair<int, int> lineOf(const SweepSpec& spec, const CurveKey& key);

/// Colours and markers of curves that are told apart by something else than their class: one for each thing,
/// whatever run has it, and none that stands for a class beside them.
class CurveLooks {
public:
    CurveLooks() = default;
    /// Of runs that stand in one chart, the one in front first, and of its hidden ones, beside which nothing
    /// needs to look different.
    explicit CurveLooks(const std::vector<const SweepSpec*>& shown,
                        const std::vector<const SweepSpec*>& hidden = {});

    /// With the variant that it looks as, where it has one.
    CurveKey dressed(const SweepSpec& spec, CurveKey key) const;

private:
    void learn(const SweepSpec& spec);

    int m_first = 1; ///< of the variants that no class looks like
    std::vector<CurveKey> m_known;
};

} // namespace headroom::ui
