// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/presented_window.h"

#include <QFile>
#include <QMessageBox>
#include <QTimer>

namespace headroom::testing::tst_presentation_notices {

using namespace headroom::ui;

/// What the window has to say while its chart is presented.
class TestPresentationNotices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void init() { failOnWarnings(); }
    void noticesWait();
    void noneOfManyNoticesIsLost();
    void questionsWait();
    void reportsWait();
    void waitingReportsComeOneByOne();
    void whatWasAskedForIsAnswered();
};

void TestPresentationNotices::noticesWait() {
    PresentedWindow setup;
    auto* bar = setup.find<NoticeBar>("noticeBar");
    bar->say(QStringLiteral("Before."));
    QTRY_VERIFY(setup.ready());
    setup.present();
    QVERIFY(!bar->isVisible());
    setup.script->failAt(3, {Status::DeviceLost, "The device fell off the bus."});
    setup.action("start")->trigger();
    TRY_DONE(setup);
    QVERIFY(!bar->isVisible());
    QCOMPARE(setup.chart->size(), setup.window->size());
    setup.action("start")->trigger(); // takes away what was read
    TRY_DONE(setup);
    setup.action("presentation")->trigger();
    QVERIFY(bar->isVisible());
    QVERIFY(!setup.notices().contains(QStringLiteral("Before.")));
    QVERIFY(setup.notices().contains(QStringLiteral("The device fell off the bus.")));
    for (const Notice* notice : bar->findChildren<Notice*>())
        QVERIFY(notice->isVisible());
    bar->dismissSentences();
    QVERIFY(!bar->isVisible());
}

void TestPresentationNotices::noneOfManyNoticesIsLost() {
    PresentedWindow setup;
    auto* bar = setup.find<NoticeBar>("noticeBar");
    setup.present();
    for (int i = 0; i < 5; ++i)
        bar->say(QStringLiteral("Sentence %1.").arg(i));
    setup.action("presentation")->trigger();
    const auto seen = [bar] {
        QStringList texts;
        for (const Notice* notice : bar->findChildren<Notice*>())
            if (notice->isVisible())
                texts << notice->text().left(10).right(1);
        return texts.join(QString());
    };
    QCOMPARE(seen(), QStringLiteral("012"));
    bar->say(QStringLiteral("Sentence 5.")); // waits with the others
    QCOMPARE(seen(), QStringLiteral("012"));
    bar->findChildren<Notice*>().constFirst()->dismiss();
    QCOMPARE(seen(), QStringLiteral("123"));
    bar->dismissSentences();
    QCOMPARE(seen(), QStringLiteral("45"));
}

void TestPresentationNotices::questionsWait() {
    PresentedWindow setup;
    auto* bar = setup.find<NoticeBar>("noticeBar");
    setup.present();
    for (int i = 0; i < 4; ++i)
        bar->say(QStringLiteral("Sentence %1.").arg(i));
    Notice* question = bar->ask(QStringLiteral("What now?"));
    QPushButton* answer = question->offer(QStringLiteral("Wait"));
    QVERIFY(!answer->isVisible());
    setup.action("presentation")->trigger();
    QVERIFY(answer->isVisible());
}

void TestPresentationNotices::reportsWait() {
    PresentedWindow setup;
    setup.present();
    QFile broken(setup.at("broken.headroom.json"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{");
    broken.close();
    setup.window->openRuns({broken.fileName()}); // as from the command line
    QVERIFY(!setup.find<QWidget>("errorBox"));
    setup.action("presentation")->trigger();
    QTRY_VERIFY(setup.find<QMessageBox>("errorBox"));
    auto* box = setup.find<QMessageBox>("errorBox");
    QVERIFY(box->text().contains(QStringLiteral("broken.headroom.json")));
    box->close();
    QTRY_VERIFY(!setup.find<QWidget>("errorBox"));
    setup.action("presentation")->trigger();
    setup.window->openRuns({broken.fileName()});
    QVERIFY(setup.window->close()); // nobody is left to read it
    QCoreApplication::processEvents();
    QVERIFY(!setup.find<QWidget>("errorBox"));
}

void TestPresentationNotices::waitingReportsComeOneByOne() {
    PresentedWindow setup;
    setup.present();
    const QStringList names{QStringLiteral("a.headroom.json"), QStringLiteral("b.headroom.json")};
    for (const QString& name : names)
        setup.window->openRuns({setup.at(qPrintable(name))}); // none is there
    setup.action("presentation")->trigger();
    const auto boxes = [&setup] {
        return setup.window->findChildren<QMessageBox*>(QStringLiteral("errorBox"));
    };
    for (const auto key : {Qt::Key_Return, Qt::Key_Escape}) {
        QTRY_COMPARE(boxes().size(), 1);
        QMessageBox* box = boxes().constFirst();
        QVERIFY(box->text().contains(names[key == Qt::Key_Return ? 0 : 1]));
        QTRY_VERIFY(box->isActiveWindow());
        QTest::keyClick(box, key);
        QTRY_VERIFY(boxes().isEmpty() || boxes().constFirst() != box);
    }
    QTRY_VERIFY(boxes().isEmpty());
}

void TestPresentationNotices::whatWasAskedForIsAnswered() {
    PresentedWindow setup;
    setup.measure();
    setup.window->openRuns({setup.at("a.headroom.json")});
    setup.find<QMessageBox>("errorBox")->close();
    setup.present();
    QVERIFY(setup.plot->stageNote().isEmpty());
    setup.action("openRun")->trigger();
    setup.choose(QStringLiteral("/dev/null"));
    QCOMPARE(setup.plot->stageNote(), QStringLiteral("null cannot be opened."));
    setup.action("replayRun")->trigger();
    setup.choose(QStringLiteral("/dev/null"));
    QCOMPARE(setup.plot->stageNote(), QStringLiteral("null cannot be replayed."));
    QMetaObject::invokeMethod(setup.find<QTimer>("answerIsRead"), "timeout");
    QVERIFY(setup.plot->stageNote().isEmpty());
    setup.action("saveRun")->trigger();
    setup.choose(setup.at("run.headroom.json"));
    QCOMPARE(setup.plot->stageNote(), QStringLiteral("Written: run.headroom.json"));
    QVERIFY(!setup.find<QWidget>("errorBox"));
}

HEADROOM_TEST(TestPresentationNotices, Windows)

} // namespace headroom::testing::tst_presentation_notices

#include "tst_presentation_notices.moc"
