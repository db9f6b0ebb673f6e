// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/sweep_spec.h"
#include "ui/settings/settings_file.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace headroom::ui {

/// Where what is remembered lies; empty paths where nothing is kept.
struct PreferenceFiles {
    QString settings; ///< what the user chose
    QString state;    ///< how the window was left, and what was open in it
    QString detour;   ///< a sentence where one of them is not where one would look first
};

/// headroom.ini in configFolder(), and window.ini in stateFolder().
PreferenceFiles userPreferenceFiles();

/// What the program remembers between starts. A value that is missing, damaged or out of range reads as if it
/// had never been written. Several windows share it: what one of them set stays when another ends, but for
/// the window's size and panes, which are those of the one that was closed last.
class Preferences final {
public:
    /// The user's own.
    Preferences() : Preferences(userPreferenceFiles()) {}
    explicit Preferences(const PreferenceFiles& files);
    /// A file of the settings, and one of the same name and ".window" for the rest.
    explicit Preferences(const QString& iniPath);
    /// What cannot be written then is told on the standard error.
    ~Preferences();
    Preferences(const Preferences&) = delete;
    Preferences& operator=(const Preferences&) = delete;

    /// Who is to get the sentences on files that cannot be used or written: first all that were not told to
    /// anybody yet. Nobody for an empty function.
    void tellTo(std::function<void(const QString&)> told);
    /// Those that nobody was told, a line each.
    QString problem() const { return m_untold.join(QLatin1Char('\n')); }

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

    /// How far off guesses of time were on that device, which is called so: with the home folder on a network
    /// another machine's processor has the same id.
    std::optional<double> pace(const std::string& deviceId, const std::string& name) const;
    void setPace(const std::string& deviceId, const std::string& name, double factor);

    /// A folder that exists: the remembered one or the user's documents.
    QString folder(const QString& purpose) const;
    void setFolder(const QString& purpose, const QString& folder);

    QStringList recentFiles() const;
    /// Takes in what other windows used since.
    void readRecentFilesAgain();
    /// Puts it first.
    void addRecentFile(const QString& path);
    void removeRecentFile(const QString& path);

    /// Whether the window's process drives GPUs itself; it does not unless the user said so.
    bool gpusInProcess() const;
    void setGpusInProcess(bool here);
    /// A library that reaches GPUs may end the process that loads it: told before this one does, and after.
    void setSearchingInProcess(bool searches);
    /// Where such a search was never over GPUs are driven by a process of their own from now on; says so.
    void giveUpFailedSearch();
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
    void tell(const QString& sentence);
    QVariant value(const QString& key) const;
    void set(const QString& key, const QVariant& value);
    void assume(const QString& key, const QString& otherwise) const;
    QByteArray bytes(const QString& key) const;
    static QString keyOf(const char* what, const std::string& deviceId);

    QStringList m_untold;
    std::function<void(const QString&)> m_told;
    SettingsFile m_settings;
    SettingsFile m_state;
};

} // namespace headroom::ui
