// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/claim/device_lock.h"

#include "engine/model/result.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <time.h>
#include <unistd.h>

namespace headroom {

namespace {

/// A file that is replaced while it is being locked is opened anew, so often.
constexpr int kTries = 3;
/// Time in which a holder that has just begun writes its name, and one that took it away has ended.
constexpr std::chrono::milliseconds kNamelessFor(2);
constexpr int kNamelessTries = 5;

std::string errorText() {
    return std::generic_category().message(errno);
}

double secondsSince(const timespec& then) {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return static_cast<double>(now.tv_sec - then.tv_sec) +
           1e-9 * static_cast<double>(now.tv_nsec - then.tv_nsec);
}

std::string readAll(int fd) {
    std::array<char, kLongestLockText> bytes;
    const ssize_t count = ::pread(fd, bytes.data(), bytes.size(), 0);
    return {bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
}

LockHolder readHolder(int fd) {
    LockHolder holder = readLockText(readAll(fd));
    struct stat file {};
    if (::fstat(fd, &file) == 0)
        holder.idleS = secondsSince(file.st_mtim);
    return holder;
}

/// Any user's file of that name, or a new one that any user may lock. What others may have planted there is
/// not followed and does not block.
UniqueFd openFile(const std::string& path) {
    constexpr int kLockFlags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
    // Not all in one: where folders are shared the system refuses O_CREAT for a file that another user made.
    UniqueFd fd(::open(path.c_str(), O_RDWR | kLockFlags));
    if (!fd.isOpen() && errno == ENOENT) {
        fd = UniqueFd(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | kLockFlags, 0666));
        if (fd.isOpen())
            ::fchmod(fd.get(), 0666); // whatever the umask is
        else if (errno == EEXIST)
            fd = UniqueFd(::open(path.c_str(), O_RDWR | kLockFlags));
    }
    if (!fd.isOpen() && errno == EACCES)
        fd = UniqueFd(::open(path.c_str(), O_RDONLY | kLockFlags)); // which is enough for locking
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
    if (!before.empty() && !before.starts_with(kLockTextStart))
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
    const std::string text = ownLockText(measures);
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
