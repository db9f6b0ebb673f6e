// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve_set.h"

#include <QObject>
#include <QTimer>

namespace headroom::ui {

/// What a chart shows, whoever draws it: the user's choices, and the curves of the store's runs that follow
/// from them. Chart, table filter and exports read it. Each change is made once, and told once.
class ChartState final : public QObject {
    Q_OBJECT

public:
    /// `store` must outlive the state, which follows it.
    explicit ChartState(const RunStore* store, QObject* parent = nullptr);

    const CurveSet& curves() const { return m_curves; }
    const Quantity& quantity() const { return m_curves.quantity(); }

    /// The curves, ranges and title while nothing is measured. With a measured run in the store the chart
    /// stands for that one's spec, and this is kept for later.
    void offer(const SweepSpec& spec);
    /// Throughput where the quantity compares runs and there are not two.
    void setQuantity(const Quantity& quantity);
    /// The front run is shown over that one, as long as both are visible.
    void compareWith(int runId, const Quantity& quantity);
    /// A key of run 0 means those of every run, of runs to come too.
    void setHidden(const std::vector<CurveKey>& keys, bool hidden);
    /// Shows these curves alone, or all of them again if they are alone already.
    void isolate(const std::vector<CurveKey>& keys);
    void setRoofShown(bool shown);
    void setIntervalsShown(bool shown);
    /// The y axis fits the newest run's curves and takes no heed of others.
    void setScaledToFront(bool on);

Q_SIGNALS:
    /// What is drawn changed, but for points that arrived.
    void curvesChanged();
    void pointsArrived();
    /// Curves came, went, or were hidden or shown.
    void shownCurvesChanged();
    /// Which runs can be compared, are compared, or what the y axis shows.
    void comparisonChanged();
    /// There are no longer two runs to compare.
    void comparisonLost();

private:
    /// What was told last.
    struct Comparison {
        const Quantity* quantity = nullptr;
        RunPair compared;
        std::vector<int> bases;
        std::size_t alikeRuns = 0;

        friend bool operator==(const Comparison&, const Comparison&) = default;
    };

    Comparison comparison() const;
    void followStore(const RunStore* store);
    void rebuild(const ChartChoices& choices);
    void show(const ChartChoices& choices);

    CurveSet m_curves;
    Comparison m_told;
    QTimer m_judgeAgain; ///< runs that are held against each other, after points came
};

} // namespace headroom::ui
