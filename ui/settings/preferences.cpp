// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/preferences.h"

#include "engine/io/run_file.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <array>

namespace headroom::ui {

namespace {

/// Longer values are no preference of ours.
constexpr qsizetype kLongestValue = 64 * 1024;

/// Where QSettings has the file of settings of the user. Asking it would have it read.
QString userFile() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/headroom/headroom.ini");
}

} // namespace

Preferences::Preferences() : Preferences(userFile()) {}

Preferences::Preferences(const QString& iniPath) : Preferences(soundSettings(iniPath)) {}

Preferences::Preferences(const SoundSettings& sound)
    : m_problem(sound.problem), m_settings(sound.path, QSettings::IniFormat) {}

QByteArray Preferences::geometry() const {
    return bytes(QStringLiteral("window/geometry"));
}

void Preferences::setGeometry(const QByteArray& geometry) {
    m_settings.setValue(QStringLiteral("window/geometry"), geometry);
}

QByteArray Preferences::splitter(const QString& name) const {
    // Qt's reader of a splitter's state believes how many sizes it is told of: two panes, and no more.
    constexpr std::array<char, 12> kTwoPanes = {0, 0, 0, '\xff', 0, 0, 0, 1, 0, 0, 0, 2};
    const QByteArray state = bytes(QStringLiteral("window/") + name);
    return state.startsWith(QByteArray(kTwoPanes.data(), kTwoPanes.size())) ? state : QByteArray();
}

void Preferences::setSplitter(const QString& name, const QByteArray& state) {
    m_settings.setValue(QStringLiteral("window/") + name, state);
}

QString Preferences::tableColumns() const {
    return text(QStringLiteral("table/columns"));
}

void Preferences::setTableColumns(const QString& columns) {
    setText(QStringLiteral("table/columns"), columns);
}

std::string Preferences::deviceId() const {
    return m_settings.value(QStringLiteral("sweep/device")).toString().left(100).toStdString();
}

void Preferences::setDeviceId(const std::string& id) {
    m_settings.setValue(QStringLiteral("sweep/device"), QString::fromStdString(id));
}

std::optional<SweepSpec> Preferences::spec(const std::string& deviceId) const {
    const QString text = m_settings.value(specKey(deviceId)).toString();
    if (text.isEmpty() || text.size() > kLongestValue)
        return std::nullopt;
    const Result<SweepSpec> spec = specFromJson(text.toStdString());
    if (!spec || !validate(*spec).empty())
        return std::nullopt;
    return *spec;
}

void Preferences::setSpec(const std::string& deviceId, const SweepSpec& spec) {
    m_settings.setValue(specKey(deviceId), QString::fromStdString(specToJson(spec)));
}

QString Preferences::folder(const QString& purpose) const {
    const QString stored = m_settings.value(QStringLiteral("folders/") + purpose).toString();
    if (!stored.isEmpty() && stored.size() < kLongestValue && QFileInfo(stored).isDir())
        return stored;
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

void Preferences::setFolder(const QString& purpose, const QString& folder) {
    m_settings.setValue(QStringLiteral("folders/") + purpose, folder);
}

QStringList Preferences::recentFiles() const {
    QStringList files;
    for (const QString& path : m_settings.value(QStringLiteral("files/recent")).toStringList())
        if (QDir::isAbsolutePath(path) && path.size() < 4096 && !files.contains(path) &&
            files.size() < kRecentFiles)
            files << path;
    return files;
}

void Preferences::addRecentFile(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList files = recentFiles();
    files.removeAll(absolute);
    files.prepend(absolute);
    m_settings.setValue(QStringLiteral("files/recent"), files.mid(0, kRecentFiles));
}

void Preferences::removeRecentFile(const QString& path) {
    QStringList files = recentFiles();
    files.removeAll(path);
    m_settings.setValue(QStringLiteral("files/recent"), files);
}

bool Preferences::gpusInProcess() const {
    return flag(QStringLiteral("sweep/gpusInProcess"), false);
}

void Preferences::setGpusInProcess(bool here) {
    setFlag(QStringLiteral("sweep/gpusInProcess"), here);
}

bool Preferences::flag(const QString& name, bool otherwise) const {
    const QString word = m_settings.value(name).toString();
    if (word == QLatin1String("true"))
        return true;
    return word == QLatin1String("false") ? false : otherwise;
}

void Preferences::setFlag(const QString& name, bool on) {
    m_settings.setValue(name, on);
}

QString Preferences::word(const QString& name) const {
    return m_settings.value(name).toString().left(100);
}

void Preferences::setWord(const QString& name, const QString& word) {
    m_settings.setValue(name, word);
}

QString Preferences::text(const QString& name) const {
    const QString text = m_settings.value(name).toString();
    return text.size() <= kLongestValue ? text : QString();
}

void Preferences::setText(const QString& name, const QString& text) {
    m_settings.setValue(name, text);
}

int Preferences::number(const QString& name, int otherwise) const {
    bool isNumber = false;
    const int value = m_settings.value(name).toInt(&isNumber);
    return isNumber ? value : otherwise;
}

void Preferences::setNumber(const QString& name, int value) {
    m_settings.setValue(name, value);
}

QByteArray Preferences::bytes(const QString& key) const {
    const QByteArray value = m_settings.value(key).toByteArray();
    return value.size() <= kLongestValue ? value : QByteArray();
}

QString Preferences::specKey(const std::string& deviceId) {
    QString key = QString::fromStdString(deviceId);
    key.replace(QLatin1Char('/'), QLatin1Char('_'));
    return QStringLiteral("sweep/spec-") + key;
}

} // namespace headroom::ui
