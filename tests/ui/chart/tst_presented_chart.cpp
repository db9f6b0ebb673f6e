// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "tests/ui/scripted_engine.h"
#include "ui/chart/reading/readings_view.h"

#include <QFontInfo>
#include <QHeaderView>
#include <QListView>
#include <QScrollBar>
#include <QTableView>

namespace headroom::testing::tst_presented_chart {

using namespace headroom::ui;

/// The chart for an audience, without a window around it.
class TestPresentedChart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void init() { failOnWarnings(); }
    void typeFollowsTheHeight_data();
    void typeFollowsTheHeight();
    void theSubtitleIsShown();
    void readingsAreAsLarge();
    void readingsStandForNames_data();
    void readingsStandForNames();
    void calloutsKeepClearOfNames();
};

void TestPresentedChart::typeFollowsTheHeight_data() {
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(800, 500), QSize(1123, 733), QSize(1280, 800), QSize(1920, 1080),
                             QSize(1997, 1123), QSize(2560, 1440)})
        QTest::addRow("%dx%d", size.width(), size.height()) << size;
}

void TestPresentedChart::typeFollowsTheHeight() {
    QFETCH(QSize, size);
    ChartFixture chart({900, 600});
    chart.addRun();
    chart.panel.setPresentation(true);
    chart.host.resize(size); // while it is presented
    chart.panel.resize(size);
    chart.settle();
    const FrameFonts fonts = chart.plot->frameFonts();
    for (const QFont& font : {fonts.title, fonts.axis, fonts.tick, chart.plot->view().font})
        QVERIFY2(font.pixelSize() >= 0.026 * size.height(), qPrintable(font.toString()));
    QVERIFY(fonts.leastAxisTitle * fonts.axis.pixelSize() >= 0.026 * size.height());
    QVERIFY(fonts.subtitle.pixelSize() >= 0.022 * size.height());
    QVERIFY(chart.plot->view().scale >= std::max(1.0, 0.0019 * size.height()));
    const QRectF plot = chart.plot->mapping().plot();
    QVERIFY(plot.height() > 0.7 * size.height() && plot.width() > 0.6 * size.width());
    chart.panel.setPresentation(false);
    QCOMPARE(chart.panel.font(), QApplication::font());
    QCOMPARE(chart.plot->view().scale, 1.0);
}

void TestPresentedChart::theSubtitleIsShown() {
    ChartFixture chart({1280, 800});
    Run run = sampleRun();
    chart.addRun(run, RunKind::Replay);
    chart.panel.setPresentation(true);
    chart.settle();
    const QString subtitle = chart.plot->texts().subtitle;
    QVERIFY2(subtitle.contains(QStringLiteral("replayed")), qPrintable(subtitle));
    const QRectF plot = chart.plot->mapping().plot();
    const QFontMetricsF type(chart.plot->frameFonts().subtitle);
    const QRectF above(plot.left(), plot.top() - 1.5 * type.height(), plot.width(), 1.4 * type.height());
    QVERIFY(count(chart.picture().copy(above.toRect()), chart.plot->view().theme.quiet, 40) > 200);
}

void TestPresentedChart::readingsAreAsLarge() {
    ChartFixture chart({1920, 1080});
    chart.addRun();
    chart.panel.setPresentation(true);
    chart.panel.setUnifiedHover(true);
    chart.moveTo(chart.plot->mapping().plot().center());
    chart.settle();
    auto* readings = chart.panel.findChild<ReadingsView*>();
    QVERIFY(readings->isVisible());
    auto* table = readings->findChild<QTableView*>();
    QVERIFY(QFontInfo(table->font()).pixelSize() >= 0.026 * 1080);
    QVERIFY(table->verticalHeader()->defaultSectionSize() >= QFontMetrics(table->font()).height());
    QVERIFY(!table->horizontalScrollBar()->isVisible());
    QVERIFY(!table->verticalScrollBar()->isVisible());
    QVERIFY(!readings->geometry().intersects(chart.plot->geometry()));
    QVERIFY(chart.plot->mapping().plot().width() > 0.35 * 1920);
}

void TestPresentedChart::readingsStandForNames_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("early");
    for (const QSize size : {QSize(800, 500), QSize(1280, 800), QSize(1920, 1080), QSize(2560, 1440)})
        for (const bool early : {false, true})
            QTest::addRow("%dx%d%s", size.width(), size.height(), early ? ", before there is a run" : "")
                << size << early;
}

void TestPresentedChart::readingsStandForNames() {
    QFETCH(QSize, size);
    QFETCH(bool, early);
    ChartFixture chart(size);
    chart.panel.setPresentation(true);
    chart.panel.setUnifiedHover(early);
    chart.settle();
    SweepSpec spec = sampleSpec();
    spec.algorithm = Algorithm::Both; // the most columns that one run has
    chart.addRun(sampleRun(spec));
    chart.settle();
    chart.panel.setUnifiedHover(true);
    chart.moveTo(chart.plot->mapping().plot().center());
    chart.settle();
    auto* readings = chart.panel.findChild<ReadingsView*>();
    auto* table = readings->findChild<QTableView*>();
    QVERIFY(readings->isVisible());
    QTRY_VERIFY(!table->horizontalScrollBar()->isVisible() && !table->verticalScrollBar()->isVisible());
    QVERIFY(table->horizontalHeader()->length() <= table->viewport()->width());
    QVERIFY(table->verticalHeader()->length() <= table->viewport()->height());
    QVERIFY(QFontInfo(table->font()).pixelSize() >= 0.6 * 0.026 * size.height());
    QCOMPARE(chart.plot->endLabels().width(), 0.0);
    QVERIFY(!chart.panel.findChild<QListView*>(QStringLiteral("legend"))->isVisible());
    QVERIFY(chart.plot->mapping().plot().width() > 0.4 * size.width());
    chart.panel.setUnifiedHover(false);
    chart.settle();
    QVERIFY(chart.plot->endLabels().sayAll() && chart.plot->endLabels().width() > 0);
}

void TestPresentedChart::calloutsKeepClearOfNames() {
    for (const QSize size : {QSize(800, 500), QSize(1280, 800)}) {
        ChartFixture chart(size);
        const int id = chart.addRun();
        chart.panel.setPresentation(true);
        chart.settle();
        const QRectF plot = chart.plot->mapping().plot();
        const double left =
            chart.plot->endLabels().placed(chart.state.curves(), chart.plot->view())[0].box.left();
        const QRect names(qFloor(left), 0, chart.plot->width() - qFloor(left), size.height());
        const QImage before = chart.picture().copy(names);
        const Run& run = chart.store.find(id)->run;
        for (std::size_t row = 0; row < run.measurements.size(); row += 5) {
            chart.panel.selectPoint(id, static_cast<int>(row));
            QTest::keyClick(chart.plot, Qt::Key_P);
            QVERIFY(chart.picture().copy(names) == before);
            for (const QRectF& box : chart.plot->pins().boxes(chart.plot->view()))
                QVERIFY(plot.contains(box));
            QTest::keyClick(chart.plot, Qt::Key_P);
        }
    }
}

HEADROOM_TEST(TestPresentedChart, Windows)

} // namespace headroom::testing::tst_presented_chart

#include "tst_presented_chart.moc"
