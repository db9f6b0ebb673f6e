// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/journal_folder.h"

#include "engine/files/state_folder.h"
#include "engine/files/unique_fd.h"
#include "engine/files/write_place.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <functional>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace headroom {

namespace {

constexpr const char* kLockFile = "lock";
constexpr const char* kUsersLockFile = ".headroom-lock-"; // and whose: others have journals there, too
constexpr int kOpening = O_CLOEXEC | O_NONBLOCK;

/// Every journal has a byte of the lock file, wherever its name sends it (FNV-1a): a lock of the open file
/// description, not of the process, so that two folders in one process are strangers like two programs.
struct flock byteOf(const std::string& name, short type) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    struct flock lock {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = static_cast<off_t>(hash >> 2);
    lock.l_len = 1;
    return lock;
}

/// Whether the last call failed for want of what this program may have, and says nothing of the file.
bool isShort() {
    return errno == EMFILE || errno == ENFILE || errno == ENOMEM;
}

bool setLock(int file, const std::string& name, short type) {
    struct flock lock = byteOf(name, type);
    int done = 0;
    do
        done = ::fcntl(file, F_OFD_SETLK, &lock);
    while (done != 0 && errno == EINTR);
    // A file system without locks keeps nobody away, and nothing is lost by that.
    return done == 0 || (errno != EAGAIN && errno != EACCES);
}

/// The lock of somebody else on that byte; of none, its type says so.
struct flock lockOn(int file, const std::string& name) {
    struct flock byte = byteOf(name, F_WRLCK);
    if (::fcntl(file, F_OFD_GETLK, &byte) != 0)
        byte.l_type = F_UNLCK;
    return byte;
}

/// Whether who has it locked is about to remove the file: nobody has any journal there.
bool isOfLast(const struct flock& lock) {
    return lock.l_type != F_UNLCK && lock.l_len == 0;
}

bool isLocked(int file, const std::string& name) {
    const struct flock lock = lockOn(file, name);
    return lock.l_type != F_UNLCK && !isOfLast(lock);
}

/// The whole file, if nobody else has a byte of it.
bool lockWhole(int file) {
    struct flock all {};
    all.l_type = F_WRLCK;
    all.l_whence = SEEK_SET;
    return ::fcntl(file, F_OFD_SETLK, &all) == 0;
}

/// Whether the name leads to that file. On a network's disk the file itself does not tell that it was
/// removed.
bool isNamed(int file, const std::filesystem::path& name) {
    struct stat mine {};
    struct stat named {};
    return ::fstat(file, &mine) == 0 && ::lstat(name.c_str(), &named) == 0 && mine.st_dev == named.st_dev &&
           mine.st_ino == named.st_ino;
}

} // namespace

JournalFolder::JournalFolder() {
    StateFolder state = stateFolder();
    m_detour = std::move(state.detour);
    if (!state.path.empty())
        m_path = state.path / "journal";
}

std::shared_ptr<JournalFolder> JournalFolder::ofUser(std::filesystem::path path) {
    auto folder = std::make_shared<JournalFolder>(std::move(path));
    folder->m_isUsers = true;
    return folder;
}

JournalFolder::~JournalFolder() {
    const bool isEmptied = m_temporary && journalsIn(m_path).empty();
    const std::filesystem::path path = m_path / lockName();
    if ((isEmptied || (m_isUsers && m_lockedAs == path && lockWhole(m_lockFile))) &&
        isNamed(m_lockFile, path))
        ::unlink(path.c_str());
    if (m_lockFile >= 0)
        ::close(m_lockFile);
    if (isEmptied)
        ::rmdir(m_path.c_str());
}

std::string JournalFolder::lockName() const {
    return m_isUsers ? kUsersLockFile + std::to_string(::geteuid()) : kLockFile;
}

std::filesystem::path JournalFolder::path() const {
    const std::lock_guard lock(m_mutex);
    return m_path;
}

Outcome JournalFolder::make() {
    const std::lock_guard lock(m_mutex);
    if (!m_path.empty())
        return makePrivateFolder(m_path);
    Result<std::filesystem::path> made = makeTemporaryFolder();
    if (!made)
        return made.error();
    m_path = std::move(*made);
    m_temporary = true;
    return success();
}

std::string JournalFolder::note() const {
    const std::lock_guard lock(m_mutex);
    if (m_detour.empty() || m_path.empty())
        return {};
    return "Journals are kept in " + m_path.string() + ": " + m_detour + ".";
}

int JournalFolder::lockFile(bool make) const {
    if (m_lockFile >= 0 && !isNamed(m_lockFile, m_lockedAs)) // others lock a new one
        ::close(std::exchange(m_lockFile, -1));
    errno = 0; // is read where this has none to return
    if (m_lockFile >= 0 || m_path.empty())
        return m_lockFile;
    constexpr int kFlags = kOpening | O_RDWR | O_NOFOLLOW;
    m_lockedAs = m_path / lockName();
    m_lockFile = ::open(m_lockedAs.c_str(), kFlags | (make || !m_own.empty() ? O_CREAT : 0), 0600);
    if (m_lockFile >= 0)
        for (const std::string& name : m_own) // the folder was removed and made anew
            setLock(m_lockFile, name, F_WRLCK);
    return m_lockFile;
}

bool JournalFolder::claim(const std::filesystem::path& journal) {
    const std::string name = journal.filename();
    const std::lock_guard lock(m_mutex);
    if (m_own.contains(name))
        return false;
    // Of a millisecond each: the file was removed meanwhile, or is about to be.
    constexpr int kMostTries = 1000;
    bool isMine = false;
    for (int tries = 0; tries < kMostTries; ++tries) {
        if (lockFile(true) < 0 && isShort())
            return false;
        if (m_lockFile < 0 && m_isUsers && ::access(m_path.c_str(), W_OK) != 0) {
            m_lockFile = ::open(journal.c_str(), kOpening | O_RDWR);
            m_lockedAs = journal;
        }
        isMine = setLock(m_lockFile, name, F_WRLCK);
        if (isMine && (m_lockFile < 0 || isNamed(m_lockFile, m_lockedAs)))
            break;
        if (!isMine && isNamed(m_lockFile, m_lockedAs) && !isOfLast(lockOn(m_lockFile, name)))
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    if (isMine)
        m_own.insert(name);
    return isMine;
}

void JournalFolder::release(const std::filesystem::path& journal) {
    const std::string name = journal.filename();
    const std::lock_guard lock(m_mutex);
    if (m_own.erase(name) > 0)
        setLock(m_lockFile, name, F_UNLCK);
}

bool JournalFolder::isClaimed(const std::filesystem::path& journal) const {
    const std::string name = journal.filename();
    const std::lock_guard lock(m_mutex);
    if (m_own.contains(name))
        return true;
    const int file = lockFile(false);
    if (file < 0 && isShort())
        return true;
    if (isLocked(file, name) || !m_isUsers)
        return isLocked(file, name);
    const UniqueFd itself(::open(journal.c_str(), kOpening | O_RDONLY));
    return isLocked(itself.get(), name);
}

std::shared_ptr<JournalFolder> JournalFolder::holding(const std::filesystem::path& journal) {
    std::error_code ignored;
    const std::filesystem::path folder = journal.parent_path();
    return std::filesystem::equivalent(folder, JournalFolder().path(), ignored)
               ? std::make_shared<JournalFolder>(folder)
               : ofUser(folder);
}

bool isJournalInUse(const std::filesystem::path& journal) {
    const std::filesystem::path file = followLinks(journal).path;
    return JournalFolder(file.parent_path()).isClaimed(file) ||
           JournalFolder::ofUser(file.parent_path())->isClaimed(file);
}

std::vector<std::filesystem::path> journalsIn(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> journals;
    std::error_code error;
    std::error_code gone; // meanwhile
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        if (entry->path().extension() == ".jsonl" &&
            std::filesystem::is_regular_file(entry->symlink_status(gone)))
            journals.push_back(entry->path());
    // Run ids begin with the time of the run.
    std::ranges::sort(journals, std::greater<>());
    return journals;
}

std::vector<std::filesystem::path> abandonedJournals(const JournalFolder& folder) {
    std::vector<std::filesystem::path> journals = journalsIn(folder.path());
    std::erase_if(journals, [&folder](const auto& journal) { return folder.isClaimed(journal); });
    return journals;
}

} // namespace headroom
