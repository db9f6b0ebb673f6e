// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/interrupt_watch.h"

#include "app/cli/exit_status.h"
#include "app/cli/standard_streams.h"

#include <csignal>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace headroom {

namespace {

bool hasAction(int signal, void (*action)(int)) {
    struct sigaction now {};
    return ::sigaction(signal, nullptr, &now) == 0 && (now.sa_flags & SA_SIGINFO) == 0 &&
           now.sa_handler == action;
}

/// What a profiler or another library handles is left to it.
void ignoreForeignSignals() {
    const auto ignore = [](int signal) {
        if (hasAction(signal, SIG_DFL))
            std::signal(signal, SIG_IGN);
    };
    for (const int signal :
         {SIGALRM, SIGIO, SIGPIPE, SIGPROF, SIGPWR, SIGSTKFLT, SIGUSR2, SIGVTALRM, SIGXFSZ})
        ignore(signal);
    for (int signal = SIGRTMIN; signal <= SIGRTMAX; ++signal)
        ignore(signal);
}

/// A SIGHUP that nohup ignores is left out: blocked, it would arrive all the same. SIGINT, which a script's
/// shell ignores for its background jobs, is meant for this program when it is sent.
sigset_t watchedSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    if (!hasAction(SIGHUP, SIG_IGN))
        sigaddset(&signals, SIGHUP);
    if (hasAction(SIGUSR1, SIG_DFL))
        sigaddset(&signals, SIGUSR1);
    return signals;
}

} // namespace

struct InterruptWatch::State {
    std::mutex mutex;
    std::function<void()> call;
    bool heedsTimeLimit = false;
    bool interrupted = false;
    bool endsAtNext = false; ///< by somebody who asks again

    void take(int signal) {
        const std::lock_guard lock(mutex);
        if (signal == SIGUSR1) {
            if (!heedsTimeLimit)
                return;
            if (!interrupted)
                sayWithoutWaiting("\nSIGUSR1 came: the time of this job is nearly up.\n");
        }
        const bool bySomebody = signal != SIGHUP && signal != SIGUSR1;
        if (!call || (bySomebody && endsAtNext))
            ::_exit(kExitInterrupted);
        endsAtNext = endsAtNext || bySomebody;
        if (!std::exchange(interrupted, true))
            call();
    }
};

InterruptWatch::InterruptWatch() : m_state(std::make_shared<State>()) {
    ignoreForeignSignals();
    const sigset_t signals = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    // Never joined: it answers to the program's last moment, the unloading of libraries included.
    std::thread([signals, state = m_state] {
        for (int signal = 0; ::sigwait(&signals, &signal) == 0;)
            state->take(signal);
    }).detach();
}

InterruptWatch::~InterruptWatch() {
    onInterrupt({});
}

bool InterruptWatch::wasInterrupted() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->interrupted;
}

void InterruptWatch::onInterrupt(std::function<void()> call) {
    const std::lock_guard lock(m_state->mutex);
    m_state->call = std::move(call);
}

void InterruptWatch::heedTimeLimit() {
    const std::lock_guard lock(m_state->mutex);
    m_state->heedsTimeLimit = true;
}

} // namespace headroom
