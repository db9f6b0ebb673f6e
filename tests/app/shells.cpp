// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/app/shells.h"

#include "tests/app/program.h"

#include <QRegularExpression>
#include <QStandardPaths>

#include <array>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>

namespace headroom::testing {

namespace {

constexpr int kLimitMs = 120'000;

// At the prompt of each: ^Xa puts all that is offered into the line, ^Xp keeps the line and empties it.
constexpr const char* kBashSetup = R"(
PS1='ready> '
bind 'set enable-bracketed-paste off'
bind '"\C-xa": insert-completions'
bind -x '"\C-xp": printf "%s\n" "$READLINE_LINE" >>"$KEPT"; READLINE_LINE='
. "$SCRIPTS/headroom.bash"
)";
constexpr const char* kZshSetup = R"(
PS1='ready> '
unsetopt zle_bracketed_paste 2>/dev/null
fpath=("$SCRIPTS" $fpath)
autoload -Uz compinit && compinit -u -D
zle -C all-matches complete-word _generic
zstyle ':completion:all-matches::::' completer _all_matches _complete
zstyle ':completion:all-matches:*' insert true
keep() { print -r -- "$BUFFER" >>"$KEPT"; BUFFER= }
zle -N keep
bindkey '^Xa' all-matches
bindkey '^Xp' keep
)";

void writeFile(const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QProcessEnvironment environmentOf(const ShellPlace& place, const QString& kept) {
    QProcessEnvironment environment = bareEnvironment();
    environment.insert(QStringLiteral("HOME"), place.folder);
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), place.config);
    environment.insert(QStringLiteral("XDG_STATE_HOME"), place.state);
    environment.insert(QStringLiteral("SCRIPTS"), place.scripts);
    environment.insert(QStringLiteral("KEPT"), kept);
    environment.insert(QStringLiteral("ZDOTDIR"), QFileInfo(kept).path());
    environment.insert(QStringLiteral("TERM"), QStringLiteral("dumb"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("PATH"),
                       place.path + QLatin1Char(':') + environment.value(QStringLiteral("PATH")));
    return environment;
}

/// Types the keys at the prompt of a program that has a terminal, and waits for its end.
void typeInto(const QStringList& command, const QProcessEnvironment& environment, const QString& folder,
              const QByteArray& keys) {
    std::vector<QByteArray> words;
    for (const QString& word : command)
        words.push_back(word.toLocal8Bit());
    std::vector<QByteArray> variables;
    for (const QString& variable : environment.toStringList())
        variables.push_back(variable.toLocal8Bit());
    std::vector<char*> arguments;
    std::vector<char*> values;
    for (QByteArray& word : words)
        arguments.push_back(word.data());
    for (QByteArray& variable : variables)
        values.push_back(variable.data());
    arguments.push_back(nullptr);
    values.push_back(nullptr);
    const QByteArray where = folder.toLocal8Bit();

    int terminal = -1;
    winsize size{50, 32000, 0, 0}; // wide, so that no line is broken
    const pid_t shell = ::forkpty(&terminal, nullptr, nullptr, &size);
    if (shell == 0) {
        if (::chdir(where.constData()) == 0)
            ::execve(arguments.front(), arguments.data(), values.data());
        ::_exit(127);
    }
    const UniqueFd master(terminal);
    QByteArray shown;
    qsizetype typed = -1; // until it is ready
    std::array<char, 4096> chunk{};
    bool goesOn = true;
    while (goesOn) {
        pollfd ready{terminal, static_cast<short>(typed < keys.size() ? POLLIN | POLLOUT : POLLIN), 0};
        if (typed < 0)
            ready.events = POLLIN;
        if (::poll(&ready, 1, kLimitMs) <= 0)
            break;
        if ((ready.revents & POLLOUT) != 0) {
            // A terminal holds a few thousand keys that nobody has read yet.
            const ssize_t count =
                ::write(terminal, keys.constData() + typed,
                        static_cast<std::size_t>(std::min<qsizetype>(keys.size() - typed, 256)));
            typed += std::max<ssize_t>(count, 0);
        }
        if ((ready.revents & (POLLIN | POLLHUP)) != 0) {
            const ssize_t count = ::read(terminal, chunk.data(), chunk.size());
            goesOn = count > 0; // an error says that the other end is gone
            if (goesOn)
                shown.append(chunk.data(), count);
            if (typed < 0 && shown.contains("ready> "))
                typed = 0;
        }
    }
    if (goesOn)
        ::kill(shell, SIGKILL);
    int status = 0;
    ::waitpid(shell, &status, 0);
    QVERIFY2(!goesOn && WIFEXITED(status), shown.right(2000).constData());
}

/// The words of a line, without the backslashes that keep a word together.
QStringList wordsOf(const QString& line) {
    static const QRegularExpression word(QStringLiteral("(?:\\\\.|[^\\s\\\\])+"));
    QStringList words;
    for (auto match = word.globalMatch(line); match.hasNext();)
        words << match.next().captured().remove(QLatin1Char('\\'));
    return words;
}

QStringList added(const QString& before, const QString& after) {
    QStringList words = wordsOf(after);
    const qsizetype whole =
        before.endsWith(QLatin1Char(' ')) ? wordsOf(before).size() : wordsOf(before).size() - 1;
    words = words.mid(whole);
    if (after.trimmed() == before.trimmed() && !before.endsWith(QLatin1Char(' ')))
        words.clear(); // nothing was offered
    return words;
}

QList<QStringList> byEditor(const QStringList& command, const QStringList& lines, const ShellPlace& place,
                            const QTemporaryDir& own) {
    const QString kept = own.filePath(QStringLiteral("kept"));
    writeFile(kept, {});
    QByteArray keys;
    for (const QString& line : lines)
        keys += line.toUtf8() + "\030a\030p";
    typeInto(command, environmentOf(place, kept), place.folder, keys + "exit\r");
    const QStringList after = QString::fromUtf8(contentOf(kept)).split(QLatin1Char('\n'));
    QList<QStringList> offered;
    for (qsizetype i = 0; i < lines.size(); ++i)
        offered << added(lines[i], after.value(i));
    return offered;
}

QList<QStringList> byFish(const QStringList& lines, const ShellPlace& place) {
    QString script = QStringLiteral("source $SCRIPTS/headroom.fish\n");
    for (const QString& line : lines)
        script += QStringLiteral("complete -C '%1'\necho ==\n").arg(line);
    QProcess fish;
    fish.setProcessEnvironment(environmentOf(place, place.folder));
    fish.setWorkingDirectory(place.folder);
    fish.start(programOf(ShellKind::Fish), {QStringLiteral("--no-config"), QStringLiteral("-c"), script});
    const Ended ended = endOf(fish, kLimitMs);
    [&] { QVERIFY2(ended.status == 0 && ended.err.isEmpty(), ended.err.constData()); }();
    QList<QStringList> offered;
    for (const QString& block : QString::fromUtf8(ended.out).split(QStringLiteral("==\n"))) {
        QStringList& words = offered.emplace_back();
        for (const QString& line : block.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            words << line.section(QLatin1Char('\t'), 0, 0);
    }
    offered.removeLast();
    return offered;
}

} // namespace

QString programOf(ShellKind kind) {
    static const std::array names{"bash", "zsh", "fish"};
    return QStandardPaths::findExecutable(QLatin1String(names[static_cast<std::size_t>(kind)]));
}

QString lastPiece(QString word) {
    if (word.endsWith(QLatin1Char('=')) || word.endsWith(QLatin1Char('/')))
        word.chop(1);
    static const QRegularExpression before(QStringLiteral("^.*[=:,]"));
    return word.remove(before);
}

QList<QStringList> offeredBy(ShellKind kind, const QStringList& lines, const ShellPlace& place) {
    const QTemporaryDir own;
    QList<QStringList> offered;
    if (kind == ShellKind::Fish) {
        offered = byFish(lines, place);
    } else if (kind == ShellKind::Zsh) {
        writeFile(own.filePath(QStringLiteral(".zshrc")), kZshSetup);
        offered = byEditor({programOf(kind), QStringLiteral("-i")}, lines, place, own);
    } else {
        const QString setup = own.filePath(QStringLiteral("setup"));
        writeFile(setup, kBashSetup);
        offered = byEditor({programOf(kind), QStringLiteral("--noprofile"), QStringLiteral("--rcfile"), setup,
                            QStringLiteral("-i")},
                           lines, place, own);
    }
    for (QStringList& words : offered) {
        for (QString& word : words)
            word = lastPiece(word);
        words.sort();
    }
    return offered;
}

} // namespace headroom::testing
