// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// headroom-engine compare, and merge, over files of made-up nodes.

#include "tests/app/engine_runs.h"
#include "tests/support/compared_nodes.h"
#include "tests/support/test_program.h"

#include "engine/io/csv.h"

#include <cmath>

namespace headroom::testing::tst_compare {

class TestCompare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void namesTheNode();
    void saysThatNobodyStandsOut();
    void callsRunsByTheirFiles();
    void writesTheRows();
    void refusesWhatCannotBeCompared();
    void mergingTellsWhatFailed();
    void mergingKeepsTheNameThatRunsShare();

private:
    QString at(const QString& name) const { return m_folder->filePath(name); }
    /// Writes them, and returns the command line that compares them.
    QStringList compare(const std::vector<Run>& runs, bool named = true) const {
        QStringList arguments{QStringLiteral("compare")};
        for (std::size_t i = 0; i < runs.size(); ++i) {
            Run run = runs[i];
            if (!named)
                run.name.clear();
            arguments << at(QStringLiteral("file%1.headroom.json").arg(i + 1));
            if (!writeRunFile(arguments.last().toStdString(), run))
                return {};
        }
        return arguments;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCompare::namesTheNode() {
    std::vector<Run> runs = nodeRuns(5, slowNode(3, 64, 0.04));
    runs[2].context.driverVersion = "570.1";
    const Ended ended = runEngine(compare(runs));
    QCOMPARE(ended.status, 0);
    QVERIFY2(ended.err.isEmpty(), ended.err.constData());
    for (const char* words :
         {"h/a = 64      24", "node3: ", "% below the others at h/a = 64", "in 24 of 24 points.",
          "It alone has driver 570.1", "  driver: unknown (node1, node2, node4, node5), 570.1 (node3)"})
        QVERIFY2(ended.out.contains(words), ended.out.constData());
}

void TestCompare::saysThatNobodyStandsOut() {
    const Ended ended = runEngine(compare(nodeRuns(4)));
    QCOMPARE(ended.status, 0);
    QVERIFY2(ended.out.contains("None of the 4 runs stands out: over 168 points"), ended.out.constData());
    QVERIFY(!ended.out.contains('!'));
}

void TestCompare::callsRunsByTheirFiles() {
    const QStringList arguments = compare(nodeRuns(3, slowNode(2, 0, 0.1), 0), false);
    const Ended ended = runEngine(arguments);
    QVERIFY2(ended.out.contains("file2: 10."), ended.out.constData());
    // Two of one name by their paths.
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("other")));
    const QString copy = at(QStringLiteral("other/file2.headroom.json"));
    QVERIFY(QFile::copy(arguments[2], copy));
    const Ended twice = runEngine(arguments + QStringList{copy, arguments[1]});
    QVERIFY2(twice.out.contains(copy.toUtf8() + ": 10."), twice.out.constData());
    QVERIFY2(twice.err.contains(" are one run, which counts twice here."), twice.err.constData());
    QVERIFY2(!ended.err.contains("are one run"), ended.err.constData());
}

void TestCompare::writesTheRows() {
    const QStringList arguments = compare(nodeRuns(3, slowNode(2, 0, 0.1), 0, sampleSpec(2)));
    const QString file = at(QStringLiteral("rows.csv"));
    const Ended ended = runEngine(arguments + QStringList{QStringLiteral("--csv"), file});
    QCOMPARE(ended.status, 0);
    QVERIFY(ended.out.contains("node2: 10.0 % below the others everywhere"));
    const QList<QByteArray> rows = rowsOf(contentOf(file));
    QCOMPARE(rows.size(), 1 + 3 * 14);
    QCOMPARE(rows.first(),
             QByteArray::fromStdString(csvHeader()) +
                 ",compared_runs,median_tflops,lowest_tflops,highest_tflops,from_others_percent");
    for (qsizetype i = 1; i < rows.size(); ++i) {
        const QList<QByteArray> cells = rows[i].split(',');
        QCOMPARE(cells[cells.size() - 5], QByteArray("3"));
        const bool isSlow = i > 14 && i <= 28;
        // The others of one that is not slow are a like one and the slow one.
        QVERIFY2(std::abs(cells.last().toDouble() - (isSlow ? -10 : 100 / std::sqrt(0.9) - 100)) < 1e-6,
                 rows[i].constData());
    }
    const Ended printed = runEngine(arguments + QStringList{QStringLiteral("--csv"), QStringLiteral("-")});
    QCOMPARE(printed.out, contentOf(file));
    QVERIFY(printed.err.contains("node2: 10.0 % below the others everywhere"));
}

void TestCompare::refusesWhatCannotBeCompared() {
    std::vector<Run> runs = nodeRuns(3, {}, 0.005, sampleSpec(2));
    const Ended one = runEngine(compare({runs.front()}));
    QCOMPARE(one.status, 2);
    QVERIFY2(one.err.contains("Name at least two runs"), one.err.constData());
    runs[1].context.device = "Another device";
    const Ended unlike = runEngine(compare(runs));
    QCOMPARE(unlike.status, 2);
    QVERIFY2(unlike.err.contains("unlike cards"), unlike.err.constData());
    QVERIFY(unlike.out.isEmpty());
    const Ended missing =
        runEngine({QStringLiteral("compare"), at(QStringLiteral("a")), at(QStringLiteral("b"))});
    QCOMPARE(missing.status, 2);
}

void TestCompare::mergingTellsWhatFailed() {
    std::vector<Run> runs = nodeRuns(1, {}, 0.005, sampleSpec(2));
    Measurement& row = runs.front().measurements.back();
    row = failedMeasurement(row.point, Status::CheckFailed, "An element is wrong.");
    QStringList arguments = compare(runs);
    arguments.front() = QStringLiteral("merge");
    const Ended ended = runEngine(arguments + QStringList{QStringLiteral("--rank"), QStringLiteral("time")});
    QCOMPARE(ended.status, 1);
    QVERIFY2(ended.err.contains("headroom-engine: 13 of 14 points measured, 1 failed, 0 flagged\n"),
             ended.err.constData());
    QVERIFY2(ended.err.contains("--rank has no effect"), ended.err.constData());
    QCOMPARE(rowsOf(ended.out).size(), 15);
}

void TestCompare::mergingKeepsTheNameThatRunsShare() {
    std::vector<Run> runs = nodeRuns(3, {}, 0.005, sampleSpec(2));
    const auto merged = [&] {
        QStringList arguments = compare(runs);
        arguments.front() = QStringLiteral("merge");
        const QString file = at(QStringLiteral("merged.headroom.json"));
        const Ended ended = runEngine(arguments + QStringList{QStringLiteral("--json"), file});
        const Result<Run> run = readRunFile(file.toStdString());
        return ended.status == 0 && run ? run->name : std::string("none");
    };
    QCOMPARE(merged(), std::string());
    runs[0].name = runs[2].name = "the cluster";
    runs[1].name.clear();
    QCOMPARE(merged(), std::string("the cluster"));
}

HEADROOM_TEST(TestCompare, EventLoop)

} // namespace headroom::testing::tst_compare

#include "tst_compare.moc"
