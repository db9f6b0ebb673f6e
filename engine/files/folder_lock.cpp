// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/files/folder_lock.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>

namespace headroom {

namespace {

constexpr const char* kFolderLockFile = "lock";
constexpr std::chrono::milliseconds kBetweenLockTries(5);
constexpr int kMostLockTries = 400;

} // namespace

FolderLock::FolderLock(const std::filesystem::path& folder)
    : m_file(::open((folder / kFolderLockFile).c_str(),
                    O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600)) {
    for (int tries = 1; m_file.isOpen() && ::flock(m_file.get(), LOCK_EX | LOCK_NB) != 0; ++tries) {
        if ((errno != EWOULDBLOCK && errno != EINTR) || tries == kMostLockTries)
            return;
        std::this_thread::sleep_for(kBetweenLockTries);
    }
}

} // namespace headroom
