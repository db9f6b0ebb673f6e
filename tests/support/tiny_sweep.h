// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/sweep_observer.h"
#include "engine/sweep/sweep_spec.h"

#include <functional>

namespace headroom::testing {

/// Counts the rows of a sweep, and tells of the third.
class ThirdRow final : public SweepObserver {
public:
    void onMeasurement(const Measurement&) override {
        if (++rows == 3 && onThirdRow)
            onThirdRow();
    }
    int rows = 0;
    std::function<void()> onThirdRow;
};

/// A sweep that plain loops measure within a second: 12 points at the most.
inline SweepSpec tinySpec() {
    SweepSpec spec;
    spec.heads = 2;
    spec.ratios = {1, 2, 8};
    spec.hiddenMax = 64;
    spec.pointsPerCurve = 4;
    spec.seq = 16;
    spec.batch = 1;
    spec.type = DataType::F32;
    spec.precision = 0.5;
    spec.timeLimitS = 0.05;
    return spec;
}

} // namespace headroom::testing
