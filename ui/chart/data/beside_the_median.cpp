// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/quantity.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

constexpr double kMedian = 100; // per cent

class BesideTheMedian final : public Quantity {
public:
    QuantityOffer offer() const override {
        return {"compareAll", words("Against all r&uns"), QStringLiteral("Ctrl+Shift+D"),
                words("The y axis shows each run's throughput over the median of all, and the chart says "
                      "which run falls out of the band")};
    }

    bool comparesAll() const override { return true; }

    QString axisTitle(const QString&, const QString&) const override {
        return words("Throughput (% of the Median Run)");
    }

    QString hint(const RunDifferences&) const override {
        return words("No point was measured in more than half of these runs: they are held against each "
                     "other where operation, pass, type, layout, algorithm and shape are the same.");
    }

    std::optional<PointValue> valueOf(const MeasuredRow& row) const override {
        if (!row.usualTflops)
            return std::nullopt;
        const double factor = kMedian / *row.usualTflops;
        PointValue value{row.measurement.throughputTflops() * factor,
                         throughputInterval(row.measurement, factor)};
        value.within = value.interval.low <= kMedian && value.interval.high >= kMedian;
        return value;
    }

    QString shortText(double value) const override { return QString::number(value, 'f', 1); }

    QString withUnit(double value) const override {
        return words("%1 % of the runs' median").arg(shortText(value));
    }

    QString differenceText(double distance) const override {
        return words("%1 percentage points").arg(shortText(distance));
    }

    /// The share with its interval, and what it is a share of.
    std::optional<Readout> readout(const MeasuredRow& row) const override {
        const auto value = row.measurement.ok() ? valueOf(row) : std::nullopt;
        if (!value)
            return std::nullopt;
        Readout readout;
        readout.headline = withUnit(value->value);
        if (value->interval.high > value->interval.low)
            readout.headline += QStringLiteral("  (%1)").arg(intervalText(value->interval));
        readout.lines << shapeText(row.run.run.spec, row.measurement) << rateText(row.measurement, row.unit);
        if (!row.measurement.flags.empty())
            readout.lines << words("Note: %1").arg(flagsText(row.measurement.flags));
        return readout;
    }

    std::optional<double> baseLine() const override { return kMedian; }

    /// About the median; wide enough that noise looks small.
    ValueRange fitted(const ValueRange& values) const override {
        constexpr double kLeastReach = 2;
        constexpr double kRoom = 0.08;
        const double low = std::min(kMedian - kLeastReach, values.low);
        const double high = std::max(kMedian + kLeastReach, values.high);
        const double room = kRoom * (high - low);
        return {std::max(0.0, std::floor(low - room)), std::ceil(high + room)};
    }
};

} // namespace

const Quantity& besideTheMedian() {
    static const BesideTheMedian quantity;
    return quantity;
}

} // namespace headroom::ui
