// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/journal_folder.h"
#include "engine/io/run_file.h"
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/runs/run_library.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <set>

namespace headroom::testing::tst_chart_state {

using namespace headroom::ui;

namespace {

/// Counts how often it is told that the curves changed.
struct Counted {
    RunStore store;
    ChartState state{&store};
    QSignalSpy changes{&state, &ChartState::curvesChanged};

    qsizetype take() {
        const qsizetype count = changes.size();
        changes.clear();
        return count;
    }
};

} // namespace

class TestChartState final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyChangeIsToldOnce();
    void openingARunIsOneChange();
    void oneChangeFillsTheLegendOnce();
    void standsForTheNewestMeasuredRun();
    void theFirstVisibleRunIsSolid();
    void hiddenCurvesStayHiddenInEveryRun();
    void pointsThatArriveChangeNoCurve();
    void everyQuantityAnswers();
    void aFigureNeedsNoWindow();
};

void TestChartState::initTestCase() {
    setUpApplication();
}

void TestChartState::everyChangeIsToldOnce() {
    Counted chart;
    chart.state.offer(sampleSpec());
    QCOMPARE(chart.take(), 1);
    const int before = chart.store.add(RunKind::Opened, QStringLiteral("before"), sampleRun());
    QCOMPARE(chart.take(), 1);
    chart.store.add(RunKind::Live, QStringLiteral("after"), sampleRun());
    QCOMPARE(chart.take(), 1);
    for (const Quantity* quantity : {&shareOfRoof(), &quotientOfRuns(), &throughput()}) {
        chart.state.setQuantity(*quantity);
        QCOMPARE(chart.take(), 1);
        chart.state.setQuantity(*quantity); // it is shown already
        QCOMPARE(chart.take(), 0);
    }
    chart.state.compareWith(before, quotientOfRuns());
    QCOMPARE(chart.take(), 1);
    const CurveKey key = chart.state.curves().curves().front().key;
    chart.state.setHidden({key}, true);
    QCOMPARE(chart.take(), 1);
    chart.state.isolate({key});
    QCOMPARE(chart.take(), 1);
    chart.state.setRoofShown(false);
    QCOMPARE(chart.take(), 1);
    chart.store.setName(before, QStringLiteral("renamed"));
    QCOMPARE(chart.take(), 1);
    chart.store.setVisible(before, false); // and there is nothing left to compare
    QCOMPARE(chart.take(), 1);
    QCOMPARE(&chart.state.quantity(), &throughput());
    chart.store.remove(before);
    QCOMPARE(chart.take(), 1);
    chart.state.offer(sampleSpec(4)); // for later
    QCOMPARE(chart.take(), 0);
}

void TestChartState::openingARunIsOneChange() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("run.headroom.json"));
    QVERIFY(writeRunFile(path.toStdString(), sampleRun()));
    Counted chart;
    RunLibrary library(&chart.store, std::make_shared<JournalFolder>(folder.path().toStdString()));
    QVERIFY(library.open(path));
    QCOMPARE(chart.take(), 1);
    QCOMPARE(chart.state.curves().curves().front().points.size(), std::size_t{8});
}

void TestChartState::oneChangeFillsTheLegendOnce() {
    ChartFixture chart;
    const QAbstractItemModel* legend = chart.legend->model();
    int fillings = 0;
    connect(legend, &QAbstractItemModel::modelReset, this, [&] { ++fillings; });
    connect(legend, &QAbstractItemModel::dataChanged, this, [&] { ++fillings; });
    chart.store.add(RunKind::Opened, QStringLiteral("opened"), sampleRun());
    QCOMPARE(fillings, 1);
    chart.state.setQuantity(shareOfRoof());
    QCOMPARE(fillings, 2);
    chart.state.setRoofShown(false);
    QCOMPARE(fillings, 3);
}

void TestChartState::standsForTheNewestMeasuredRun() {
    Counted chart;
    SweepSpec offered = sampleSpec(2);
    offered.heads = 16;
    chart.state.offer(offered);
    QCOMPARE(chart.state.curves().spec(), offered);
    chart.store.add(RunKind::Reference, QStringLiteral("reference"), sampleRun());
    QCOMPARE(chart.state.curves().spec(), offered);
    const int id = chart.store.add(RunKind::Opened, QStringLiteral("measured"), sampleRun());
    QCOMPARE(chart.state.curves().spec(), sampleSpec());
    chart.store.setVisible(id, false); // its curves are still those that the legend has
    QCOMPARE(chart.state.curves().spec(), sampleSpec());
    offered.heads = 32;
    chart.state.offer(offered);
    QCOMPARE(chart.state.curves().spec(), sampleSpec());
    chart.store.remove(id);
    QCOMPARE(chart.state.curves().spec(), offered);
}

void TestChartState::theFirstVisibleRunIsSolid() {
    Counted chart;
    std::vector<int> ids;
    for (const RunKind kind : {RunKind::Reference, RunKind::Opened, RunKind::Opened, RunKind::Live})
        ids.push_back(chart.store.add(kind, QStringLiteral("run %1").arg(ids.size()), sampleRun()));
    const auto places = [&] { // from the front one
        std::vector<int> found;
        for (const CurveGroup& group : chart.state.curves().groups()) {
            found.push_back(group.place);
            for (const Curve& curve : chart.state.curves().curves())
                if (curve.key.runId == group.runId &&
                    (curve.place != group.place || curve.role != group.role))
                    found.push_back(-1);
            if (group.role == CurveRole::Main && group.place != 0)
                found.push_back(-1);
        }
        return found;
    };
    QCOMPARE(places(), (std::vector{0, 1, 2, 3}));
    chart.store.setVisible(ids[3], false);
    QCOMPARE(places(), (std::vector{1, 0, 2, 3})); // the others keep theirs
    chart.store.setVisible(ids[2], false);
    QCOMPARE(places(), (std::vector{2, 1, 0, 3}));
    chart.store.setVisible(ids[1], false);
    QCOMPARE(places(), (std::vector{3, 1, 2, 0})); // a reference, where there is nothing else
    QCOMPARE(chart.state.curves().roofs().back().shown, true);
    QCOMPARE(chart.state.curves().roofs().back().runId, ids[0]);
    chart.store.setVisible(ids[0], false);
    QCOMPARE(places(), (std::vector{0, 1, 2, 3}));
    Counted alone;
    alone.store.add(RunKind::Reference, QStringLiteral("reference"), sampleRun());
    QCOMPARE(alone.state.curves().groups().back().place, 0);
}

void TestChartState::hiddenCurvesStayHiddenInEveryRun() {
    Counted chart;
    chart.state.offer(sampleSpec());
    chart.state.setHidden({{.ratio = 2}}, true);
    chart.store.add(RunKind::Reference, QStringLiteral("reference"), sampleRun());
    const int id = chart.store.add(RunKind::Live, QStringLiteral("live"), sampleRun());
    for (const Curve& curve : chart.state.curves().curves())
        QCOMPARE(curve.shown, curve.key.ratio != 2);
    const std::vector<Measurement>& rows = chart.store.find(id)->run.measurements;
    for (int row = 0; row < static_cast<int>(rows.size()); ++row)
        QCOMPARE(chart.state.curves().shows({id, row}), rows[static_cast<std::size_t>(row)].point.ratio != 2);
    // In those to come as well, until it is shown again.
    const int next = chart.store.add(RunKind::Live, QStringLiteral("next"), sampleRun());
    QVERIFY(!chart.state.curves().find({.runId = next, .ratio = 2})->shown);
    chart.state.setHidden({{.ratio = 2}}, false);
    QVERIFY(std::ranges::all_of(chart.state.curves().curves(), &Curve::shown));
    // One run's alone, while that is there.
    chart.state.setHidden({{.runId = id, .ratio = 4}}, true);
    for (const Curve& curve : chart.state.curves().curves())
        QCOMPARE(curve.shown, curve.key != (CurveKey{.runId = id, .ratio = 4}));
}

void TestChartState::pointsThatArriveChangeNoCurve() {
    Counted chart;
    Run run = sampleRun();
    const std::vector<Measurement> rows = std::exchange(run.measurements, {});
    const int id = chart.store.add(RunKind::Live, QStringLiteral("live"), run);
    chart.take();
    QSignalSpy arrived(&chart.state, &ChartState::pointsArrived);
    for (const Measurement& row : rows)
        chart.store.append(id, row);
    QCOMPARE(arrived.size(), static_cast<qsizetype>(rows.size()));
    QCOMPARE(chart.take(), 0);
    for (const Curve& curve : chart.state.curves().curves())
        QCOMPARE(curve.points.size(), std::size_t{8});
}

void TestChartState::everyQuantityAnswers() {
    RunStore store;
    const int baseId = store.add(RunKind::Opened, QStringLiteral("base"), sampleRun());
    const int id = store.add(RunKind::Live, QStringLiteral("over"), sampleRun());
    const StoredRun& run = *store.find(id);
    const MeasuredRow row{run,
                          run.run.measurements.front(),
                          store.find(baseId),
                          &store.find(baseId)->run.measurements.front(),
                          RateUnit::Teraflops,
                          run.run.measurements.front().throughputTflops()};
    std::set<QString> titles;
    std::set<QString> names;
    for (const Quantity* quantity : allQuantities()) {
        titles.insert(quantity->axisTitle(run.name(), QStringLiteral("base")));
        const QuantityOffer offer = quantity->offer();
        names.insert(QLatin1String(offer.name));
        QCOMPARE(offer.text.isEmpty(), quantity == &throughput());
        const auto value = quantity->valueOf(row);
        QVERIFY(value);
        QVERIFY(!quantity->text(*value).isEmpty() && !quantity->shortText(value->value).isEmpty());
        const ValueRange span = quantity->home({value->interval.low, value->value});
        QVERIFY(span.low <= value->value && span.high >= value->value);
        QVERIFY(span.high > span.low);
        const ValueRange empty = quantity->home({std::numeric_limits<double>::infinity(), 0});
        QVERIFY(std::isfinite(empty.low) && empty.high > empty.low);
        QVERIFY((!quantity->comparesRuns() && !quantity->comparesAll()) ||
                !quantity->valueOf({row.run, row.measurement}));
    }
    QCOMPARE(titles.size(), allQuantities().size());
    QCOMPARE(names.size(), allQuantities().size());
    QCOMPARE(allQuantities().front(), &throughput());
}

void TestChartState::aFigureNeedsNoWindow() {
    ChartFixture chart;
    chart.addRun();
    RunStore store;
    const ChartState state(&store);
    store.add(RunKind::Live, QStringLiteral("sample"), sampleRun());
    QImage image(1200, 750, QImage::Format_RGB32);
    QPainter painter(&image);
    paintFigure(painter, QSizeF(1200, 750), untouchedFigure(state.curves()));
    painter.end();
    QCOMPARE(image, figureOf(chart));
}

HEADROOM_TEST(TestChartState, Windows)

} // namespace headroom::testing::tst_chart_state

#include "tst_chart_state.moc"
