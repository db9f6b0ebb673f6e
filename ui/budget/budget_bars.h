// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/budget_lines.h"
#include "ui/runs/rate_unit.h"

#include <QString>

#include <vector>

namespace headroom::ui {

/// One GEMM of a bar: as long as all its calls take, in a list as its throughput.
struct BudgetSegment {
    std::size_t row = 0; ///< of the run's measurements
    Operation operation = Operation::Qkv;
    Pass pass = Pass::Forward;
    double start = 0;  ///< on the axis: seconds, in a list TFLOP/s
    double length = 0; ///< likewise
    BudgetLine line;
};

/// What one algorithm of one run takes: a stack of its GEMMs in the plan's order. Failed rows have no length.
/// In a list each row has a bar of one segment.
struct BudgetBar {
    int runId = 0;
    Algorithm algorithm = Algorithm::Default;
    QString name; ///< beside the other bars; empty where it is the only one
    std::vector<BudgetSegment> segments;
    BudgetSum sum; ///< of a layer's GEMMs
    // On the axis: where it ends, with its interval, and what the device allows where that is told.
    double end = 0;
    double low = 0;
    double high = 0;
    std::optional<double> roof = {};
    bool isFlagged = false;   ///< of a list's row
    bool isReference = false; ///< others' figure beside a list's rows
    QStringList remarks;      ///< sentences: what could not be measured, and what is flagged
};

/// One segment of one bar.
struct SegmentPlace {
    std::size_t bar = 0;
    std::size_t segment = 0;

    friend bool operator==(const SegmentPlace&, const SegmentPlace&) = default;
};

/// The budgets of a store that are shown, as bars on one axis, the front run's first; while lists of GEMMs
/// are shown, the rows of those, in the front run's order. No widget and no pixels; the runs are valid until
/// the store changes.
class BudgetBars {
public:
    BudgetBars() = default;
    BudgetBars(const RunStore& store, BudgetScope scope);

    BudgetScope scope() const { return m_scope; }
    bool isList() const { return m_isList; }
    /// The visible ones, while another topic is shown too.
    /// Of lists, references come last.
    const std::vector<const StoredRun*>& runs() const { return m_runs; }
    /// Those that were measured, or the references where there are none.
    std::vector<const StoredRun*> leadingRuns() const;
    const std::vector<BudgetBar>& bars() const { return m_bars; }
    /// What the axis reaches: the longest bar with its interval, a replay's as it will become.
    double longest() const { return m_longest; }
    RateUnit rateUnit() const { return m_rateUnit; }
    /// Those that have a segment, in the order in which bars have them.
    const std::vector<Operation>& operations() const { return m_operations; }
    const std::vector<Pass>& passes() const { return m_passes; }
    bool isEmpty() const { return m_operations.empty(); }

    const BudgetSegment& at(const SegmentPlace& place) const {
        return m_bars.at(place.bar).segments.at(place.segment);
    }
    const StoredRun& runOf(const BudgetBar& bar) const;
    const Measurement& rowOf(const SegmentPlace& place) const;
    /// Nothing where no bar has it.
    std::optional<SegmentPlace> find(int runId, std::size_t row) const;

private:
    void addBars(const StoredRun& run, const QString& name);
    void addRows();
    void addRow(std::size_t run, const BudgetLine& line, Algorithm algorithm);
    void collectKinds();

    BudgetScope m_scope = BudgetScope::Layer;
    std::vector<const StoredRun*> m_runs;
    std::vector<BudgetBar> m_bars;
    bool m_isList = false;
    double m_longest = 0;
    RateUnit m_rateUnit = RateUnit::Teraflops;
    std::vector<Operation> m_operations;
    std::vector<Pass> m_passes;
};

} // namespace headroom::ui
