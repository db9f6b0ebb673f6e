// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/operations.h"

#include <QString>

#include <compare>
#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

namespace headroom::ui {

/// Names a curve for as long as its run is in the store. Run 0 stands for the curves a spec offers before
/// anything was measured, and, where curves are chosen, for those of every run.
struct CurveKey {
    int runId = 0;
    Operation operation = Operation::KeyQueryScore;
    std::int64_t ratio = 0;
    Algorithm algorithm = Algorithm::Default;
    Pass pass = Pass::Forward;
    std::optional<DataType> type = {}; ///< where the run has curves of several
    std::int64_t heads = 0;            ///< likewise; else 0
    /// Where the run's curves are not told apart by ratios: what it looks as, from 1. Not what it is.
    int variant = 0;

    /// Those of every run that stand for the same.
    CurveKey ofEveryRun() const {
        CurveKey key(*this);
        key.runId = 0;
        return key;
    }
    /// Those of every run and algorithm.
    CurveKey ofEveryAlgorithm() const {
        CurveKey key = ofEveryRun();
        key.algorithm = Algorithm::Default;
        return key;
    }
    /// Stands for its colour and marker: a power of two, as ratios are.
    std::int64_t look() const { return variant > 0 ? std::int64_t{1} << ((variant - 1) % 16) : ratio; }

    auto identity() const { return std::tie(runId, operation, ratio, algorithm, pass, type, heads); }

    friend bool operator==(const CurveKey& a, const CurveKey& b) { return a.identity() == b.identity(); }
    friend auto operator<=>(const CurveKey& a, const CurveKey& b) { return a.identity() <=> b.identity(); }
};

/// Names a measurement: row of the run's measurements.
struct PointKey {
    int runId = 0;
    int row = -1;

    friend bool operator==(const PointKey&, const PointKey&) = default;
};

/// A measured point. `value` is in the unit of the y axis.
struct CurvePoint {
    double hidden = 0;
    double value = 0;
    int row = -1;
    bool flagged = false;
    double low = 0;      ///< where the interval of the value begins
    double high = 0;     ///< and where it ends; both 0 where that is not known
    bool unsure = false; ///< the interval speaks of these visits alone: another run need not fall into it
    bool within = false; ///< where runs are compared: the interval holds 1, they do not differ here

    bool hasInterval() const { return high > low; }
    /// The value with its interval, where that is known and tells of other runs.
    double bottom() const { return hasInterval() && !unsure ? low : value; }
    double top() const { return hasInterval() && !unsure ? high : value; }

    friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};

/// A point that could not be measured: it has a place on the x axis and no value.
struct FailedPoint {
    double hidden = 0;
    int row = -1;
};

/// How far a curve stands in front: decides line width, never colour or marker.
enum class CurveRole {
    Main,      ///< of the front measured run that is visible, usually the newest
    Other,     ///< of another one
    Reference, ///< not measured here
};

/// A curve apart from its points: what names it and decides how it is drawn.
struct CurveHead {
    CurveKey key;
    QString label;
    CurveRole role = CurveRole::Main;
    int place = 0;     ///< of its run, 0 for the one in front: tells the runs' line patterns apart
    int line = 0;      ///< among the run's curves of one colour; the first has the run's own pattern
    bool best = false; ///< of the library's best algorithm beside its default: drawn lighter
    bool shown = true;
};

/// What the chart draws for one "h/a = ratio" of one run. Points ascend along the x axis.
struct Curve : CurveHead {
    std::vector<CurvePoint> points;
    std::vector<FailedPoint> failures;
    std::vector<CurvePoint> outlook; ///< of a replay: all points to be, which axes are made for
};

/// The physical limit over hidden size. `ratio` is set where it differs from curve to curve.
struct RoofCurve {
    int runId = 0;
    std::optional<std::int64_t> ratio;
    bool shown = true;
    std::vector<CurvePoint> points;
};

} // namespace headroom::ui
