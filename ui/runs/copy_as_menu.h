// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QMenu;
class QModelIndex;
class QTableView;

namespace headroom::ui {

struct StoredRun;

/// A submenu that puts a program on the clipboard which runs that row's GEMM without Headroom: see
/// engine/io/reproducer.h. What has none is greyed out and says why.
void addCopyAsMenu(QMenu* menu, const StoredRun& run, int row);

/// A row of a run, as a table shows it; without a run where it shows something else.
struct TableRow {
    const StoredRun* run = nullptr;
    int row = 0;
};

/// Gives the table a context menu: the selected rows as text, and the row there as a program.
void offerRowMenu(QTableView* table, std::function<TableRow(const QModelIndex&)> rowAt,
                  std::function<void()> copySelection);

} // namespace headroom::ui
