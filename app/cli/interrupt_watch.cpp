// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/interrupt_watch.h"

#include "app/cli/exit_status.h"

#include <csignal>
#include <pthread.h>
#include <unistd.h>

namespace headroom {

namespace {

/// Wakes the watching thread so that it ends.
constexpr int kWakeSignal = SIGUSR1;

sigset_t watchedSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, kWakeSignal);
    return signals;
}

} // namespace

InterruptWatch::InterruptWatch() {
    const sigset_t signals = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

InterruptWatch::~InterruptWatch() {
    if (!m_thread.joinable())
        return;
    pthread_kill(m_thread.native_handle(), kWakeSignal);
    m_thread.join();
}

void InterruptWatch::start(std::function<void()> onInterrupt) {
    m_thread = std::thread([onInterrupt = std::move(onInterrupt)] {
        const sigset_t signals = watchedSignals();
        bool interrupted = false;
        for (int signal = 0; sigwait(&signals, &signal) == 0 && signal != kWakeSignal; interrupted = true) {
            if (interrupted)
                ::_exit(kExitInterrupted);
            onInterrupt();
        }
    });
}

} // namespace headroom
