// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/measurement.h"
#include "ui/runs/rate_unit.h"

#include <QString>
#include <QVariant>

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace headroom::ui {

struct StoredRun;

/// A column of the table of measurements. Texts are untranslated; a %1 is the unit.
struct MeasurementColumn {
    const char* title;
    const char* toolTip;
    QString (*text)(const StoredRun& run, const Measurement& row, RateUnit unit);
    /// What it is sorted by, of a column of numbers; others by their text.
    QVariant (*number)(const StoredRun& run, const Measurement& row) = nullptr;
    /// Of a column that tells something only where rows differ in it: their value.
    std::int64_t (*value)(const Measurement& row) = nullptr;
    /// … and of a length of the layer, which, and the one it follows where nobody named it.
    std::int64_t LayerShape::*length = nullptr;
    std::int64_t (*following)(const LayerShape& layer) = nullptr;
};

/// In the order of MeasurementModel::Column.
std::span<const MeasurementColumn> measurementColumns();

/// Which of the columns tell something of rows that are added one by one: those in which they differ, of the
/// lengths those that what is measured depends on and that do not follow from others in all of them.
class TellingColumns {
public:
    TellingColumns();

    /// Returns whether a column tells something that did not.
    bool add(const Measurement& row);
    bool tells(int column) const { return m_columns[static_cast<std::size_t>(column)].tells(); }
    /// Head dimensions are other than h/a.
    bool headDimsAreFree() const { return m_headDimsAreFree; }

private:
    struct Seen {
        bool always = false; ///< tells something whatever the rows
        bool any = false;
        std::int64_t first = 0;
        bool differs = false;
        bool named = false;
        bool matters = false;

        bool tells() const { return always || (differs && named && matters); }
    };
    /// Whether the operation depends on it.
    bool matters(const Measurement& row, std::size_t column);

    std::vector<Seen> m_columns;
    std::map<Operation, std::vector<bool>> m_matters;
    bool m_headDimsAreFree = false;
};

} // namespace headroom::ui
