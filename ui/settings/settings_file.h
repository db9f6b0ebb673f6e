// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/sound_settings.h"

#include <QHash>
#include <QStringList>
#include <QTimer>
#include <QVariant>

#include <functional>
#include <memory>

namespace headroom::ui {

/// Values by key in a file that several windows read and write, each in a program of its own. It is read
/// once, but for the groups that readAgain() is asked for; what is set afterwards is written soon, and only
/// that: what others wrote meanwhile stays. Values are texts, bytes and lists of texts.
class SettingsFile final {
public:
    using Told = std::function<void(const QString&)>;

    /// Nothing is kept where the path is empty. `told` gets a sentence where the file cannot be used or
    /// written, each once; it may be called for as long as this lives.
    SettingsFile(const QString& path, Told told);
    /// Writes what was not written yet.
    ~SettingsFile();
    SettingsFile(const SettingsFile&) = delete;
    SettingsFile& operator=(const SettingsFile&) = delete;

    QVariant value(const QString& key) const { return m_values.value(key); }
    bool holds(const QString& key) const { return m_values.contains(key); }
    /// "a/b" for the group "a".
    QStringList keysOf(const QString& group) const;
    /// What the program does where nothing was set: to set it to that is no change.
    void assume(const QString& key, const QString& otherwise) const;

    void set(const QString& key, const QVariant& value);
    void remove(const QString& key);
    /// Takes in what others wrote of that group since; what was not written yet stays as it was set. Where
    /// the file cannot be read, what was known of it stays.
    void readAgain(const QString& group);
    /// Now rather than soon.
    void write();

private:
    bool takeSound(const QString& path, Unreadable unreadable);
    void tellOnce(const QString& sentence);
    void writeSoon();
    bool tryWrite();

    QString m_path; ///< empty: nothing is kept
    Told m_told;
    QString m_lastTold;
    QHash<QString, QVariant> m_values; ///< as this program knows them
    mutable QHash<QString, QString> m_assumed;
    QHash<QString, QVariant> m_unwritten; ///< invalid: to be removed
    std::unique_ptr<QTimer> m_soon;
};

} // namespace headroom::ui
