// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/sound_settings.h"

#include "engine/files/limits.h"
#include "engine/files/newer_format.h"
#include "engine/files/read_file.h"
#include "engine/files/set_aside.h"
#include "ui/widgets/words.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

namespace headroom::ui {

namespace {

constexpr const char* kHexDigits = "0123456789abcdefABCDEF";
constexpr const char* kOctalDigits = "01234567";
/// As values that are objects of Qt begin.
constexpr const char* kObjects[] = {"@Variant(", "@DateTime("};

/// Half of a character of UTF-16, which QSettings reads where a code tells it, and does not write again.
bool isHalf(unsigned code) {
    return (code & 0xf800) == 0xd800; // of more digits, QSettings takes the last 16 bits
}

/// The text as QSettings unescapes values: quotes go, and what follows a backslash is a code or goes too.
/// Nothing where a code is half a character.
std::optional<std::string> unescaped(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const char c = text.front();
        text.remove_prefix(1);
        if (c != '\\') {
            if (c != '"')
                plain += c;
            continue;
        }
        const bool isHex = text.starts_with('x');
        text.remove_prefix(isHex ? 1 : 0);
        const std::size_t digits =
            std::min(text.find_first_not_of(isHex ? kHexDigits : kOctalDigits), text.size());
        unsigned code = 0;
        for (const char digit : text.substr(0, digits))
            code = code * (isHex ? 16 : 8) +
                   static_cast<unsigned>(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        if (isHalf(code))
            return std::nullopt;
        if (digits > 0)
            plain += static_cast<char>(code);
        text.remove_prefix(digits > 0 || isHex ? digits : std::min<std::size_t>(1, text.size()));
        if (digits == 0 && !isHex && text.starts_with('\n')) // "\\\r\n" continues a line too
            text.remove_prefix(1);
    }
    return plain;
}

/// The text's lines, those that a backslash continues in one.
std::vector<std::string_view> settingsLinesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        std::size_t end = 0;
        for (bool escaped = false; end < text.size() && (text[end] != '\n' || escaped); ++end)
            escaped = text[end] == '\\' && !escaped;
        std::string_view line = text.substr(0, end);
        line = line.substr(std::min(line.find_first_not_of(" \t\r"), line.size()));
        lines.push_back(line.substr(0, line.find_last_not_of(" \t\r") + 1));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

bool isOfSettings(std::string_view line) {
    // QSettings escapes all but tabs.
    if (std::ranges::any_of(line,
                            [](char c) { return c >= 0 && c < ' ' && c != '\t' && c != '\r' && c != '\n'; }))
        return false;
    if (line.empty() || line.starts_with(';') || line.starts_with('#'))
        return true;
    return line.starts_with('[') ? line.ends_with(']') : line.find('=') != std::string_view::npos;
}

/// 0 where it says none: settings of 0.1.0.
int formatIn(const std::vector<std::string_view>& lines) {
    const std::string key = std::string(kSettingsFormatKey) + '=';
    bool isGeneral = false;
    for (const std::string_view line : lines) {
        if (line.starts_with('['))
            isGeneral = line == "[General]";
        int format = 0;
        if (isGeneral && line.starts_with(key) &&
            std::from_chars(line.data() + key.size(), line.data() + line.size(), format).ec == std::errc())
            return format;
    }
    return 0;
}

/// Why the text is none of ours; empty where it is.
std::string faultIn(const std::string& text, const std::vector<std::string_view>& lines) {
    const auto strange = std::ranges::find_if_not(lines, isOfSettings);
    if (strange != lines.end())
        return "line " + std::to_string(strange - lines.begin() + 1) + " is no line of settings";
    const std::optional<std::string> plain = unescaped(text);
    if (!plain || std::ranges::any_of(kObjects, [&plain](const char* object) {
            return plain->find(object) != std::string::npos;
        }))
        return "it holds values that this program never writes";
    return {};
}

QString pathBeside(const QString& path) {
    const QFileInfo file(path);
    return file.dir().filePath(
        QStringLiteral("%1.v%2.%3")
            .arg(file.completeBaseName(), QString::number(kSettingsFormat), file.suffix()));
}

SoundSettings besideNewer(const QString& path, int format) {
    SoundSettings own = soundSettings(pathBeside(path));
    if (own.problem.isEmpty() && !QFileInfo::exists(own.path))
        own.problem = words("The settings in %1 cannot be used: %2. Until then they are kept in %3.")
                          .arg(path, QString::fromStdString(newerFormat(format, kSettingsFormat)), own.path);
    return own;
}

} // namespace

bool isSoundValue(const QVariant& value) {
    return std::ranges::all_of(value.toStringList(), [](QString text) {
        if (!text.isValidUtf16())
            return false;
        // What QSettings puts a backslash before, unescaped() leaves out.
        text.removeIf(
            [](QChar c) { return c == QLatin1Char('"') || c == QLatin1Char('\\') || c < QLatin1Char(' '); });
        return std::ranges::none_of(
            kObjects, [&text](const char* object) { return text.contains(QLatin1String(object)); });
    });
}

SoundSettings soundSettings(const QString& path, Unreadable unreadable) {
    const std::string file = QFile::encodeName(path).toStdString();
    struct stat known {};
    if (::stat(file.c_str(), &known) != 0)
        return {path, {}};
    const Result<std::string> text = readFile(file, kMaxSettingsBytes);
    const bool mayBeSound = S_ISREG(known.st_mode) && std::cmp_less_equal(known.st_size, kMaxSettingsBytes);
    if (!text && mayBeSound && unreadable == Unreadable::LeftAlone)
        return {path,
                words("The settings in %1 cannot be read now: %2. They stay as they are.")
                    .arg(path, QString::fromStdString(text.error().reason)),
                true};
    const std::vector<std::string_view> lines =
        text ? settingsLinesOf(*text) : std::vector<std::string_view>();
    if (const int format = formatIn(lines); format > kSettingsFormat)
        return besideNewer(path, format);
    const std::string fault = text ? faultIn(*text, lines) : text.error().reason;
    if (fault.empty())
        return {path, {}};
    const QString problem =
        words("The settings in %1 cannot be read: %2.").arg(path, QString::fromStdString(fault)) +
        QLatin1Char(' ');
    const Result<std::filesystem::path> aside = setAside(file);
    if (!aside)
        return {path + QStringLiteral(".new"), problem + words("Others are used until it is removed.")};
    return {path,
            problem +
                words("They begin anew; the file was renamed to %1.").arg(QFile::decodeName(aside->c_str()))};
}

} // namespace headroom::ui
