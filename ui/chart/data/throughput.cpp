// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/quantity.h"
#include "ui/widgets/words.h"

namespace headroom::ui {

namespace {

class Throughput final : public Quantity {
public:
    QuantityOffer offer() const override { return {}; }

    QString axisTitle(const QString&, const QString&) const override {
        return words("Throughput (TFLOPs/s)");
    }

    std::optional<PointValue> valueOf(const MeasuredRow& row) const override {
        return PointValue{row.measurement.throughputTflops()};
    }

    QString withUnit(double value) const override { return words("%1 TFLOP/s").arg(shortText(value)); }

    std::optional<double> roof(const GemmShape&, double tflops) const override { return tflops; }

    /// As in the paper's chart, more where data exceed it, less where they lie far below.
    ValueRange home(const ValueRange& values) const override {
        constexpr double kPaperTop = 250; // TFLOP/s
        constexpr double kFarBelow = 0.2; // of the paper's top: below this share the axis follows the data
        if (values.high <= 0 || (values.high >= kFarBelow * kPaperTop && values.high <= kPaperTop))
            return {0, kPaperTop};
        return Quantity::home(values);
    }
};

} // namespace

const Quantity& throughput() {
    static const Throughput quantity;
    return quantity;
}

} // namespace headroom::ui
