// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/table_columns.h"

#include <QStringList>

#include <set>

namespace headroom::ui {

namespace {

constexpr int kMaxColumnWidth = 10'000;

std::optional<int> numberIn(const QString& text, int low, int high) {
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    return isNumber && value >= low && value <= high ? std::optional(value) : std::nullopt;
}

} // namespace

QString toText(const TableColumns& columns) {
    QStringList words{QString::number(columns.sorted),
                      columns.descending ? QStringLiteral("down") : QStringLiteral("up")};
    for (const auto& [column, width] : columns.order)
        words << QStringLiteral("%1:%2").arg(column).arg(width);
    return words.join(QLatin1Char(' '));
}

std::optional<TableColumns> tableColumnsFrom(const QString& text, int count) {
    const QStringList words = text.split(QLatin1Char(' '));
    if (words.size() != count + 2)
        return std::nullopt;
    const auto sorted = numberIn(words[0], -1, count - 1);
    if (!sorted || (words[1] != QLatin1String("up") && words[1] != QLatin1String("down")))
        return std::nullopt;
    TableColumns columns{*sorted, words[1] == QLatin1String("down"), {}};
    std::set<int> seen;
    for (const QString& word : words.mid(2)) {
        const auto column = numberIn(word.section(QLatin1Char(':'), 0, 0), 0, count - 1);
        const auto width = numberIn(word.section(QLatin1Char(':'), 1), kFittingWidth, kMaxColumnWidth);
        if (!column || !width || (*width != kFittingWidth && *width < kMinColumnWidth) ||
            !seen.insert(*column).second)
            return std::nullopt;
        columns.order.push_back({*column, *width});
    }
    return columns;
}

} // namespace headroom::ui
