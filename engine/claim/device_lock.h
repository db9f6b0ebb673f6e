// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/claim/lock_holder.h"
#include "engine/files/unique_fd.h"

#include <optional>
#include <string>
#include <vector>

namespace headroom {

struct LockAttempt;

/// Keeps other programs on this machine, of any user, from measuring on the same hardware, by a locked file
/// for each piece of it. The system lets go of the files when the process ends, however it ends.
class DeviceLock {
public:
    /// Locks nothing.
    DeviceLock() = default;
    DeviceLock(DeviceLock&&) = default;
    DeviceLock& operator=(DeviceLock&& other) noexcept {
        m_files.swap(other.m_files);
        return *this;
    }
    ~DeviceLock();

    /// Takes all of those (DeviceInfo::hardwareIds) or none; does not wait. `measures` is for who asks.
    static LockAttempt take(const std::vector<std::string>& hardwareIds, const std::string& measures);

    /// Tells who asks that a point is begun. A few microseconds.
    void beat() const;

private:
    static LockAttempt takeOnce(std::vector<std::string> hardwareIds, const std::string& measures);

    struct File {
        UniqueFd fd;
        bool named = false; ///< says who holds it
    };
    std::vector<File> m_files;
};

/// What became of trying to take a lock.
struct LockAttempt {
    DeviceLock lock;
    std::optional<LockHolder> holder; ///< another program has it; nothing is locked
    std::string problem;              ///< why nothing keeps others away; empty where something does
};

/// The folder for lock files: the one HEADROOM_LOCK_DIR names, else the first of /run/lock, /dev/shm and /tmp
/// in which every user may create files and none remove another's: the same for all users. Empty where there
/// is none.
std::string lockFolder();

} // namespace headroom
