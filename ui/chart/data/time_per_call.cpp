// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/time_per_call.h"

#include "ui/chart/data/quantity.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <array>

namespace headroom::ui {

namespace {

struct UnitInfo {
    double seconds;
    const char* name;
};

const UnitInfo& unitInfo(TimeUnit unit) {
    static constexpr std::array<UnitInfo, 3> kUnits = {{{1e-6, "µs"}, {1e-3, "ms"}, {1, "s"}}};
    return kUnits[static_cast<std::size_t>(unit)];
}

TimeUnit unitFor(double longestS) {
    if (!(longestS > 0) || (longestS >= unitInfo(TimeUnit::Milliseconds).seconds &&
                            longestS < unitInfo(TimeUnit::Seconds).seconds))
        return TimeUnit::Milliseconds;
    return longestS < unitInfo(TimeUnit::Milliseconds).seconds ? TimeUnit::Microseconds : TimeUnit::Seconds;
}

class TimePerCall final : public Quantity {
public:
    explicit TimePerCall(TimeUnit unit) : m_unit(unitInfo(unit)) {}

    QuantityOffer offer() const override {
        return {"timePerCall", words("Time per c&all"), QStringLiteral("Ctrl+T"),
                words("The y axis shows how long one call takes")};
    }

    QString axisTitle(const QString&, const QString&) const override {
        return words("Time per Call (%1)").arg(QString::fromUtf8(m_unit.name));
    }

    std::optional<PointValue> valueOf(const MeasuredRow& row) const override {
        const CallTime& time = row.measurement.time;
        if (!(time.medianS > 0))
            return std::nullopt;
        const bool known = time.lowS > 0 && time.highS > time.lowS;
        return PointValue{time.medianS / m_unit.seconds,
                          known ? ValueRange{time.lowS / m_unit.seconds, time.highS / m_unit.seconds}
                                : ValueRange{}};
    }

    QString withUnit(double value) const override { return timeText(value * m_unit.seconds); }

    QString intervalText(const ValueRange& interval) const override {
        return QStringLiteral("%1 – %2").arg(withUnit(interval.low), withUnit(interval.high));
    }

    /// The least time that the device's limit allows.
    std::optional<double> roof(const GemmShape& shape, double tflops) const override {
        return tflops > 0 ? std::optional(flop(shape) / (tflops * 1e12) / m_unit.seconds) : std::nullopt;
    }

private:
    UnitInfo m_unit;
};

} // namespace

TimeUnit timeUnitOf(const RunStore& store) {
    double longestS = 0;
    for (const StoredRun& run : store.runs())
        for (const auto* rows : {&run.run.measurements, &run.outlook})
            for (const Measurement& row : *rows)
                if (run.visible && run.topic() == RunTopic::Curves && row.ok())
                    longestS = std::max(longestS, row.time.medianS);
    return unitFor(longestS);
}

const Quantity& timePerCallIn(TimeUnit unit) {
    static const TimePerCall microseconds(TimeUnit::Microseconds);
    static const TimePerCall milliseconds(TimeUnit::Milliseconds);
    static const TimePerCall seconds(TimeUnit::Seconds);
    switch (unit) {
    case TimeUnit::Microseconds:
        return microseconds;
    case TimeUnit::Milliseconds:
        break;
    case TimeUnit::Seconds:
        return seconds;
    }
    return milliseconds;
}

const Quantity& timePerCall() {
    return timePerCallIn(TimeUnit::Milliseconds);
}

} // namespace headroom::ui
