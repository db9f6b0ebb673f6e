// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/quantity.h"
#include "ui/widgets/words.h"

namespace headroom::ui {

namespace {

class Throughput final : public Quantity {
public:
    explicit Throughput(RateUnit unit) : m_unit(unit) {}

    QuantityOffer offer() const override { return {}; }

    QString axisTitle(const QString&, const QString&) const override {
        return m_unit == RateUnit::Gigaflops ? words("Throughput (GFLOPs/s)")
                                             : words("Throughput (TFLOPs/s)");
    }

    /// The axis is written as in the paper, all else with the unit's own name.
    QString tableTitle(const QString&, const QString&) const override {
        return words("Throughput (%1)").arg(nameOf(m_unit));
    }

    std::optional<PointValue> valueOf(const MeasuredRow& row) const override {
        const double factor = inUnit(1, m_unit);
        return PointValue{row.measurement.throughputTflops() * factor,
                          throughputInterval(row.measurement, factor)};
    }

    bool leadsReadouts() const override { return true; }

    QString withUnit(double value) const override {
        return QStringLiteral("%1 %2").arg(shortText(value), nameOf(m_unit));
    }

    /// A GPU's figure among those of a processor is too long for a column: "201k".
    QString shortText(double value) const override {
        constexpr double kLong = 1e4;
        return value >= kLong ? words("%1k").arg(shortNumber(value / 1e3)) : shortNumber(value);
    }

    std::optional<double> roof(const GemmShape&, double tflops) const override {
        return inUnit(tflops, m_unit);
    }

    /// As in the paper's chart, more where data exceed it, less where they lie far below.
    ValueRange home(const ValueRange& values) const override {
        constexpr double kPaperTop = 250; // TFLOP/s
        constexpr double kFarBelow = 0.2; // of the paper's top: below this share the axis follows the data
        const double top = inUnit(kPaperTop, m_unit);
        if (values.high <= 0 || (values.high >= kFarBelow * top && values.high <= top))
            return {0, top};
        return fitted(values);
    }

private:
    RateUnit m_unit;
};

} // namespace

const Quantity& throughput() {
    return throughputIn(RateUnit::Teraflops);
}

const Quantity& throughputIn(RateUnit unit) {
    static const Throughput teraflops(RateUnit::Teraflops);
    static const Throughput gigaflops(RateUnit::Gigaflops);
    return unit == RateUnit::Gigaflops ? gigaflops : teraflops;
}

} // namespace headroom::ui
