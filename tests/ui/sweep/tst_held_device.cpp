// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"

#include "engine/claim/device_lock.h"
#include "ui/chart/plot_widget.h"

#include <QLabel>
#include <QSignalSpy>

namespace headroom::testing::tst_held_device {

using namespace headroom::ui;

namespace {

DeviceInfo lockedCpu() {
    DeviceInfo device = scriptedCpu();
    device.hardwareIds = {"scripted"};
    return device;
}

/// A window whose sweep waits for a program that measures on its device.
struct WaitingWindow : WindowFixture {
    WaitingWindow() : WindowFixture(lockedCpu()) {
        holder.emplace(DeviceLock::take({"scripted"}, "something else"));
        if (holder->holder || !holder->problem.empty())
            qFatal("cannot hold the device");
    }

    void startAndWait() const {
        QTRY_VERIFY(ready());
        action("start")->trigger();
        QTRY_VERIFY(asks());
    }
    bool asks() const {
        return find<QWidget>("noticeBar")->isVisible() && find<QPushButton>("waitButton") != nullptr;
    }
    QString progress() const { return find<QLabel>("progressText")->text(); }

    std::optional<LockAttempt> holder;
};

const QString kWaiting =
    QStringLiteral("Waiting for tests_ui %1 (process %2, user ").arg(QStringLiteral(HEADROOM_VERSION));

} // namespace

/// What the window does where another program measures on its device.
class TestHeldDevice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void asksAndGoesOnByItself();
    void waitsWhenToldTo();
    void measuresAnyway();
    void cancels();
    void stopWorks();
    void closesWhileItWaits();
    void restartsWhileItWaits();
    void aPresentationSaysSo();
    void aPausedWindowHoldsIt();
    void resumedItStillWaits();
    void otherNoticesStay();
    void otherNoticesDoNotTakeItsPlace();
    void foreignTextIsPlain();
};

void TestHeldDevice::asksAndGoesOnByItself() {
    WaitingWindow setup;
    setup.startAndWait();
    const QString text = setup.notices();
    QVERIFY2(text.contains(QStringLiteral("cpu is in use: tests_ui ")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("something else")));
    QVERIFY2(setup.progress().startsWith(kWaiting.arg(QCoreApplication::applicationPid())),
             qPrintable(setup.progress()));
    QVERIFY(!setup.action("pause")->isEnabled());
    QVERIFY(setup.action("stop")->isEnabled());
    for (const char* name : {"waitButton", "measureAnywayButton", "cancelWaitingButton"})
        QVERIFY(!setup.find<QPushButton>(name)->toolTip().isEmpty());
    QCOMPARE(setup.script->prepared(), 0);
    setup.holder.reset(); // unanswered, the question goes when it no longer matters
    QTRY_COMPARE(setup.tableRows(), kPoints);
    TRY_DONE(setup);
    QVERIFY(!setup.asks());
    QCOMPARE(setup.script->prepared(), kPoints);
}

void TestHeldDevice::waitsWhenToldTo() {
    WaitingWindow setup;
    setup.startAndWait();
    setup.find<QPushButton>("waitButton")->click();
    QVERIFY(!setup.asks());
    QVERIFY(setup.progress().startsWith(kWaiting.arg(QCoreApplication::applicationPid())));
    setup.holder.reset();
    TRY_DONE(setup);
    QTRY_COMPARE(setup.tableRows(), kPoints);
    QVERIFY(!setup.asks());
}

void TestHeldDevice::aPresentationSaysSo() {
    WaitingWindow setup;
    QTRY_VERIFY(setup.ready());
    setup.action("presentation")->trigger();
    setup.action("start")->trigger();
    auto* plot = setup.find<PlotWidget>("plot");
    QTRY_COMPARE(plot->stageNote(),
                 QString::fromUtf8("Waiting for tests_ui %1…").arg(QStringLiteral(HEADROOM_VERSION)));
    QVERIFY(QFontMetricsF(plot->frameFonts().subtitle).horizontalAdvance(plot->stageNote()) <
            plot->stageNoteRoom().width());
    QVERIFY(!setup.find<NoticeBar>("noticeBar")->isVisible()); // the question waits, as the sweep does
    setup.holder.reset();
    TRY_DONE(setup);
    QVERIFY(plot->stageNote().isEmpty());
}

void TestHeldDevice::measuresAnyway() {
    WaitingWindow setup;
    setup.startAndWait();
    setup.find<QPushButton>("measureAnywayButton")->click();
    QTRY_COMPARE(setup.tableRows(), kPoints);
    TRY_DONE(setup);
    const QString csv = setup.at("data.csv");
    setup.action("exportCsv")->trigger();
    setup.choose(csv);
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count("device-busy"), kPoints);
}

void TestHeldDevice::cancels() {
    WaitingWindow setup;
    setup.startAndWait();
    setup.find<QPushButton>("cancelWaitingButton")->click();
    TRY_DONE(setup);
    QVERIFY(!setup.asks());
    QCOMPARE(setup.tableRows(), 0);
    QCOMPARE(setup.script->prepared(), 0);
}

void TestHeldDevice::stopWorks() {
    WaitingWindow setup;
    setup.startAndWait();
    setup.action("stop")->trigger();
    TRY_DONE(setup);
    QVERIFY(!setup.asks());
    QVERIFY2(setup.progress().contains(QStringLiteral("Stopped")), qPrintable(setup.progress()));
    // And a new start asks anew.
    setup.startAndWait();
    QVERIFY(setup.asks());
    setup.action("stop")->trigger();
    TRY_DONE(setup);
}

void TestHeldDevice::closesWhileItWaits() {
    WaitingWindow setup;
    setup.startAndWait();
    QVERIFY(!setup.window->close()); // it stops first
    QTRY_VERIFY(!setup.window->isVisible());
}

void TestHeldDevice::restartsWhileItWaits() {
    WaitingWindow setup;
    setup.startAndWait();
    setup.action("start")->trigger();
    QTRY_VERIFY(setup.progress().startsWith(QStringLiteral("Waiting for ")) && setup.asks());
    setup.holder.reset();
    QTRY_COMPARE(setup.tableRows(), kPoints);
    TRY_DONE(setup);
}

void TestHeldDevice::aPausedWindowHoldsIt() {
    WindowFixture first(lockedCpu());
    QTRY_VERIFY(first.ready());
    first.script->holdAt(3);
    first.action("start")->trigger();
    QTRY_COMPARE(first.tableRows(), 2);
    first.action("pause")->trigger();
    first.script->release();
    QTRY_VERIFY(first.find<QLabel>("progressText")->text().contains(QStringLiteral("paused")));
    WindowFixture second(lockedCpu());
    QTRY_VERIFY(second.ready());
    second.action("start")->trigger();
    QTRY_VERIFY(second.find<QPushButton>("waitButton"));
    QVERIFY(second.notices().contains(QStringLiteral("key-query-score in f32")));
    first.action("pause")->trigger();
    TRY_DONE(first);
    QTRY_COMPARE(second.tableRows(), kPoints);
    TRY_DONE(second);
    QCOMPARE(first.tableRows(), kPoints);
}

void TestHeldDevice::resumedItStillWaits() {
    WaitingWindow setup;
    QTRY_VERIFY(setup.ready());
    setup.action("start")->trigger();
    setup.action("pause")->trigger(); // before it is known that the device is held
    QTRY_VERIFY(setup.asks());
    setup.action("pause")->trigger();
    QVERIFY2(setup.progress().startsWith(kWaiting.arg(QCoreApplication::applicationPid())),
             qPrintable(setup.progress()));
    QVERIFY(setup.asks());
    setup.holder.reset();
    QTRY_COMPARE(setup.tableRows(), kPoints);
    TRY_DONE(setup);
}

void TestHeldDevice::otherNoticesDoNotTakeItsPlace() {
    WaitingWindow setup;
    setup.startAndWait();
    auto* bar = setup.find<NoticeBar>("noticeBar");
    for (int i = 0; i < 5; ++i)
        bar->say(QStringLiteral("Sentence %1.").arg(i));
    bar->say(QStringLiteral("Sentence 4.")); // once is enough
    QVERIFY(setup.asks());
    const QStringList lines = setup.notices().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines.first().contains(QStringLiteral("cpu is in use")));
    QCOMPARE(lines.last(), QStringLiteral("Sentence 4."));
    setup.find<QPushButton>("cancelWaitingButton")->click();
    TRY_DONE(setup);
    QVERIFY(!setup.asks());
    QVERIFY(bar->isVisible() && setup.notices().startsWith(QStringLiteral("Sentence 2.")));
    bar->dismissSentences();
    QVERIFY(!bar->isVisible());
}

void TestHeldDevice::otherNoticesStay() {
    WaitingWindow setup;
    setup.startAndWait();
    setup.find<QPushButton>("waitButton")->click();
    setup.script->failOpen({Status::OutOfMemory, "Nothing is free."});
    setup.holder.reset();
    TRY_DONE(setup);
    QVERIFY(setup.find<QWidget>("noticeBar")->isVisible());
    QVERIFY(setup.notices().contains(QStringLiteral("Nothing is free.")));
}

void TestHeldDevice::foreignTextIsPlain() {
    WaitingWindow setup;
    QFile file(QString::fromStdString(lockFolder()) + QStringLiteral("/headroom-scripted.lock"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("headroom-lock 1\nprogram <img src='/dev/zero'>\nuser <b>me</b>\nend\n");
    file.close();
    setup.startAndWait();
    QCOMPARE(setup.find<QLabel>("noticeText")->textFormat(), Qt::PlainText);
    QVERIFY(setup.notices().contains(QStringLiteral("<img src='/dev/zero'>")));
    QCOMPARE(setup.find<QLabel>("progressText")->textFormat(), Qt::PlainText);
    setup.action("stop")->trigger();
    TRY_DONE(setup);
}

HEADROOM_TEST(TestHeldDevice, Windows)

} // namespace headroom::testing::tst_held_device

#include "tst_held_device.moc"
