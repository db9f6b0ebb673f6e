// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/sample_run.h"
#include "tests/ui/chart/chart_fixture.h"

namespace headroom::testing {

inline constexpr double kProcessor = 1000; ///< times as slow as the sample

/// The sample's shape, so many times as slow; of a device whose roof is as low.
inline Run slowRun(double factor) {
    Run run = scaledRun(1 / factor);
    for (Roof& roof : run.context.roofs) {
        roof.peakTflops /= factor;
        roof.bandwidthBytesPerS /= factor;
    }
    return run;
}

inline double topOf(const ChartFixture& chart) {
    return chart.plot->mapping().view().yMax;
}

} // namespace headroom::testing
