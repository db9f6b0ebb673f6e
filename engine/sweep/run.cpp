// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/run.h"

#include <algorithm>

namespace headroom {

std::size_t place(Run& run, const Measurement& measurement) {
    std::vector<Measurement>& rows = run.measurements;
    auto row = rows.end();
    if (measurement.visits > 1) // without looking through long runs for what cannot be there
        row = std::ranges::find(rows, measurement.point, &Measurement::point);
    if (row == rows.end()) {
        rows.push_back(measurement);
        return rows.size() - 1;
    }
    *row = measurement;
    return static_cast<std::size_t>(row - rows.begin());
}

} // namespace headroom
