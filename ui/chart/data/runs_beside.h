// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/run_comparison.h"
#include "ui/chart/data/curve.h"
#include "ui/chart/data/curve_keys.h"
#include "ui/runs/rate_unit.h"

#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace headroom::ui {

struct StoredRun;

/// The visible runs that can be held against each other: of one kind of card, measured in one regime. What is
/// judged of them is worked out when it is asked for, and while points come only now and then: it takes as
/// long as a drawing.
class RunsBeside {
public:
    RunsBeside() = default;
    /// Of runs in chart order, the first of which says of which kind the others must be. They outlive this.
    RunsBeside(const std::vector<const StoredRun*>& visible, const CurveLooks& looks, Axis axis);

    /// Those of the runs that are like the first.
    static std::vector<const StoredRun*> alike(const std::vector<const StoredRun*>& visible);
    bool has(int runId) const { return placeOf(runId).has_value(); }
    /// How many there are: of one alone nothing can be said.
    std::size_t count() const { return m_ids.size(); }
    /// In their order, which is that of ids().
    void call(const QStringList& names);
    const std::vector<int>& ids() const { return m_ids; }
    /// For so long a verdict is kept while points come.
    static constexpr std::chrono::milliseconds kKept{500};
    /// After a row came; returns the rows that lie elsewhere now.
    std::vector<PointKey> take(const PointKey& point);

    /// The median of the runs at the point's GEMM in TFLOP/s; nothing where half of them or fewer have it.
    std::optional<double> usualTflops(const PlannedPoint& point) const;
    /// What the point's GEMM came to in all runs: "median of 8 runs 738 TFLOP/s, 708 to 741".
    QString othersText(const PlannedPoint& point, RateUnit unit) const;
    /// Who falls out of the band, in short sentences without a full stop; else that nobody does. Then how
    /// many of the visible runs are left out.
    QStringList notes() const;
    /// Of a curve that falls out what may explain it; empty for the others.
    QStringList reasons(const Curve& curve) const;
    /// The curves of runs that fall out, among these.
    std::vector<CurveKey> standingOut(const std::vector<Curve>& curves) const;
    /// For each kind of curve what the runs in the band span, about the median in percent; without points
    /// where they fall in two halves.
    const std::vector<Curve>& bands() const;

private:
    struct Judged {
        RunComparison comparison;
        std::vector<Curve> bands;
    };

    const Judged& judged() const;
    std::vector<Curve> makeBands(const RunComparison& comparison) const;
    const ComparisonFinding* findingOn(const Curve& curve) const;
    std::optional<std::size_t> placeOf(int runId) const;

    std::vector<int> m_ids;
    std::size_t m_visible = 0; ///< runs, with those that are not alike
    QString m_whyLeftOut;      ///< what those runs have that are not alike; empty where all are
    std::optional<SharedGemms> m_shared;
    CurveLooks m_looks;
    Axis m_axis = Axis::Hidden;
    mutable std::optional<Judged> m_judged;
    mutable bool m_isStale = false; ///< points came since
    mutable std::chrono::steady_clock::time_point m_judgedAt;
};

} // namespace headroom::ui
