// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"

#include <QString>

#include <optional>
#include <vector>

namespace headroom::ui {

class CurveSet;

/// What a curve has near a hidden size: a point, or a failed one, which has no value.
struct NearPoint {
    double hidden = 0;
    int row = -1;
    double value = 0;
    bool failed = false;
    bool flagged = false;
    bool within = false; ///< see CurvePoint

    friend bool operator==(const NearPoint&, const NearPoint&) = default;
};

/// How far from a hidden size a point may lie that is read there, whatever the curve's step.
inline constexpr double kReadWithin = 0.125;

/// The curve's point nearest to that hidden size, on a logarithmic axis by ratio; nothing where it lies
/// farther away than kReadWithin, or than half a step: the distance from it to the next point of the curve.
std::optional<NearPoint> pointNear(const Curve& curve, double hidden, bool logX);
/// Where that curve's nearest point lies, however far away; nothing for a curve without one.
std::optional<double> nearestSize(const Curve& curve, double hidden, bool logX);

/// The same of all curves that are shown.
std::optional<double> nearestMeasured(const CurveSet& curves, double hidden, bool logX);

/// One value of a reading.
struct ReadingCell {
    CurveKey curve;
    std::optional<NearPoint> point; ///< none where the curve has nothing near
    QString text;                   ///< the value; "–" without one
    QString note;                   ///< why there is no value, or what to know of it; may be empty

    friend bool operator==(const ReadingCell&, const ReadingCell&) = default;
};

/// One "h/a = ratio" of a reading.
struct ReadingRow {
    CurveKey key; ///< of every run and algorithm
    QString label;
    std::vector<std::optional<ReadingCell>> cells; ///< one a column; none where there is no such curve
    std::optional<double> hidden;                  ///< of the point nearest to what is read
    QString gain;                                  ///< of the best algorithm over the default one

    friend bool operator==(const ReadingRow&, const ReadingRow&) = default;
};

/// One run, or one of its algorithms.
struct ReadingColumn {
    int runId = 0;
    Algorithm algorithm = Algorithm::Default;
    QString title;        ///< short beside the others'
    QString second;       ///< the algorithm of a run that has several columns
    QString run;          ///< whole
    QString widest;       ///< the longest value that a cell can have
    bool flagged = false; ///< some points of its curves are

    QString wholeTitle() const;

    friend bool operator==(const ReadingColumn&, const ReadingColumn&) = default;
};

/// All shown curves at one hidden size: a row for each h/a, a column for each run, or for the default and the
/// best algorithm of the only one.
struct ColumnReading {
    std::optional<double> hidden; ///< that is read; none for a table without values
    bool about = false;           ///< a size that was asked for, which need not be measured
    std::vector<ReadingColumn> columns;
    std::vector<ReadingRow> rows;
    bool severalRuns = false;
    bool ownSizes = false; ///< the points of one row may lie at several hidden sizes
    bool hasGains = false;
    QString unpaired;    ///< of two compared runs, which algorithm only the front one has; may be empty
    QString quantity;    ///< what the values are: the title of the y axis
    QString classSymbol; ///< "h/a", where rows differ by nothing but their class; else empty
    QString axisSymbol;  ///< of the x axis: "h"

    bool hasValues() const;
    bool hasFlagged() const;
    /// "h = 4104": what is read.
    QString headline() const;
    /// All of it in one line, for status bar and screen readers.
    QString oneLine() const;

    friend bool operator==(const ColumnReading&, const ColumnReading&) = default;
};

/// Rows and columns for the curves that are shown, without values: they stay while the pointer moves.
ColumnReading emptyReading(const CurveSet& curves);
/// Fills `reading`, which is of these curves as they are shown now, with what they have at that hidden size.
void readColumn(ColumnReading& reading, const CurveSet& curves, double hidden, bool logX);

} // namespace headroom::ui
