// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/claim/lock_holder.h"

#include "engine/model/clock.h"
#include "engine/model/host_name.h"
#include "engine/model/version.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <pwd.h>
#include <unistd.h>

namespace headroom {

namespace {

// After the first line one for each key, then the last.
constexpr std::string_view kLastLine = "end\n";

/// What others wrote, made fit for a terminal.
std::string shortAscii(std::string_view text) {
    std::string line(text.substr(0, kMaxLockValueBytes));
    std::ranges::replace_if(
        line, [](char c) { return c < 0x20 || c > 0x7e; }, '?');
    return line;
}

std::string userName() {
    std::array<char, 4096> buffer;
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return found->pw_name;
    return std::to_string(::geteuid());
}

} // namespace

std::string ownLockText(const std::string& measures) {
    std::string since = utcNow().substr(0, 19);
    std::ranges::replace(since, 'T', ' ');
    std::string text(kLockTextStart);
    const auto add = [&text](const char* key, const std::string& value) {
        text += std::string(key) + ' ' + shortAscii(value) + '\n';
    };
    add("program", std::string(program_invocation_short_name) + ' ' + programVersion());
    add("user", userName());
    add("pid", std::to_string(::getpid()));
    add("host", hostName());
    add("since", since + " UTC");
    add("measures", measures);
    return text.append(kLastLine);
}

LockHolder readLockText(std::string_view text) {
    LockHolder holder;
    if (!text.starts_with(kLockTextStart))
        return {};
    text.remove_prefix(kLockTextStart.size());
    while (!text.starts_with(kLastLine)) {
        const std::size_t end = text.find('\n');
        const std::size_t space = text.find(' ');
        if (end == std::string_view::npos || space > end)
            return {};
        const std::string_view key = text.substr(0, space);
        const std::string_view value = text.substr(space + 1, end - space - 1);
        if (key == "program")
            holder.program = shortAscii(value);
        else if (key == "user")
            holder.user = shortAscii(value);
        else if (key == "host")
            holder.host = shortAscii(value);
        else if (key == "since")
            holder.since = shortAscii(value);
        else if (key == "measures")
            holder.measures = shortAscii(value);
        else if (key == "pid" &&
                 std::from_chars(value.data(), value.data() + value.size(), holder.pid).ec != std::errc())
            return {};
        text.remove_prefix(end + 1);
    }
    return holder;
}

} // namespace headroom
