// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/program.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include <QTemporaryDir>

namespace headroom::testing::tst_empty_figures {

/// Exports of pictures in which there would be nothing, or not all that was named.
class TestEmptyFigures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void saysWhyThereIsNothing_data();
    void saysWhyThereIsNothing();
    void namesTheRunsThatARatioLeavesOut();

private:
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
};

void TestEmptyFigures::initTestCase() {
    Run run = sampleRun(sampleSpec(4));
    for (const char* name : {"one.headroom.json", "two.headroom.json", "three.headroom.json"}) {
        run.context.runId = name;
        QVERIFY(writeRunFile(path(name).toStdString(), run));
    }
    SweepSpec other = sampleSpec(4);
    other.ratios = {128};
    run = sampleRun(other);
    run.context.roofs.clear();
    QVERIFY(writeRunFile(path("other.headroom.json").toStdString(), run));
}

void TestEmptyFigures::saysWhyThereIsNothing_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("said");
    const QString one = path("one.headroom.json");
    const QString other = path("other.headroom.json");
    QTest::newRow("no roof") << other + QStringLiteral(" --export-view roof")
                             << QByteArray("No limit is known of the devices");
    QTest::newRow("no such sizes") << one + QStringLiteral(" --export-hidden 50000:60000")
                                   << QByteArray(
                                          "Nothing that is shown was measured from h = 50000 to 60000");
    QTest::newRow("no pairs") << one + QLatin1Char(' ') + other + QStringLiteral(" --export-view ratio")
                              << QByteArray("No shape was measured in both runs");
}

void TestEmptyFigures::saysWhyThereIsNothing() {
    QFETCH(const QString, arguments);
    QFETCH(const QByteArray, said);
    Program program(QStringLiteral(HEADROOM_PROGRAM));
    program.start(arguments + QStringLiteral(" --export ") + path("empty.png"));
    QCOMPARE(program.status(), 2);
    QVERIFY2(program.err.contains(said), program.err);
    QVERIFY(!QFile::exists(path("empty.png")));
}

void TestEmptyFigures::namesTheRunsThatARatioLeavesOut() {
    Program program(QStringLiteral(HEADROOM_PROGRAM));
    QStringList arguments;
    for (const char* name : {"one.headroom.json", "two.headroom.json", "three.headroom.json"})
        arguments << path(name);
    program.start(arguments << QStringLiteral("--export-view") << QStringLiteral("ratio")
                            << QStringLiteral("--export") << path("ratio.png"));
    QCOMPARE(program.status(), 0);
    QVERIFY2(program.err.contains("the ratio is of one over two, without three."), program.err);
}

HEADROOM_TEST(TestEmptyFigures, EventLoop)

} // namespace headroom::testing::tst_empty_figures

#include "tst_empty_figures.moc"
