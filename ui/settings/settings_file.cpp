// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_file.h"

#include "engine/files/atomic_file.h"
#include "engine/files/state_folder.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSettings>

#include <utility>

namespace headroom::ui {

namespace {

std::filesystem::path onDisk(const QString& path) {
    return QFile::encodeName(path).toStdString();
}

QString sentenceOf(const Error& error) {
    return QString::fromStdString(error.reason);
}

} // namespace

SettingsFile::SettingsFile(const QString& path, Told told) : m_told(std::move(told)) {
    if (path.isEmpty())
        return;
    takeSound(path, Unreadable::SetAside);
    if (!QFileInfo::exists(m_path))
        return;
    const QSettings file(m_path, QSettings::IniFormat);
    for (const QString& key : file.allKeys())
        m_values.insert(key, file.value(key));
}

SettingsFile::~SettingsFile() {
    write();
}

/// Whether the file can be used now.
bool SettingsFile::takeSound(const QString& path, Unreadable unreadable) {
    const SoundSettings sound = soundSettings(path, unreadable);
    m_path = sound.path;
    if (!sound.problem.isEmpty())
        tellOnce(sound.problem);
    return !sound.isToWait;
}

QStringList SettingsFile::keysOf(const QString& group) const {
    QStringList keys;
    for (auto entry = m_values.keyBegin(); entry != m_values.keyEnd(); ++entry)
        if (entry->startsWith(group + QLatin1Char('/')))
            keys << *entry;
    return keys;
}

void SettingsFile::assume(const QString& key, const QString& otherwise) const {
    m_assumed.insert(key, otherwise);
}

void SettingsFile::set(const QString& key, const QVariant& value) {
    const auto known = m_values.constFind(key);
    const bool isSame = known != m_values.constEnd()
                            ? *known == value
                            : m_assumed.contains(key) && QVariant(m_assumed.value(key)) == value;
    if (isSame)
        return;
    m_values.insert(key, value);
    m_unwritten.insert(key, isSoundValue(value) ? value : QVariant()); // known to this program alone
    writeSoon();
}

void SettingsFile::remove(const QString& key) {
    if (m_values.remove(key) == 0)
        return;
    m_unwritten.insert(key, QVariant());
    writeSoon();
}

void SettingsFile::readAgain(const QString& group) {
    if (m_path.isEmpty() || !QFileInfo::exists(m_path))
        return;
    if (!takeSound(m_path, Unreadable::LeftAlone)) // as before it is written
        return;
    QSettings file(m_path, QSettings::IniFormat);
    if (!QFileInfo::exists(m_path) || file.status() != QSettings::NoError)
        return;
    for (const QString& key : keysOf(group))
        if (!m_unwritten.contains(key))
            m_values.remove(key);
    file.beginGroup(group);
    for (const QString& name : file.allKeys())
        if (const QString key = group + QLatin1Char('/') + name; !m_unwritten.contains(key))
            m_values.insert(key, file.value(name));
}

/// After whatever sets several at once, and not only when the program ends, which it may not do in order.
void SettingsFile::writeSoon() {
    if (!QCoreApplication::instance())
        return;
    if (!m_soon) {
        m_soon = std::make_unique<QTimer>();
        m_soon->setSingleShot(true);
        m_soon->callOnTimeout([this] { write(); });
    }
    m_soon->start(0);
}

void SettingsFile::write() {
    if (m_path.isEmpty() || m_unwritten.isEmpty())
        return;
    // It may have been damaged, or written by a newer program, meanwhile; what is unwritten is kept for the
    // next time.
    if (!takeSound(m_path, Unreadable::LeftAlone))
        return;
    const Outcome folder = makePrivateFolder(onDisk(m_path).parent_path());
    if (!folder) {
        tellOnce(words("Settings are not kept: %1.").arg(sentenceOf(folder.error())));
        return;
    }
    if (tryWrite()) {
        m_unwritten.clear();
        m_lastTold.clear();
        return;
    }
    const Outcome writable = checkWritable(onDisk(m_path));
    tellOnce(words("Settings are not kept for the next start. %1")
                 .arg(writable ? words("Another program holds %1 locked.").arg(m_path)
                               : sentenceOf(writable.error())));
}

/// QSettings takes in what others wrote since it was read last, and puts the whole in the file's place.
bool SettingsFile::tryWrite() {
    QSettings file(m_path, QSettings::IniFormat);
    file.setValue(QLatin1String(kSettingsFormatKey), kSettingsFormat);
    for (auto entry = m_unwritten.cbegin(); entry != m_unwritten.cend(); ++entry) {
        if (entry->isValid())
            file.setValue(entry.key(), *entry);
        else
            file.remove(entry.key());
    }
    file.sync();
    return file.status() == QSettings::NoError &&
           QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner);
}

/// Until it goes well again.
void SettingsFile::tellOnce(const QString& sentence) {
    if (sentence != std::exchange(m_lastTold, sentence))
        m_told(sentence);
}

} // namespace headroom::ui
