// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/device_lock.h"

#include "engine/measure/clock.h"
#include "engine/model/result.h"
#include "engine/model/version.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <pwd.h>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <time.h>
#include <unistd.h>

namespace headroom {

namespace {

// A lock file's text: the first line, one line for each key, the last line.
constexpr std::string_view kFirstLine = "headroom-lock 1\n";
constexpr std::string_view kLastLine = "end\n";
constexpr std::size_t kLongestText = 1024;
constexpr std::size_t kLongestValue = 100;
/// A file that is replaced while it is being locked is opened anew, so often.
constexpr int kTries = 3;
/// Time in which a holder that has just begun writes its name, and one that took it away has ended.
constexpr std::chrono::milliseconds kNamelessFor(2);
constexpr int kNamelessTries = 5;

std::string errorText() {
    return std::generic_category().message(errno);
}

/// What others wrote, made fit for a terminal.
std::string printable(std::string_view text) {
    std::string line(text.substr(0, kLongestValue));
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

std::string hostName() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

std::string ownText(const std::string& measures) {
    std::string since = utcNow().substr(0, 19);
    std::ranges::replace(since, 'T', ' ');
    std::string text(kFirstLine);
    const auto add = [&text](const char* key, const std::string& value) {
        text += std::string(key) + ' ' + printable(value) + '\n';
    };
    add("program", std::string(program_invocation_short_name) + ' ' + programVersion());
    add("user", userName());
    add("pid", std::to_string(::getpid()));
    add("host", hostName());
    add("since", since + " UTC");
    add("measures", measures);
    return text.append(kLastLine);
}

LockHolder readText(std::string_view text) {
    LockHolder holder;
    if (!text.starts_with(kFirstLine))
        return {};
    text.remove_prefix(kFirstLine.size());
    while (!text.starts_with(kLastLine)) {
        const std::size_t end = text.find('\n');
        const std::size_t space = text.find(' ');
        if (end == std::string_view::npos || space > end)
            return {};
        const std::string_view key = text.substr(0, space);
        const std::string_view value = text.substr(space + 1, end - space - 1);
        if (key == "program")
            holder.program = printable(value);
        else if (key == "user")
            holder.user = printable(value);
        else if (key == "host")
            holder.host = printable(value);
        else if (key == "since")
            holder.since = printable(value);
        else if (key == "measures")
            holder.measures = printable(value);
        else if (key == "pid" &&
                 std::from_chars(value.data(), value.data() + value.size(), holder.pid).ec != std::errc())
            return {};
        text.remove_prefix(end + 1);
    }
    return holder;
}

double secondsSince(const timespec& then) {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return static_cast<double>(now.tv_sec - then.tv_sec) +
           1e-9 * static_cast<double>(now.tv_nsec - then.tv_nsec);
}

std::string readAll(int fd) {
    std::array<char, kLongestText> bytes;
    const ssize_t count = ::pread(fd, bytes.data(), bytes.size(), 0);
    return {bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
}

LockHolder readHolder(int fd) {
    LockHolder holder = readText(readAll(fd));
    struct stat file {};
    if (::fstat(fd, &file) == 0)
        holder.idleS = secondsSince(file.st_mtim);
    return holder;
}

/// Any user's file of that name, or a new one that any user may lock. What others may have planted there is
/// not followed and does not block.
UniqueFd openFile(const std::string& path) {
    constexpr int kFlags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
    // Not all in one: where folders are shared the system refuses O_CREAT for a file that another user made.
    UniqueFd fd(::open(path.c_str(), O_RDWR | kFlags));
    if (!fd.isOpen() && errno == ENOENT) {
        fd = UniqueFd(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | kFlags, 0666));
        if (fd.isOpen())
            ::fchmod(fd.get(), 0666); // whatever the umask is
        else if (errno == EEXIST)
            fd = UniqueFd(::open(path.c_str(), O_RDWR | kFlags));
    }
    if (!fd.isOpen() && errno == EACCES)
        fd = UniqueFd(::open(path.c_str(), O_RDONLY | kFlags)); // which is enough for locking
    return fd;
}

/// False where the name has come to mean another file.
bool isAt(const std::string& path, int fd) {
    struct stat named {};
    struct stat open {};
    return ::lstat(path.c_str(), &named) == 0 && ::fstat(fd, &open) == 0 && named.st_ino == open.st_ino &&
           named.st_dev == open.st_dev;
}

struct Locked {
    UniqueFd fd;
    bool held = false; ///< by another program; `fd` is open for reading who
};

Result<Locked> lockFile(const std::string& path) {
    for (int attempt = 0; attempt < kTries; ++attempt) {
        UniqueFd fd = openFile(path);
        struct stat file {};
        if (!fd.isOpen() || ::fstat(fd.get(), &file) != 0)
            return Error{Status::Error, path + " cannot be opened: " + errorText()};
        if (!S_ISREG(file.st_mode) || file.st_nlink > 1)
            return Error{Status::Error, path + " is no lock file"};
        if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK)
                return Locked{std::move(fd), true};
            return Error{Status::Error, path + " cannot be locked: " + errorText()};
        }
        if (isAt(path, fd.get()))
            return Locked{std::move(fd), false};
    }
    return Error{Status::Error, path + " is replaced again and again"};
}

/// False where that is not possible, or the file holds what this program never writes.
bool writeOwnText(int fd, const std::string& text) {
    const std::string before = readAll(fd);
    if (!before.empty() && !before.starts_with(kFirstLine))
        return false;
    // In this order there is a whole text at any time.
    const auto size = static_cast<ssize_t>(text.size());
    return ::pwrite(fd, text.data(), text.size(), 0) == size && ::ftruncate(fd, size) == 0;
}

std::string fileName(std::string hardwareId) {
    std::ranges::replace_if(
        hardwareId,
        [](char c) {
            const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            return !plain && c != '-' && c != '.';
        },
        '_');
    return "/headroom-" + hardwareId + ".lock";
}

} // namespace

std::string lockFolder() {
    if (const char* named = std::getenv("HEADROOM_LOCK_DIR"); named != nullptr && *named != '\0')
        return named;
    for (const char* folder : {"/run/lock", "/dev/shm", "/tmp"}) {
        struct stat found {};
        constexpr mode_t kForAll = S_ISVTX | S_IRWXU | S_IRWXG | S_IRWXO;
        if (::stat(folder, &found) == 0 && S_ISDIR(found.st_mode) && (found.st_mode & kForAll) == kForAll)
            return folder;
    }
    return {};
}

LockAttempt DeviceLock::take(const std::vector<std::string>& hardwareIds, const std::string& measures) {
    LockAttempt attempt = takeOnce(hardwareIds, measures);
    for (int tries = 1; attempt.holder && attempt.holder->program.empty() && tries < kNamelessTries;
         ++tries) {
        std::this_thread::sleep_for(kNamelessFor);
        attempt = takeOnce(hardwareIds, measures);
    }
    return attempt;
}

LockAttempt DeviceLock::takeOnce(std::vector<std::string> hardwareIds, const std::string& measures) {
    LockAttempt attempt;
    const std::string folder = lockFolder();
    if (folder.empty() && !hardwareIds.empty())
        attempt.problem = "there is no folder for lock files that all users share";
    if (folder.empty() || hardwareIds.empty())
        return attempt;
    std::ranges::sort(hardwareIds); // so that of two programs that begin at once, one gets all
    for (const std::string& id : hardwareIds) {
        Result<Locked> locked = lockFile(folder + fileName(id));
        if (!locked) {
            attempt.problem = locked.error().reason;
            continue; // the other pieces can be locked all the same
        }
        if (locked->held)
            return {{}, readHolder(locked->fd.get()), {}};
        attempt.lock.m_files.push_back({std::move(locked->fd), false});
    }
    // Named only when it has all: who got none of it must not be taken for a holder.
    const std::string text = ownText(measures);
    for (File& file : attempt.lock.m_files)
        file.named = writeOwnText(file.fd.get(), text);
    return attempt;
}

DeviceLock::~DeviceLock() {
    for (const File& file : m_files)
        if (file.named) [[maybe_unused]]
            const int error = ::ftruncate(file.fd.get(), 0);
}

void DeviceLock::beat() const {
    for (const File& file : m_files)
        ::futimens(file.fd.get(), nullptr);
}

} // namespace headroom
