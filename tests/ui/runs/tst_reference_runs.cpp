// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/run_file.h"
#include "tests/support/test_program.h"
#include "ui/runs/reference_menu.h"
#include "ui/runs/reference_runs.h"
#include "ui/runs/run_store.h"

#include <QAction>
#include <QDir>
#include <QMenu>
#include <QSignalSpy>

namespace headroom::testing::tst_reference_runs {

using namespace headroom::ui;

/// The runs that come with the program.
class TestReferenceRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFileIsShipped();
    void sourcesAreThoseOfTheFiles_data();
    void sourcesAreThoseOfTheFiles();
    void menuHasAllOfThem();
};

void TestReferenceRuns::everyFileIsShipped() {
    std::vector<Run> files;
    for (const QFileInfo& file :
         QDir(QStringLiteral(HEADROOM_REFERENCES)).entryInfoList({QStringLiteral("*.headroom.json")})) {
        const Result<Run> run = readRunFile(file.filePath().toStdString());
        QVERIFY2(run, qPrintable(file.fileName()));
        files.push_back(*run);
    }
    QCOMPARE(files.size(), shippedReferenceRuns().size());
    for (std::size_t i = 0; i < shippedReferenceRuns().size(); ++i) {
        const Result<Run> run = readReferenceRun(i);
        QVERIFY2(run, run ? "" : run.error().reason.c_str());
        QCOMPARE(std::ranges::count(files, *run), 1); // point by point
    }
}

void TestReferenceRuns::sourcesAreThoseOfTheFiles_data() {
    QTest::addColumn<int>("position");
    for (std::size_t i = 1; i < shippedReferenceRuns().size(); ++i) // the first is a publication
        QTest::newRow(qPrintable(shippedReferenceRuns()[i].name)) << static_cast<int>(i);
}

void TestReferenceRuns::sourcesAreThoseOfTheFiles() {
    QFETCH(int, position);
    const Result<Run> run = readReferenceRun(static_cast<std::size_t>(position));
    QVERIFY(run);
    const ReferenceRun shipped = shippedReferenceRuns()[static_cast<std::size_t>(position)];
    const RunContext& context = run->context;
    for (const std::string& told :
         {context.device, context.driverVersion, context.backend, context.libraryVersion,
          context.startedUtc.substr(0, 10), std::string(toString(run->spec.type)),
          "b = " + std::to_string(run->spec.batch), "s = " + std::to_string(run->spec.seq),
          std::string(toString(run->spec.regime))})
        QVERIFY2(shipped.source.contains(QString::fromStdString(told)), told.c_str());
    const QString driver = QString::fromStdString(context.driverVersion).section(QLatin1Char(' '), 0, 0);
    QCOMPARE(shipped.origin, QStringLiteral("driver %1, %2")
                                 .arg(driver, QString::fromStdString(context.startedUtc.substr(0, 10))));
    const auto& points = run->spec.pointsPerCurve;
    const QString count =
        points ? QStringLiteral("%1 points a curve").arg(*points) : QStringLiteral("all 2,730 points");
    QVERIFY2(shipped.source.contains(count), qPrintable(count));
    QCOMPARE(shipped.source.contains(QStringLiteral("its best algorithm")),
             run->spec.algorithm == Algorithm::Both);
}

void TestReferenceRuns::menuHasAllOfThem() {
    RunStore store;
    QMenu menu;
    QAction paper(QStringLiteral("paper"));
    menu.addAction(&paper);
    ReferenceMenu references(&store, &menu, &paper);
    QSignalSpy failed(&references, &ReferenceMenu::failed);
    QCOMPARE(menu.actions().size(), static_cast<int>(shippedReferenceRuns().size()));
    QCOMPARE(store.count(), 0); // none is read before it is shown
    paper.setChecked(true);
    QVERIFY(!references.showsWholeRun());
    references.showExample();
    QVERIFY(references.showsWholeRun());
    for (QAction* action : menu.actions()) {
        QVERIFY(!action->toolTip().isEmpty());
        action->setChecked(true);
    }
    QCOMPARE(store.count(), 4);
    QCOMPARE(std::ranges::distance(store.references()), 4);
    for (QAction* action : menu.actions())
        action->setChecked(false);
    QVERIFY(!references.showsWholeRun());
    QCOMPARE(store.count(), 0); // what is not ticked is not on the chart at all
    // One that is hidden on the chart is there, to be shown again from either place.
    paper.setChecked(true);
    const int id = store.runs().front().id;
    store.setVisible(id, false);
    QVERIFY(!paper.isChecked());
    QCOMPARE(store.count(), 1);
    store.setVisible(id, true);
    QVERIFY(paper.isChecked());
    store.setVisible(id, false);
    paper.setChecked(true);
    QVERIFY(store.find(id)->visible);
    QCOMPARE(failed.count(), 0);
}

HEADROOM_TEST(TestReferenceRuns, Windows)

} // namespace headroom::testing::tst_reference_runs

#include "tst_reference_runs.moc"
