// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace headroom::ui {

inline constexpr int kMinColumnWidth = 10;
inline constexpr int kFittingWidth = 0; ///< what the column holds decides

/// How the user arranged a table, as settings remember it. Not Qt's own state of a header: reading that from
/// a damaged file may take all memory.
struct TableColumns {
    struct Column {
        int column = 0; ///< of the model
        int width = 0;  ///< pixels, or kFittingWidth
    };
    int sorted = -1; ///< column sorted by; -1: none
    bool descending = false;
    std::vector<Column> order; ///< from left to right
};

/// "3 down 0:120 2:40 1:80"
QString toText(const TableColumns& columns);
/// Reads what toText writes; nothing where that many columns do not each occur once in it.
std::optional<TableColumns> tableColumnsFrom(const QString& text, int count);

} // namespace headroom::ui
