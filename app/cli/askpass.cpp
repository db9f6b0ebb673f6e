// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/askpass.h"

#include "engine/files/state_folder.h"
#include "engine/files/unique_fd.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <termios.h>
#include <unistd.h>

namespace headroom {

namespace {

constexpr int kAnswered = 0;
constexpr int kNotAnswered = 1;
/// Longer than any password that ssh takes.
constexpr std::size_t kLongestAnswer = 4096;

/// It ends the waiting by coming.
void takeInterrupt(int) {}

bool writeAll(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// Several connections of one program ask at once, and a terminal has one foreground: each waits for those
/// before it. Without a folder to lock in they do not.
UniqueFd takeTurn() {
    const std::filesystem::path folder = stateFolder().path;
    if (folder.empty() || !makePrivateFolder(folder))
        return {};
    UniqueFd turn(::open((folder / "askpass.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (turn.isOpen())
        ::flock(turn.get(), LOCK_EX);
    return turn;
}

/// Holds the terminal for a question, without an echo for a secret, and gives it back as it was.
class HeldTerminal {
public:
    HeldTerminal(int terminal, bool echoes) : m_terminal(terminal), m_group(::tcgetpgrp(terminal)) {
        // ssh was started in a group of its own, which may not read. Who asks for the foreground from the
        // background is stopped, unless it ignores that.
        struct sigaction ignore {};
        ignore.sa_handler = SIG_IGN;
        ::sigaction(SIGTTOU, &ignore, nullptr);
        // An interrupt comes only while the answer is waited for: it ends that, however early it comes.
        struct sigaction interrupt {};
        interrupt.sa_handler = takeInterrupt;
        ::sigaction(SIGINT, &interrupt, nullptr);
        sigset_t blocked;
        sigemptyset(&blocked);
        sigaddset(&blocked, SIGINT);
        ::sigprocmask(SIG_BLOCK, &blocked, &m_open);
        sigdelset(&m_open, SIGINT);
        ::tcsetpgrp(m_terminal, ::getpgrp());
        m_known = ::tcgetattr(m_terminal, &m_before) == 0;
        if (m_known && !echoes) {
            termios silent = m_before;
            silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            ::tcsetattr(m_terminal, TCSAFLUSH, &silent);
        }
    }
    ~HeldTerminal() {
        if (m_known)
            ::tcsetattr(m_terminal, TCSAFLUSH, &m_before);
        if (m_group >= 0)
            ::tcsetpgrp(m_terminal, m_group);
    }
    HeldTerminal(const HeldTerminal&) = delete;
    HeldTerminal& operator=(const HeldTerminal&) = delete;

    std::optional<std::string> readLine() const {
        std::string line;
        while (line.size() < kLongestAnswer) {
            pollfd waited{m_terminal, POLLIN, 0};
            char byte = 0;
            if (::ppoll(&waited, 1, nullptr, &m_open) < 0 || ::read(m_terminal, &byte, 1) != 1)
                return std::nullopt;
            if (byte == '\n')
                return line;
            line += byte;
        }
        return std::nullopt;
    }

private:
    int m_terminal;
    pid_t m_group;
    termios m_before{};
    sigset_t m_open{}; ///< what may come while the answer is waited for
    bool m_known = false;
};

} // namespace

int giveAnswer(const std::optional<std::string>& answer) {
    return answer && writeAll(STDOUT_FILENO, *answer + '\n') ? kAnswered : kNotAnswered;
}

int askAtTerminal(const Askpass& askpass) {
    const UniqueFd terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC));
    if (!terminal.isOpen()) {
        writeAll(STDERR_FILENO, "There is no terminal to ask for it: " + askpass.question + "\n");
        return kNotAnswered;
    }
    const UniqueFd turn = takeTurn();
    const bool isSecret = askpass.kind == Askpass::Kind::Secret;
    std::optional<std::string> answer;
    {
        const HeldTerminal held(terminal.get(), !isSecret);
        writeAll(terminal.get(), "[" + askpass.place + "] " + askpass.question);
        if (askpass.kind == Askpass::Kind::Notice) {
            writeAll(terminal.get(), "\n");
            return kAnswered;
        }
        writeAll(terminal.get(), askpass.question.ends_with(' ') ? "" : " ");
        answer = held.readLine();
        if (isSecret || !answer)
            writeAll(terminal.get(), "\n");
    }
    return giveAnswer(answer);
}

} // namespace headroom
