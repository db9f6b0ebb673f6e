// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/files/unique_fd.h"
#include "engine/io/run_file.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace headroom::testing {

inline const QString kEngine = QStringLiteral(HEADROOM_ENGINE);
inline const QString kHeadroom = QStringLiteral(HEADROOM_PROGRAM); ///< empty in a build without the window

/// Sweep options, quick and available in every build: plain loops on small shapes, 14 points.
inline const QString kSmall =
    QStringLiteral("--device reference --seq 16 --batch 1 --hidden 0:1536 --points 2 --time-limit 0.02");
/// The same with more points than a test waits for.
inline const QString kLong =
    QStringLiteral("--device reference --seq 16 --batch 1 --hidden 0:32768 --points all --time-limit 0.02");

/// Without a display, and without the platform that the tests themselves run on.
inline QProcessEnvironment bareEnvironment() {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_FATAL_WARNINGS"})
        environment.remove(QLatin1String(name));
    return environment;
}

/// How a program ended, and what it said.
struct Ended {
    int status = -1; ///< -1 where it does not end, -2 where a signal ended it
    QByteArray out;
    QByteArray err;
};

inline Ended endOf(QProcess& process, int limitMs = 120'000) {
    if (!process.waitForFinished(limitMs)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

/// One of the programs as a shell starts it: with default signals, without a display, and with a state folder
/// of its own.
class Program {
public:
    explicit Program(const QString& path) : m_path(path) {
        environment.insert(QStringLiteral("XDG_STATE_HOME"), m_state.path());
    }
    ~Program() {
        if (process.state() != QProcess::NotRunning) {
            process.kill();
            process.waitForFinished();
        }
    }

    void start(const QStringList& arguments) {
        process.setProcessEnvironment(environment);
        process.setChildProcessModifier([this] {
            for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1})
                ::signal(signal, SIG_DFL);
            if (hangUpIsIgnored)
                ::signal(SIGHUP, SIG_IGN);
            for (int descriptor = 0; descriptor < 3; ++descriptor) {
                if (given[descriptor] >= 0)
                    ::dup2(given[descriptor], descriptor);
                if ((closedStreams >> descriptor & 1) != 0)
                    ::close(descriptor);
            }
        });
        process.start(m_path, arguments);
        QVERIFY(process.waitForStarted());
    }
    void start(const QString& arguments) { start(arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts)); }

    void send(int signal) const { QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0); }

    /// The exit status; -1 where it does not end, -2 where a signal ended it.
    int status(int limitMs = 60'000) {
        if (!process.waitForFinished(limitMs) && process.state() != QProcess::NotRunning)
            return -1;
        out += process.readAllStandardOutput();
        err += process.readAllStandardError();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    }
    bool isRunning() {
        process.waitForFinished(0);
        return process.state() != QProcess::NotRunning;
    }
    /// Whether standard error has said it by now.
    bool hasSaid(const char* text) {
        process.waitForReadyRead(0);
        err += process.readAllStandardError();
        return err.contains(text);
    }

    /// The only journal, empty where there is none.
    QString journal() const {
        const QDir folder(m_state.filePath(QStringLiteral("headroom/journal")));
        const QStringList names = folder.entryList({QStringLiteral("*.jsonl")}, QDir::Files);
        return names.size() == 1 ? folder.filePath(names.front()) : QString();
    }
    /// Of the journal; two lines come before them.
    int rowsKept() const {
        QFile file(journal());
        const bool isThere = !file.fileName().isEmpty() && file.open(QIODevice::ReadOnly);
        return isThere ? static_cast<int>(file.readAll().count('\n')) - 2 : 0;
    }

    /// All of it; the error names the line that holds anything else.
    Result<Run> readWholeJournal() const {
        QFile file(journal());
        if (file.fileName().isEmpty() || !file.open(QIODevice::ReadOnly))
            return Error{Status::Error, "There is no journal."};
        const Result<RunContext> context = contextFromJson(file.readLine().toStdString());
        const Result<SweepSpec> spec = specFromJson(file.readLine().toStdString());
        if (!context || !spec)
            return Error{Status::Error, "The first lines are others."};
        Run run{*context, *spec, {}};
        while (!file.atEnd()) {
            const Result<Measurement> row = measurementFromJson(file.readLine().toStdString());
            if (!row)
                return row.error();
            place(run, *row);
        }
        return run;
    }

    QProcess process;
    QProcessEnvironment environment = bareEnvironment();
    bool hangUpIsIgnored = false;
    int given[3] = {-1, -1, -1}; ///< descriptors to start it with, where not the test's own pipes
    int closedStreams = 0;       ///< a bit for each of the three
    QByteArray out;
    QByteArray err;

private:
    QString m_path;
    QTemporaryDir m_state;
};

/// A pipe whose reader, `tee` or `head`, goes away when it is told to.
struct Pipe {
    UniqueFd reader;
    UniqueFd writer;

    Pipe() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            qFatal("no pipe");
        reader = UniqueFd(ends[0]);
        writer = UniqueFd(ends[1]);
    }
};

inline QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void writeOld(const QString& path) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write("kept"), 4);
}

} // namespace headroom::testing
