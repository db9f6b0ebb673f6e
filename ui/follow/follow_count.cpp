// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/follow/follow_count.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace headroom::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("FollowCount", text);
}

QString numberOf(std::size_t count) {
    return QLocale().toString(static_cast<qulonglong>(count));
}

/// "5 s", "3 min", "2 h", "4 days".
QString spanText(std::chrono::seconds span) {
    const auto s = std::max<long long>(0, span.count());
    if (s < 60)
        return tr("%1 s").arg(s);
    if (s < 60LL * 60)
        return tr("%1 min").arg(s / 60);
    if (s < 48LL * 60 * 60)
        return tr("%1 h").arg(s / 3600);
    return tr("%1 days").arg(s / 86400);
}

QString pointsText(const FollowCount& count) {
    return tr("%1 of %2 points").arg(numberOf(count.points), numberOf(count.planned));
}

QString partsText(const FollowCount& count) {
    if (count.parts < count.allParts)
        return tr("%1 of %2 parts").arg(numberOf(count.parts), numberOf(count.allParts));
    return count.parts == 1 ? tr("1 part") : tr("%1 parts").arg(numberOf(count.parts));
}

} // namespace

FollowCount countOf(const PartFolder& folder) {
    FollowCount all;
    all.runs = folder.count();
    for (std::size_t i = 0; i < folder.count(); ++i) {
        const PartedRun& run = folder.at(i);
        const std::size_t points = run.run.measurements.size();
        all.points += points;
        all.planned += std::max(run.planned, points);
        all.parts += run.parts;
        all.allParts += run.allParts;
        all.finished += run.finished;
        all.lastRow = std::max(all.lastRow, run.lastRow);
    }
    return all;
}

QString followText(const FollowCount& count, std::chrono::system_clock::time_point now) {
    if (count.runs == 0)
        return tr("No part of a sweep yet");
    QStringList texts{pointsText(count), partsText(count), tr("%1 finished").arg(numberOf(count.finished))};
    if (count.runs > 1)
        texts.prepend(tr("%1 runs").arg(numberOf(count.runs)));
    if (count.points > 0)
        texts << tr("last row %1 ago")
                     .arg(spanText(std::chrono::duration_cast<std::chrono::seconds>(now - count.lastRow)));
    return texts.join(QStringLiteral(", "));
}

QString followEndText(const FollowCount& count) {
    if (!count.isWhole())
        return tr("Stopped following: %1").arg(pointsText(count));
    return tr("%1 points of %2").arg(numberOf(count.points), partsText(count));
}

} // namespace headroom::ui
