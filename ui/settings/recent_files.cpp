// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/recent_files.h"

#include "ui/settings/settings_file.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>

#include <algorithm>
#include <utility>
#include <vector>

namespace headroom::ui {

namespace {

constexpr QLatin1String kGroup("recent");
/// More than are shown, so that one that another window is about to use again is hardly ever dropped.
constexpr std::size_t kMostKept = 64;
constexpr qsizetype kLongestPath = 4096;

struct Entry {
    QString time; ///< UTC, to the millisecond
    QString path;
    QString key;
};

QString recentKeyOf(const QString& path) {
    const QByteArray name = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1).toHex();
    return kGroup + QLatin1Char('/') + QLatin1String(name.left(16));
}

/// Newest first; those that are no entry of ours come last, without a path.
std::vector<Entry> entriesIn(const SettingsFile& file) {
    std::vector<Entry> entries;
    for (const QString& key : file.keysOf(kGroup)) {
        const QStringList words = file.value(key).toStringList();
        const bool isEntry = words.size() == 2 && QDir::isAbsolutePath(words[1]) &&
                             words[1].size() < kLongestPath && recentKeyOf(words[1]) == key;
        entries.push_back(isEntry ? Entry{words[0], words[1], key} : Entry{{}, {}, key});
    }
    std::ranges::sort(entries, [](const Entry& a, const Entry& b) {
        return std::pair(a.time, a.path) > std::pair(b.time, b.path);
    });
    return entries;
}

} // namespace

void readRecentPathsAgain(SettingsFile& file) {
    file.readAgain(kGroup);
}

QStringList recentPaths(const SettingsFile& file, qsizetype most) {
    QStringList paths;
    for (const Entry& entry : entriesIn(file))
        if (!entry.path.isEmpty() && paths.size() < most)
            paths << entry.path;
    return paths;
}

void addRecentPath(SettingsFile& file, const QString& absolutePath) {
    const std::vector<Entry> before = entriesIn(file);
    QDateTime time = QDateTime::currentDateTimeUtc();
    if (!before.empty()) { // a clock that was set back does not turn the order about
        const QDateTime last = QDateTime::fromString(before.front().time, Qt::ISODateWithMs);
        if (last.isValid() && last >= time)
            time = last.addMSecs(1);
    }
    for (std::size_t i = kMostKept - 1; i < before.size(); ++i)
        file.remove(before[i].key);
    file.set(recentKeyOf(absolutePath), QStringList{time.toString(Qt::ISODateWithMs), absolutePath});
}

void removeRecentPath(SettingsFile& file, const QString& absolutePath) {
    file.remove(recentKeyOf(absolutePath));
}

} // namespace headroom::ui
