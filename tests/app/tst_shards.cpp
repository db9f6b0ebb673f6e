// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Sweeps in parts: the tasks of an array job, one of which is killed and goes on.

#include "tests/app/engine_runs.h"
#include "tests/support/test_program.h"

#include "engine/io/journal_folder.h"
#include "engine/io/run_file.h"
#include "engine/sweep/curve_sizes.h"
#include "engine/sweep/sweep_plan.h"

#include <set>

namespace headroom::testing::tst_shards {

class TestShards : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void shardsAreTheSweep();
    void aKilledShardGoesOn();
    void whatIsWholeIsWrittenAtOnce();
    void wrongPartsAreRefused_data();
    void wrongPartsAreRefused();
    void otherFilesAreNotTouched();
    void journalsOfPartsGoOnAsThose();
    void whatIsDoubleIsTold();
    void journalsAndRunFilesAreToldApart();
    void strangersAreNotMerged();
    void curvesThatMemoryEndsAreWhole();
    void partsWithoutARowAreLeftOut();
    void whoAsksForAJournalDoesNotGoWithout();
    void filesBesideAJournalAreTheUsers();
    void aJournalHasOneName();
    void theStandardOutputIsNoJournal();
    void aFolderThatIsGoneIsTold();

private:
    QString at(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    static Run read(const QString& path) {
        const Result<Run> run = readRunFile(path.toStdString());
        return run ? *run : Run();
    }
    static std::set<std::size_t> pointsOf(const Run& run) {
        std::set<std::size_t> points;
        for (const Measurement& row : run.measurements)
            points.insert(row.point.index);
        return points;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestShards::shardsAreTheSweep() {
    QStringList shards;
    for (const char* part : {"1/3", "2/3", "3/3"}) {
        shards << at(QByteArray(part).replace('/', '-') + ".headroom.json");
        const Ended ended = runEngine(smallSweep({"--shard", part, "--json", qPrintable(shards.last())}));
        QCOMPARE(ended.status, 0);
        QVERIFY2(ended.err.contains(" of 4") || ended.err.contains(" of 5"), ended.err.constData());
    }
    QCOMPARE(runEngine(smallSweep({"--json", qPrintable(at("whole.headroom.json"))})).status, 0);
    const QString merged = at("merged.headroom.json");
    const Ended ended = runEngine(QStringList{QStringLiteral("merge")} + shards +
                                  QStringList{QStringLiteral("--json"), merged});
    QCOMPARE(ended.status, 0);
    QVERIFY2(ended.err.contains("14 of 14 points of the sweep are in these 3 runs."), ended.err.constData());
    const Run run = read(merged);
    const Run whole = read(at("whole.headroom.json"));
    QCOMPARE(run.measurements.size(), std::size_t{14});
    QCOMPARE(pointsOf(run), pointsOf(whole));
    QVERIFY(run.spec == whole.spec);
    // What is missing is told, by the status, too.
    const Ended partly = runEngine({QStringLiteral("merge"), shards[0], shards[2], QStringLiteral("--json"),
                                    at("partly.headroom.json")});
    QCOMPARE(partly.status, 1);
    QVERIFY2(partly.err.contains(" Not whole of 3 parts: 2."), partly.err.constData());
    QVERIFY(!read(at("partly.headroom.json")).measurements.empty());
}

void TestShards::aKilledShardGoesOn() {
    const QString journal = at("shard.jsonl");
    const QStringList arguments =
        (QStringLiteral("sweep ") + kLong).split(QLatin1Char(' ')) +
        QStringList{QStringLiteral("--hidden"), QStringLiteral("0:6144"),   QStringLiteral("--shard"),
                    QStringLiteral("2/4"),      QStringLiteral("--resume"), journal,
                    QStringLiteral("--json"),   at("shard.headroom.json")};
    Program killed(kEngine);
    killed.start(arguments);
    const auto lines = [&] { return contentOf(journal).count('\n'); };
    QTRY_VERIFY_WITH_TIMEOUT(lines() > 5, 60'000);
    killed.process.kill();
    QVERIFY(killed.process.waitForFinished());
    // The last line is cut, as a kill may leave it.
    {
        QFile file(journal);
        QVERIFY(file.open(QIODevice::Append));
        QVERIFY(file.write("{\"point\":{\"ind") > 0);
    }
    const auto keptRows = lines() - 2;
    const Ended ended = runEngine(arguments);
    QCOMPARE(ended.status, 0);
    const Run run = read(at("shard.headroom.json"));
    const Result<Run> plan = run;
    SweepPlan whole = makePlan(run.spec);
    QCOMPARE(pointsOf(run).size(), run.measurements.size()); // none twice
    QVERIFY(run.measurements.size() * 4 >= whole.points.size() - 3);
    // What was measured before was not measured again.
    QVERIFY2(ended.err.contains(QByteArray::number(static_cast<qsizetype>(run.measurements.size())) + " of " +
                                QByteArray::number(static_cast<qsizetype>(run.measurements.size())) +
                                " points measured"),
             ended.err.constData());
    QVERIFY(keptRows > 3);
    // The journal holds all of it, for the window and for merge.
    const Ended merged =
        runEngine({QStringLiteral("merge"), journal, QStringLiteral("--json"), at("again.headroom.json")});
    QCOMPARE(merged.status, 1); // the other three parts are missing
    QCOMPARE(pointsOf(read(at("again.headroom.json"))), pointsOf(run));
}

void TestShards::whatIsWholeIsWrittenAtOnce() {
    const QByteArray journal = at("all.jsonl").toUtf8();
    QCOMPARE(
        runEngine(smallSweep({"--resume", journal.constData(), "--csv", qPrintable(at("1.csv"))})).status, 0);
    const QByteArray before = contentOf(QString::fromUtf8(journal));
    const Ended again =
        runEngine(smallSweep({"--resume", journal.constData(), "--csv", qPrintable(at("2.csv"))}));
    QCOMPARE(again.status, 0);
    QVERIFY2(again.err.contains("All points are in"), again.err.constData());
    QCOMPARE(rowsOf(contentOf(at("2.csv"))).size(), 15);
    QCOMPARE(contentOf(QString::fromUtf8(journal)), before);
}

void TestShards::wrongPartsAreRefused_data() {
    QTest::addColumn<QByteArray>("part");
    for (const char* part : {"0/4", "5/4", "x", "2", "1/0", "-1/4"})
        QTest::newRow(part) << QByteArray(part);
}

void TestShards::wrongPartsAreRefused() {
    QFETCH(QByteArray, part);
    const Ended ended =
        runEngine(smallSweep() + QStringList{QStringLiteral("--shard=") + QString::fromUtf8(part)});
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.contains("is no part"), ended.err.constData());
}

void TestShards::otherFilesAreNotTouched() {
    const QString other = at("notes.txt");
    writeOld(other);
    const Ended ended = runEngine(smallSweep({"--resume", qPrintable(other)}));
    QCOMPARE(ended.status, 2);
    QCOMPARE(contentOf(other), QByteArray("kept"));
    // Nor another sweep's journal.
    const QString journal = at("first.jsonl");
    QCOMPARE(runEngine(smallSweep({"--resume", qPrintable(journal)})).status, 0);
    const QByteArray before = contentOf(journal);
    const Ended another = runEngine(smallSweep({"--resume", qPrintable(journal), "--heads", "8"}));
    QVERIFY2(another.status == 2, another.err.constData());
    QVERIFY2(another.err.contains("it holds another sweep, with heads 12 (here 8)"), another.err.constData());
    QCOMPARE(contentOf(journal), before);
#ifdef HEADROOM_HAS_ONEDNN
    // What else differs follows from the device.
    const Ended elsewhere = runEngine({QStringLiteral("sweep"), QStringLiteral("--device"),
                                       QStringLiteral("cpu"), QStringLiteral("--resume"), journal});
    QCOMPARE(elsewhere.status, 2);
    QVERIFY2(elsewhere.err.contains("by reference, and the device here is "), elsewhere.err.constData());
    QVERIFY2(!elsewhere.err.contains("another sweep"), elsewhere.err.constData());
    QCOMPARE(contentOf(journal), before);
#endif
}

void TestShards::journalsOfPartsGoOnAsThose() {
    const QString journal = at("part.jsonl");
    const auto measure = [&](const QStringList& more) {
        return runEngine(
            smallSweep() + more +
            QStringList{QStringLiteral("--resume"), journal, QStringLiteral("--csv"), at("part.csv")});
    };
    QCOMPARE(measure({QStringLiteral("--shard"), QStringLiteral("1/3")}).status, 0);
    const QByteArray before = contentOf(journal);
    for (const QStringList& other : {QStringList{}, {QStringLiteral("--shard"), QStringLiteral("2/3")}}) {
        const Ended ended = measure(other);
        QCOMPARE(ended.status, 2);
        QVERIFY2(ended.err.contains("holds part 1/3 of a sweep. Go on with --shard 1/3"),
                 ended.err.constData());
    }
    QCOMPARE(contentOf(journal), before);
    // A whole sweep's does not become a part's.
    QCOMPARE(runEngine(smallSweep({"--resume", qPrintable(at("whole.jsonl")), "--csv", "/dev/null"})).status,
             0);
    const Ended whole =
        runEngine(smallSweep({"--resume", qPrintable(at("whole.jsonl")), "--shard", "1/2", "--csv", "-"}));
    QCOMPARE(whole.status, 2);
    QVERIFY2(whole.err.contains("is of the whole sweep, and no part of it"), whole.err.constData());
    QVERIFY(QFile::remove(at("whole.jsonl")));
    // In the user's folder nothing else is left.
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden),
             (QStringList{QStringLiteral("part.csv"), QStringLiteral("part.jsonl")}));
    const Ended output = runEngine(smallSweep({"--resume", "-"}));
    QCOMPARE(output.status, 2);
    QVERIFY2(output.err.contains("--resume: A journal is read again, and needs a file."),
             output.err.constData());
}

void TestShards::whatIsDoubleIsTold() {
    const QString whole = at("whole.headroom.json");
    const QString part = at("part.headroom.json");
    QCOMPARE(runEngine(smallSweep({"--json", qPrintable(whole)})).status, 0);
    QCOMPARE(runEngine(smallSweep({"--shard", "1/2", "--json", qPrintable(part)})).status, 0);
    const Ended merged =
        runEngine({QStringLiteral("merge"), whole, part, QStringLiteral("--json"), at("m.json")});
    QCOMPARE(merged.status, 0);
    QVERIFY2(merged.err.contains(" points were in several of these runs: "), merged.err.constData());
    QVERIFY2(!merged.err.contains("Not whole"), merged.err.constData()); // for all points are there
    const Run run = read(at("m.json"));
    QVERIFY(run.context.notes.back().find("one without flags before a flagged one") != std::string::npos);
}

void TestShards::journalsAndRunFilesAreToldApart() {
    const QString journal = at("j.jsonl");
    const QString run = at("run.headroom.json");
    QCOMPARE(runEngine(smallSweep({"--resume", qPrintable(journal), "--json", qPrintable(run)})).status, 0);
    const Ended rows = runEngine({QStringLiteral("reproduce"), journal});
    QCOMPARE(rows.status, 0);
    QCOMPARE(rowsOf(rows.out).size(), 15);
    const Ended resumed = runEngine(smallSweep({"--resume", qPrintable(run)}));
    QCOMPARE(resumed.status, 2);
    QVERIFY2(resumed.err.contains("it is a run file, and no journal"), resumed.err.constData());
    QVERIFY(QFile::rename(journal, at("j.json")));
    const Ended merged = runEngine({QStringLiteral("merge"), at("j.json")});
    QCOMPARE(merged.status, 2);
    QVERIFY2(merged.err.contains("it is the journal of a run, of which headroom-engine recover makes"),
             merged.err.constData());
}

void TestShards::strangersAreNotMerged() {
    QCOMPARE(runEngine(smallSweep({"--json", qPrintable(at("a.json"))})).status, 0);
    QCOMPARE(runEngine(smallSweep({"--heads", "8", "--json", qPrintable(at("b.json"))})).status, 0);
    const Ended ended = runEngine({QStringLiteral("merge"), at("a.json"), at("b.json")});
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.contains("another sweep"), ended.err.constData());
    QCOMPARE(runEngine({QStringLiteral("merge"), at("a.json"), at("none.json")}).status, 2);
}

void TestShards::curvesThatMemoryEndsAreWhole() {
    QStringList parts;
    for (const char* shard : {"1/2", "2/2"}) {
        parts << at(shard[0] == '1' ? "1.json" : "2.json");
        QCOMPARE(runEngine(smallSweep({"--shard", shard, "--json", qPrintable(parts.last())})).status, 0);
        Run run = read(parts.last());
        // As of a device that holds less than each of the largest shapes.
        const std::uint64_t least =
            static_cast<std::uint64_t>(operandBytes(run.measurements.front().point.gemm));
        const std::vector<std::string> notes = makePlan(run.spec, least).notes;
        const auto memory = std::ranges::find_if(notes, tellsOfMemory);
        QVERIFY(memory != notes.end());
        run.context.notes.push_back(*memory);
        run.measurements.pop_back();
        QVERIFY(writeRunFile(parts.last().toStdString(), run));
    }
    const Ended ended = runEngine(QStringList{QStringLiteral("merge")} + parts +
                                  QStringList{QStringLiteral("--json"), at("all.json")});
    QVERIFY2(ended.err.contains(
                 "12 points, of a sweep whose curves end where the memory does, are in these 2 runs."),
             ended.err.constData());
    QCOMPARE(ended.status, 0);
    const Ended half =
        runEngine({QStringLiteral("merge"), parts[0], QStringLiteral("--json"), at("half.json")});
    QVERIFY2(half.err.contains("Not whole of 2 parts: 2."), half.err.constData());
    QCOMPARE(half.status, 1);
}

void TestShards::partsWithoutARowAreLeftOut() {
    // Of more parts than points, one that has none: it is done, and writes what was asked for.
    const Ended empty =
        runEngine(smallSweep({"--shard", "20/20", "--resume", qPrintable(at("20.jsonl")), "--csv",
                              qPrintable(at("20.csv")), "--json", qPrintable(at("20.json"))}));
    QCOMPARE(empty.status, 0);
    QCOMPARE(rowsOf(contentOf(at("20.csv"))).size(), 1);
    QVERIFY(read(at("20.json")).measurements.empty());
    QCOMPARE(runEngine(smallSweep({"--resume", qPrintable(at("all.jsonl")), "--csv", "/dev/null"})).status,
             0);
    // One that was killed before its first row.
    const QByteArray whole = contentOf(at("all.jsonl"));
    QFile begun(at("begun.jsonl"));
    QVERIFY(begun.open(QIODevice::WriteOnly));
    QVERIFY(begun.write(whole.left(whole.indexOf('\n', whole.indexOf('\n') + 1) + 1)) > 0);
    begun.close();
    const Ended merged = runEngine({QStringLiteral("merge"), at("begun.jsonl"), at("all.jsonl"),
                                    QStringLiteral("--json"), at("m.json")});
    QCOMPARE(merged.status, 0);
    QVERIFY2(merged.err.contains("begun.jsonl has no measurement, and is left out."), merged.err.constData());
    QCOMPARE(read(at("m.json")).measurements.size(), std::size_t{14});
    QCOMPARE(runEngine({QStringLiteral("merge"), at("begun.jsonl")}).status, 2);
}

void TestShards::whoAsksForAJournalDoesNotGoWithout() {
    const Ended nowhere = runEngine(smallSweep({"--resume", qPrintable(at("nowhere/part.jsonl"))}));
    QCOMPARE(nowhere.status, 2);
    QVERIFY2(nowhere.err.contains("--resume: "), nowhere.err.constData());
    QCOMPARE(nowhere.out, QByteArray());
    // Nor where it turns out late, when rows that are kept do not go into the file again.
    const QString large = at("large.jsonl");
    QCOMPARE(runEngine(smallSweep({"--resume", qPrintable(large), "--csv", "/dev/null"})).status, 0);
    const QByteArray begun = contentOf(large).split('\n').mid(0, 14).join('\n');
    QFile file(large);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(begun + '\n') > 9000);
    file.close();
    QProcess shell;
    shell.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"), QStringLiteral("ulimit -f 10; exec %1 sweep %2 --resume %3 --csv /dev/null")
                                   .arg(kEngine, kSmall, large)});
    const Ended late = endOf(shell);
    QCOMPARE(late.status, 2);
    QVERIFY2(late.err.contains("No journal is kept: ") && late.err.contains("Nothing was measured"),
             late.err.constData());
    QCOMPARE(contentOf(large), begun + '\n');
    // Nor in the file of another program that measures.
    Program first(kEngine);
    const QString journal = at("part.jsonl");
    first.start((QStringLiteral("sweep ") + kLong).split(QLatin1Char(' ')) +
                QStringList{QStringLiteral("--resume"), journal, QStringLiteral("--csv"), at("first.csv")});
    QTRY_VERIFY_WITH_TIMEOUT(contentOf(journal).count('\n') > 3, 60'000);
    const Ended second = runEngine((QStringLiteral("sweep ") + kLong).split(QLatin1Char(' ')) +
                                       QStringList{QStringLiteral("--resume"), journal},
                                   "HEADROOM_LOCK_DIR=" + m_folder->path().toUtf8());
    QCOMPARE(second.status, 2);
    QVERIFY2(second.err.contains("Another program measures into " + journal.toUtf8()),
             second.err.constData());
}

void TestShards::filesBesideAJournalAreTheUsers() {
    // Whatever they are called; and the journal may have any name, too.
    QCOMPARE(runEngine(smallSweep({"--resume", qPrintable(at("j.jsonl")), "--csv", qPrintable(at("lock"))}))
                 .status,
             0);
    QCOMPARE(
        runEngine(smallSweep({"--resume", qPrintable(at("lock2")), "--csv", qPrintable(at("x.csv"))})).status,
        0);
    QVERIFY(QFile::rename(at("lock"), at("lock1")));
    QCOMPARE(
        runEngine(smallSweep({"--resume", qPrintable(at("lock")), "--csv", qPrintable(at("y.csv"))})).status,
        0);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden).join(QLatin1Char(' ')),
             QStringLiteral("j.jsonl lock lock1 lock2 x.csv y.csv"));
    QCOMPARE(rowsOf(contentOf(at("lock1"))).size(), 15);
    QCOMPARE(contentOf(at("lock")).count('\n'), 16);
}

void TestShards::aJournalHasOneName() {
    const QString journal = at("part.jsonl");
    const QString link = at("link.jsonl");
    QVERIFY(QFile::link(journal, link));
    auto other = JournalFolder::ofUser(m_folder->path().toStdString());
    QVERIFY(other->claim(journal.toStdString()));
    const auto isRefused = [](const QString& path) {
        const Ended ended = runEngine(smallSweep({"--resume", qPrintable(path), "--csv", "/dev/null"}));
        return ended.status == 2 && ended.err.contains("Another program measures into ");
    };
    QVERIFY(isRefused(journal));
    QVERIFY(isRefused(link));
    QVERIFY(isJournalInUse(link.toStdString()));
    // Whoever looked before sees the lock of the next one, too.
    const auto follower = JournalFolder::ofUser(m_folder->path().toStdString());
    const auto second = std::filesystem::path(at("second.jsonl").toStdString());
    QVERIFY(follower->isClaimed(journal.toStdString()) && !follower->isClaimed(second));
    other.reset(); // with its lock file
    QVERIFY(!follower->isClaimed(journal.toStdString()));
    other = JournalFolder::ofUser(m_folder->path().toStdString());
    QVERIFY(other->claim(second) && other->claim(journal.toStdString()));
    QVERIFY(follower->isClaimed(journal.toStdString()) && follower->isClaimed(second));
    other->release(journal.toStdString());
    QVERIFY(!isJournalInUse(link.toStdString()));
    QVERIFY(!isRefused(link));
    QVERIFY(QFileInfo(link).isSymLink());
    QVERIFY(contentOf(journal).count('\n') > 14);
}

void TestShards::theStandardOutputIsNoJournal() {
    const QString journal = at("part.jsonl");
    const auto measure = [&](const QString& command, const char* redirection) {
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"),
                    {QStringLiteral("-c"), QStringLiteral("exec %1 %2 --resume %3 %4%3")
                                               .arg(kEngine, command, journal, QLatin1String(redirection))});
        return endOf(shell);
    };
    const QString sweep = QStringLiteral("sweep ") + kSmall;
    const QString table = QStringLiteral("layer --model gpt-3-2.7b --device reference --seq 1 --batch 1");
    for (const QString& command : {sweep, table}) {
        const Ended ended = measure(command, "> ");
        QCOMPARE(ended.status, 2);
        QVERIFY2(ended.err.contains("would take the place of " + journal.toUtf8()), ended.err.constData());
    }
    QCOMPARE(runEngine(smallSweep({"--resume", qPrintable(journal), "--csv", "/dev/null"})).status, 0);
    const QByteArray before = contentOf(journal);
    QCOMPARE(measure(sweep, ">> ").status, 2);
    QCOMPARE(contentOf(journal), before);
}

void TestShards::aFolderThatIsGoneIsTold() {
    const auto measure = [&](const char* outputs) {
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"),
                    {QStringLiteral("-c"), QStringLiteral("mkdir %1; cd %1; rmdir %1; exec %2 sweep %3 %4")
                                               .arg(at("gone"), kEngine, kSmall, QLatin1String(outputs))});
        return endOf(shell);
    };
    for (const char* outputs : {"--csv /dev/null --resume j.jsonl", "--csv x.csv"}) {
        const Ended ended = measure(outputs);
        QCOMPARE(ended.status, 2);
        QVERIFY2(ended.err.contains("the current folder was deleted"), ended.err.constData());
    }
}

HEADROOM_TEST(TestShards, EventLoop)

} // namespace headroom::testing::tst_shards

#include "tst_shards.moc"
