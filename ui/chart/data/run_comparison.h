// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/run.h"

#include <compare>
#include <map>
#include <vector>

namespace headroom::ui {

class RunStore;

/// This run over that run; 0 for none.
struct RunPair {
    int runId = 0;
    int baseId = 0;

    bool complete() const { return runId != 0 && baseId != 0; }
    friend bool operator==(const RunPair&, const RunPair&) = default;
};

/// The visible runs that the newest visible measured one can be compared with: measured ones, newest first,
/// then references.
std::vector<int> comparisonBases(const RunStore& store);
/// The newest visible measured run over `wantedBase`, or over the first of its bases where that one is none.
RunPair comparedRuns(const RunStore& store, int wantedBase);

/// The throughput of one run over another's at the same shape.
struct RateRatio {
    double value = 1;
    double halfWidth = 0; ///< of its interval; 0 where one of the two intervals is not known

    /// The interval holds 1.
    bool within() const { return halfWidth > 0 && value - halfWidth <= 1 && value + halfWidth >= 1; }
};

/// With w = (high − low) / (2 · median), the relative half width of a 95 % interval, the ratio's interval is
/// value · (1 ± √(w₁² + w₂²)): errors of independent measurements add in squares.
RateRatio rateRatio(const Measurement& over, const Measurement& base);

/// The rows of a run by what they measured: operation, hidden size, heads, ratio and algorithm. Of a shape
/// measured again the last; failed rows are left out.
class ShapeIndex {
public:
    void add(const Measurement& measurement, int row);
    /// Where the same was measured; -1 for nowhere.
    int rowOf(const PlannedPoint& point) const;

private:
    struct Shape {
        Operation operation = Operation::KeyQueryScore;
        std::int64_t hidden = 0;
        std::int64_t heads = 0;
        std::int64_t ratio = 0;
        Algorithm algorithm = Algorithm::Default;

        friend auto operator<=>(const Shape&, const Shape&) = default;
    };
    static Shape shapeOf(const PlannedPoint& point);

    std::map<Shape, int> m_rows;
};

/// The rows of two runs that measured the same shape.
class PairedRows {
public:
    PairedRows() = default;
    PairedRows(const Run& over, const Run& base);

    void addOver(const Measurement& measurement, int row) { m_over.add(measurement, row); }
    void addBase(const Measurement& measurement, int row) { m_base.add(measurement, row); }
    /// Where each run measured that; -1 for nowhere.
    int overOf(const PlannedPoint& point) const { return m_over.rowOf(point); }
    int baseOf(const PlannedPoint& point) const { return m_base.rowOf(point); }

private:
    ShapeIndex m_over;
    ShapeIndex m_base;
};

} // namespace headroom::ui
