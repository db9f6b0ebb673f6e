// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/paint/end_labels.h"

#include <QRegularExpression>

namespace headroom::testing::tst_end_labels {

using namespace headroom::ui;
using Kind = EndLabel::Kind;

namespace {

const QList<QSize> kChartSizes = {{800, 500}, {1280, 800}, {1920, 1080}, {2560, 1440}};

/// A run of that share of the sample's speed, on a device of that name.
Run labelledRun(const std::string& device, double share = 1, const SweepSpec& spec = sampleSpec()) {
    Run run = sampleRun(spec);
    run.context.device = device;
    run.context.runId = device;
    for (Measurement& m : run.measurements)
        m = sampleMeasurement(m.point, share * m.throughputTflops());
    return run;
}

/// A presented chart of so many runs, the first of them in front.
struct Presented : ChartFixture {
    explicit Presented(const QSize& size, int runs = 1) : ChartFixture(size) {
        for (int i = runs; i >= 1; --i)
            store.add(RunKind::Opened, {}, labelledRun("Device " + std::to_string(i), 1 - 0.05 * i));
        panel.setPresentation(true);
        settle();
    }

    std::vector<EndLabel> labels() const { return plot->endLabels().placed(state.curves(), plot->view()); }
    QStringList texts(Kind kind) const {
        QStringList texts;
        for (const EndLabel& label : labels())
            if (label.kind == kind)
                texts << label.text;
        return texts;
    }
    /// Where the curve's last point lies.
    QPointF endOf(const CurveKey& key) const {
        const CurvePoint& last = state.curves().find(key)->points.back();
        return plot->mapping().toPixel(last.hidden, last.value);
    }
};

/// None over another one, over the plot, or cut by the widget's edge.
void verifyApart(const Presented& chart) {
    const std::vector<EndLabel> labels = chart.labels();
    const QRectF plot = chart.plot->mapping().plot();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const QRectF& box = labels[i].box;
        QVERIFY2(QRectF(chart.plot->rect()).contains(box), qPrintable(labels[i].text));
        QVERIFY2(!box.intersects(plot), qPrintable(labels[i].text));
        for (std::size_t j = i + 1; j < labels.size(); ++j)
            QVERIFY2(!box.adjusted(0, 0.01, 0, -0.01).intersects(labels[j].box), qPrintable(labels[i].text));
    }
}

} // namespace

/// What stands beside the plot in place of a legend.
class TestEndLabels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void labelsSpreadApart();
    void eachCurveOfOneRun();
    void everyCurveOfTwoRuns();
    void manyRunsAreNamedOnce_data();
    void manyRunsAreNamedOnce();
    void leadersEndAtCurves();
    void leadersDoNotCross();
    void aReferenceAloneIsOneRun();
    void namesSayWhatTellsRunsApart();
    void keysOfOneRun();
    void aCurveThatEndsEarly();
    void namesStandAtCurvesThatReachTheEdge();
    void linesThatGoOnBeyondAnEdge();
    void namesFollowTheView();
    void keysAreTheCurvesPatterns();
    void bestAndRoofAndHollow();
    void theLegendStaysWhereNamesDoNotFit();
    void placeIsKeptWhilePointsArrive();
    void onPaper();
};

void TestEndLabels::labelsSpreadApart() {
    QCOMPARE(spread({10, 50, 90}, 20, 0, 100), (std::vector<double>{10, 50, 90}));
    const std::vector<double> crowded = spread({50, 51, 49, 50}, 10, 0, 100);
    QCOMPARE(crowded, (std::vector<double>{45, 65, 35, 55})); // about where they all wish to be
    QCOMPARE(spread({99, 99, 99}, 10, 0, 100), (std::vector<double>{80, 90, 100}));
    QCOMPARE(spread({1, 2, 60}, 10, 0, 100), (std::vector<double>{0, 10, 60}));
    QVERIFY(spread({}, 10, 0, 100).empty());
}

void TestEndLabels::eachCurveOfOneRun() {
    for (const QSize& size : kChartSizes) {
        Presented chart(size);
        QCOMPARE(chart.texts(Kind::Curve).size(), 7);
        QCOMPARE(chart.texts(Kind::Curve).constFirst(), QStringLiteral("h/a = 64"));
        QCOMPARE(chart.texts(Kind::Roof), QStringList(QStringLiteral("roof")));
        QVERIFY(chart.texts(Kind::Run).isEmpty());
        QVERIFY(chart.plot->endLabels().sayAll());
        QVERIFY(!chart.legend->isVisible());
        verifyApart(chart);
    }
}

void TestEndLabels::everyCurveOfTwoRuns() {
    for (const QSize& size : kChartSizes) {
        Presented chart(size, 2);
        const QStringList texts = chart.texts(Kind::Curve);
        QCOMPARE(texts.size(), 14);
        for (const char* run : {"h/a = 32 · .*1$", "h/a = 32 · .*2$"})
            QCOMPARE(texts.filter(QRegularExpression(QString::fromUtf8(run))).size(), 1);
        QVERIFY(!chart.legend->isVisible());
        verifyApart(chart);
    }
}

void TestEndLabels::manyRunsAreNamedOnce_data() {
    QTest::addColumn<QSize>("size");
    for (const QSize& size : kChartSizes)
        QTest::addRow("%dx%d", size.width(), size.height()) << size;
}

void TestEndLabels::manyRunsAreNamedOnce() {
    QFETCH(QSize, size);
    Presented chart(size, 10);
    QCOMPARE(chart.texts(Kind::Curve).size(), 7);
    QCOMPARE(chart.texts(Kind::Curve).constFirst(),
             QStringLiteral("h/a = 64")); // of which run, says its line
    QCOMPARE(chart.texts(Kind::Run).size(), 10);
    QVERIFY(!chart.legend->isVisible());
    verifyApart(chart);
    for (const EndLabel& label : chart.labels()) {
        if (label.kind == Kind::Run) // at its uppermost curve
            QCOMPARE(label.key.ratio, std::int64_t{64});
        else if (label.kind == Kind::Curve)
            QCOMPARE(label.key.runId, chart.state.curves().groups().front().runId);
    }
}

void TestEndLabels::leadersEndAtCurves() {
    for (const int runs : {1, 2, 10}) {
        Presented chart({1280, 800}, runs);
        for (const EndLabel& label : chart.labels()) {
            if (label.kind != Kind::Curve && label.kind != Kind::Run)
                continue;
            const QPointF off = label.leader.front() - chart.endOf(label.key);
            QVERIFY2(off.manhattanLength() < 0.01, qPrintable(label.text));
            QCOMPARE(label.leader.back().y(), label.box.center().y());
            QVERIFY(label.leader.back().x() < label.box.left());
            const Curve& curve = *chart.state.curves().find(label.key);
            QCOMPARE(label.colour, curveColor(curve, chart.plot->view().theme));
        }
    }
}

void TestEndLabels::leadersDoNotCross() {
    Presented chart({1280, 800}, 2);
    std::vector<EndLabel> labels = chart.labels();
    std::erase_if(labels, [](const EndLabel& label) { return label.leader.isEmpty(); });
    QVERIFY(labels.size() > 4);
    for (std::size_t i = 1; i < labels.size(); ++i)
        QVERIFY(labels[i - 1].leader.front().y() <= labels[i].leader.front().y());
}

void TestEndLabels::aReferenceAloneIsOneRun() {
    ChartFixture chart({1280, 800});
    chart.panel.setPresentation(true);
    chart.addRun(labelledRun("Elsewhere"), RunKind::Reference, QStringLiteral("reference"));
    const auto labels = chart.plot->endLabels().placed(chart.state.curves(), chart.plot->view());
    QCOMPARE(labels.size(), std::size_t{8});
    for (const EndLabel& label : labels) {
        QVERIFY2(!label.text.contains(QStringLiteral("reference")), qPrintable(label.text));
        if (label.kind == Kind::Curve) {
            QVERIFY(!label.line);
            const Curve& curve = *chart.state.curves().find(label.key);
            const ChartTheme& theme = chart.plot->view().theme;
            QCOMPARE(curvePen(curve, theme).style(), Qt::SolidLine);
            QCOMPARE(curvePen(curve, theme).widthF(), theme.curves.mainLine);
        }
    }
}

void TestEndLabels::namesSayWhatTellsRunsApart() {
    for (const QSize& size : kChartSizes) {
        ChartFixture chart(size);
        chart.panel.setPresentation(true);
        const QStringList names = {QStringLiteral("a12"), QStringLiteral("a16"), QStringLiteral("a24")};
        const auto texts = [&chart](Kind kind) {
            QStringList found;
            for (const EndLabel& label :
                 chart.plot->endLabels().placed(chart.state.curves(), chart.plot->view()))
                if (label.kind == kind)
                    found << label.text;
            return found;
        };
        for (int i = 0; i < 2; ++i)
            chart.addRun(labelledRun("Device", 1 - 0.1 * i), RunKind::Opened,
                         QStringLiteral("h200-key-query-score-%1-trained").arg(names[i]));
        QCOMPARE(texts(Kind::Curve).size(), qsizetype{14});
        for (const QString& text : texts(Kind::Curve))
            QVERIFY2(text.endsWith(names[0]) || text.endsWith(names[1]), qPrintable(text));
        // With a third one there would be 21: each h/a once, each run once, in type of its own.
        chart.addRun(labelledRun("Device", 0.7), RunKind::Opened,
                     QStringLiteral("h200-key-query-score-%1-trained").arg(names[2]));
        QCOMPARE(texts(Kind::Curve).size(), qsizetype{7});
        QStringList runs = texts(Kind::Run);
        runs.sort();
        QCOMPARE(runs, names);
    }
}

void TestEndLabels::keysOfOneRun() {
    Presented chart({1280, 800});
    for (const EndLabel& label : chart.labels()) {
        QCOMPARE(label.line.has_value(), label.kind == Kind::Roof); // whose dashes tell what it is
        QCOMPARE(label.marker.has_value(), label.kind == Kind::Curve);
    }
    // Where patterns stand for the h/a, keys show them.
    PlotView view = chart.plot->view();
    view.theme.curves.dashes = true;
    const EndLabels labels(chart.state.curves(), view, {600, 700});
    for (const EndLabel& label : labels.placed(chart.state.curves(), view))
        QVERIFY(label.line);
}

void TestEndLabels::aCurveThatEndsEarly() {
    Presented chart({1280, 800}, 1);
    Run run = labelledRun("Short", 0.4);
    std::erase_if(run.measurements, [](const Measurement& m) { return m.point.layer.hidden > 16000; });
    const int id = chart.addRun(run, RunKind::Opened, {});
    const QRectF plot = chart.plot->mapping().plot();
    int early = 0;
    for (const EndLabel& label : chart.labels())
        if (label.kind == Kind::Curve && label.key.runId == id) {
            ++early;
            // From the plot's edge it would lead to another run's curve.
            QCOMPARE(label.leader[0], chart.endOf(label.key));
            QVERIFY(label.leader[0].x() < plot.center().x());
            QCOMPARE(label.leader[0].y(), label.leader[1].y());
        }
    QCOMPARE(early, 7);
    verifyApart(chart);
}

/// Where each h/a is named once, and the front run's curves end within the plot.
void TestEndLabels::namesStandAtCurvesThatReachTheEdge() {
    Presented chart({1280, 800}, 2);
    Run run = labelledRun("Short", 1.1);
    std::erase_if(run.measurements, [](const Measurement& m) { return m.point.layer.hidden > 16000; });
    const int front = chart.addRun(run, RunKind::Opened, {});
    const QRectF plot = chart.plot->mapping().plot();
    QCOMPARE(chart.texts(Kind::Curve).size(), qsizetype{7});
    for (const EndLabel& label : chart.labels()) {
        if (label.kind != Kind::Curve && label.kind != Kind::Run)
            continue;
        QCOMPARE(label.leader[0], chart.endOf(label.key));
        const bool isShort = label.kind == Kind::Run && label.text.contains(QStringLiteral("Short"));
        QCOMPARE(label.key.runId == front, isShort);
        QCOMPARE(label.leader[0].x() < plot.center().x(), isShort);
    }
    verifyApart(chart);
}

void TestEndLabels::linesThatGoOnBeyondAnEdge() {
    Presented chart({1280, 800});
    const auto arrows = [&chart](Qt::Edge edge) {
        QStringList texts;
        for (const EndLabel& label : chart.labels())
            if (label.beyond == edge) {
                texts << label.text;
                if (!label.leader.isEmpty())
                    texts << QStringLiteral("with a leader");
            }
        return texts;
    };
    // Points so low that they lie on the axis: there they end.
    chart.addRun(labelledRun("Slow", 1e-5), RunKind::Opened, {});
    QCOMPARE(arrows(Qt::BottomEdge), QStringList());
    QCOMPARE(arrows(Qt::TopEdge), QStringList(QStringLiteral("roof"))); // 300 on an axis to 250
    verifyApart(chart);
}

void TestEndLabels::namesFollowTheView() {
    Presented chart({1280, 800});
    const double width = chart.plot->endLabels().width();
    for (int i = 0; i < 3; ++i)
        chart.panel.zoomIn();
    chart.settle();
    QCOMPARE(chart.plot->endLabels().width(), width); // the plot keeps its place
    QVERIFY(chart.labels().size() < 8);
    const QRectF plot = chart.plot->mapping().plot().adjusted(-0.01, -0.01, 0.01, 0.01);
    for (const EndLabel& label : chart.labels())
        QVERIFY(label.leader.isEmpty() || plot.contains(label.leader.front()));
    verifyApart(chart);
}

void TestEndLabels::keysAreTheCurvesPatterns() {
    for (const int runs : {2, 10}) {
        Presented chart({1920, 1080}, runs);
        const PlotView& view = chart.plot->view();
        for (const EndLabel& label : chart.labels()) {
            if (label.kind != Kind::Curve && label.kind != Kind::Run)
                continue;
            const QPen drawn = curvePen(*chart.state.curves().find(label.key), view.theme, view.scale);
            QCOMPARE(label.line->style(), drawn.style());
            QCOMPARE(label.line->dashPattern(), drawn.dashPattern());
            QCOMPARE(label.line->widthF(), drawn.widthF());
        }
    }
}

void TestEndLabels::bestAndRoofAndHollow() {
    SweepSpec spec = sampleSpec();
    spec.algorithm = Algorithm::Both;
    Run run = labelledRun("Device", 1, spec);
    run.measurements.front().flags |= Flag::Throttled;
    ChartFixture chart({1280, 800});
    chart.panel.setPresentation(true);
    chart.addRun(run, RunKind::Opened, {});
    QStringList texts;
    for (const EndLabel& label : chart.plot->endLabels().placed(chart.state.curves(), chart.plot->view()))
        texts << label.text;
    QCOMPARE(texts.filter(QStringLiteral("best")).size(), 7);
    QCOMPARE(texts.back(), QStringLiteral("hollow: flagged"));
    QVERIFY(texts.contains(QStringLiteral("roof")));
    chart.state.setRoofShown(false);
    QVERIFY(chart.plot->endLabels().sayAll());
    for (const EndLabel& label : chart.plot->endLabels().placed(chart.state.curves(), chart.plot->view()))
        QVERIFY(label.kind != Kind::Roof);
    chart.addRun(run, RunKind::Opened,
                 QStringLiteral("again")); // 28 curves: the paler ones are explained once
    texts.clear();
    for (const EndLabel& label : chart.plot->endLabels().placed(chart.state.curves(), chart.plot->view()))
        texts << label.text;
    QCOMPARE(texts.filter(QStringLiteral("best")), QStringList(QStringLiteral("paler: best")));
}

void TestEndLabels::theLegendStaysWhereNamesDoNotFit() {
    Presented chart({1280, 800}, 24);
    QVERIFY(!chart.plot->endLabels().sayAll());
    QVERIFY(chart.legend->isVisible());
    QCOMPARE(chart.texts(Kind::Curve).size(), 7); // with the list of runs beside them
    verifyApart(chart);
    chart.panel.setPresentation(false);
    QCOMPARE(chart.plot->endLabels().width(), 0.0);
    QVERIFY(chart.legend->isVisible());
}

void TestEndLabels::placeIsKeptWhilePointsArrive() {
    ChartFixture chart({1280, 800});
    chart.panel.setPresentation(true);
    chart.settle();
    const double empty = chart.plot->mapping().plot().width();
    QVERIFY(!chart.legend->isVisible()); // there is nothing to be named
    const Run whole = labelledRun("Device");
    Run begun{whole.context, whole.spec, {}};
    const int id = chart.addRun(begun, RunKind::Live, {});
    const QRectF first = chart.plot->mapping().plot();
    QVERIFY(first.width() < empty);
    for (std::size_t i = 0; i < whole.measurements.size(); ++i) {
        chart.store.append(id, whole.measurements[i]);
        chart.settle();
        QCOMPARE(chart.plot->mapping().plot().right(), first.right());
    }
}

void TestEndLabels::onPaper() {
    Presented chart({1280, 800}, 2);
    PlotView view;
    view.theme = paperTheme();
    view.font.setPixelSize(10);
    view.mapping = PlotMapping({40, 20, 300, 260}, chart.plot->views().current(), {});
    const EndLabels labels(chart.state.curves(), view, {200, 260});
    QVERIFY(labels.sayAll());
    QImage image(600, 300, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    labels.paint(painter, chart.state.curves(), view);
    painter.end();
    for (const EndLabel& label : labels.placed(chart.state.curves(), view)) {
        QVERIFY(label.box.left() > 340 && label.box.right() <= 340 + labels.width());
        QVERIFY2(count(image.copy(label.box.toAlignedRect()), label.ink, 60) > 5, qPrintable(label.text));
    }
}

HEADROOM_TEST(TestEndLabels, Windows)

} // namespace headroom::testing::tst_end_labels

#include "tst_end_labels.moc"
