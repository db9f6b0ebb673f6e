// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/short_names.h"

#include <algorithm>

namespace headroom::ui {

namespace {

/// Characters of the words that all names begin with; each name keeps a word of its own.
qsizetype sharedWords(const QStringList& names) {
    qsizetype shared = 0;
    const QString& first = names.front();
    for (qsizetype end = first.indexOf(QLatin1Char(' ')); end >= 0;
         end = first.indexOf(QLatin1Char(' '), end + 1)) {
        const QStringView words = QStringView(first).left(end + 1);
        if (!std::ranges::all_of(names, [&](const QString& name) {
                return name.size() > words.size() && name.startsWith(words);
            }))
            break;
        shared = words.size();
    }
    return shared;
}

/// Cut after a word where that leaves the greater part of what would fit.
QString cutAtEnd(const QString& name, const QFontMetricsF& metrics, double room) {
    const QString text = metrics.elidedText(name, Qt::ElideRight, room);
    if (text == name)
        return text;
    const qsizetype space = text.lastIndexOf(QLatin1Char(' '));
    qsizetype end = 2 * space > text.size() ? space : text.size() - 1;
    while (end > 1 && (text.at(end - 1).isPunct() || text.at(end - 1).isSpace()))
        --end;
    return text.left(end) + QStringLiteral("…");
}

} // namespace

QStringList shortNames(QStringList names, const QFontMetricsF& metrics, double room) {
    const auto isLong = [&](const QString& name) { return metrics.horizontalAdvance(name) > room; };
    if (names.size() > 1 && std::ranges::any_of(names, isLong))
        if (const qsizetype shared = sharedWords(names); shared > 0)
            for (QString& name : names)
                name.remove(0, shared);
    QStringList texts;
    for (const QString& name : names)
        texts << cutAtEnd(name, metrics, room);
    QStringList different = texts;
    if (different.removeDuplicates() == 0)
        return texts;
    for (QString& name : names)
        name = metrics.elidedText(name, Qt::ElideMiddle, room);
    return names;
}

} // namespace headroom::ui
