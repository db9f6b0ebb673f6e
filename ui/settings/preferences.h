// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/sweep_spec.h"
#include "ui/settings/sound_settings.h"

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

#include <optional>

namespace headroom::ui {

/// What the program remembers between starts. A value that is missing, damaged or out of range reads as if it
/// had never been written.
class Preferences final {
public:
    /// The user's own file.
    Preferences();
    /// Another one.
    explicit Preferences(const QString& iniPath);

    /// Why the settings begin anew, in a sentence; empty where they could be read.
    const QString& problem() const { return m_problem; }

    QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);
    QByteArray splitter(const QString& name) const;
    void setSplitter(const QString& name, const QByteArray& state);
    /// See TablePanel::columns().
    QString tableColumns() const;
    void setTableColumns(const QString& columns);

    std::string deviceId() const;
    void setDeviceId(const std::string& id);
    /// Nothing unless what is stored is a spec that can be planned.
    std::optional<SweepSpec> spec(const std::string& deviceId) const;
    void setSpec(const std::string& deviceId, const SweepSpec& spec);

    /// A folder that exists: the remembered one or the user's documents.
    QString folder(const QString& purpose) const;
    void setFolder(const QString& purpose, const QString& folder);

    QStringList recentFiles() const;
    /// Puts it first.
    void addRecentFile(const QString& path);
    void removeRecentFile(const QString& path);

    /// Whether the window's process drives GPUs itself; it does not unless the user said so.
    bool gpusInProcess() const;
    void setGpusInProcess(bool here);
    bool flag(const QString& name, bool otherwise) const;
    void setFlag(const QString& name, bool on);
    /// A short one; empty where there is none.
    QString word(const QString& name) const;
    void setWord(const QString& name, const QString& word);
    /// A longer one, of several lines perhaps.
    QString text(const QString& name) const;
    void setText(const QString& name, const QString& text);
    int number(const QString& name, int otherwise) const;
    void setNumber(const QString& name, int value);

    static constexpr int kRecentFiles = 8;

private:
    explicit Preferences(const SoundSettings& sound);
    QByteArray bytes(const QString& key) const;
    static QString specKey(const std::string& deviceId);

    QString m_problem;
    QSettings m_settings;
};

} // namespace headroom::ui
