// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/reading/reading_fixture.h"
#include "ui/chart/data/column_reading.h"
#include "ui/chart/reading/readings_model.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>

namespace headroom::testing::tst_readings {

using namespace headroom::ui;

namespace {

Curve curveAt(std::initializer_list<double> hiddens) {
    Curve curve;
    for (const double hidden : hiddens)
        curve.points.push_back({hidden, hidden, static_cast<int>(hidden), false});
    return curve;
}

Run bothAlgorithms(double gain) {
    SweepSpec spec = sampleSpec();
    spec.algorithm = Algorithm::Both;
    Run run = sampleRun(spec);
    for (Measurement& row : run.measurements)
        if (row.point.algorithm == Algorithm::Best)
            row = sampleMeasurement(row.point, sampleTflops(row.point) * gain);
        else
            row = sampleMeasurement(row.point, sampleTflops(row.point));
    return run;
}

} // namespace

/// Reading all curves at once: the table beside the plot.
class TestReadings final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingFromFartherThanHalfAStep();
    void keySwitchesTheTableOn();
    void readsDefaultBestAndGain();
    void severalRunsAreColumns();
    void manyRunsAreRows();
    void algorithmsStandBelowTheirRun();
    void ratioIsCalledSo();
    void whatTheOtherRunLacksIsSaid_data();
    void whatTheOtherRunLacksIsSaid();
    void keySaysWhatStandsThere();
    void noUnitIsBroken();
    void flaggedValuesAreMarked();
    void dashesSayWhy();
    void failedPointsAreSaid();
    void liesBesideThePlotAndNeverMovesIt_data();
    void liesBesideThePlotAndNeverMovesIt();
    void drawsALineAndRingsAndNoBox();
    void arrowKeysMoveTheColumn();
    void modelIsSound();
};

void TestReadings::initTestCase() {
    setUpApplication();
}

void TestReadings::nothingFromFartherThanHalfAStep() {
    const auto at = [](const Curve& curve, double hidden, bool logX = false) {
        const auto point = pointNear(curve, hidden, logX);
        return point ? point->hidden : -1;
    };
    const Curve curve = curveAt({1000, 1100, 1300});
    QCOMPARE(at(curve, 1000), 1000.0);
    QCOMPARE(at(curve, 1049), 1000.0);
    QCOMPARE(at(curve, 1199), 1100.0);
    QCOMPARE(at(curve, 1201), 1300.0);
    QCOMPARE(at(curve, 1400), 1300.0);
    QCOMPARE(at(curve, 1401), -1.0); // beyond the end by more than half of the last step
    QCOMPARE(at(curve, 950), 1000.0);
    QCOMPARE(at(curve, 949), -1.0);
    QCOMPARE(at(curve, 1197, true), 1300.0); // by ratio
    QCOMPARE(at(curve, 1413, true), 1300.0);
    QCOMPARE(at(curve, 1415, true), -1.0);
    // However long a step is, nothing that is an eighth smaller.
    const Curve sparse = curveAt({4096, 6132, 21000, 32768});
    QCOMPARE(at(sparse, 5120), -1.0);
    QCOMPARE(at(sparse, 6000), 6132.0);
    QCOMPARE(at(sparse, 27000), -1.0);
    QCOMPARE(at(sparse, 23900), 21000.0);
    QCOMPARE(at(sparse, 24100), -1.0);
    const Curve coarse = curveAt({1404, 1836, 2268});
    QCOMPARE(at(coarse, 2048), 1836.0); // a tenth away, and within half a step
    QCOMPARE(nearestSize(sparse, 5120, false), std::optional(6132.0));
    QCOMPARE(nearestSize(sparse, 5120, true), std::optional(6132.0));
    QCOMPARE(nearestSize(Curve(), 5120, false), std::nullopt);
    const Curve lone = curveAt({4096});
    QVERIFY(pointNear(lone, 4000, false) && !pointNear(lone, 3000, false));
    QVERIFY(!pointNear(Curve(), 4096, false));
    Curve failing = curveAt({1000, 1300});
    failing.failures.push_back({1150, 7});
    QVERIFY(pointNear(failing, 1120, false)->failed);
}

void TestReadings::keySwitchesTheTableOn() {
    Reading chart;
    chart.addRun();
    QVERIFY(!chart.view->isVisible());
    QSignalSpy unified(&chart.panel, &ChartPanel::unifiedHoverChanged);
    QTest::keyClick(chart.plot, Qt::Key_X);
    chart.settle();
    QCOMPARE(unified.size(), 1);
    QVERIFY(chart.view->isVisible());
    QCOMPARE(chart.rows(), 7);
    QCOMPARE(chart.text(0, 2), QString()); // nothing is read yet
    QVERIFY(chart.key().startsWith(QStringLiteral("Point at a hidden size")));
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo({500, 400});
    QCOMPARE(readout.size(), 1);
    const QString text = readout.last().first().toString();
    qsizetype last = -1;
    for (int row = 0; row < 7; ++row) { // in the legend's order, whatever the values
        const std::int64_t ratio = std::int64_t{1} << row;
        QCOMPARE(chart.text(row, 0), QString::number(ratio));
        const qsizetype at = text.indexOf(QStringLiteral("h/a = %1:").arg(ratio));
        QVERIFY2(at > last, qPrintable(text));
        last = at;
        const auto& curves = chart.state.curves().curves();
        const auto point = std::ranges::find(curves[static_cast<std::size_t>(row)].points,
                                             chart.text(row, 1).toDouble(), &CurvePoint::hidden);
        QVERIFY(point != curves[static_cast<std::size_t>(row)].points.end());
        QCOMPARE(chart.text(row, 2), shortNumber(point->value));
    }
    QVERIFY(chart.headline().startsWith(QStringLiteral("h = ")));
    QCOMPARE(chart.title(0), QStringLiteral("h/a"));
    QTest::keyClick(chart.plot, Qt::Key_X);
    QVERIFY(!chart.view->isVisible());
}

void TestReadings::readsDefaultBestAndGain() {
    Reading chart;
    chart.addRun(bothAlgorithms(1.07));
    chart.panel.setUnifiedHover(true);
    chart.moveTo({500, 400});
    QCOMPARE(chart.columns(), 5);
    QCOMPARE(chart.title(2), QStringLiteral("default"));
    QCOMPARE(chart.title(3), QStringLiteral("best"));
    QCOMPARE(chart.title(4), QStringLiteral("gain"));
    for (int row = 0; row < 7; ++row)
        QCOMPARE(chart.text(row, 4), QStringLiteral("+7 %"));
    // Of a hidden curve nothing is said.
    chart.state.setHidden({chart.state.curves().curves()[2].key}, true);
    QCOMPARE(chart.text(2, 2), QString());
    QCOMPARE(chart.text(2, 4), QStringLiteral("–"));
    QVERIFY(!chart.text(2, 3).isEmpty());
}

void TestReadings::severalRunsAreColumns() {
    Reading chart;
    chart.addRun(sampleRun(sampleSpec(30)), RunKind::Opened, QStringLiteral("older"));
    chart.addRun(sampleRun(sampleSpec(40)), RunKind::Live, QStringLiteral("newer <b>"));
    chart.panel.setUnifiedHover(true);
    chart.settle();
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    chart.moveTo({400, 300});
    QCOMPARE(chart.columns(), 4);
    QCOMPARE(chart.title(2), QStringLiteral("newer <b>"));
    QCOMPARE(chart.title(3), QStringLiteral("older"));
    int aside = 0;
    for (int row = 0; row < 7; ++row) // other points: what is from elsewhere says where
        for (const int column : {2, 3})
            aside += chart.table->model()
                             ->index(row, column)
                             .data(ReadingsModel::AsideRole)
                             .toString()
                             .startsWith(QStringLiteral(" at "))
                         ? 1
                         : 0;
    QVERIFY(aside > 0);
    QCOMPARE(readout.last().first().toString().count(QStringLiteral("older")), 7);
}

void TestReadings::manyRunsAreRows() {
    Reading chart({1000, 700});
    for (int i = 0; i < 10; ++i)
        chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("a run of number %1").arg(i));
    chart.panel.setUnifiedHover(true);
    chart.settle();
    chart.moveTo({300, 300});
    QCOMPARE(chart.rows(), 11);
    QCOMPARE(chart.columns(), 8);
    QCOMPARE(chart.title(0), QStringLiteral("h/a"));
    QCOMPARE(chart.title(7), QStringLiteral("64"));
    QCOMPARE(chart.text(0, 0), QStringLiteral("h"));
    QCOMPARE(chart.text(1, 0), QStringLiteral("number 9")); // the front one, as its label calls it
    QVERIFY(chart.table->model()
                ->index(1, 0)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("a run of number 9")));
    const auto& curve = chart.state.curves().curves()[6];
    const double hidden = chart.text(0, 7).toDouble();
    const auto point = std::ranges::find(curve.points, hidden, &CurvePoint::hidden);
    QVERIFY(point != curve.points.end());
    for (int run = 1; run <= 10; ++run)
        QCOMPARE(chart.text(run, 7), shortNumber(point->value));
    // All of it is seen at once, whatever the legend has to say.
    QVERIFY(chart.table->height() > 10 * chart.table->rowHeight(0));
    QVERIFY(!chart.table->horizontalScrollBar()->isVisible());
    QVERIFY(!chart.table->verticalScrollBar()->isVisible());
}

void TestReadings::algorithmsStandBelowTheirRun() {
    Reading chart({1280, 800});
    chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("h200-key-query-score-a12-sustained"));
    chart.addRun(bothAlgorithms(1.1), RunKind::Opened, QStringLiteral("h200-key-query-score-a12-best"));
    chart.panel.setUnifiedHover(true);
    chart.settle();
    QCOMPARE(chart.titleLines(2), (QStringList{QStringLiteral("a12-best"), QStringLiteral("default")}));
    QCOMPARE(chart.titleLines(3), (QStringList{QStringLiteral("a12-best"), QStringLiteral("best")}));
    QCOMPARE(chart.titleLines(4), QStringList(QStringLiteral("a12-sustained")));
    QVERIFY(chart.table->horizontalHeader()->height() >= 2 * chart.table->fontMetrics().height());
    QVERIFY(!chart.table->verticalScrollBar()->isVisible());
    chart.panel.setPresentation(true);
    chart.settle();
    const double share = chart.plot->mapping().plot().width() / chart.panel.width();
    QVERIFY2(share > 0.42, qPrintable(QString::number(share)));
}

void TestReadings::ratioIsCalledSo() {
    Reading chart;
    chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("older"));
    chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("newer"));
    chart.state.setQuantity(quotientOfRuns());
    chart.panel.setUnifiedHover(true);
    chart.settle();
    QCOMPARE(chart.columns(), 3);
    QCOMPARE(chart.title(2), QStringLiteral("ratio"));
}

void TestReadings::whatTheOtherRunLacksIsSaid_data() {
    QTest::addColumn<Algorithm>("algorithm");
    QTest::addColumn<QString>("said");
    QTest::newRow("no best") << Algorithm::Default << QStringLiteral("older has no best algorithm");
    QTest::newRow("no default") << Algorithm::Best << QStringLiteral("older has no default algorithm");
    QTest::newRow("both") << Algorithm::Both << QString();
}

void TestReadings::whatTheOtherRunLacksIsSaid() {
    QFETCH(Algorithm, algorithm);
    QFETCH(QString, said);
    Reading chart;
    SweepSpec spec = sampleSpec();
    spec.algorithm = algorithm;
    chart.addRun(sampleRun(spec), RunKind::Opened, QStringLiteral("h200-older"));
    chart.addRun(bothAlgorithms(1.1), RunKind::Opened, QStringLiteral("h200-newer"));
    chart.state.setQuantity(quotientOfRuns());
    chart.panel.setUnifiedHover(true);
    chart.settle();
    chart.moveTo({500, 400});
    QCOMPARE(chart.columns(), said.isEmpty() ? 5 : 3); // h/a and h, then values
    QCOMPARE(chart.key().contains(QStringLiteral("algorithm")), !said.isEmpty());
    QVERIFY2(chart.key().endsWith(said), qPrintable(chart.key()));
    QVERIFY(!chart.text(3, 2).isEmpty() && chart.text(3, 2) != QStringLiteral("–"));
    const auto* quantity = chart.panel.findChild<QLabel*>(QStringLiteral("readingsQuantity"));
    QVERIFY(quantity->text().contains(QStringLiteral("newer over older")));
    QVERIFY(!quantity->text().contains(QStringLiteral("h200")));
}

void TestReadings::keySaysWhatStandsThere() {
    Reading chart;
    Run run = bothAlgorithms(1.1);
    for (Measurement& row : run.measurements)
        if (row.point.layer.hidden > 16384)
            row.flags = Flag::ClockLow;
    chart.addRun(run);
    chart.panel.setUnifiedHover(true);
    chart.settle();
    const QRectF plot = chart.plot->mapping().plot();
    QVERIFY2(chart.key().endsWith(QStringLiteral("; paler: best")), qPrintable(chart.key()));
    const int height = chart.view->height();
    for (const double at : {0.2, 0.9}) {
        chart.moveTo({plot.left() + at * plot.width(), plot.center().y()});
        bool hollow = false;
        bool dash = false;
        for (int row = 0; row < chart.rows(); ++row)
            for (int column = 2; column < 4; ++column) {
                const QModelIndex cell = chart.table->model()->index(row, column);
                hollow |= cell.data(ReadingsModel::FlaggedRole).toBool();
                dash |= cell.data().toString() == QStringLiteral("–");
            }
        QCOMPARE(hollow, at > 0.5);
        QCOMPARE(chart.key().contains(QStringLiteral("○ flagged")), hollow);
        QCOMPARE(chart.key().contains(QStringLiteral("half a step")), dash);
        QCOMPARE(chart.view->height(), height);
    }
}

void TestReadings::noUnitIsBroken() {
    Reading chart;
    chart.addRun();
    chart.panel.setUnifiedHover(true);
    chart.settle();
    const auto* quantity = chart.panel.findChild<QLabel*>(QStringLiteral("readingsQuantity"));
    const QFontMetrics metrics = quantity->fontMetrics();
    QString unit = quantity->text().section(u' ', -1);
    QVERIFY(unit.contains(u'/'));
    // Broken anywhere in it, it would be narrower than itself.
    const QRect room(0, 0, metrics.horizontalAdvance(unit) - 2, 1000);
    QVERIFY(metrics.boundingRect(room, Qt::TextWordWrap, unit).height() < 1.5 * metrics.height());
}

void TestReadings::flaggedValuesAreMarked() {
    Reading chart;
    Run run = sampleRun();
    for (Measurement& row : run.measurements)
        if (row.point.ratio == 4)
            row.flags = Flag::ClockLow;
    chart.addRun(run);
    chart.panel.setUnifiedHover(true);
    chart.settle();
    chart.moveTo({500, 400});
    const auto* key = chart.panel.findChild<QLabel*>(QStringLiteral("readingsKey"));
    QVERIFY(key->text().contains(QStringLiteral("○ flagged")));
    for (int row = 0; row < 7; ++row) {
        const QModelIndex cell = chart.table->model()->index(row, 2);
        const bool flagged = cell.data(ReadingsModel::FlaggedRole).toBool();
        QCOMPARE(flagged, row == 2 && cell.data().toString() != QStringLiteral("–"));
        if (flagged)
            QVERIFY(
                cell.data(Qt::AccessibleDescriptionRole).toString().startsWith(QStringLiteral("Flagged: ")));
    }
    QVERIFY(chart.table->model()->index(2, 2).data(ReadingsModel::FlaggedRole).toBool());
    chart.store.setVisible(1, false);
    chart.addRun();
    chart.settle();
    QVERIFY(!key->text().contains(QStringLiteral("flagged")));
}

void TestReadings::dashesSayWhy() {
    Reading chart;
    Run run = sampleRun(sampleSpec(40));
    std::erase_if(run.measurements, [](const Measurement& row) {
        return row.point.ratio == 8 && std::abs(double(row.point.layer.hidden) - 16384) < 6000;
    });
    chart.addRun(run);
    chart.typeHidden(QStringLiteral("16k"));
    QCOMPARE(chart.text(3, 2), QStringLiteral("–"));
    const QModelIndex cell = chart.table->model()->index(3, 2);
    const QString why = cell.data(Qt::AccessibleDescriptionRole).toString();
    QVERIFY2(why.contains(QStringLiteral("too far away to be read at h = 16384")), qPrintable(why));
    QVERIFY(!cell.data(Qt::ToolTipRole).toString().isEmpty());
    const auto* key = chart.panel.findChild<QLabel*>(QStringLiteral("readingsKey"));
    QVERIFY(key->isVisible() && key->text().contains(QStringLiteral("half a step")));
}

void TestReadings::failedPointsAreSaid() {
    Reading chart;
    Run run = sampleRun();
    for (Measurement& row : run.measurements)
        if (row.point.ratio == 4)
            row = failedMeasurement(row.point, Status::Error, "made up");
    chart.addRun(run);
    chart.panel.setUnifiedHover(true);
    chart.moveTo({500, 400});
    QCOMPARE(chart.text(2, 2), QStringLiteral("failed"));
}

void TestReadings::liesBesideThePlotAndNeverMovesIt_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("runs");
    QTest::addColumn<bool>("below");
    QTest::newRow("wide, one run") << QSize(960, 600) << 1 << false;
    QTest::newRow("wide, two runs") << QSize(1300, 700) << 2 << false;
    QTest::newRow("many runs") << QSize(1300, 700) << 5 << false;
    QTest::newRow("narrow and high") << QSize(480, 700) << 3 << true;
    QTest::newRow("narrow and low") << QSize(480, 300) << 1 << false;
}

void TestReadings::liesBesideThePlotAndNeverMovesIt() {
    QFETCH(QSize, size);
    QFETCH(int, runs);
    QFETCH(bool, below);
    Reading chart(size);
    for (int i = 0; i < runs; ++i)
        chart.addRun(bothAlgorithms(1 + i), RunKind::Opened, QStringLiteral("run %1").arg(i));
    chart.panel.setUnifiedHover(true);
    chart.settle();
    QVERIFY(chart.view->isVisible());
    const QRect plot = chart.plot->geometry();
    const QRectF area = chart.plot->mapping().plot();
    QVERIFY(!chart.view->geometry().intersects(plot));
    QCOMPARE(chart.view->geometry().top() >= plot.bottom(), below);
    QVERIFY(chart.panel.rect().contains(chart.view->geometry()));
    for (double x = area.left(); x < area.right(); x += 23) {
        chart.moveTo({x, area.center().y()});
        chart.settle();
        QCOMPARE(chart.plot->geometry(), plot);
        QCOMPARE(chart.plot->mapping().plot(), area);
    }
    chart.panel.setUnifiedHover(false);
    chart.settle();
    QVERIFY(chart.legend->isVisible());
}

void TestReadings::drawsALineAndRingsAndNoBox() {
    Reading chart;
    const Run run = sampleRun();
    chart.addRun(run);
    chart.panel.setUnifiedHover(true);
    chart.settle();
    const Measurement& row = run.measurements[5];
    const double x = chart.pixelOf(row).x();
    const QImage before = chart.picture();
    chart.moveTo({x + 1, 100});
    const QImage picture = chart.picture();
    const QRectF plot = chart.plot->mapping().plot();
    int onLine = 0;
    for (int y = static_cast<int>(plot.top()); y < static_cast<int>(plot.bottom()); ++y)
        for (int column = static_cast<int>(x) - 1; column <= static_cast<int>(x) + 1; ++column)
            if (picture.pixelColor(column, y) != before.pixelColor(column, y)) {
                ++onLine;
                break;
            }
    QVERIFY2(onLine > 0.9 * plot.height(), qPrintable(QString::number(onLine))); // from top to bottom
    int changed = 0;
    for (int y = 0; y < picture.height(); ++y)
        for (int column = 0; column < picture.width(); ++column)
            changed += picture.pixelColor(column, y) != before.pixelColor(column, y) ? 1 : 0;
    QVERIFY2(changed < 3 * plot.height() + 7 * 200, qPrintable(QString::number(changed)));
    chart.moveTo({2, 2});
    QCOMPARE(chart.picture(), before);
}

void TestReadings::arrowKeysMoveTheColumn() {
    Reading chart;
    chart.addRun();
    chart.panel.setUnifiedHover(true);
    chart.settle();
    QTest::keyClick(chart.plot, Qt::Key_Right);
    const QString first = chart.headline();
    QVERIFY(first.startsWith(QStringLiteral("h = ")));
    QTest::keyClick(chart.plot, Qt::Key_Right);
    QVERIFY(chart.headline() != first);
    QTest::keyClick(chart.plot, Qt::Key_Left);
    QCOMPARE(chart.headline(), first);
    QTest::keyClick(chart.plot, Qt::Key_Escape);
    QVERIFY(!chart.headline().startsWith(QStringLiteral("h = ")));
}

void TestReadings::modelIsSound() {
    Reading chart;
    ReadingsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show({});
    chart.addRun(bothAlgorithms(1.2));
    ColumnReading reading = emptyReading(chart.state.curves());
    model.show(reading);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    readColumn(reading, chart.state.curves(), 8192, false);
    model.show(reading);
    QCOMPARE(reset.size(), 0); // the frame stays
    chart.addRun();
    model.show(emptyReading(chart.state.curves()));
    QCOMPARE(reset.size(), 1);
}

HEADROOM_TEST(TestReadings, Windows)

} // namespace headroom::testing::tst_readings

#include "tst_readings.moc"
