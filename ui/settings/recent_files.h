// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace headroom::ui {

class SettingsFile;

// The files that were used last, an entry each with its time in a file of settings: those that several
// windows used are one list.

/// Takes in what other windows opened or saved since the file was read.
void readRecentPathsAgain(SettingsFile& file);
/// Newest first.
QStringList recentPaths(const SettingsFile& file, qsizetype most);
void addRecentPath(SettingsFile& file, const QString& absolutePath);
void removeRecentPath(SettingsFile& file, const QString& absolutePath);

} // namespace headroom::ui
