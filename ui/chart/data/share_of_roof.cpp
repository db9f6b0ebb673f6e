// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/quantity.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

namespace headroom::ui {

namespace {

constexpr double kWhole = 100; // per cent

class ShareOfRoof final : public Quantity {
public:
    QuantityOffer offer() const override {
        return {"percentOfRoof", words("Share of the r&oof"), QStringLiteral("Ctrl+R"),
                words("The y axis shows how much of the device's limit was reached")};
    }

    QString axisTitle(const QString&, const QString&) const override {
        return words("Share of the Roof (%)");
    }

    QString hint(const RunDifferences&) const override {
        return words("No limit is known of the devices of these runs: there is no roof to take a share of.");
    }

    std::optional<PointValue> valueOf(const MeasuredRow& row) const override {
        const auto limit = roofTflops(row.run.run.context, row.measurement.point.gemm);
        if (!limit || !(*limit > 0))
            return std::nullopt;
        const double factor = kWhole / *limit;
        return PointValue{row.measurement.throughputTflops() * factor,
                          throughputInterval(row.measurement, factor)};
    }

    QString differenceText(double distance) const override {
        return words("%1 percentage points").arg(shortText(distance));
    }

    QString withUnit(double value) const override { return words("%1 % of the roof").arg(shortText(value)); }

    std::optional<double> roof(const GemmShape&, double) const override { return kWhole; }
    bool roofIsFlat() const override { return true; }

    ValueRange home(const ValueRange& values) const override {
        constexpr double kTop = 105;
        return values.high <= kWhole ? ValueRange{0, kTop} : fitted(values);
    }
};

} // namespace

const Quantity& shareOfRoof() {
    static const ShareOfRoof quantity;
    return quantity;
}

} // namespace headroom::ui
