// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/quantity.h"

namespace headroom::ui {

const std::vector<const Quantity*>& allQuantities() {
    static const std::vector<const Quantity*> all = {&throughput(), &shareOfRoof(), &timePerCall(),
                                                     &quotientOfRuns(), &besideTheMedian()};
    return all;
}

QString Quantity::shortText(double value) const {
    return shortNumber(value);
}

QString Quantity::intervalText(const ValueRange& interval) const {
    return QStringLiteral("%1 – %2").arg(shortText(interval.low), shortText(interval.high));
}

QString Quantity::text(const PointValue& value) const {
    return shortText(value.value);
}

std::optional<Readout> Quantity::readout(const MeasuredRow&) const {
    return std::nullopt;
}

std::optional<double> Quantity::roof(const GemmShape&, double) const {
    return std::nullopt;
}

ValueRange Quantity::fitted(const ValueRange& values) const {
    constexpr double kRoomAbove = 1.04;
    return {0, roundUp(values.high * kRoomAbove)};
}

ValueRange throughputInterval(const Measurement& measurement, double factor) {
    const double low = measurement.throughputLowTflops();
    const double high = measurement.throughputHighTflops();
    return low > 0 && high > low ? ValueRange{low * factor, high * factor} : ValueRange{};
}

} // namespace headroom::ui
