// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/chart/chart_panel.h"
#include "ui/widgets/elided_label.h"

#include <QScreen>

namespace headroom::testing::tst_window_place {

using namespace headroom::ui;

/// Where a window opens, on the test's screen of 800 × 800, and what stands where in it.
class TestWindowPlace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void fitsTheScreen();
    void whatIsSaidLeavesTheFormAlone();
    void textsThatAreCutSaySo();
};

void TestWindowPlace::fitsTheScreen() {
    WindowFixture setup;
    QVERIFY(setup.window->width() >
            setup.window->screen()->availableGeometry().width()); // as a test wants it
    const auto fits = [&setup](const QByteArray& remembered) {
        setup.crash();
        ui::Preferences preferences(setup.at("settings.ini"));
        preferences.setGeometry(remembered);
        MainWindow window({std::make_shared<ScriptedDevices>(setup.script), &preferences,
                           std::make_shared<JournalFolder>(setup.journals())});
        window.show();
        const QRect available = window.screen()->availableGeometry();
        QVERIFY2(available.contains(window.frameGeometry()),
                 qPrintable(QDebug::toString(window.frameGeometry())));
        QVERIFY(window.height() + 20 < available.height()); // a title bar has room
        QVERIFY(window.findChild<ChartPanel*>()->width() >= 320);
    };
    fits({}); // the first
    QWidget elsewhere;
    elsewhere.resize(1900, 1000);
    for (const QPoint& place : {QPoint(5000, 3000), QPoint(-4000, -200), QPoint(10, 790)}) {
        elsewhere.move(place); // on a screen that is gone
        fits(elsewhere.saveGeometry());
    }
    setup.open();
}

void TestWindowPlace::whatIsSaidLeavesTheFormAlone() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    auto* seq = setup.find<QWidget>("seq");
    const QPoint before = seq->mapTo(setup.window.get(), QPoint());
    auto* bar = setup.find<NoticeBar>("noticeBar");
    bar->say(QStringLiteral("Something happened."));
    QTRY_VERIFY(bar->height() > 20);
    QCoreApplication::processEvents();
    QCOMPARE(seq->mapTo(setup.window.get(), QPoint()), before);
    QVERIFY(bar->mapTo(setup.window.get(), QPoint()).x() > seq->width());
}

void TestWindowPlace::textsThatAreCutSaySo() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    auto* readout = setup.find<ElidedLabel>("readout");
    readout->setText(QStringLiteral("short"));
    QCOMPARE(readout->shownText(), QStringLiteral("short"));
    readout->setText(QString(400, QLatin1Char('x')));
    QVERIFY(readout->shownText().endsWith(QStringLiteral("…")));
    QVERIFY(readout->shownText().size() < 300);
    QCOMPARE(setup.window->width(), 1280);
}

HEADROOM_TEST(TestWindowPlace, Windows)

} // namespace headroom::testing::tst_window_place

#include "tst_window_place.moc"
