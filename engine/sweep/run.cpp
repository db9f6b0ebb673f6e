// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/run.h"

namespace headroom {

std::optional<std::size_t> RowIndex::find(const std::vector<Measurement>& rows, std::size_t pointIndex) {
    for (; m_seen < rows.size(); ++m_seen)
        m_rows.try_emplace(rows[m_seen].point.index, m_seen);
    const auto found = m_rows.find(pointIndex);
    return found == m_rows.end() ? std::nullopt : std::optional(found->second);
}

std::size_t place(Run& run, const Measurement& measurement) {
    std::vector<Measurement>& rows = run.measurements;
    // Also of a first visit: what is told at a run's end, or of a run that goes on, may be of one.
    const auto row = run.rowIndex.find(rows, measurement.point.index);
    if (row && *row < rows.size() && rows[*row].point == measurement.point) {
        rows[*row] = measurement;
        return *row;
    }
    rows.push_back(measurement);
    return rows.size() - 1;
}

} // namespace headroom
