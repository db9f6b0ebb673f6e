// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/preferences.h"

#include "engine/files/state_folder.h"
#include "engine/io/run_file.h"
#include "ui/settings/recent_files.h"
#include "ui/widgets/words.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <unistd.h>
#include <utility>

namespace headroom::ui {

namespace {

/// Longer values are no preference of ours.
constexpr qsizetype kLongestValue = qsizetype{64} * 1024;

/// Of the window rather than of its user's choices.
constexpr std::array<const char*, 5> kStateGroups = {"window/", "table/", "folders/", "recent/", "pace/"};
/// Guesses of time are never further off.
constexpr double kMostPace = 1e6;
/// Qt's dialogs look into each file of the folder they show, and wait for ever where one is a pipe of the
/// kernel's, as in /proc: no dialog is to begin there.
bool isOfKernel(const QString& folder) {
    return std::ranges::any_of(std::array{"/proc", "/sys", "/dev"}, [&folder](const char* name) {
        const QLatin1String root(name);
        return folder == root || folder.startsWith(QString(root) + QLatin1Char('/'));
    });
}

/// Where 0.1.0 had the list of recent files, among the settings.
constexpr const char* kFormerRecent = "files/recent";
/// The process that loads libraries which reach GPUs into the window's.
constexpr const char* kSearching = "window/searchesForGpus";

bool isOfState(const QString& key) {
    return std::ranges::any_of(kStateGroups,
                               [&key](const char* group) { return key.startsWith(QLatin1String(group)); });
}

QString flagWord(bool flag) {
    return flag ? QStringLiteral("true") : QStringLiteral("false");
}

QString pathIn(const StateFolder& folder, const char* name) {
    return folder.path.empty() ? QString() : QFile::decodeName((folder.path / name).c_str());
}

QString detourOf(const StateFolder& folder, const QString& what) {
    const QString reason = QString::fromStdString(folder.detour);
    if (folder.path.empty())
        return words("%1 are not kept for the next start: %2.").arg(what, reason);
    return reason.isEmpty()
               ? QString()
               : words("%1 are kept in %2: %3.").arg(what, QFile::decodeName(folder.path.c_str()), reason);
}

} // namespace

PreferenceFiles userPreferenceFiles() {
    const StateFolder settings = configFolder();
    const StateFolder state = stateFolder();
    QStringList detours{detourOf(settings, words("Settings")),
                        detourOf(state, words("The window's layout and recent files"))};
    detours.removeAll(QString());
    return {pathIn(settings, "headroom.ini"), pathIn(state, "window.ini"), detours.join(QLatin1Char(' '))};
}

Preferences::Preferences(const QString& iniPath)
    : Preferences(PreferenceFiles{iniPath, iniPath + QStringLiteral(".window"), {}}) {}

Preferences::Preferences(const PreferenceFiles& files)
    : m_settings(files.settings, [this](const QString& sentence) { tell(sentence); })
    , m_state(files.state, [this](const QString& sentence) { tell(sentence); }) {
    if (!files.detour.isEmpty())
        tell(files.detour);
}

Preferences::~Preferences() {
    tellTo([](const QString& sentence) { std::fprintf(stderr, "headroom: %s\n", qPrintable(sentence)); });
    m_settings.write();
    m_state.write();
}

void Preferences::tell(const QString& sentence) {
    if (m_told)
        m_told(sentence);
    else
        m_untold << sentence;
}

void Preferences::tellTo(std::function<void(const QString&)> told) {
    m_told = std::move(told);
    if (m_told)
        for (const QString& sentence : std::exchange(m_untold, {}))
            m_told(sentence);
}

/// What 0.1.0 left among the settings counts until it is written anew.
QVariant Preferences::value(const QString& key) const {
    return isOfState(key) && m_state.holds(key) ? m_state.value(key) : m_settings.value(key);
}

void Preferences::set(const QString& key, const QVariant& value) {
    (isOfState(key) ? m_state : m_settings).set(key, value);
}

void Preferences::assume(const QString& key, const QString& otherwise) const {
    (isOfState(key) ? m_state : m_settings).assume(key, otherwise);
}

QByteArray Preferences::geometry() const {
    return bytes(QStringLiteral("window/geometry"));
}

void Preferences::setGeometry(const QByteArray& geometry) {
    set(QStringLiteral("window/geometry"), geometry);
}

QByteArray Preferences::splitter(const QString& name) const {
    // Qt's reader of a splitter's state believes how many sizes it is told of: two panes, and no more.
    constexpr std::array<char, 12> kTwoPanes = {0, 0, 0, '\xff', 0, 0, 0, 1, 0, 0, 0, 2};
    const QByteArray state = bytes(QStringLiteral("window/") + name);
    return state.startsWith(QByteArray(kTwoPanes.data(), kTwoPanes.size())) ? state : QByteArray();
}

void Preferences::setSplitter(const QString& name, const QByteArray& state) {
    set(QStringLiteral("window/") + name, state);
}

QString Preferences::tableColumns() const {
    return text(QStringLiteral("table/columns"));
}

void Preferences::setTableColumns(const QString& columns) {
    setText(QStringLiteral("table/columns"), columns);
}

std::string Preferences::deviceId() const {
    return value(QStringLiteral("sweep/device")).toString().left(100).toStdString();
}

void Preferences::setDeviceId(const std::string& id) {
    set(QStringLiteral("sweep/device"), QString::fromStdString(id));
}

std::optional<SweepSpec> Preferences::spec(const std::string& deviceId) const {
    const QString text = value(keyOf("sweep/spec-", deviceId)).toString();
    if (text.isEmpty() || text.size() > kLongestValue)
        return std::nullopt;
    const Result<SweepSpec> spec = specFromJson(text.toStdString());
    if (!spec || !validate(*spec).empty())
        return std::nullopt;
    return *spec;
}

void Preferences::setSpec(const std::string& deviceId, const SweepSpec& spec) {
    set(keyOf("sweep/spec-", deviceId), QString::fromStdString(specToJson(spec)));
}

std::optional<double> Preferences::pace(const std::string& deviceId, const std::string& name) const {
    const QString text = value(keyOf("pace/", deviceId)).toString().left(1000);
    const qsizetype gap = text.indexOf(QLatin1Char(' '));
    const double factor = text.left(gap).toDouble(); // 0 where it is no number
    if (gap < 0 || text.mid(gap + 1) != QString::fromStdString(name) || !(factor >= 1 / kMostPace) ||
        !(factor <= kMostPace))
        return std::nullopt;
    return factor;
}

void Preferences::setPace(const std::string& deviceId, const std::string& name, double factor) {
    set(keyOf("pace/", deviceId),
        QStringLiteral("%1 %2").arg(QString::number(factor, 'g', 4), QString::fromStdString(name)));
}

QString Preferences::folder(const QString& purpose) const {
    const QString stored = value(QStringLiteral("folders/") + purpose).toString();
    if (!stored.isEmpty() && stored.size() < kLongestValue && !isOfKernel(stored) &&
        QFileInfo(stored).isDir())
        return stored;
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

void Preferences::setFolder(const QString& purpose, const QString& folder) {
    if (isOfKernel(folder))
        return;
    set(QStringLiteral("folders/") + purpose, folder);
}

QStringList Preferences::recentFiles() const {
    QStringList files = recentPaths(m_state, kRecentFiles);
    for (const QString& path : m_settings.value(QLatin1String(kFormerRecent)).toStringList())
        if (QDir::isAbsolutePath(path) && path.size() < 4096 && !files.contains(path) &&
            files.size() < kRecentFiles)
            files << path;
    return files;
}

void Preferences::readRecentFilesAgain() {
    readRecentPathsAgain(m_state);
}

void Preferences::addRecentFile(const QString& path) {
    addRecentPath(m_state, QFileInfo(path).absoluteFilePath());
}

void Preferences::removeRecentFile(const QString& path) {
    removeRecentPath(m_state, path);
    QStringList former = m_settings.value(QLatin1String(kFormerRecent)).toStringList();
    if (former.removeAll(path) > 0)
        m_settings.set(QLatin1String(kFormerRecent), former);
}

bool Preferences::gpusInProcess() const {
    return flag(QStringLiteral("sweep/gpusInProcess"), false);
}

void Preferences::setGpusInProcess(bool here) {
    setFlag(QStringLiteral("sweep/gpusInProcess"), here);
}

void Preferences::setSearchingInProcess(bool searches) {
    const QLatin1String key(kSearching);
    if (!searches && word(key).isEmpty())
        return;
    m_state.set(key, searches ? QString::number(::getpid()) : QString());
    m_state.write(); // now: there may be no later
}

void Preferences::giveUpFailedSearch() {
    const auto process = static_cast<pid_t>(word(QLatin1String(kSearching)).toInt());
    const bool isOtherWindow = process != ::getpid() && ::kill(process, 0) == 0; // which searches just now
    if (process <= 0 || isOtherWindow)
        return;
    setSearchingInProcess(false);
    if (!gpusInProcess())
        return;
    setGpusInProcess(false);
    tell(
        words("GPUs are driven by a process of their own again: the last search for them in the window's own "
              "process ended the program. The device box says what is wrong with them."));
}

bool Preferences::flag(const QString& name, bool otherwise) const {
    const QString word = value(name).toString();
    if (word == QLatin1String("true"))
        return true;
    if (word == QLatin1String("false"))
        return false;
    assume(name, flagWord(otherwise));
    return otherwise;
}

void Preferences::setFlag(const QString& name, bool on) {
    set(name, flagWord(on));
}

QString Preferences::word(const QString& name) const {
    return value(name).toString().left(100);
}

void Preferences::setWord(const QString& name, const QString& word) {
    set(name, word);
}

QString Preferences::text(const QString& name) const {
    const QString text = value(name).toString();
    return text.size() <= kLongestValue ? text : QString();
}

void Preferences::setText(const QString& name, const QString& text) {
    set(name, text);
}

int Preferences::number(const QString& name, int otherwise) const {
    bool isNumber = false;
    const int known = value(name).toInt(&isNumber);
    if (!isNumber)
        assume(name, QString::number(otherwise));
    return isNumber ? known : otherwise;
}

void Preferences::setNumber(const QString& name, int value) {
    set(name, QString::number(value));
}

QByteArray Preferences::bytes(const QString& key) const {
    const QByteArray known = value(key).toByteArray();
    return known.size() <= kLongestValue ? known : QByteArray();
}

QString Preferences::keyOf(const char* what, const std::string& deviceId) {
    QString key = QString::fromStdString(deviceId);
    key.replace(QLatin1Char('/'), QLatin1Char('_'));
    return QLatin1String(what) + key;
}

} // namespace headroom::ui
