// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <set>
#include <vector>

class QAbstractItemModel;

namespace headroom::ui {

class RunStore;

/// A header line and the rows, tab-separated, as spreadsheets take them from the clipboard.
QString tableText(const QAbstractItemModel& model, const std::vector<int>& columns,
                  const std::set<int>& rows);

/// The measurements that `wanted` names by run and row of the run, with the table's columns.
QString measurementText(const RunStore& store, const std::function<bool(int runId, int row)>& wanted);

} // namespace headroom::ui
