// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/journal_folder.h"
#include "engine/io/run_file.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"

#include <QDir>
#include <QFile>
#include <QMessageBox>
#include <QTimer>

namespace headroom::testing::tst_window_closing {

using namespace headroom::ui;

/// What is asked, and what is kept, when the window closes.
class TestWindowClosing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void closesAtOnceWithNothingToLose();
    void asksBeforeSomethingIsLost();
    void asksNothingWhenTheSessionEnds();
    void savesWhileClosing();
    void asksAboutARunWhoseFileWasReplaced();
    void stopsWhileClosing();
};

void TestWindowClosing::closesAtOnceWithNothingToLose() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    QVERIFY(setup.window->close());
    QVERIFY(!setup.find<QMessageBox>("unsavedBox"));
}

void TestWindowClosing::asksBeforeSomethingIsLost() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.action("start")->trigger();
    TRY_DONE(setup);
    QVERIFY(!setup.window->close());
    auto* box = setup.find<QMessageBox>("unsavedBox");
    QVERIFY(box);
    QVERIFY2(box->text().contains(QString::fromStdString(setup.script->device.name)),
             qPrintable(box->text()));
    box->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(!setup.find<QMessageBox>("unsavedBox"));
    QVERIFY(setup.window->isVisible());
    QVERIFY(!setup.window->close());
    setup.find<QPushButton>("discardButton")->click();
    QTRY_VERIFY(!setup.window->isVisible());
    setup.crash();
    QVERIFY(abandonedJournals(pathIn(setup.folder, "journal")).empty());
}

void TestWindowClosing::asksNothingWhenTheSessionEnds() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.action("start")->trigger();
    TRY_DONE(setup);
    // Through the platform, as a session's manager does; ignored, it would go on.
    QTimer::singleShot(0, setup.window.get(), &QCoreApplication::quit);
    QTimer::singleShot(10'000, setup.window.get(), [] { QCoreApplication::exit(1); });
    QCOMPARE(QCoreApplication::exec(), 0);
    QVERIFY(!setup.window->isVisible());
    setup.crash();
    const QStringList kept =
        QDir(setup.folder.filePath(QStringLiteral("journal"))).entryList({QStringLiteral("*.jsonl")});
    QCOMPARE(kept.size(), 1);
    QFile journal(setup.folder.filePath(QStringLiteral("journal/") + kept.front()));
    QVERIFY(journal.open(QIODevice::ReadOnly));
    QCOMPARE(journal.readAll().count('\n'), 2 + kPoints);
}

void TestWindowClosing::savesWhileClosing() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.action("start")->trigger();
    TRY_DONE(setup);
    QVERIFY(!setup.window->close());
    setup.find<QPushButton>("saveButton")->click();
    QTRY_VERIFY(setup.find<QFileDialog>("fileDialog"));
    const QString path = setup.folder.filePath(QStringLiteral("late.headroom.json"));
    setup.choose(path);
    QTRY_VERIFY(!setup.window->isVisible());
    QVERIFY(QFile::exists(path));
}

void TestWindowClosing::asksAboutARunWhoseFileWasReplaced() {
    WindowFixture setup;
    const QString path = setup.at("keep.headroom.json");
    QVERIFY(writeRunFile(path.toStdString(), sampleRun(sampleSpec(2))));
    setup.window->openRuns({path});
    setup.measure(setup.tableRows());
    QVERIFY(!setup.window->close());
    setup.find<QPushButton>("saveButton")->click();
    QTRY_VERIFY(setup.find<QFileDialog>("fileDialog"));
    setup.choose(path);
    setup.find<QPushButton>("replaceButton")->click();
    QTRY_VERIFY(setup.find<QMessageBox>("unsavedBox")); // about the run that stood there
    QVERIFY2(setup.find<QMessageBox>("unsavedBox")->text().contains(QStringLiteral("keep")),
             qPrintable(setup.find<QMessageBox>("unsavedBox")->text()));
    QVERIFY(setup.window->isVisible());
    setup.find<QPushButton>("discardButton")->click();
    QTRY_VERIFY(!setup.window->isVisible());
}

void TestWindowClosing::stopsWhileClosing() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.script->holdAt(1);
    setup.action("start")->trigger();
    QVERIFY(setup.script->waitUntilHeld());
    setup.window->close(); // nothing measured yet: nothing to ask
    QTRY_VERIFY(!setup.window->isVisible());
    QCOMPARE(setup.script->sessionsOpen(), 0);
}

HEADROOM_TEST(TestWindowClosing, Windows)

} // namespace headroom::testing::tst_window_closing

#include "tst_window_closing.moc"
