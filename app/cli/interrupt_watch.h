// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <thread>

namespace headroom {

/// Turns Ctrl-C (SIGINT) and SIGTERM into a call while it lives; a second signal ends the program at once
/// with status 130. Made first thing in main, before any other thread starts: the signals are blocked from
/// then on and taken by a thread of its own.
class InterruptWatch {
public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;

    /// `onInterrupt` runs on the watching thread, once; at once where the signal has come already.
    void start(std::function<void()> onInterrupt);

private:
    std::thread m_thread;
};

} // namespace headroom
