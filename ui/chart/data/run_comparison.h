// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/run.h"

#include <QString>
#include <QStringList>

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

/// What the compared runs measured differently, in short phrases: "s = 1024 over s = 2048".
struct RunDifferences {
    QString operations; ///< two operations or x axes: there is nothing to divide
    QStringList gemm;   ///< s, b, type, layout: what is divided is not the same GEMM
    QString regime;
    QString types;     ///< none in common, of runs that have curves of several
    QString sizes;     ///< no hidden sizes in common: rows pair by the nearest, and why
    QString algorithm; ///< the only one that both measured, where one of them has both

    /// What a chart of the two says, a sentence each; empty where they measured the same.
    QStringList sentences() const;
};
RunDifferences differences(const Run& over, const Run& base);
/// In which of these the two rows of a pair are not the same GEMM.
QStringList gemmDifferences(const PlannedPoint& over, const PlannedPoint& base);

/// How the rows of two runs find each other: always within one operation, "h/a" curve and algorithm, and
/// within one type where a run has curves of several.
enum class Pairing {
    SameShape,     ///< hidden size and heads are equal
    NearestHidden, ///< whatever the heads, the nearest hidden size within kPairedWithin of it
};
inline constexpr double kPairedWithin = 0.05;
Pairing pairingOf(const Run& over, const Run& base);

/// The rows of a run by what they measured: operation, heads, ratio, algorithm and hidden size. Of a shape
/// measured again the last; failed rows are left out.
class ShapeIndex {
public:
    explicit ShapeIndex(Pairing pairing = Pairing::SameShape, Axis axis = Axis::Hidden, bool byType = false)
        : m_pairing(pairing), m_axis(axis), m_byType(byType) {}

    void add(const Measurement& measurement, int row);
    /// Where the same, or the nearest to it, was measured; -1 for nowhere.
    int rowOf(const PlannedPoint& point) const;

private:
    friend class PairedRows;
    struct Line {
        Operation operation = Operation::KeyQueryScore;
        Pass pass = Pass::Forward;
        std::optional<DataType> type;
        std::int64_t heads = 0; ///< 0 where rows of any pair
        std::int64_t ratio = 0;
        Algorithm algorithm = Algorithm::Default;

        friend auto operator<=>(const Line&, const Line&) = default;
    };
    using RowsByHidden = std::map<std::int64_t, int>;
    const RowsByHidden* find(const PlannedPoint& point) const;
    Line lineOf(const PlannedPoint& point) const;

    std::int64_t placeOf(const PlannedPoint& point) const { return valueOf(point.layer, m_axis); }

    Pairing m_pairing;
    Axis m_axis;   ///< along which rows find each other
    bool m_byType; ///< rows of different types do not
    std::map<Line, RowsByHidden> m_rows;
};

/// The rows of two runs that are divided by each other.
class PairedRows {
public:
    PairedRows() = default;
    PairedRows(const Run& over, const Run& base);

    void addOver(const Measurement& measurement, int row) { m_over.add(measurement, row); }
    void addBase(const Measurement& measurement, int row) { m_base.add(measurement, row); }
    /// The row that this point of the upper run stands over; -1 for none.
    int baseOf(const PlannedPoint& point) const { return m_base.rowOf(point); }
    /// The rows of the upper run whose base this point may be, or may have been.
    std::vector<int> oversOf(const PlannedPoint& basePoint) const;

private:
    ShapeIndex m_over;
    ShapeIndex m_base;
};

} // namespace headroom::ui
