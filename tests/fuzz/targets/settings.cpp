// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// What the window remembers between starts: the settings, behind the first "%%" the state of the window, and
// behind the next one what its user types before it ends.

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/sound_run.h"

#include "ui/settings/preferences.h"
#include "ui/settings/sound_settings.h"

#include <QDir>
#include <QSettings>

#include <algorithm>

namespace headroom::fuzzing {

namespace {

constexpr std::string_view kBetweenFiles = "%%";
constexpr const char* kDevice = "cuda:0";
constexpr qsizetype kLongestWord = 100;
constexpr qsizetype kLongestText = qsizetype{64} * 1024;

std::string_view takePart(std::string_view& bytes) {
    const std::size_t end = std::min(bytes.find(kBetweenFiles), bytes.size());
    const std::string_view part = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + kBetweenFiles.size(), bytes.size()));
    return part;
}

/// None of Qt's objects, which are read by code that believes what it reads.
bool isPlain(const QVariant& value) {
    switch (value.typeId()) {
    case QMetaType::UnknownType:
    case QMetaType::QString:
    case QMetaType::QByteArray:
    case QMetaType::QStringList:
    case QMetaType::QRect:
    case QMetaType::QSize:
    case QMetaType::QPoint:
        return true;
    case QMetaType::QVariantList:
        return std::ranges::all_of(value.toList(), isPlain);
    default:
        return false;
    }
}

using Values = QMap<QString, QVariant>;

/// Whether QSettings would look for it under that name.
bool isAskedFor(const QString& key) {
    return !key.startsWith(QLatin1Char('/')) && !key.endsWith(QLatin1Char('/')) &&
           !key.contains(QLatin1String("//"));
}

/// All that lies in the file which takes that one's place.
Values valuesIn(const QString& path) {
    Values values;
    const QSettings file(ui::soundSettings(path).path, QSettings::IniFormat);
    for (const QString& key : file.allKeys()) {
        if (!isAskedFor(key))
            continue;
        values.insert(key, file.value(key));
        require(isPlain(values.value(key)), "a value is no object of Qt's");
    }
    return values;
}

/// As the window reads it; how many sentences it told.
int judge(const ui::PreferenceFiles& files) {
    ui::Preferences preferences(files);
    int told = 0;
    preferences.tellTo([&told](const QString& sentence) {
        requireSentence(sentence.toStdString());
        ++told;
    });
    require(QString::fromStdString(preferences.deviceId()).size() <= kLongestWord, "a device's id is short");
    for (const std::string& device : {preferences.deviceId(), std::string(kDevice)})
        if (const std::optional<SweepSpec> spec = preferences.spec(device)) {
            require(validate(*spec).empty(), "a spec is one that can be planned");
            requirePlannable(*spec);
        }
    const QStringList recent = preferences.recentFiles();
    require(recent.size() <= ui::Preferences::kRecentFiles, "recent files are few");
    for (const QString& path : recent)
        require(QDir::isAbsolutePath(path) && recent.count(path) == 1, "each is a file of its own");
    const QByteArray panes = preferences.splitter(QStringLiteral("across"));
    require(panes.isEmpty() || panes.mid(8, 4) == QByteArray("\0\0\0\2", 4), "there are two panes");
    require(preferences.geometry().size() <= kLongestText, "a geometry is short");
    require(preferences.tableColumns().size() <= kLongestText, "a text is short");
    require(preferences.word(QStringLiteral("view/quantity")).size() <= kLongestWord, "a word is short");
    const bool isShown = preferences.flag(QStringLiteral("view/form"), true);
    require(isShown || !preferences.flag(QStringLiteral("view/form"), false), "a flag is said or assumed");
    return told;
}

void keep(const ui::PreferenceFiles& files, const QString& typed) {
    ui::Preferences preferences(files);
    preferences.tellTo([](const QString&) {});
    preferences.setDeviceId(typed.left(kLongestWord).toStdString());
    preferences.setTableColumns(typed);
    preferences.addRecentFile(QLatin1Char('/') + typed);
}

void requireKept(const ui::PreferenceFiles& files, const QString& typed) {
    const ui::Preferences preferences(files);
    require(preferences.problem().isEmpty(), "what the program wrote is sound");
    const QString device = typed.left(kLongestWord);
    require(preferences.deviceId() == (ui::isSoundValue(device) ? device.toStdString() : std::string()),
            "a device's id is kept");
    const bool isKept = ui::isSoundValue(typed);
    require(preferences.tableColumns() == (isKept ? typed : QString()), "a text is kept");
    require(!isKept || !preferences.recentFiles().isEmpty(), "a recent file is kept");
}

/// A list of texts is read as one of values where a text holds a zero byte, and the program wrote it anew.
bool isSame(const QVariant& a, const QVariant& b) {
    return a == b || (!a.toList().isEmpty() && a.toList() == b.toList());
}

/// What others wrote stays, but for what was set, and for recent files.
void requireStays(const Values& before, const Values& after) {
    for (auto entry = before.cbegin(); entry != before.cend(); ++entry)
        if (!entry.key().startsWith(QLatin1String("recent/")) &&
            entry.key() != QLatin1String("sweep/device") && entry.key() != QLatin1String("table/columns") &&
            entry.key() != QLatin1String(ui::kSettingsFormatKey))
            require(isSame(after.value(entry.key()), *entry), "what others wrote stays");
}

ui::PreferenceFiles filesIn(const std::filesystem::path& folder) {
    return {
        QString::fromStdString(folder / "headroom.ini"), QString::fromStdString(folder / "window.ini"), {}};
}

FUZZ_TARGET(settings) {
    // QSettings remembers what it read of a path, and what it wrote: whatever is read has a path of its own.
    static int number = 0;
    static const MemoryFolder folder;
    const std::filesystem::path first = folder.path() / std::to_string(++number);
    const std::filesystem::path second = folder.path() / std::to_string(++number);
    folder.write(first / "headroom.ini", takePart(bytes));
    folder.write(first / "window.ini", takePart(bytes));
    const QString typed = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size())).left(1000);

    ui::PreferenceFiles files = filesIn(first);
    require(judge(files) <= 2, "each file is told of once");
    const Values settings = valuesIn(files.settings);
    const Values state = valuesIn(files.state);
    keep(files, typed);
    std::filesystem::rename(first, second);
    files = filesIn(second);
    requireKept(files, typed);
    requireStays(settings, valuesIn(files.settings));
    requireStays(state, valuesIn(files.state));
    folder.empty();
}

} // namespace

} // namespace headroom::fuzzing
