// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/growing_parts.h"
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/follow_desk.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QProgressBar>
#include <QStatusBar>

#include <memory>

namespace headroom::testing::tst_window_follow {

using namespace headroom::ui;

/// A folder in which others measure the parts of a sweep, shown as one run that grows.
class TestWindowFollow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        failOnWarnings();
        m_setup = std::make_unique<WindowFixture>();
        m_folder = m_setup->at("job");
        QVERIFY(QDir().mkpath(m_folder));
        m_parts = std::make_unique<GrowingParts>(m_folder, 3);
    }
    void cleanup() {
        m_parts.reset();
        m_setup.reset();
    }
    void partsGrowOnTheChart();
    void theFolderIsChosenOrDropped();
    void followingEndsWhenTold();
    void followingEndsWithItsRun();
    void theWholeRunIsLikeAnyOther();
    void nothingIsAskedWhenTheWindowCloses();
    void eachPlanIsARun();
    void aPartThatCannotBeReadIsNamed();
    void manyFaultsAreTold();
    void aFolderThatIsNotThereIsTold();
    void aFolderMayGoAndComeBack();
    void anEmptyFolderIsWaitedFor();
    void progressIsToldInWords();

private:
    FollowDesk* desk() const { return m_setup->window->findChild<FollowDesk*>(); }
    QString progress() const {
        return m_setup->window->statusBar()->findChild<QLabel*>(QStringLiteral("progressText"))->text();
    }
    void follow() const { m_setup->window->openRuns({m_folder}); }

    std::unique_ptr<WindowFixture> m_setup;
    QString m_folder;
    std::unique_ptr<GrowingParts> m_parts;
};

void TestWindowFollow::partsGrowOnTheChart() {
    m_parts->writeJournal(1, 2);
    follow();
    QVERIFY(m_setup->action("stopFollowing")->isEnabled());
    QTRY_COMPARE(m_setup->tableRows(), 2);
    QTRY_COMPARE(progress().section(QStringLiteral(", last"), 0, 0),
                 QStringLiteral("2 of 28 points, 1 of 3 parts, 0 finished"));
    QVERIFY(m_setup->find<QProgressBar>("progressBar")->isVisible());
    m_parts->writeJournal(2, 1, R"({"point":{"in)"); // a row that is being written
    m_parts->append(1, 2);
    desk()->look();
    QTRY_COMPARE(m_setup->tableRows(), 4);
    m_parts->writeJournal(2, m_parts->sizeOf(2)); // killed, and gone on
    desk()->look();
    QTRY_COMPARE(m_setup->tableRows(), int(3 + m_parts->sizeOf(2)));
    QTRY_VERIFY(progress().contains(QStringLiteral("2 of 3 parts, 1 finished")));
    QCOMPARE(m_setup->notices(), QString());
    for (std::size_t row = 3; row < m_parts->sizeOf(1); ++row)
        m_parts->append(1, row);
    m_parts->writeJournal(3, m_parts->sizeOf(3));
    desk()->look();
    QTRY_COMPARE(progress(), QStringLiteral("28 points of 3 parts"));
    QCOMPARE(m_setup->tableRows(), 28);
    QVERIFY(!desk()->isFollowing());
    QVERIFY(!m_setup->action("stopFollowing")->isEnabled());
    QVERIFY(!m_setup->find<QProgressBar>("progressBar")->isVisible());
}

void TestWindowFollow::theFolderIsChosenOrDropped() {
    m_parts->writeJournal(1, 2);
    m_setup->action("openFolder")->trigger();
    m_setup->choose(m_folder);
    QTRY_COMPARE(m_setup->tableRows(), 2);
    m_parts->append(1, 2);
    m_setup->drop({m_folder}); // which is followed already
    QTRY_COMPARE(m_setup->tableRows(), 3);
}

void TestWindowFollow::followingEndsWhenTold() {
    m_parts->writeJournal(1, 2);
    follow();
    QTRY_COMPARE(m_setup->tableRows(), 2);
    m_setup->action("stopFollowing")->trigger();
    QVERIFY(!desk()->isFollowing());
    QCOMPARE(progress(), QStringLiteral("Stopped following: 2 of 28 points"));
    QCOMPARE(m_setup->tableRows(), 2);
}

void TestWindowFollow::followingEndsWithItsRun() {
    m_parts->writeJournal(1, 2);
    follow();
    QTRY_COMPARE(m_setup->tableRows(), 2);
    auto* legend = m_setup->find<QAbstractItemView>("legend");
    legend->setFocus();
    legend->setCurrentIndex(legend->model()->index(0, 0));
    QTest::keyClick(legend, Qt::Key_Delete);
    QCOMPARE(m_setup->tableRows(), 0);
    QVERIFY(!desk()->isFollowing());
}

void TestWindowFollow::theWholeRunIsLikeAnyOther() {
    for (int number = 1; number <= 3; ++number)
        m_parts->writeJournal(number, m_parts->sizeOf(number));
    follow();
    QTRY_COMPARE(progress(), QStringLiteral("28 points of 3 parts"));
    QVERIFY(!m_setup->window->isWindowModified()); // the parts hold it
    m_setup->action("saveRun")->trigger();
    m_setup->choose(m_setup->at("all.headroom.json"));
    const Result<Run> saved = readRunFile(m_setup->at("all.headroom.json").toStdString());
    QVERIFY2(saved, saved ? "" : saved.error().reason.c_str());
    const Result<Run> merged = mergeRuns({m_parts->part(1), m_parts->part(2), m_parts->part(3)});
    QVERIFY(merged && *saved == *merged);
}

void TestWindowFollow::nothingIsAskedWhenTheWindowCloses() {
    m_parts->writeJournal(1, 2);
    follow();
    QTRY_COMPARE(m_setup->tableRows(), 2);
    m_parts->append(1, 2);
    desk()->look();
    QTRY_COMPARE(m_setup->tableRows(), 3);
    QVERIFY(!m_setup->window->isWindowModified());
    QVERIFY(m_setup->window->close());
}

void TestWindowFollow::eachPlanIsARun() {
    SweepSpec spec = sampleSpec(4);
    spec.heads = 16;
    m_parts->writeJournal(1, 2);
    GrowingParts(m_folder, 4, spec).writeJournal(2, 3);
    follow();
    QTRY_COMPARE(m_setup->tableRows(), 5);
    QTRY_VERIFY(progress().startsWith(QStringLiteral("2 runs, 5 of ")));
}

void TestWindowFollow::aPartThatCannotBeReadIsNamed() {
    m_parts->writeJournal(1, 2);
    m_parts->write(QStringLiteral("part9.jsonl"), "nothing of ours\n");
    follow();
    QTRY_COMPARE(m_setup->tableRows(), 2);
    QTRY_VERIFY(m_setup->notices().contains(QStringLiteral("part9.jsonl as a journal")));
    m_parts->append(1, 2);
    desk()->look();
    QTRY_COMPARE(m_setup->tableRows(), 3);
}

void TestWindowFollow::manyFaultsAreTold() {
    for (int i = 0; i < 20; ++i)
        m_parts->write(QStringLiteral("broken%1.jsonl").arg(i), "nothing of ours\n");
    m_parts->writeJournal(1, 2);
    follow();
    QTRY_VERIFY(m_setup->notices().contains(QStringLiteral("So it is with 17 more files")));
    QTRY_COMPARE(m_setup->tableRows(), 2);
}

void TestWindowFollow::aFolderThatIsNotThereIsTold() {
    QVERIFY(QDir().rmdir(m_folder));
    follow();
    QTRY_VERIFY(m_setup->find<QMessageBox>("errorBox"));
    QVERIFY(!desk()->isFollowing());
    delete m_setup->find<QMessageBox>("errorBox");
    desk()->follow(m_folder); // it went between the choice and the look
    QTRY_VERIFY(m_setup->find<QMessageBox>("errorBox"));
    QVERIFY2(
        m_setup->find<QMessageBox>("errorBox")->informativeText().endsWith(QStringLiteral(" is not there.")),
        qPrintable(m_setup->find<QMessageBox>("errorBox")->informativeText()));
    QVERIFY(!desk()->isFollowing());
}

void TestWindowFollow::aFolderMayGoAndComeBack() {
    m_parts->writeJournal(1, 2);
    follow();
    QTRY_COMPARE(m_setup->tableRows(), 2);
    QVERIFY(QDir().rename(m_folder, m_folder + QStringLiteral("-away")));
    desk()->look();
    QTRY_COMPARE(progress(), QStringLiteral("The folder cannot be read now"));
    QVERIFY(m_setup->notices().contains(QStringLiteral(" is not there.")));
    QCOMPARE(m_setup->tableRows(), 2);
    QVERIFY(QDir().rename(m_folder + QStringLiteral("-away"), m_folder));
    m_parts->append(1, 2);
    desk()->look();
    QTRY_COMPARE(m_setup->tableRows(), 3);
}

void TestWindowFollow::anEmptyFolderIsWaitedFor() {
    follow();
    QTRY_COMPARE(progress(), QStringLiteral("No part of a sweep yet"));
    QVERIFY(m_setup->notices().contains(QStringLiteral("There is no part of a sweep in")));
    m_parts->writeJournal(1, 1);
    desk()->look();
    QTRY_COMPARE(m_setup->tableRows(), 1);
    QCOMPARE(m_setup->notices(), QString());
}

void TestWindowFollow::progressIsToldInWords() {
    using namespace std::chrono_literals;
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    FollowCount count;
    count.runs = 1;
    count.points = 1234;
    count.planned = 2730;
    count.parts = count.allParts = 4;
    count.finished = 1;
    const auto now = std::chrono::system_clock::now();
    const auto after = [&](std::chrono::seconds span) {
        count.lastRow = now - span;
        return followText(count, now);
    };
    QCOMPARE(after(5s), QStringLiteral("1,234 of 2,730 points, 4 parts, 1 finished, last row 5 s ago"));
    QVERIFY(after(-5s).endsWith(QStringLiteral("last row 0 s ago"))); // a clock was set back
    QVERIFY(after(3min).endsWith(QStringLiteral("last row 3 min ago")));
    QVERIFY(after(47h).endsWith(QStringLiteral("last row 47 h ago")));
    QVERIFY(after(100h).endsWith(QStringLiteral("last row 4 days ago")));
    QCOMPARE(followEndText(count), QStringLiteral("Stopped following: 1,234 of 2,730 points"));
    count.finished = 4;
    QCOMPARE(followEndText(count), QStringLiteral("1,234 points of 4 parts"));
    QLocale::setDefault(before);
}

HEADROOM_TEST(TestWindowFollow, Windows)

} // namespace headroom::testing::tst_window_follow

#include "tst_window_follow.moc"
