// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/quantity.h"
#include "ui/chart/data/run_comparison.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

QString rateOf(const QString& run, const Measurement& row, RateUnit unit) {
    return words("%1: %2").arg(run, rateText(row, unit));
}

/// How the two rows of a pair differ, a fact a line.
QStringList pairText(const PlannedPoint& over, const PlannedPoint& base) {
    QStringList lines;
    if (over.layer.hidden != base.layer.hidden || over.layer.heads != base.layer.heads)
        lines << words("h = %1 over h = %2, a = %3 over a = %4")
                     .arg(over.layer.hidden)
                     .arg(base.layer.hidden)
                     .arg(over.layer.heads)
                     .arg(base.layer.heads);
    if (const QStringList terms = gemmDifferences(over, base); !terms.isEmpty())
        lines << words("not the same GEMM: %1").arg(terms.join(QStringLiteral(", ")));
    return lines;
}

class QuotientOfRuns final : public Quantity {
public:
    QuantityOffer offer() const override {
        return {"compare", words("&Compare two runs"), QStringLiteral("Ctrl+D"),
                words("The y axis shows the front run's throughput over another run's, shape by shape")};
    }

    bool comparesRuns() const override { return true; }

    QString axisTitle(const QString& run, const QString& base) const override {
        return words("Throughput, %1 over %2").arg(run, base);
    }

    QString hint(const RunDifferences& differences) const override {
        if (!differences.operations.isEmpty())
            return words("These runs measured different operations, %1: there is nothing to divide. Compare "
                         "two runs of one operation.")
                .arg(differences.operations);
        if (!differences.types.isEmpty())
            return words("These runs have no type in common, %1: points pair within one type.")
                .arg(differences.types);
        if (!differences.sizes.isEmpty())
            return words("No two hidden sizes of these runs (%1) lie within %2 % of each other on one h/a "
                         "curve.")
                .arg(differences.sizes)
                .arg(100 * kPairedWithin);
        return words("No shape was measured in both runs: points pair by hidden size, heads, h/a curve and "
                     "algorithm.");
    }

    std::optional<PointValue> valueOf(const MeasuredRow& row) const override {
        if (!row.base)
            return std::nullopt;
        const RateRatio ratio = rateRatio(row.measurement, *row.base);
        PointValue value{ratio.value, {}, ratio.within()};
        if (ratio.halfWidth > 0)
            value.interval = {ratio.value - ratio.halfWidth, ratio.value + ratio.halfWidth};
        return value;
    }

    QString shortText(double value) const override { return ratioText(value); }

    QString withUnit(double value) const override { return QStringLiteral("× ") + ratioText(value); }

    QString text(const PointValue& value) const override {
        const QString text = withUnit(value.value);
        return value.within ? words("%1, within the interval").arg(text) : text;
    }

    /// The quotient, its interval and what it is made of.
    std::optional<Readout> readout(const MeasuredRow& row) const override {
        if (!row.base || !row.measurement.ok())
            return std::nullopt;
        const RateRatio ratio = rateRatio(row.measurement, *row.base);
        Readout readout;
        readout.headline = QStringLiteral("× ") + ratioText(ratio.value);
        if (ratio.halfWidth > 0)
            readout.headline +=
                QStringLiteral("  (%1 – %2)")
                    .arg(ratioText(ratio.value - ratio.halfWidth), ratioText(ratio.value + ratio.halfWidth));
        if (ratio.within())
            readout.headline = words("%1, within the interval").arg(readout.headline);
        readout.lines << shapeText(row.run.run.spec, row.measurement)
                      << pairText(row.measurement.point, row.base->point);
        if (ratio.halfWidth == 0)
            readout.lines << words("a run names no interval: a difference may be chance");
        readout.lines << rateOf(row.run.name(), row.measurement, row.unit)
                      << rateOf(row.baseRun->name(), *row.base, row.unit);
        return readout;
    }

    std::optional<double> baseLine() const override { return 1; }

    /// About the base line with every interval shown; wide enough that noise looks small.
    ValueRange fitted(const ValueRange& values) const override {
        constexpr double kLeastReach = 0.05;
        constexpr double kRoom = 0.05;
        const double low = std::min(1 - kLeastReach, values.low);
        const double high = std::max(1 + kLeastReach, values.high);
        const double step = roundUp((high - low) / 20);
        return {std::max(0.0, std::floor((low - kRoom * (high - low)) / step) * step),
                std::ceil((high + kRoom * (high - low)) / step) * step};
    }
};

} // namespace

const Quantity& quotientOfRuns() {
    static const QuotientOfRuns quantity;
    return quantity;
}

} // namespace headroom::ui
