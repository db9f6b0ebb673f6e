// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/run_file.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/chart/chart_panel.h"

#include <QDir>
#include <QInputDialog>
#include <QLineEdit>
#include <QMessageBox>

namespace headroom::testing::tst_removal {

using namespace headroom::ui;

namespace {

void remove(const WindowFixture& setup, int row) {
    auto* legend = setup.find<QAbstractItemView>("legend");
    legend->setFocus();
    legend->setCurrentIndex(legend->model()->index(row, 0));
    QTest::keyClick(legend, Qt::Key_Delete);
}

void rename(const WindowFixture& setup, const QString& name) {
    auto* legend = setup.find<QAbstractItemView>("legend");
    legend->setFocus();
    legend->setCurrentIndex(legend->model()->index(0, 0));
    QTest::keyClick(legend, Qt::Key_F2);
    setup.find<QInputDialog>("renameRun")->setTextValue(name);
    setup.find<QInputDialog>("renameRun")->accept();
}

int lastRow(const WindowFixture& setup) {
    return setup.find<QAbstractItemView>("legend")->model()->rowCount() - 1;
}

} // namespace

class TestRemoval final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void asksBeforeItLosesARun();
    void savesAndRemoves();
    void aSavedRunGoesAtOnce();
    void aRenamedRunStaysInItsFile();
    void aRenamedRunStaysInItsPicture();
    void notWhileItIsMeasured();
    void aReferenceCanComeBack();
    void runsStayWhenAnotherIsMeasured();
};

void TestRemoval::asksBeforeItLosesARun() {
    WindowFixture setup;
    setup.measure();
    remove(setup, 0);
    auto* box = setup.find<QMessageBox>("removalBox");
    QVERIFY(box);
    QCOMPARE(setup.tableRows(), kPoints);
    box->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(!setup.find<QMessageBox>("removalBox"));
    QCOMPARE(setup.tableRows(), kPoints);
    remove(setup, 0);
    setup.find<QMessageBox>("removalBox")->findChild<QPushButton*>(QStringLiteral("discardButton"))->click();
    QTRY_COMPARE(setup.tableRows(), 0);
    QVERIFY(!setup.action("saveRun")->isEnabled());
    QVERIFY(QDir(setup.at("journals")).entryList({QStringLiteral("*.jsonl")}).isEmpty());
}

void TestRemoval::savesAndRemoves() {
    WindowFixture setup;
    setup.measure();
    remove(setup, 0);
    setup.find<QMessageBox>("removalBox")->findChild<QPushButton*>(QStringLiteral("saveButton"))->click();
    setup.choose(setup.at("kept.headroom.json"));
    QTRY_COMPARE(setup.tableRows(), 0);
    const auto kept = readRunFile(setup.at("kept.headroom.json").toStdString());
    QVERIFY(kept && kept->measurements.size() == std::size_t{kPoints});
}

void TestRemoval::aSavedRunGoesAtOnce() {
    WindowFixture setup;
    QVERIFY(writeRunFile(setup.at("a.headroom.json").toStdString(), sampleRun(sampleSpec(2))));
    setup.window->openRuns({setup.at("a.headroom.json")});
    QVERIFY(setup.tableRows() > 0);
    remove(setup, 0);
    QVERIFY(!setup.find<QMessageBox>("removalBox"));
    QCOMPARE(setup.tableRows(), 0);
    QVERIFY(QFile::exists(setup.at("a.headroom.json")));
}

void TestRemoval::aRenamedRunStaysInItsFile() {
    WindowFixture setup;
    QVERIFY(writeRunFile(setup.at("a.headroom.json").toStdString(), sampleRun(sampleSpec(2))));
    setup.window->openRuns({setup.at("a.headroom.json")});
    rename(setup, QStringLiteral("mine"));
    remove(setup, 0);
    auto* box = setup.find<QMessageBox>("removalBox");
    QVERIFY(box);
    QCOMPARE(box->text(), QString::fromUtf8("The new name of “mine” is not saved."));
    QVERIFY2(box->informativeText().contains(QStringLiteral("stay in a.headroom.json")),
             qPrintable(box->informativeText()));
    box->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(!setup.find<QMessageBox>("removalBox"));
    QVERIFY(!setup.window->close());
    box = setup.find<QMessageBox>("unsavedBox");
    QVERIFY(box && box->text().contains(QStringLiteral("mine")));
    QVERIFY(box->informativeText().startsWith(QStringLiteral("The measurements are in their files")));
}

void TestRemoval::aRenamedRunStaysInItsPicture() {
    WindowFixture setup;
    QVERIFY(writeRunFile(setup.at("a.headroom.json").toStdString(), sampleRun(sampleSpec(2))));
    setup.window->openRuns({setup.at("a.headroom.json")});
    setup.exportPicture(setup.at("chart.png"));
    WindowFixture other;
    other.window->openRuns({setup.at("chart.png")});
    QVERIFY(!other.window->isWindowModified());
    rename(other, QStringLiteral("mine"));
    QVERIFY(other.window->isWindowModified());
    remove(other, 0);
    auto* box = other.find<QMessageBox>("removalBox");
    QVERIFY(box);
    QVERIFY2(box->informativeText().contains(QStringLiteral("stay in the file that it was opened from")),
             qPrintable(box->informativeText()));
    box->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(!other.find<QMessageBox>("removalBox"));
    QVERIFY(!other.window->close());
    QVERIFY(other.find<QMessageBox>("unsavedBox"));
}

void TestRemoval::notWhileItIsMeasured() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.script->holdAt(3);
    setup.action("start")->trigger();
    QTRY_COMPARE(setup.tableRows(), 2);
    remove(setup, 0);
    QVERIFY(!setup.find<QMessageBox>("removalBox"));
    QVERIFY(setup.notices().contains(QStringLiteral("Stop the sweep first")));
    setup.script->release();
    TRY_DONE(setup);
    QCOMPARE(setup.tableRows(), kPoints);
}

void TestRemoval::aReferenceCanComeBack() {
    WindowFixture setup;
    setup.measure();
    QAction* reference = setup.action("reference");
    reference->setChecked(true);
    const int rows = lastRow(setup);
    remove(setup, rows);
    QVERIFY(!reference->isChecked());
    QVERIFY(lastRow(setup) < rows);
    reference->setChecked(true);
    QCOMPARE(lastRow(setup), rows);
}

void TestRemoval::runsStayWhenAnotherIsMeasured() {
    WindowFixture setup;
    setup.measure();
    setup.action("start")->trigger();
    TRY_DONE(setup);
    QTRY_COMPARE(setup.tableRows(), 2 * kPoints);
    setup.action("start")->trigger();
    TRY_DONE(setup);
    QTRY_COMPARE(setup.tableRows(), 3 * kPoints);
    QVERIFY(setup.action("compare")->isEnabled());
}

HEADROOM_TEST(TestRemoval, Windows)

} // namespace headroom::testing::tst_removal

#include "tst_removal.moc"
