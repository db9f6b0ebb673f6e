// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/child_process.h"

#include "engine/compute/environment.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <iterator>
#include <spawn.h>
#include <sys/socket.h>
#include <thread>

namespace headroom {

namespace {

using namespace std::chrono_literals;

/// A killed process goes away at once, unless its driver keeps it in the kernel.
constexpr double kKilledWithinS = 2;

/// Both ends, closed in every program that is started.
struct Stream {
    UniqueFd ours;
    UniqueFd theirs;
};

bool openInput(Stream& stream) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return false;
    stream = {UniqueFd(ends[0]), UniqueFd(ends[1])};
    return true;
}

bool openOutput(Stream& stream) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return false;
    stream = {UniqueFd(ends[0]), UniqueFd(ends[1])};
    return ::fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0;
}

std::vector<char*> pointersTo(const std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (const std::string& text : texts)
        pointers.push_back(const_cast<char*>(text.c_str()));
    return pointers;
}

/// Whether one of them, NAME=VALUE, has the name of that variable.
bool isNamedIn(const std::vector<std::string>& environment, std::string_view variable) {
    const std::string_view name = variable.substr(0, variable.find('='));
    return std::ranges::any_of(
        environment, [name](std::string_view other) { return other.substr(0, other.find('=')) == name; });
}

/// What the child starts with, whatever this program's threads have blocked or ignored.
class SpawnSettings {
public:
    SpawnSettings(int input, int output, int error) {
        posix_spawn_file_actions_init(&m_actions);
        posix_spawn_file_actions_adddup2(&m_actions, input, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&m_actions, output, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&m_actions, error, STDERR_FILENO);
        posix_spawnattr_init(&m_attributes);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&m_attributes, &none);
        sigset_t defaults;
        sigfillset(&defaults);
        sigdelset(&defaults, SIGHUP); // a user's nohup holds for what the program starts
        posix_spawnattr_setsigdefault(&m_attributes, &defaults);
        posix_spawnattr_setpgroup(&m_attributes, 0);
        posix_spawnattr_setflags(&m_attributes,
                                 POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~SpawnSettings() {
        posix_spawn_file_actions_destroy(&m_actions);
        posix_spawnattr_destroy(&m_attributes);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;

    /// An errno, or 0.
    int spawn(pid_t& pid, const std::vector<std::string>& command,
              const std::vector<std::string>& environment) const {
        std::vector<char*> arguments = pointersTo(command);
        arguments.push_back(nullptr);
        std::vector<char*> variables = givenEnvironment();
        std::erase_if(variables,
                      [&environment](const char* given) { return given && isNamedIn(environment, given); });
        std::ranges::copy(pointersTo(environment), std::inserter(variables, variables.begin()));
        return posix_spawnp(&pid, arguments.front(), &m_actions, &m_attributes, arguments.data(),
                            variables.data());
    }

private:
    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
};

std::string errorText(int error) {
    return std::generic_category().message(error);
}

std::string describe(int waitStatus) {
    if (WIFSIGNALED(waitStatus))
        return "was killed by signal " + std::to_string(WTERMSIG(waitStatus)) + " (" +
               strsignal(WTERMSIG(waitStatus)) + ")";
    return "ended with status " + std::to_string(WEXITSTATUS(waitStatus));
}

} // namespace

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(const std::vector<std::string>& command,
                                                          const std::vector<std::string>& environment) {
    const auto fail = [&command](int error) {
        const bool lacksSsh = error == ENOENT && command.front() == "ssh";
        return Error{Status::DeviceLost, "Cannot start " + command.front() + ": " + errorText(error) + "." +
                                             (lacksSsh ? " Install it: the package is openssh-client." : "")};
    };
    Stream input;
    Stream output;
    Stream error;
    if (!openInput(input) || !openOutput(output) || !openOutput(error))
        return fail(errno);
    const SpawnSettings settings(input.theirs.get(), output.theirs.get(), error.theirs.get());
    pid_t pid = 0;
    if (const int spawnError = settings.spawn(pid, command, environment); spawnError != 0)
        return fail(spawnError);
    return std::unique_ptr<ChildProcess>(
        new ChildProcess(pid, std::move(input.ours), std::move(output.ours), std::move(error.ours)));
}

ChildProcess::ChildProcess(pid_t pid, UniqueFd input, UniqueFd output, UniqueFd error)
    : m_pid(pid), m_input(std::move(input)), m_output(std::move(output)), m_error(std::move(error)) {}

ChildProcess::~ChildProcess() {
    end(0);
}

bool ChildProcess::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_input.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

ChildProcess::Read ChildProcess::read(UniqueFd& stream, std::string& bytes) {
    if (!stream.isOpen())
        return Read::End;
    std::array<char, 64 << 10> chunk;
    const ssize_t count = ::read(stream.get(), chunk.data(), chunk.size());
    if (count > 0) {
        bytes.append(chunk.data(), static_cast<std::size_t>(count));
        return Read::Some;
    }
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return Read::Nothing;
    stream.reset();
    return Read::End;
}

bool ChildProcess::reap(double limitS) {
    const auto start = std::chrono::steady_clock::now();
    while (!m_reaped) {
        const pid_t waited = ::waitpid(m_pid, &m_waitStatus, WNOHANG);
        // An error means that someone else took its status: it is gone all the same.
        m_reaped = waited == m_pid || (waited < 0 && errno != EINTR);
        if (m_reaped || std::chrono::steady_clock::now() - start >= std::chrono::duration<double>(limitS))
            break;
        std::this_thread::sleep_for(1ms);
    }
    return m_reaped;
}

std::string ChildProcess::end(double graceS) {
    m_input.reset();
    m_output.reset();
    m_error.reset();
    if (!reap(graceS)) {
        ::kill(-m_pid, SIGKILL); // the group: also what it started
        if (!reap(kKilledWithinS))
            return "could not be ended";
    }
    return describe(m_waitStatus);
}

} // namespace headroom
