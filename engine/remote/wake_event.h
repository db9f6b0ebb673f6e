// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/files/unique_fd.h"

#include <sys/eventfd.h>

namespace headroom {

/// Lets one thread wake another that waits in poll(): set once, it stays set.
class WakeEvent {
public:
    int fd() const { return m_fd.get(); }
    void set() const { [[maybe_unused]] const int error = ::eventfd_write(m_fd.get(), 1); }

private:
    UniqueFd m_fd{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
};

} // namespace headroom
