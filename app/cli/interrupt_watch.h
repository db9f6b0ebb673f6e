// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <memory>

namespace headroom {

/// Answers the signals that ask a program to end: Ctrl-C (SIGINT), SIGTERM, and SIGHUP, which comes when the
/// terminal or the session goes. They are blocked from its making on and taken by a thread of its own; so it
/// is made first thing in main, before any other thread starts. A SIGHUP ignored on entry (nohup)
/// stays ignored.
///
/// SIGUSR1 is what schedulers send a while before a job's time is up (--signal=USR1@60). It is heeded by who
/// says so; one ignored or handled on entry stays so.
///
/// All other signals that would end the program although they mean nothing to it, SIGUSR2 and such, are
/// ignored from then on; SIGPIPE and SIGXFSZ too, which show as a failed write, with its message.
class InterruptWatch {
public:
    InterruptWatch();
    /// Ends the program at once from then on, like no call.
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;

    /// What an interrupt does from now on. Without a call, as at the beginning, it ends the program at once,
    /// with status 130: nothing would be lost. The call runs on the watching thread, for the first interrupt
    /// only, and must not block; the second SIGINT or SIGTERM ends the program at once. A SIGHUP never does,
    /// because a terminal that goes sends several.
    void onInterrupt(std::function<void()> call);
    /// Whether one came while there was a call.
    bool wasInterrupted() const;

    /// From now on SIGUSR1 is an interrupt, too, and its coming is said. Like SIGHUP it never is a second
    /// one: SIGTERM follows when the time is up.
    void heedTimeLimit();

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace headroom
