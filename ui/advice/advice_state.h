// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/advice.h"
#include "ui/chart/reading/advice_arrow.h"

#include <QObject>

#include <optional>

namespace headroom::ui {

class RunStore;
struct StoredRun;

/// What a view of advice shows, whoever draws it: the run that answers, one at a time, and what its rows come
/// to. Plot, table, the chart's arrow and exports read it.
class AdviceState final : public QObject {
    Q_OBJECT

public:
    /// `store` must outlive the state, which follows it and hides earlier answers.
    explicit AdviceState(RunStore* store, QObject* parent = nullptr);

    /// The run that answers; null where none is visible.
    const StoredRun* run() const;
    /// Of its rows so far. Requires a run.
    const Advice& advice() const { return *m_advice; }
    /// Values whose rows are not all there yet.
    std::size_t unmeasured() const;
    RankBy rank() const { return m_rank; }
    void setRank(RankBy rank);
    bool intervalsShown() const { return m_intervalsShown; }
    void setIntervalsShown(bool shown);
    /// For the points of a chart of curves; none where the run is not about them.
    std::optional<AdviceMark> mark() const;

Q_SIGNALS:
    /// Another run, rank, name, or more rows.
    void changed();

private:
    void follow(int runId);
    void rebuild();
    std::optional<PointKey> rowOf(const AdvisedValue& value) const;

    RunStore* m_store;
    int m_runId = 0; ///< 0: none
    RankBy m_rank = RankBy::Throughput;
    bool m_intervalsShown = true;
    std::optional<Advice> m_advice;
};

} // namespace headroom::ui
