// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"

#include <QCheckBox>
#include <QEnterEvent>
#include <QLineEdit>
#include <QSignalSpy>

namespace headroom::testing::tst_chart_keys {

using namespace headroom::ui;

namespace {

/// A chart beside other widgets, with a point under the pointer.
struct Keyed : ChartFixture {
    QCheckBox box{&host};
    QLineEdit edit{&host};

    Keyed() {
        box.show();
        edit.show();
        QApplication::setActiveWindow(&host);
        addRun();
    }
    void point() { moveTo(pixelOf(store.find(1)->run.measurements[3])); }
    void leave() {
        QEvent event(QEvent::Leave);
        QCoreApplication::sendEvent(plot, &event);
    }
    int pins() const { return plot->pins().count(); }
};

} // namespace

/// Keys go to the chart while the pointer is over it.
class TestChartKeys final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keysWorkWhileThePointerIsOverTheChart();
    void textsAreEdited();
    void theKeyboardGoesWhereItWasSent();
    void unknownKeysGoOn();
};

void TestChartKeys::initTestCase() {
    setUpApplication();
}

void TestChartKeys::keysWorkWhileThePointerIsOverTheChart() {
    Keyed chart;
    chart.box.setFocus();
    QVERIFY(chart.box.hasFocus());
    QTest::keyClick(&chart.box, Qt::Key_P);
    QCOMPARE(chart.pins(), 0);
    chart.point();
    QTest::keyClick(&chart.box, Qt::Key_P);
    QCOMPARE(chart.pins(), 1);
    QTest::keyClick(&chart.box, Qt::Key_A);
    QVERIFY(chart.plot->pins().hasCursors());
    const ViewRange view = chart.plot->mapping().view();
    QTest::keyClick(&chart.box, Qt::Key_Plus);
    QVERIFY(chart.plot->mapping().view() != view);
    QTest::keyClick(&chart.box, Qt::Key_Delete);
    QVERIFY(chart.plot->pins().empty());
    QVERIFY(chart.box.hasFocus());
    chart.leave();
    QTest::keyClick(&chart.box, Qt::Key_X);
    QVERIFY(!chart.plot->readsColumns());
}

void TestChartKeys::textsAreEdited() {
    Keyed chart;
    chart.edit.setFocus();
    chart.point();
    QTest::keyClicks(&chart.edit, QStringLiteral("apx+0"));
    QCOMPARE(chart.edit.text(), QStringLiteral("apx+0"));
    QVERIFY(chart.plot->pins().empty());
    QVERIFY(!chart.plot->readsColumns());
}

void TestChartKeys::theKeyboardGoesWhereItWasSent() {
    // Whoever goes elsewhere by Tab, with the pointer left over the chart, means to type there.
    Keyed chart;
    chart.point();
    chart.box.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&chart.box, Qt::Key_Space);
    QVERIFY(chart.box.isChecked());
    chart.point(); // the pointer leads again
    QTest::keyClick(&chart.box, Qt::Key_Space);
    QVERIFY(chart.box.isChecked());
}

void TestChartKeys::unknownKeysGoOn() {
    Keyed chart;
    chart.box.setText(QStringLiteral("&Mark"));
    chart.box.setFocus();
    chart.point();
    QTest::keyClick(&chart.box, Qt::Key_Tab);
    QVERIFY(!chart.box.hasFocus());
}

HEADROOM_TEST(TestChartKeys, Windows)

} // namespace headroom::testing::tst_chart_keys

#include "tst_chart_keys.moc"
