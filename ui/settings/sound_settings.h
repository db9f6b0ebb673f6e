// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace headroom::ui {

/// A file that QSettings may open, and what is to be said of it.
struct SoundSettings {
    QString path;
    QString problem; ///< a sentence; empty where the file was sound or missing
};

/// QSettings waits for a pipe, reads an endless device to its end, and builds whatever object a value names.
/// What is no file of this program's settings (no regular file, larger than kMaxSettingsBytes, with values
/// that are objects of Qt) is renamed to FILE.unsound before QSettings sees it; where it cannot be, another
/// path is taken.
SoundSettings soundSettings(const QString& path);

} // namespace headroom::ui
