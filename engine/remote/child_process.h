// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/files/unique_fd.h"
#include "engine/model/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <sys/wait.h>
#include <vector>

namespace headroom {

/// A program that runs beside this one, its three standard streams connected to it. It has a process group of
/// its own, so that Ctrl-C reaches only this program, which then closes the child's input. Used from one
/// thread.
class ChildProcess {
public:
    /// `command` is the program, by path or by name, and its arguments; `environment`, NAME=VALUE each, comes
    /// in the place of what this program was given under these names.
    static Result<std::unique_ptr<ChildProcess>> start(const std::vector<std::string>& command,
                                                       const std::vector<std::string>& environment = {});
    /// Kills it when end() was not called.
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    pid_t pid() const { return m_pid; }
    // To wait on with poll().
    int outputFd() const { return m_output.get(); }
    int errorFd() const { return m_error.get(); }

    /// False when the child cannot take it: it is gone, or has not read for very long. Never blocks.
    bool send(std::string_view bytes);

    enum class Read { Some, Nothing, End };
    /// Appends what is there now, 64 KiB at the most.
    Read readOutput(std::string& bytes) { return read(m_output, bytes); }
    Read readError(std::string& bytes) { return read(m_error, bytes); }

    /// Asks it to end.
    void closeInput() { m_input.reset(); }
    /// Closes its streams, gives it that time to end by itself, then kills it. Says how it ended: "was killed
    /// by signal 9 (Killed)".
    std::string end(double graceS);
    /// The status it ended with, once end() was called; -1 where it was killed.
    int exitStatus() const { return m_reaped && WIFEXITED(m_waitStatus) ? WEXITSTATUS(m_waitStatus) : -1; }
    /// The signal that ended it, likewise; 0 where none did.
    int endSignal() const { return m_reaped && WIFSIGNALED(m_waitStatus) ? WTERMSIG(m_waitStatus) : 0; }

private:
    ChildProcess(pid_t pid, UniqueFd input, UniqueFd output, UniqueFd error);
    static Read read(UniqueFd& stream, std::string& bytes);
    bool reap(double limitS);

    pid_t m_pid;
    bool m_reaped = false;
    int m_waitStatus = 0;
    UniqueFd m_input; ///< a socket: writing to it when the child is gone raises no signal
    UniqueFd m_output;
    UniqueFd m_error;
};

} // namespace headroom
