// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/journal_folder.h"
#include "engine/io/journal_survey.h"
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/runs/run_library.h"

#include <QFile>
#include <QMessageBox>
#include <QRegularExpression>

#include <filesystem>
#include <memory>

namespace headroom::testing::tst_window_journals {

using namespace headroom::ui;

/// What the window makes of journals: those left behind, and its own.
class TestWindowJournals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void recoversAfterACrash();
    void saysThatAnotherWindowHasIt();
    void throwsAwayWhatIsNotWanted();
    void throwsNothingOfAnotherWindowAway();
    void namesBrokenJournalsOnce();
    void offersNothingOfAnotherWindow();
    void tellsOfAFailingJournalWhileTheRunGoesOn();
};

void TestWindowJournals::recoversAfterACrash() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.script->holdAt(6);
    setup.action("start")->trigger();
    QTRY_COMPARE(setup.tableRows(), 5);
    setup.crash();
    setup.open();
    QTRY_VERIFY(setup.find<QPushButton>("recoverButton"));
    QVERIFY(setup.find<QWidget>("noticeBar")->isVisible());
    QCOMPARE(setup.tableRows(), 0);
    QVERIFY2(setup.notices().contains(QStringLiteral("kept: 5 of 8 points on ")),
             qPrintable(setup.notices()));
    setup.find<QPushButton>("recoverButton")->click();
    QCOMPARE(setup.tableRows(), 5);
    QVERIFY(setup.window->isWindowModified());
    static const QRegularExpression named(
        QStringLiteral("^Recovered \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC"));
    QVERIFY2(named.match(setup.window->windowTitle()).hasMatch(), qPrintable(setup.window->windowTitle()));
    QVERIFY(!setup.find<QWidget>("noticeBar")->isVisible());
}

void TestWindowJournals::saysThatAnotherWindowHasIt() {
    WindowFixture setup;
    setup.measure();
    setup.crash();
    setup.open();
    QTRY_VERIFY(setup.find<QPushButton>("recoverButton"));
    JournalFolder another(setup.journals());
    const std::vector<std::filesystem::path> left = abandonedJournals(another);
    QCOMPARE(left.size(), std::size_t{1});
    QVERIFY(another.claim(left.front()));
    setup.find<QPushButton>("recoverButton")->click();
    QTRY_VERIFY(setup.find<QMessageBox>("errorBox"));
    QVERIFY2(
        setup.find<QMessageBox>("errorBox")->informativeText().contains(QStringLiteral("Another window has")),
        qPrintable(setup.find<QMessageBox>("errorBox")->informativeText()));
    setup.find<QMessageBox>("errorBox")->close();
}

void TestWindowJournals::throwsAwayWhatIsNotWanted() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.action("start")->trigger();
    TRY_DONE(setup);
    setup.crash();
    setup.open();
    QTRY_VERIFY(setup.find<QPushButton>("throwAwayButton"));
    const auto kept = [&setup] { return abandonedJournals(pathIn(setup.folder, "journal")).size(); };
    QCOMPARE(kept(), std::size_t{1});
    setup.find<QPushButton>("throwAwayButton")->click(); // asks, for it is the only copy
    QCOMPARE(kept(), std::size_t{1});
    setup.find<QPushButton>("keepButton")->click();
    QTRY_VERIFY(setup.find<QPushButton>("recoverButton")); // offered again
    setup.find<QPushButton>("throwAwayButton")->click();
    setup.find<QPushButton>("throwAwayForGoodButton")->click();
    QCOMPARE(kept(), std::size_t{0});
}

void TestWindowJournals::throwsNothingOfAnotherWindowAway() {
    WindowFixture setup;
    setup.measure();
    setup.crash();
    setup.open();
    QTRY_VERIFY(setup.find<QPushButton>("throwAwayButton"));
    JournalFolder another(setup.journals());
    const std::vector<std::filesystem::path> left = abandonedJournals(another);
    QCOMPARE(left.size(), std::size_t{1});
    QVERIFY(another.claim(left.front()));
    setup.find<QPushButton>("throwAwayButton")->click();
    setup.find<QPushButton>("throwAwayForGoodButton")->click();
    QTRY_VERIFY2(setup.notices().contains(QStringLiteral("One journal belongs to another window now")),
                 qPrintable(setup.notices()));
    QVERIFY(std::filesystem::exists(left.front()));
}

void TestWindowJournals::namesBrokenJournalsOnce() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.crash();
    QVERIFY(std::filesystem::create_directories(setup.journals()));
    const QString broken = toQString(setup.journals() / "broken.jsonl");
    QVERIFY(QFile(broken).open(QIODevice::WriteOnly));
    setup.open();
    QTRY_VERIFY(setup.notices().contains(QStringLiteral("One journal holds no")));
    QVERIFY(!setup.find<QPushButton>("recoverButton")); // there is nothing to recover
    QVERIFY(!QFile::exists(broken));
    QVERIFY(std::filesystem::exists(setup.journals() / "set-aside" / "broken.jsonl"));
    setup.crash();
    QCOMPARE(surveyJournals(*std::make_unique<JournalFolder>(setup.journals())).journals.size(),
             std::size_t(0));
}

void TestWindowJournals::offersNothingOfAnotherWindow() {
    WindowFixture running;
    QTRY_VERIFY(running.ready());
    running.script->holdAt(4);
    running.action("start")->trigger();
    QTRY_COMPARE(running.tableRows(), 3);
    const auto offered = [&running] {
        JournalFolder another(running.journals());
        return surveyJournals(another).paths(JournalState::LeftBehind).size();
    };
    QCOMPARE(offered(), std::size_t(0)); // under way
    running.release();
    TRY_DONE(running);
    QCOMPARE(offered(), std::size_t(0)); // completed, and not saved
    running.crash();
    QCOMPARE(offered(), std::size_t(1));
}

void TestWindowJournals::tellsOfAFailingJournalWhileTheRunGoesOn() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    QVERIFY(QFile(toQString(setup.journals())).open(QIODevice::WriteOnly)); // where the folder would be
    setup.script->holdAt(4);
    setup.action("start")->trigger();
    QTRY_COMPARE(setup.tableRows(), 3);
    QTRY_VERIFY(setup.notices().contains(QStringLiteral("No journal is kept")));
    QVERIFY(setup.find<QWidget>("noticeBar")->isVisible());
    QVERIFY(!setup.idle());
    setup.release();
    TRY_DONE(setup);
    QCOMPARE(setup.tableRows(), kPoints);
}

HEADROOM_TEST(TestWindowJournals, Windows)

} // namespace headroom::testing::tst_window_journals

#include "tst_window_journals.moc"
