// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/csv.h"
#include "engine/sweep/advice_lines.h"
#include "tests/support/test_program.h"
#include "tests/ui/advice/advice_runs.h"
#include "tests/ui/export/figure_fixture.h"
#include "ui/advice/advice_state.h"
#include "ui/advice/advice_table_model.h"
#include "ui/advice/advice_texts.h"
#include "ui/export/chosen_advice.h"
#include "ui/export/figure_export.h"
#include "ui/runs/picture_runs.h"
#include "ui/runs/run_store.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace headroom::testing::tst_advice_figures {

using namespace headroom::ui;

namespace {

struct Shown {
    explicit Shown(Run run = adviceRun()) {
        id = store.add(RunKind::Opened, QStringLiteral("ffn"), std::move(run));
    }
    ChosenAdvice figure(const FigureOptions& options = {}) const { return {state, options}; }

    RunStore store;
    AdviceState state{&store};
    int id = 0;
};

/// A chart whose run holds all h about 4100 with a = 12, and the question about h = 4092.
struct Asked {
    Asked() {
        SweepSpec spec = sampleSpec(1);
        spec.hiddenMin = 4000;
        spec.hiddenMax = 4200;
        spec.pointsPerCurve.reset();
        Run run = sampleRun(spec);
        asked = static_cast<int>(
            std::ranges::find(run.measurements, std::int64_t{12 * 341},
                              [](const Measurement& row) { return row.point.layer.hidden; }) -
            run.measurements.begin());
        sweep = run;
        chart.addRun(std::move(run));
        answer = answerAtPoint(sweep, static_cast<std::size_t>(asked),
                               [](const PlannedPoint& point) { return point.layer.headDim % 16 == 0; });
    }
    void show() {
        chart.store.add(RunKind::Live, {}, answer);
        chart.panel.setAdvice(state.mark());
        chart.settle();
    }

    ChartFixture chart;
    AdviceState state{&chart.store};
    Run sweep;
    Run answer;
    int asked = 0;
};

} // namespace

/// Advice as it is drawn: in a plot of its own, and over a chart of curves.
class TestAdviceFigures final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void theVerdictIsTheEngines();
    void pointsStandOverTheLength();
    void timeIsRankedToo();
    void slowValuesHaveOneUnit();
    void flaggedValuesAreMarked();
    void oneQuestionAtATime();
    void failedValuesAreMarks();
    void aDrawingHasArrowAndVerdict();
    void aPictureOpensAgain();
    void presetsHaveRoom_data();
    void presetsHaveRoom();
    void choicesShow();
    void theChartHasAnArrow();
    void theArrowsLabelStandsClear();
    void theArrowIsInFigures();
    void noArrowWhereItsPointIsNotShown();
    void whereNothingIsBetterThePointIsMarked();
};

void TestAdviceFigures::theVerdictIsTheEngines() {
    const Shown shown;
    QCOMPARE(shown.state.advice().sentence, adviceOf(adviceRun(), RankBy::Throughput).sentence);
    QVERIFY(shown.state.advice().sentence.starts_with("f = 10922 gives 100.0 TFLOP/s; f = "));
    const QString text = adviceText(shown.state.advice());
    QCOMPARE(text.count(u'\n'), 1 + qsizetype(shown.state.advice().values.size()));
    QVERIFY(text.startsWith(QStringLiteral("f\tcurve\tms a layer\t")));
    const Callout best = valueCallout(shown.state.advice(), *shown.state.advice().better());
    QVERIFY(best.lines[2].text.startsWith(QStringLiteral("+50.0 % against f = 10922")));
}

void TestAdviceFigures::pointsStandOverTheLength() {
    const Shown shown;
    const AdviceChart chart = adviceChart(shown.state);
    QCOMPARE(chart.points.size(), shown.state.advice().values.size());
    QCOMPARE(chart.asked->hidden, 10922.0);
    QCOMPARE(qRound(chart.asked->value), 100);
    QCOMPARE(qRound(chart.best->value), 150);
    QCOMPARE(chart.label, QStringLiteral("+50 %"));
    QCOMPARE(chart.classes.back(), 64); // of f16: from there on one curve
    for (const Curve& curve : chart.points) {
        QCOMPARE(curve.points.size(), std::size_t{1});
        QVERIFY(curve.points[0].hasInterval());
        QVERIFY(curve.points[0].value > chart.range.yMin && curve.points[0].value < chart.range.yMax);
        QVERIFY(curve.points[0].hidden > chart.range.xMin && curve.points[0].hidden < chart.range.xMax);
    }
}

void TestAdviceFigures::timeIsRankedToo() {
    Shown shown;
    shown.state.setRank(RankBy::Time);
    const AdviceChart chart = adviceChart(shown.state);
    QCOMPARE(chart.texts.yAxis, QStringLiteral("time of a layer's GEMMs (ms)"));
    QVERIFY(chart.best->value < chart.asked->value);
    QVERIFY(shown.state.advice().sentence.starts_with("f = 10922 takes "));
}

void TestAdviceFigures::slowValuesHaveOneUnit() {
    const Shown shown(answered(askingAboutFfn(), [](const PlannedPoint& point) {
        return point.layer.ffn % 64 == 0 ? 0.18 : 0.12; // TFLOP/s
    }));
    const Advice& advice = shown.state.advice();
    const AdviceChart chart = adviceChart(shown.state);
    QCOMPARE(chart.texts.yAxis, QStringLiteral("throughput (GFLOP/s)"));
    QCOMPARE(qRound(chart.best->value), 180);
    QVERIFY2(verdictOf(advice).startsWith(QStringLiteral("f = 10922 gives 120.0 GFLOP/s; f = ")),
             qPrintable(verdictOf(advice)));
    const AdviceTableModel table(&shown.state);
    QCOMPARE(table.headerData(4, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("GFLOP/s"));
    QCOMPARE(table.index(0, 4).data().toString(), QStringLiteral("180.0"));
    const QString callout = valueCallout(advice, *advice.better()).lines[0].text;
    QVERIFY2(callout.endsWith(QStringLiteral(": 180.0 GFLOP/s")), qPrintable(callout));
    QVERIFY(adviceText(advice).contains(QStringLiteral("\t120.0\t")));
}

void TestAdviceFigures::flaggedValuesAreMarked() {
    Run run = adviceRun();
    for (Measurement& row : run.measurements)
        if (row.point.layer.ffn == 10922)
            row.flags = Flag::IntervalWide;
    const Shown shown(run);
    const AdviceTableModel table(&shown.state);
    int marked = 0;
    for (int row = 0; row < table.rowCount(); ++row) {
        const QModelIndex cell = table.index(row, 0);
        const bool isMarked = cell.data().toString().endsWith(QStringLiteral(" ○"));
        QCOMPARE(isMarked, cell.data().toString().startsWith(QStringLiteral("f = 10922")));
        QCOMPARE(cell.data(Qt::ToolTipRole).toString().startsWith(QStringLiteral("Rows that carry a flag: ")),
                 isMarked);
        marked += isMarked ? 1 : 0;
    }
    QCOMPARE(marked, 1);
}

void TestAdviceFigures::oneQuestionAtATime() {
    Shown shown;
    const int second = shown.store.add(RunKind::Opened, {}, adviceRun());
    QCOMPARE(shown.state.run()->id, second);
    QVERIFY(!shown.store.find(shown.id)->visible);
    shown.store.setVisible(shown.id, true);
    QCOMPARE(shown.state.run()->id, shown.id);
    QVERIFY(!shown.store.find(second)->visible);
    shown.store.remove(shown.id);
    QCOMPARE(shown.state.run(), nullptr);
    QVERIFY(adviceChart(shown.state).isEmpty());
    QVERIFY(!shown.figure().whyEmpty().isEmpty());
}

void TestAdviceFigures::failedValuesAreMarks() {
    Run run = adviceRun();
    std::int64_t failed = 0;
    for (Measurement& row : run.measurements)
        if (row.point.layer.ffn == 10944 && failed++ == 0)
            row = failedMeasurement(row.point, Status::OutOfMemory, "There is no room for it.");
    const Shown shown(run);
    const AdviceChart chart = adviceChart(shown.state);
    QCOMPARE(chart.points.back().failures.size(), std::size_t{1});
    QCOMPARE(chart.points.back().failures[0].hidden, 10944.0);
    const AdvisedValue& value = shown.state.advice().values.back();
    QVERIFY(valueCallout(shown.state.advice(), value)
                .lines[0]
                .text.contains(QStringLiteral("There is no room for it.")));
    QVERIFY(shown.state.advice().sentence.ends_with(
        "Not measured: 1 of " + std::to_string(shown.state.advice().values.size()) + " values."));
}

void TestAdviceFigures::aDrawingHasArrowAndVerdict() {
    const Shown shown;
    const QString texts = textsOf(figureSvg(shown.figure()));
    for (const char* text : {"Feed-forward size: llama-2-7b, f = 10922", "feed-forward size f",
                             "throughput (TFLOP/s)", "+50 %", "f = 10922 gives 100.0 TFLOP/s"})
        QVERIFY2(texts.contains(QString::fromUtf8(text)), qPrintable(texts));
    QVERIFY(!texts.contains(QStringLiteral("h/a")));
    const std::string csv = shown.figure().csv(shown.store);
    QCOMPARE(std::ranges::count(csv, '\n'), 1 + std::ssize(adviceRun().measurements));
}

void TestAdviceFigures::aPictureOpensAgain() {
    const QTemporaryDir folder;
    const Shown shown;
    const QString path = folder.filePath(QStringLiteral("advice.png"));
    QVERIFY(exportFigure(shown.figure(), shown.store, path));
    const auto runs = runsInPicture(path);
    QVERIFY(runs && runs->size() == 1);
    QVERIFY(runs->front().spec == adviceRun().spec);
    QVERIFY(exportFigure(shown.figure(), shown.store, folder.filePath(QStringLiteral("advice.pdf"))));
}

void TestAdviceFigures::presetsHaveRoom_data() {
    QTest::addColumn<QString>("preset");
    for (const FigurePreset& preset : figurePresets())
        QTest::newRow(preset.word) << QString::fromLatin1(preset.word);
}

void TestAdviceFigures::presetsHaveRoom() {
    QFETCH(const QString, preset);
    const Shown shown;
    const ChosenAdvice figure = shown.figure(presetOptions(qPrintable(preset)));
    const AdviceLayout layout = figure.layout();
    QVERIFY(layout.fits);
    QCOMPARE(figure.note(), QString());
    const QRectF sheet({}, figure.options().layoutSize() / figure.unit());
    QVERIFY(sheet.contains(layout.notes) && sheet.contains(layout.keys));
    QVERIFY(layout.notes.top() >= layout.keys.bottom() &&
            layout.keys.top() >= layout.frame.xTitle.bottom() - 1);
    QVERIFY(layout.frame.plot.contains(layout.arrow->box));
}

void TestAdviceFigures::choicesShow() {
    const Shown shown;
    FigureOptions options;
    options.title = QStringLiteral("Mine");
    options.caption = QString();
    options.intervals = false;
    const QString texts = textsOf(figureSvg(shown.figure(options)));
    QVERIFY(texts.contains(QStringLiteral("Mine")));
    QVERIFY(!texts.contains(QStringLiteral("f = 10922 gives")));
    QVERIFY(figureSvg(shown.figure(options)).size() < figureSvg(shown.figure()).size());
}

void TestAdviceFigures::theChartHasAnArrow() {
    Asked asked;
    QVERIFY(!asked.chart.plot->arrow());
    asked.show();
    QCOMPARE(asked.chart.store.topic(), RunTopic::Curves); // it is asked beside them
    const auto& arrow = asked.chart.plot->arrow();
    QVERIFY(arrow && arrow->to);
    const Measurement& from = asked.sweep.measurements[static_cast<std::size_t>(asked.asked)];
    QVERIFY(QLineF(arrow->from, asked.chart.pixelOf(from)).length() < 0.5); // on its curve
    const AdvisedValue* best = asked.state.advice().better();
    QVERIFY(best != nullptr);
    QCOMPARE(arrow->label, QStringLiteral("+100 %"));
    const auto known = std::ranges::find(asked.sweep.measurements, best->value,
                                         [](const Measurement& row) { return row.point.layer.hidden; });
    QVERIFY(known != asked.sweep.measurements.end());
    QVERIFY(QLineF(*arrow->to, asked.chart.pixelOf(*known)).length() < 0.5);
    asked.chart.panel.setAdvice(std::nullopt);
    QVERIFY(!asked.chart.plot->arrow());
}

void TestAdviceFigures::theArrowsLabelStandsClear() {
    Asked asked;
    asked.show();
    const QRectF label = asked.chart.plot->arrow()->box;
    QVERIFY(asked.chart.plot->mapping().plot().contains(label));
    // A pin that comes keeps clear of it, and of the arrow.
    asked.chart.moveTo(asked.chart.plot->arrow()->from);
    QTest::keyClick(asked.chart.plot, Qt::Key_P);
    QCOMPARE(asked.chart.plot->pins().count(), 1);
    const auto pin = asked.chart.plot->pins().boxOf(0, asked.chart.plot->view());
    QVERIFY(pin && !pin->intersects(asked.chart.plot->arrow()->box));
}

void TestAdviceFigures::theArrowIsInFigures() {
    Asked asked;
    const QString without = textsOf(figureSvg(asked.chart.panel.figure()));
    asked.show();
    const QString with = textsOf(figureSvg(asked.chart.panel.figure()));
    QVERIFY(!without.contains(QStringLiteral("+100 %")) && with.contains(QStringLiteral("+100 %")));
    const QImage drawn = figureOf(asked.chart);
    asked.chart.panel.setAdvice(std::nullopt);
    QVERIFY(drawn != figureOf(asked.chart));
}

void TestAdviceFigures::noArrowWhereItsPointIsNotShown() {
    Asked asked;
    asked.show();
    QVERIFY(asked.chart.plot->arrow());
    asked.chart.state.setHidden({asked.chart.state.curves().curves().front().key}, true); // h/a = 1
    asked.chart.settle();
    QVERIFY(!asked.chart.plot->arrow());
    asked.chart.state.setHidden({asked.chart.state.curves().curves().front().key}, false);
    asked.chart.settle();
    QVERIFY(asked.chart.plot->arrow());
    // Another device's curve is not meant.
    RunContext other = asked.state.run()->run.context;
    other.device = "another";
    asked.chart.store.setContext(asked.state.run()->id, other);
    asked.chart.panel.setAdvice(asked.state.mark());
    QVERIFY(!asked.chart.plot->arrow());
    // A row that is gone marks nothing.
    asked.chart.store.remove(asked.state.run()->id);
    asked.chart.settle();
    QVERIFY(!asked.chart.plot->arrow());
    asked.chart.panel.setAdvice(AdviceMark{{77, 3}, PointKey{1, 1'000'000}, QStringLiteral("+1 %")});
    QVERIFY(!asked.chart.plot->arrow());
}

void TestAdviceFigures::whereNothingIsBetterThePointIsMarked() {
    Asked asked;
    asked.answer = answerAtPoint(asked.sweep, static_cast<std::size_t>(asked.asked),
                                 [](const PlannedPoint&) { return false; });
    asked.show();
    const auto& arrow = asked.chart.plot->arrow();
    QVERIFY(arrow && !arrow->to);
    QCOMPARE(arrow->label, QStringLiteral("none shown better"));
    QVERIFY(asked.state.advice().sentence.starts_with("No h within 2.0 % was shown to be better: "));
}

HEADROOM_TEST(TestAdviceFigures, Windows)

} // namespace headroom::testing::tst_advice_figures

#include "tst_advice_figures.moc"
