// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

namespace headroom::ui {

/// Version of the files of settings that this program writes, and the key that tells it.
inline constexpr int kSettingsFormat = 1;
inline constexpr const char* kSettingsFormatKey = "format";

/// A file that QSettings may open, and what is to be said of it.
struct SoundSettings {
    QString path;
    QString problem;       ///< a sentence; empty where the file was sound or missing
    bool isToWait = false; ///< the file may well be sound, and cannot be read for the moment
};

/// What is done with a file of settings that fails to be read: on a disk that fails, when a ticket ran out,
/// where no descriptor is left.
enum class Unreadable { SetAside, LeftAlone };

/// QSettings waits for a pipe, reads an endless device to its end, builds whatever object a value names, and
/// drops, when it writes, what it did not understand. What is no file of this program's settings (no regular
/// file, larger than kMaxSettingsBytes, with values that are objects of Qt or halves of characters, with
/// lines that are none of an INI file) is set aside before QSettings sees it; where it cannot be, another
/// path is taken. So it is where a newer program wrote the file, which stays as it is, and that is told the
/// first time.
SoundSettings soundSettings(const QString& path, Unreadable unreadable = Unreadable::SetAside);

/// Whether a value can be told from the objects of Qt however QSettings escapes it (another one would have
/// the whole file set aside), and is read as it was written: no half of a character.
bool isSoundValue(const QVariant& value);

} // namespace headroom::ui
