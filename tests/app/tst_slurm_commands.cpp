// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The programs and a real Slurm: jobs that they ask for, and array jobs that they are the tasks of.

#include "tests/app/engine_runs.h"
#include "tests/support/slurm_rig.h"
#include "tests/support/test_program.h"

#include "engine/sweep/sweep_plan.h"

#include <set>

namespace headroom::testing::tst_slurm_commands {

class TestSlurmCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_rig.reset(); }
    void init();
    void cleanup();

    void aSweepInAJob();
    void anInterruptLeavesTheQueue();
    void aKilledProgramLeavesNoJob();
    void anArrayOfParts();

private:
    /// Describes a place with so many GPUs.
    void describe(const char* name, const char* gpus) const;
    QString at(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    /// The engine with the places of this test.
    struct Engine : Program {
        explicit Engine(const TestSlurmCommands& test) : Program(kEngine) {
            environment.insert(QStringLiteral("XDG_CONFIG_HOME"), test.m_folder->path());
        }
    };
    void submit(const QString& script, const QString& tasks) const {
        QVERIFY(m_rig
                    ->ask(QStringLiteral("sbatch"),
                          {QStringLiteral("--array=") + tasks, QStringLiteral("--output=/dev/null"), script})
                    .startsWith("Submitted batch job"));
    }

    std::unique_ptr<SlurmRig> m_rig;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSlurmCommands::initTestCase() {
    m_rig = std::make_unique<SlurmRig>();
    if (!m_rig->problem().isEmpty())
        QSKIP(qPrintable(m_rig->problem()));
}

void TestSlurmCommands::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    describe("cluster", "1");
}

void TestSlurmCommands::cleanup() {
    if (m_rig->problem().isEmpty())
        QTRY_COMPARE_WITH_TIMEOUT(m_rig->jobs(), QByteArray(), 30'000);
}

void TestSlurmCommands::describe(const char* name, const char* gpus) const {
    const Ended added =
        runEngine({QStringLiteral("places"), QStringLiteral("add"), QString::fromUtf8(name),
                   QStringLiteral("--slurm"), QString::fromUtf8(gpus), QStringLiteral("--engine"), kEngine,
                   QStringLiteral("--"), QStringLiteral("--partition=rig")},
                  "XDG_CONFIG_HOME=" + m_folder->path().toUtf8());
    QVERIFY2(added.status == 0, added.err.constData());
}

void TestSlurmCommands::aSweepInAJob() {
    QCOMPARE(runEngine({QStringLiteral("places")}, "XDG_CONFIG_HOME=" + m_folder->path().toUtf8()).out,
             QByteArray("cluster: Slurm, 1 GPU, ") + kEngine.toUtf8() + " --partition=rig\n");
    Engine sweep(*this);
    sweep.start(QString(QStringLiteral("sweep ") + kSmall)
                    .replace(QStringLiteral("reference"), QStringLiteral("cluster/reference"))
                    .split(QLatin1Char(' ')));
    QCOMPARE(sweep.status(), 0);
    QCOMPARE(rowsOf(sweep.out).size(), 15);
    QCOMPARE(sweep.out.count("cluster/reference"), 14);
    QVERIFY2(sweep.err.contains("cluster: salloc: Granted job allocation"), sweep.err.constData());
}

void TestSlurmCommands::anInterruptLeavesTheQueue() {
    describe("busy", "2");
    Engine holder(*this); // all GPUs there are
    holder.start(QString(QStringLiteral("sweep ") + kLong)
                     .replace(QStringLiteral("reference"), QStringLiteral("busy/reference"))
                     .split(QLatin1Char(' ')));
    QTRY_VERIFY_WITH_TIMEOUT(!m_rig->jobs(QStringLiteral("RUNNING")).isEmpty(), 30'000);
    Engine waiting(*this);
    waiting.start(QStringLiteral("devices --place cluster"));
    QTRY_VERIFY_WITH_TIMEOUT(waiting.hasSaid("queued and waiting for resources"), 30'000);
    waiting.send(SIGINT);
    QCOMPARE(waiting.status(), 130);
    QCOMPARE(m_rig->jobs(QStringLiteral("PENDING")), QByteArray());
    holder.send(SIGTERM);
    QCOMPARE(holder.status(), 130);
}

void TestSlurmCommands::aKilledProgramLeavesNoJob() {
    Engine sweep(*this);
    sweep.start(QString(QStringLiteral("sweep ") + kLong)
                    .replace(QStringLiteral("reference"), QStringLiteral("cluster/reference"))
                    .split(QLatin1Char(' ')));
    QTRY_VERIFY_WITH_TIMEOUT(sweep.rowsKept() > 2, 30'000);
    QVERIFY(!m_rig->jobs(QStringLiteral("RUNNING")).isEmpty());
    sweep.send(SIGKILL);
    QCOMPARE(sweep.status(), -2);
    // Slurm takes the job away, and its worker ends before.
    QTRY_COMPARE_WITH_TIMEOUT(m_rig->jobs(QStringLiteral("RUNNING")), QByteArray(), 10'000);
}

void TestSlurmCommands::anArrayOfParts() {
    const QString sizes = QStringLiteral("--seq 16 --batch 1 --hidden 0:6144 --points 20 --time-limit 0.05");
    // On a cluster each task has a device of its own; here there is one, which tasks would wait for.
    const QString script = m_rig->script(
        QStringLiteral("part"), "cd '" + m_folder->path().toUtf8() +
                                    "'\nexport HEADROOM_LOCK_DIR=\"$PWD/locks$SLURM_ARRAY_TASK_ID\"\nexec '" +
                                    kEngine.toUtf8() + "' sweep --device reference " + sizes.toUtf8() +
                                    " --shard \"$SLURM_ARRAY_TASK_ID/4\" --quiet --csv /dev/null "
                                    "--resume \"part$SLURM_ARRAY_TASK_ID.jsonl\"");
    submit(script, QStringLiteral("1-4"));
    const auto rowsOfSecond = [this] { return contentOf(at("part2.jsonl")).count('\n') - 2; };
    QTRY_VERIFY_WITH_TIMEOUT(rowsOfSecond() >= 2, 60'000);
    const QByteArray killed = m_rig->ask(QStringLiteral("squeue"),
                                         {QStringLiteral("--noheader"), QStringLiteral("--format=%F_%K")});
    QByteArray second;
    for (const QByteArray& task : killed.split('\n'))
        if (task.trimmed().endsWith("_2"))
            second = task.trimmed();
    QVERIFY2(!second.isEmpty(), killed.constData());
    m_rig->ask(QStringLiteral("scancel"),
               {QStringLiteral("--full"), QStringLiteral("--signal=KILL"), QString::fromLatin1(second)});
    QTRY_COMPARE_WITH_TIMEOUT(m_rig->jobs(), QByteArray(), 120'000);

    const auto merge = [this] {
        QStringList arguments{QStringLiteral("merge")};
        for (const char* part : {"part1.jsonl", "part2.jsonl", "part3.jsonl", "part4.jsonl"})
            arguments << at(part);
        return runEngine(arguments << QStringLiteral("--json") << at("all.headroom.json"));
    };
    const auto pointsMerged = [this] {
        const Result<Run> run = readRunFile(at("all.headroom.json").toStdString());
        std::multiset<std::size_t> points;
        for (const Measurement& row : run ? run->measurements : std::vector<Measurement>())
            points.insert(row.point.index);
        return points;
    };
    QCOMPARE(merge().status, 1); // of the part that was killed, points are missing
    const std::size_t before = pointsMerged().size();
    submit(script, QStringLiteral("2"));
    QTRY_COMPARE_WITH_TIMEOUT(m_rig->jobs(), QByteArray(), 120'000);
    const Ended merged = merge();
    QVERIFY2(merged.status == 0, merged.err.constData());

    const Result<Run> run = readRunFile(at("all.headroom.json").toStdString());
    QVERIFY(run);
    std::multiset<std::size_t> planned;
    for (const PlannedPoint& point : makePlan(run->spec).points)
        planned.insert(point.index);
    QVERIFY(before < planned.size()); // it was killed in the midst
    QVERIFY(pointsMerged() == planned);
    for (const Measurement& row : run->measurements)
        QVERIFY2(row.ok(), row.reason.c_str());
}

HEADROOM_TEST(TestSlurmCommands, EventLoop)

} // namespace headroom::testing::tst_slurm_commands

#include "tst_slurm_commands.moc"
