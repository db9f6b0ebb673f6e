// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/csv.h"
#include "engine/io/run_file.h"
#include "tests/app/program.h"
#include "tests/support/budget_runs.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include <csignal>
#include <filesystem>
#include <pwd.h>
#include <unistd.h>

namespace headroom::testing::tst_recover {

namespace {} // namespace

/// `headroom-engine recover`, with a state folder of the test's own.
class TestRecover : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_STATE_HOME", m_folder->path().toUtf8());
        QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("headroom/journal")));
        m_run = testing::sampleRun(testing::sampleSpec(2));
    }
    void listsWhatThereIs();
    void listsThoseInTheTemporaryFolder();
    void saysWhatTheyAreOf();
    void writesOneOut();
    void discardsOnlyWhatWasWrittenWhole();
    void badLinesAreToldAndCostThemselves();
    void namesTheBrokenOnce();
    void newerOnesAreToldAndKept();
    void wrongUsage_data();
    void wrongUsage();
    void textsFromFilesDoNotReachTheTerminal();
    void aRunningSweepIsReadOnly();
    void aJournalThatFailsIsToldAtOnce();

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    QString journalPath(const QString& name) const {
        return m_folder->filePath(QStringLiteral("headroom/journal/") + name);
    }
    static Ended recover(const QStringList& arguments = {}) {
        QProcess process;
        process.start(kEngine, QStringList{QStringLiteral("recover")} + arguments);
        return endOf(process);
    }
    /// One that its program left behind.
    QString leaveBehind(const std::string& id, const QByteArray& more = {}) {
        m_run.context.runId = id;
        std::string text = contextToJson(m_run.context) + '\n' + specToJson(m_run.spec) + '\n';
        for (const Measurement& row : m_run.measurements)
            text += measurementToJson(row) + '\n';
        return write(QString::fromStdString(id) + QStringLiteral(".jsonl"),
                     QByteArray::fromStdString(text) + more);
    }
    QString write(const QString& name, const QByteArray& text) const {
        QFile file(journalPath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("cannot write the journal");
        return file.fileName();
    }
    static QByteArray content(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Run m_run;
};

void TestRecover::listsWhatThereIs() {
    const Ended nothing = recover();
    QCOMPARE(nothing.status, 0);
    QVERIFY(nothing.out.isEmpty());
    QVERIFY2(nothing.err.contains("There is no journal in"), nothing.err.constData());

    const QString older = leaveBehind("20260101T000000Z-1");
    const QString newer = leaveBehind("20260102T000000Z-1");
    const Ended outcome = recover();
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.err.isEmpty(), outcome.err.constData());
    const QByteArray line =
        "left behind: 2026-01-02 03:04:05Z, cuda:0 (Sample device), Attention Key Query Score, " +
        QByteArray::number(qsizetype(m_run.measurements.size())) + " points\n  ";
    QCOMPARE(outcome.out, line + newer.toUtf8() + '\n' + line + older.toUtf8() + '\n');
    QCOMPARE(recover().out, outcome.out); // again, as long as it is there
}

/// Where a run had no folder of its own, a kill leaves its journal in the temporary one.
void TestRecover::listsThoseInTheTemporaryFolder() {
    const struct passwd* user = ::getpwuid(::geteuid());
    const QString name = user ? QString::fromLocal8Bit(user->pw_name) : QString::number(::geteuid());
    const QString folder = path("headroom-") + name + QStringLiteral("-a1b2c3");
    QVERIFY(QDir().mkdir(folder));
    const QString journal = folder + QStringLiteral("/one.jsonl");
    QVERIFY(QFile::rename(leaveBehind("one"), journal));
    qputenv("TMPDIR", m_folder->path().toUtf8());
    const Ended outcome = recover();
    qunsetenv("TMPDIR");
    QVERIFY2(outcome.out.contains("\n  " + journal.toUtf8() + '\n'), outcome.out.constData());
    QVERIFY2(outcome.err.isEmpty(), outcome.err.constData());
}

void TestRecover::saysWhatTheyAreOf() {
    m_run = budgetRun("llama-2-7b");
    leaveBehind("one");
    QVERIFY2(recover().out.contains(", a layer of llama-2-7b, "), recover().out.constData());
}

void TestRecover::writesOneOut() {
    const QString journal = leaveBehind("one");
    const Ended byPath = recover({journal});
    QCOMPARE(byPath.status, 0);
    QCOMPARE(byPath.out, QByteArray::fromStdString(toCsv(m_run)));
    QVERIFY2(byPath.err.contains("The journal stays in " + journal.toUtf8()), byPath.err.constData());
    QCOMPARE(recover({QStringLiteral("one")}).out, byPath.out); // by its name in the list
    const Ended both = recover({QStringLiteral("one.jsonl"), QStringLiteral("--csv"), path("a.csv"),
                                QStringLiteral("--json"), path("a.json")});
    QCOMPARE(both.status, 0);
    QVERIFY(both.out.isEmpty());
    QCOMPARE(content(path("a.csv")), byPath.out);
    const Result<Run> read = readRunFile(path("a.json").toStdString());
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QVERIFY(*read == m_run);
    QVERIFY(QFile::exists(journal));

    const QString elsewhere = path("copy.jsonl");
    QVERIFY(QFile::copy(journal, elsewhere));
    QCOMPARE(recover({elsewhere}).out, byPath.out);
    QCOMPARE(recover({elsewhere, QStringLiteral("--discard")}).status, 0);
    QVERIFY(!QFile::exists(elsewhere));
    QVERIFY(!QFile::exists(path("lock"))); // no trace beside it
}

void TestRecover::discardsOnlyWhatWasWrittenWhole() {
    const QString journal = leaveBehind("one");
    const Ended full =
        recover({journal, QStringLiteral("--csv"), QStringLiteral("/dev/full"), QStringLiteral("--discard")});
    QCOMPARE(full.status, 1);
    QVERIFY2(full.err.contains("The journal stays in"), full.err.constData());
    QVERIFY(QFile::exists(journal));
    const Ended outcome =
        recover({journal, QStringLiteral("--csv"), path("a.csv"), QStringLiteral("--discard")});
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.err.contains("was deleted"), outcome.err.constData());
    QVERIFY(!QFile::exists(journal));
    QCOMPARE(content(path("a.csv")), QByteArray::fromStdString(toCsv(m_run)));
    // By a link it is the journal that goes.
    const QString linked = leaveBehind("linked");
    QVERIFY(QFile::link(linked, path("link.jsonl")));
    const Ended byLink =
        recover({path("link.jsonl"), QStringLiteral("--csv"), path("c.csv"), QStringLiteral("--discard")});
    QCOMPARE(byLink.status, 0);
    QVERIFY2(byLink.err.contains("The journal " + linked.toUtf8() + " was deleted"), byLink.err.constData());
    QVERIFY(!QFile::exists(linked));

    const QString damaged = leaveBehind("two", "{\"point\"");
    QCOMPARE(recover({damaged, QStringLiteral("--csv"), path("b.csv"), QStringLiteral("--discard")}).status,
             1);
    QVERIFY(QFile::exists(damaged));
}

void TestRecover::badLinesAreToldAndCostThemselves() {
    const QString journal = leaveBehind("one", "words\n[1e999]\n");
    const Ended outcome = recover({journal});
    QCOMPARE(outcome.status, 1);
    QCOMPARE(outcome.out.count('\n'), qsizetype(1 + m_run.measurements.size()));
    QVERIFY2(
        outcome.err.contains("2 lines of its journal could not be read and are left out, the first is line"),
        outcome.err.constData());
    QVERIFY(recover().out.contains(", 2 lines cannot be read\n"));
}

void TestRecover::newerOnesAreToldAndKept() {
    const QByteArray text("{\"journal_version\": 3}\n{\"of\": \"another kind\"}\n");
    const QString newer = write(QStringLiteral("newer.jsonl"), text);
    const QByteArray told(
        "it was written by a newer Headroom (version 3; this program reads up to version 1)");
    for (int i = 0; i < 2; ++i) {
        const Ended listed = recover();
        QVERIFY2(listed.out.startsWith("newer: ") && listed.out.contains(told) &&
                     listed.out.endsWith("\n  " + newer.toUtf8() + "\n"),
                 listed.out.constData());
    }
    const Ended written =
        recover({newer, QStringLiteral("--csv"), path("a.csv"), QStringLiteral("--discard")});
    QCOMPARE(written.status, 2);
    QVERIFY2(written.err.contains(told), written.err.constData());
    QProcess resumed;
    resumed.start(kEngine, QStringLiteral("sweep %1 --resume %2").arg(kSmall, newer).split(QLatin1Char(' ')));
    const Ended refused = endOf(resumed);
    QCOMPARE(refused.status, 2);
    QVERIFY2(refused.err.contains(told), refused.err.constData());
    QCOMPARE(content(newer), text);
}

void TestRecover::namesTheBrokenOnce() {
    const QString sound = leaveBehind("one");
    write(QStringLiteral("empty.jsonl"), {});
    write(QStringLiteral("foreign.jsonl"), "{\"a\": 1}\n");
    const Ended first = recover();
    QCOMPARE(first.status, 0);
    QCOMPARE(first.out.count("broken: "), 2);
    QVERIFY(first.out.contains(journalPath(QStringLiteral("set-aside/empty.jsonl")).toUtf8()));
    QVERIFY2(first.err.contains("2 journals hold no measurement that can be read"), first.err.constData());
    const Ended second = recover();
    QCOMPARE(second.out.count('\n'), 2); // the sound one
    QVERIFY(second.err.isEmpty());
    QVERIFY(QFile::exists(journalPath(QStringLiteral("set-aside/foreign.jsonl"))));
    QVERIFY(QFile::exists(sound));
}

void TestRecover::wrongUsage_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char* name, const char* arguments, const char* part) {
        QTest::newRow(name) << QString::fromUtf8(arguments).split(QLatin1Char(' ')) << QByteArray(part);
    };
    row("no such journal", "missing", "there is no such file");
    row("an output without a journal", "--csv a.csv", "Name the journal");
    row("discarding without a journal", "--discard", "Name the journal");
    row("two journals", "a b", "b");
    row("a folder", "/", "it is not a file");
    row("a device", "/dev/zero", "it is not a file");
    row("an output in a missing folder", "one --csv /no/such/folder/a.csv", "does not exist");
}

void TestRecover::wrongUsage() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, part);
    const QString journal = leaveBehind("one");
    const Ended outcome = recover(arguments);
    QCOMPARE(outcome.status, 2);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.err.contains(part), outcome.err.constData());
    QVERIFY(QFile::exists(journal));
}

void TestRecover::textsFromFilesDoNotReachTheTerminal() {
    m_run.context.device = "\033]0;title\007 and\nmore";
    std::string row = measurementToJson(m_run.measurements.front());
    row.replace(row.find("\"status\":\"ok"), 12, "\"status\":\"\\u001b]0;title\\u0007");
    const QString journal = leaveBehind("one", QByteArray::fromStdString(row + '\n'));
    for (const Ended& outcome : {recover(), recover({journal, QStringLiteral("--csv"), path("a.csv")})})
        for (const QByteArray& text : {outcome.out, outcome.err})
            QVERIFY2(!text.contains('\033') && !text.contains('\007'), text.constData());
    QCOMPARE(recover().out.count('\n'), 2);
    QVERIFY(recover({journal, QStringLiteral("--csv"), path("a.csv")}).err.contains("]0;title"));
}

void TestRecover::aRunningSweepIsReadOnly() {
    QProcess sweep;
    sweep.start(kEngine,
                QStringLiteral("sweep --device reference --seq 16 --batch 1 --hidden 0:1536 --points "
                               "all --time-limit 2 --precision 0.0001 --csv -")
                    .split(QLatin1Char(' ')));
    // A list in which its first measurement stands.
    Ended listed;
    QTRY_VERIFY_WITH_TIMEOUT((listed = recover()).out.contains(" point"), 60'000);
    QVERIFY2(listed.out.startsWith("running: "), listed.out.constData());
    const QString journal = QString::fromUtf8(listed.out.split('\n').at(1)).trimmed();

    const Ended written = recover({journal});
    QCOMPARE(written.status, 0);
    QVERIFY(written.out.count('\n') >= 2);
    QVERIFY2(written.err.contains("as far as it goes now"), written.err.constData());
    const Ended refused = recover({journal, QStringLiteral("--discard")});
    QCOMPARE(refused.status, 2);
    QVERIFY2(refused.err.contains("a running program has it"), refused.err.constData());
    QVERIFY(refused.out.isEmpty());
    QVERIFY(QFile::exists(journal));

    QCOMPARE(::kill(static_cast<pid_t>(sweep.processId()), SIGKILL), 0);
    QVERIFY(sweep.waitForFinished(30'000));
    QVERIFY(recover().out.startsWith("left behind: "));
    QCOMPARE(recover({journal, QStringLiteral("--discard")}).status, 0);
    QVERIFY(!QFile::exists(journal));
}

void TestRecover::aJournalThatFailsIsToldAtOnce() {
    QProcess shell;
    // No file may grow beyond 8 KiB: the journal of 14 rows would; rows go through a pipe.
    const QString script = QStringLiteral(
        "trap '' XFSZ; ulimit -f 8; exec \"$0\" sweep --device reference --seq 16 --batch 1 --hidden 0:1536 "
        "--points 2 --time-limit 0.02 --csv -");
    shell.start(QStringLiteral("bash"), {QStringLiteral("-c"), script, kEngine});
    const Ended outcome = endOf(shell);
    QVERIFY2(outcome.status == 0, outcome.err.constData());
    QCOMPARE(outcome.out.count('\n'), 1 + 14);
    const auto told = outcome.err.indexOf("does not take what is measured");
    QVERIFY2(told > 0 && outcome.err.contains(m_folder->path().toUtf8()), outcome.err.constData());
    QVERIFY2(told < outcome.err.lastIndexOf(" left\n"), outcome.err.constData()); // the sweep went on
    QCOMPARE(outcome.err.count("does not take what is measured"), 1);
}

HEADROOM_TEST(TestRecover, EventLoop)

} // namespace headroom::testing::tst_recover

#include "tst_recover.moc"
