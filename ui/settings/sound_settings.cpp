// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/sound_settings.h"

#include "engine/files/limits.h"
#include "engine/files/read_file.h"
#include "ui/widgets/words.h"

#include <QFile>

#include <algorithm>
#include <cstdio>
#include <string>
#include <sys/stat.h>

namespace headroom::ui {

namespace {

constexpr const char* kHexDigits = "0123456789abcdefABCDEF";
constexpr const char* kOctalDigits = "01234567";

/// The text as QSettings unescapes values: quotes go, and what follows a backslash is a code or goes too.
std::string unescaped(std::string_view text) {
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
        if (digits > 0)
            plain += static_cast<char>(code);
        text.remove_prefix(digits > 0 || isHex ? digits : std::min<std::size_t>(1, text.size()));
        if (digits == 0 && !isHex && text.starts_with('\n')) // "\\\r\n" continues a line too
            text.remove_prefix(1);
    }
    return plain;
}

/// Why the file is none of ours; empty where it is.
std::string faultOf(const std::string& path) {
    const Result<std::string> text = readFile(path, kMaxSettingsBytes);
    if (!text)
        return text.error().reason;
    const std::string plain = unescaped(*text);
    for (const char* object : {"@Variant(", "@DateTime("})
        if (plain.find(object) != std::string::npos)
            return "it holds values that this program never writes";
    return {};
}

} // namespace

SoundSettings soundSettings(const QString& path) {
    const std::string file = QFile::encodeName(path).toStdString();
    struct stat known {};
    if (::stat(file.c_str(), &known) != 0)
        return {path, {}};
    const std::string fault = faultOf(file);
    if (fault.empty())
        return {path, {}};
    const std::string aside = file + ".unsound";
    const QString problem =
        words("The settings in %1 cannot be read: %2.").arg(path, QString::fromStdString(fault)) +
        QLatin1Char(' ');
    if (std::rename(file.c_str(), aside.c_str()) != 0)
        return {path + QStringLiteral(".new"), problem + words("Others are used until it is removed.")};
    return {path,
            problem + words("They begin anew; it was renamed to %1.").arg(QFile::decodeName(aside.c_str()))};
}

} // namespace headroom::ui
