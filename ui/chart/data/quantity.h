// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/readout.h"

#include <optional>
#include <vector>

namespace headroom::ui {

struct RunDifferences;
struct StoredRun;

/// A row of a run; while two runs are compared also the row of the same shape that it stands over.
struct MeasuredRow {
    const StoredRun& run;
    const Measurement& measurement;
    const StoredRun* baseRun = nullptr;
    const Measurement* base = nullptr;
    RateUnit unit = RateUnit::Teraflops; ///< for throughputs in texts
    /// The median of all runs at that GEMM, while they are held against each other.
    std::optional<double> usualTflops = std::nullopt;
};

/// A part of the y axis.
struct ValueRange {
    double low = 0;
    double high = 0;
};

/// A point's place on the y axis.
struct PointValue {
    double value = 0;
    ValueRange interval; ///< drawn about it; empty for none
    bool within = false; ///< that interval holds the base line
};

/// The interval of a row's throughput times `factor`; empty where it is not known.
ValueRange throughputInterval(const Measurement& measurement, double factor);

/// How a window offers a quantity.
struct QuantityOffer {
    const char* name = ""; ///< of the action's object
    QString text;
    QString shortcut;
    QString toolTip;
};

/// What the y axis shows. Has no state: chart, legend, call-outs and menus ask it and know no quantity by
/// name.
class Quantity {
public:
    Quantity() = default;
    virtual ~Quantity() = default;
    Quantity(const Quantity&) = delete;
    Quantity& operator=(const Quantity&) = delete;

    virtual QuantityOffer offer() const = 0;
    /// Shows one run over another, shape by shape: only the former has points then, and there must be two.
    virtual bool comparesRuns() const { return false; }
    /// Shows each run over all that are alike: there must be two.
    virtual bool comparesAll() const { return false; }
    /// The names are those of the compared runs.
    virtual QString axisTitle(const QString& run, const QString& base) const = 0;
    /// The same above a table.
    virtual QString tableTitle(const QString& run, const QString& base) const { return axisTitle(run, base); }
    /// Instead of points, where rows were measured and none has a value; empty for the usual words.
    virtual QString hint(const RunDifferences&) const { return {}; }

    /// The value of a row that was measured; nothing where it has none of this kind.
    virtual std::optional<PointValue> valueOf(const MeasuredRow& row) const = 0;
    /// As a column of numbers gives it.
    virtual QString shortText(double value) const;
    /// As a sentence gives it.
    virtual QString withUnit(double value) const { return shortText(value); }
    /// The same of the distance between two values.
    virtual QString differenceText(double distance) const { return withUnit(distance); }
    /// The ends of an interval, behind withUnit(): "70.5 – 72.0".
    virtual QString intervalText(const ValueRange& interval) const;
    /// As a list of curves gives it.
    virtual QString text(const PointValue& value) const;
    /// Read-outs of a row begin with it anyway.
    virtual bool leadsReadouts() const { return false; }
    /// What a call-out says instead of all that is known of the row; nothing where it should say that.
    virtual std::optional<Readout> readout(const MeasuredRow& row) const;

    /// The roof's value for a shape whose limit is `tflops`; nothing where no roof is drawn.
    virtual std::optional<double> roof(const GemmShape& shape, double tflops) const;
    /// Whether all shapes have one roof.
    virtual bool roofIsFlat() const { return false; }
    /// The value at which runs do not differ: drawn as a line, and each curve with a band of its intervals.
    virtual std::optional<double> baseLine() const { return std::nullopt; }
    /// What an axis spans that is made for values and intervals in `values`, from infinity to 0 for none:
    /// from 0 to a round number, unless said otherwise.
    virtual ValueRange fitted(const ValueRange& values) const;
    /// What the axis spans while nobody asked for one that fits so tightly: the same, unless said otherwise.
    virtual ValueRange home(const ValueRange& values) const { return fitted(values); }
};

/// TFLOP/s: what is shown while nothing else is chosen.
const Quantity& throughput();
/// What stands for it where throughputs are shown in that unit.
const Quantity& throughputIn(RateUnit unit);
/// Per cent of the roof of the point's own shape; runs without a roof have no points.
const Quantity& shareOfRoof();
/// The throughput of one run over another's.
const Quantity& quotientOfRuns();
/// Per cent of the median of all runs of one kind of card.
const Quantity& besideTheMedian();
/// The median time of one call, in the unit that CurveSet chooses.
const Quantity& timePerCall();

/// All of them in the order in which menus offer them, the usual one first.
const std::vector<const Quantity*>& allQuantities();

} // namespace headroom::ui
