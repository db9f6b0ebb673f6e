// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/compared_nodes.h"
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/figure_layout.h"
#include "ui/chart/reading/point_callout.h"
#include "ui/export/csv_export.h"
#include "ui/export/figure_caption.h"

#include <QSignalSpy>

namespace headroom::testing::tst_runs_beside {

using namespace headroom::ui;

namespace {

/// Runs opened as files are, the last in front, each held against all.
struct Beside : ChartFixture {
    explicit Beside(const std::vector<Run>& runs) {
        for (const Run& run : runs)
            ids.push_back(addRun(run, RunKind::Opened, QString::fromStdString(run.name)));
        state.setQuantity(besideTheMedian());
        settle();
    }

    const CurveSet& curves() const { return state.curves(); }
    const Curve& curveOf(int runId, std::int64_t ratio) const {
        return *std::ranges::find_if(curves().curves(), [&](const Curve& curve) {
            return curve.key.runId == runId && curve.key.ratio == ratio;
        });
    }

    std::vector<int> ids;
};

} // namespace

/// Each visible run over the median of all: the chart's view of a comparison of many runs.
class TestRunsBeside final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void pointsAreShownOverTheMedian();
    void theNodeIsNamedAndStandsOut();
    void nobodyIsNamedWithoutAFault();
    void theBandIsOfThoseThatDoNotStandOut();
    void hiddenAndUnlikeRunsDoNotCount();
    void thoseLeftOutAreCounted();
    void theNoteStaysWithinThePlot();
    void followsPointsAsTheyCome();
    void fallsBackWhenRunsGo();
    void calloutSaysWhatMayExplainIt();
    void exportsSayTheSame();
};

void TestRunsBeside::pointsAreShownOverTheMedian() {
    const Beside chart(nodeRuns(5, slowNode(2, 0, 0.1), 0));
    for (const Curve& curve : chart.curves().curves())
        for (const CurvePoint& point : curve.points) {
            QVERIFY(std::abs(point.value - (curve.key.runId == chart.ids[1] ? 90 : 100)) < 1e-6);
            QCOMPARE(point.within, curve.key.runId != chart.ids[1]);
        }
    QCOMPARE(chart.plot->texts().yAxis, QStringLiteral("Throughput (% of the Median Run)"));
    const ViewRange view = chart.plot->mapping().view();
    QVERIFY(view.yMin < 90 && view.yMin > 80 && view.yMax > 101 && view.yMax < 110);
    QVERIFY(chart.curves().roofs().empty());
}

void TestRunsBeside::theNodeIsNamedAndStandsOut() {
    Beside chart(nodeRuns(8, slowNode(3, 64, 0.04)));
    const QStringList notes = chart.curves().notes();
    QCOMPARE(notes.size(), 1);
    QVERIFY2(notes.first().startsWith(QStringLiteral("node3: ")) &&
                 notes.first().contains(QStringLiteral("% below the others at h/a = 64")) &&
                 !notes.first().endsWith(u'.'),
             qPrintable(notes.first()));
    const std::vector<CurveKey> raised = chart.curves().beside().standingOut(chart.curves().curves());
    QCOMPARE(raised, std::vector<CurveKey>{chart.curveOf(chart.ids[2], 64).key});
    // By the name that the chart calls it.
    chart.store.setName(chart.ids[2], QStringLiteral("rack 7"));
    QVERIFY(chart.curves().notes().first().startsWith(QStringLiteral("rack 7: ")));
}

void TestRunsBeside::nobodyIsNamedWithoutAFault() {
    const Beside chart(nodeRuns(8));
    QVERIFY(chart.curves().notes().first().startsWith(QStringLiteral("None of the 8 runs stands out")));
    QVERIFY(chart.curves().beside().standingOut(chart.curves().curves()).empty());
}

void TestRunsBeside::theBandIsOfThoseThatDoNotStandOut() {
    const Beside chart(nodeRuns(8, slowNode(3, 64, 0.1)));
    const std::vector<Curve>& bands = chart.curves().beside().bands();
    QCOMPARE(bands.size(), std::size_t{7});
    for (const Curve& band : bands) {
        QCOMPARE(band.points.size(), std::size_t{24});
        for (const CurvePoint& point : band.points)
            QVERIFY(point.low > 97 && point.low < 100 && point.high > 100 && point.high < 103);
    }
    // Between two halves there is none.
    const Beside halves(nodeRuns(4, [](int node, const Measurement&) { return node > 2 ? 0.9 : 1.0; }));
    for (const Curve& band : halves.curves().beside().bands())
        QVERIFY(band.points.empty());
    QVERIFY(halves.curves().beside().standingOut(halves.curves().curves()).empty());
}

void TestRunsBeside::hiddenAndUnlikeRunsDoNotCount() {
    std::vector<Run> runs = nodeRuns(5, slowNode(2, 0, 0.1), 0);
    runs[0].context.device = "Another device";
    Beside chart(runs);
    QCOMPARE(chart.curves().alikeRuns(), std::size_t{4});
    QVERIFY(chart.curveOf(chart.ids[0], 64).points.empty());
    QVERIFY(chart.curves().notes().first().startsWith(QStringLiteral("node2: 10.0 % below")));
    chart.store.setVisible(chart.ids[1], false);
    QCOMPARE(chart.curves().alikeRuns(), std::size_t{3});
    QVERIFY(chart.curves().notes().first().startsWith(QStringLiteral("None of the 3")));
}

void TestRunsBeside::thoseLeftOutAreCounted() {
    std::vector<Run> runs = nodeRuns(4);
    for (int i = 0; i < 2; ++i)
        runs[static_cast<std::size_t>(i)].context.device = "Another device";
    Beside chart(runs);
    QStringList notes = chart.curves().notes();
    QVERIFY2(notes.first().startsWith(QStringLiteral("node4 and node3 do not differ: ")) ||
                 notes.first().startsWith(QStringLiteral("node3 and node4 do not differ: ")),
             qPrintable(notes.first()));
    QCOMPARE(notes.last(), QStringLiteral("Left out: 2 of 4 runs, of another device"));
    for (int i = 0; i < 2; ++i)
        chart.store.setVisible(chart.ids[static_cast<std::size_t>(i)], false);
    notes = chart.curves().notes();
    QCOMPARE(notes.size(), 1);
    QVERIFY2(notes.first().startsWith(QStringLiteral("The two runs do not differ: ")),
             qPrintable(notes.first()));
}

void TestRunsBeside::theNoteStaysWithinThePlot() {
    Beside chart(nodeRuns(2));
    for (const QSize& size : {QSize(1100, 700), QSize(420, 300), QSize(260, 200)}) {
        chart.host.resize(size);
        chart.panel.resize(size);
        chart.settle();
        const QRectF note = chart.plot->note();
        const QRectF plot = chart.plot->mapping().plot();
        QVERIFY(note.isEmpty() || plot.contains(note));
        QVERIFY(3 * note.width() * note.height() <= plot.width() * plot.height());
        QCOMPARE(chart.plot->toolTip(),
                 note.isEmpty() ? chart.curves().notes().join(QLatin1Char('\n')) : QString());
        if (size.width() > 1000)
            QVERIFY(!note.isEmpty());
        if (size.width() < 300)
            QVERIFY(note.isEmpty());
    }
}

void TestRunsBeside::followsPointsAsTheyCome() {
    const std::vector<Run> runs = nodeRuns(4, slowNode(4, 64, 0.05));
    std::vector<Run> begun = runs;
    begun[3].measurements.clear();
    Beside chart(begun);
    QVERIFY(chart.curves().notes().first().startsWith(QStringLiteral("None of the 3")));
    for (const Measurement& row : runs[3].measurements)
        chart.store.append(chart.ids[3], row);
    chart.settle();
    const Beside whole(runs);
    QTRY_COMPARE(chart.curves().notes(), whole.curves().notes());
    QVERIFY(chart.curves().notes().first().startsWith(QStringLiteral("node4: ")));
    for (std::size_t i = 0; i < chart.ids.size(); ++i)
        QCOMPARE(chart.curveOf(chart.ids[i], 8).points, whole.curveOf(whole.ids[i], 8).points);
}

void TestRunsBeside::fallsBackWhenRunsGo() {
    Beside chart(nodeRuns(2));
    QVERIFY(chart.state.quantity().comparesAll());
    QSignalSpy readout(&chart.panel, &ChartPanel::readoutChanged);
    QSignalSpy lost(&chart.state, &ChartState::comparisonLost);
    chart.store.setVisible(chart.ids[0], false);
    QVERIFY(!chart.state.quantity().comparesAll());
    QCOMPARE(lost.size(), 1);
    QVERIFY(readout.last().first().toString().contains(QStringLiteral("Back to throughput")));
    chart.store.setVisible(chart.ids[0], true);
    chart.state.setQuantity(besideTheMedian());
    chart.state.setQuantity(throughput()); // as its user wants
    QCOMPARE(lost.size(), 1);
}

void TestRunsBeside::calloutSaysWhatMayExplainIt() {
    std::vector<Run> runs = nodeRuns(5, slowNode(3, 64, 0.05), 0);
    runs[2].context.driverVersion = "570";
    const Beside chart(runs);
    const auto textAt = [&](int run, std::int64_t ratio) {
        const Curve& curve = chart.curveOf(chart.ids[static_cast<std::size_t>(run)], ratio);
        const CurvePoint& point = curve.points.at(5);
        return oneLine(pointCallout(
            chart.curves(), {curve.key, {curve.key.runId, point.row}, point.hidden, point.value, false, {}}));
    };
    const QString slow = textAt(2, 64);
    for (const char* words : {"95.0 % of the runs' median", "median of 5 runs",
                              "node3: 5.0 % below the others", "It alone has driver 570"})
        QVERIFY2(slow.contains(QString::fromUtf8(words)), qPrintable(slow));
    QVERIFY(textAt(1, 64).contains(QStringLiteral("100.0 % of the runs' median")));
    QVERIFY(!textAt(1, 64).contains(QStringLiteral("alone has")));
    QVERIFY(!textAt(2, 8).contains(QStringLiteral("alone has")));
}

void TestRunsBeside::exportsSayTheSame() {
    std::vector<Run> runs = nodeRuns(4, slowNode(3, 64, 0.05));
    runs[3].context.device = "Another device";
    std::swap(runs[0], runs[3]); // which is not in front
    const Beside chart(runs);
    const QString caption = figureCaption(chart.curves(), {.differences = true});
    QVERIFY2(caption.contains(QStringLiteral("below the others at h/a = 64")), qPrintable(caption));
    QVERIFY(caption.contains(QStringLiteral("their interval holds 100 %.")));
    QVERIFY(caption.contains(QStringLiteral("The band is what the runs span that do not stand out.")));
    const std::string csv = csvOfVisible(chart.store, chart.curves(), CsvStyle::Standard, std::nullopt);
    QCOMPARE(std::ranges::count(csv, '\n'), 1 + 3 * 168);
    QCOMPARE(layOutFigure(QSizeF(1200, 750), chart.panel.figure()).view.raised,
             chart.curves().beside().standingOut(chart.curves().curves()));
}

HEADROOM_TEST(TestRunsBeside, Windows)

} // namespace headroom::testing::tst_runs_beside

#include "tst_runs_beside.moc"
