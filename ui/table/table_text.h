// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace headroom::ui {

class MeasurementModel;
class RunStore;

/// A header line and those rows of the model, tab-separated, as spreadsheets of this locale take them from
/// the clipboard: each figure is a number in a cell of its own, with the locale's decimal sign and without
/// its unit, which stands in the header.
QString tableText(const MeasurementModel& model, const std::vector<int>& columns,
                  const std::vector<int>& rows);

/// The measurements that `wanted` names by run and row of the run, with the table's columns.
QString measurementText(const RunStore& store, const std::function<bool(int runId, int row)>& wanted);

} // namespace headroom::ui
