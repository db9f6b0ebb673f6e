// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/sample_run.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/data/run_comparison.h"

namespace headroom::testing {

/// Two runs, the newest that many times as fast, compared.
struct ComparedChart : ChartFixture {
    explicit ComparedChart(double factor) {
        baseId = addRun(scaledRun(1), ui::RunKind::Opened, QStringLiteral("before"));
        overId = addRun(scaledRun(factor), ui::RunKind::Live, QStringLiteral("after"));
        state.setQuantity(ui::quotientOfRuns());
        settle();
    }

    const Measurement& row(int index) const {
        return store.find(overId)->run.measurements.at(static_cast<std::size_t>(index));
    }
    QPointF at(const Measurement& measurement, double ratio) const {
        return plot->mapping().toPixel(static_cast<double>(measurement.point.layer.hidden), ratio);
    }

    int baseId = 0;
    int overId = 0;
};

} // namespace headroom::testing
