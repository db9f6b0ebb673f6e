// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A long line to a program: what goes in and what comes out arrives later, in order and unchanged.
//     delayed_pipe MILLISECONDS PROGRAM [ARGUMENT]…
// The program belongs to this one's process group, and its standard error is this one's.

#include <array>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <poll.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

/// One direction.
class Way {
public:
    Way(int from, int to, Clock::duration delay) : m_from(from), m_to(to), m_delay(delay) {}

    /// To wait on, or -1 when there is nothing more to come.
    int from() const { return m_ended ? -1 : m_from; }
    bool isOver() const { return m_ended && m_chunks.empty(); }

    void read() {
        std::array<char, 1 << 16> bytes;
        const ssize_t count = ::read(m_from, bytes.data(), bytes.size());
        m_ended = count <= 0;
        if (count > 0)
            m_chunks.push_back({Clock::now() + m_delay, std::string(bytes.data(), std::size_t(count))});
        else
            m_chunks.push_back({Clock::now() + m_delay, {}}); // the end takes as long
    }

    /// False when nobody takes it any more.
    bool write() {
        for (; !m_chunks.empty() && m_chunks.front().due <= Clock::now(); m_chunks.pop_front()) {
            const std::string& bytes = m_chunks.front().bytes;
            if (bytes.empty())
                ::close(m_to);
            for (std::size_t done = 0; done < bytes.size();) {
                const ssize_t count = ::write(m_to, bytes.data() + done, bytes.size() - done);
                if (count < 0)
                    return false;
                done += std::size_t(count);
            }
        }
        return true;
    }

    /// Milliseconds until something is to be written, or -1.
    int waitMs() const {
        if (m_chunks.empty())
            return -1;
        const std::chrono::duration<double, std::milli> wait = m_chunks.front().due - Clock::now();
        return std::max(0, static_cast<int>(std::ceil(wait.count())));
    }

private:
    struct Chunk {
        Clock::time_point due;
        std::string bytes;
    };
    int m_from;
    int m_to;
    Clock::duration m_delay;
    bool m_ended = false;
    std::deque<Chunk> m_chunks;
};

int earlier(int one, int other) {
    return one < 0 ? other : other < 0 ? one : std::min(one, other);
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3)
        return 2;
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    if (::pipe(input.data()) != 0 || ::pipe(output.data()) != 0)
        return 1;
    const pid_t program = ::fork();
    if (program == 0) {
        ::dup2(input[0], STDIN_FILENO);
        ::dup2(output[1], STDOUT_FILENO);
        for (const int fd : {input[0], input[1], output[0], output[1]})
            ::close(fd);
        ::execv(argv[2], argv + 2);
        std::perror(argv[2]);
        std::_Exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    std::signal(SIGPIPE, SIG_IGN);
    const auto delay = std::chrono::milliseconds(std::atoi(argv[1]));
    Way there(STDIN_FILENO, input[1], delay);
    Way back(output[0], STDOUT_FILENO, delay);
    while (!back.isOver()) {
        std::array<pollfd, 2> waited{{{there.from(), POLLIN, 0}, {back.from(), POLLIN, 0}}};
        ::poll(waited.data(), waited.size(), earlier(there.waitMs(), back.waitMs()));
        if (waited[0].revents != 0)
            there.read();
        if (waited[1].revents != 0)
            back.read();
        static_cast<void>(there.write()); // a program that has ended needs no more input
        if (!back.write())
            break;
    }
    int status = 0;
    ::waitpid(program, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
