// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/budget_runs.h"
#include "tests/support/test_program.h"
#include "ui/budget/bars_layout.h"
#include "ui/budget/budget_state.h"
#include "ui/budget/budget_texts.h"
#include "ui/budget/segment_style.h"
#include "ui/runs/run_store.h"

#include <QSignalSpy>
#include <QTest>

#include <set>

namespace headroom::testing::tst_budget_bars {

using namespace headroom::ui;

namespace {

BarsLayout layoutOf(const BudgetBars& bars, const QSizeF& size) {
    BarsRequest request;
    request.area = QRectF({}, size);
    request.texts = {titleOf(bars), subtitleOf(bars), axisTitleOf(bars), notesOn(bars).join(u'\n')};
    return layOutBars(bars, request);
}

QString textOf(const Callout& callout) {
    QStringList lines;
    for (const CalloutLine& line : callout.lines)
        lines << line.text;
    return lines.join(u'\n');
}

} // namespace

/// Bars of budgets: what they hold, where they lie and what they say.
class TestBudgetBars final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBarIsAsLongAsItsGemmsTake();
    void aModelHasItsLogits();
    void failedRowsHaveNoLength();
    void barsShareOneAxis();
    void eachAlgorithmHasABar();
    void namesSayWhatVaries();
    void titlesSpeakOfLayers();
    void segmentsReadInSentences();
    void whatIsNotInTheSumsIsSaid();
    void everyOperationHasItsColour();
    void passesAreToldWithoutColour();
    void fitsSmallAreas_data();
    void fitsSmallAreas();
    void aPointFindsItsSegment();
    void aReplaysAxisIsThatOfTheWhole();
    void rowsArrive();
};

void TestBudgetBars::aBarIsAsLongAsItsGemmsTake() {
    RunStore store;
    const Run run = budgetRun("llama-3.1-8b");
    store.add(RunKind::Opened, QStringLiteral("llama"), run);
    const BudgetBars bars(store, BudgetScope::Layer);
    QCOMPARE(bars.bars().size(), std::size_t{1});
    const BudgetBar& bar = bars.bars().front();
    QCOMPARE(bar.segments.size(), std::size_t{18}); // six operations, three passes
    double endS = 0;
    for (const BudgetSegment& segment : bar.segments) {
        const Measurement& row = run.measurements[segment.row];
        QCOMPARE(segment.start, endS);
        QCOMPARE(segment.line.seconds, row.time.medianS * static_cast<double>(row.point.perLayer));
        QVERIFY(row.point.operation != Operation::Logits);
        endS = segment.start + segment.length;
    }
    QCOMPARE(endS, bar.sum.seconds);
    QCOMPARE(bar.sum.seconds, sumOfLayer(run.measurements).seconds);
    QCOMPARE(bars.longest(), bar.sum.highS);
    // In the plan's order, whatever the order of measuring.
    QCOMPARE(bar.segments[0].operation, Operation::Qkv);
    QCOMPARE(bar.segments[1].pass, Pass::Dgrad);
    QCOMPARE(bar.segments.back().operation, Operation::MlpDown);
}

void TestBudgetBars::aModelHasItsLogits() {
    RunStore store;
    const Run run = budgetRun("llama-3.1-8b");
    store.add(RunKind::Opened, {}, run);
    const BudgetBars bars(store, BudgetScope::Model);
    const BudgetBar& bar = bars.bars().front();
    QCOMPARE(bar.segments.size(), std::size_t{21});
    QCOMPARE(bar.segments.back().operation, Operation::Logits);
    QCOMPARE(bar.sum.seconds, sumOfModel(run.measurements).seconds);
    QCOMPARE(bar.segments.front().line.count, std::int64_t{32});
    QVERIFY(titleOf(bars).contains(QStringLiteral("32 layers and logits")));
    // Of lengths alone there is one layer, and no vocabulary.
    RunStore lengths;
    Run layer = run;
    layer.spec.budget->model.layers = 1;
    layer.spec.budget->model.layer.vocab = 0;
    std::erase_if(layer.measurements,
                  [](const Measurement& row) { return row.point.operation == Operation::Logits; });
    lengths.add(RunKind::Opened, {}, layer);
    QVERIFY2(titleOf(BudgetBars(lengths, BudgetScope::Model)).startsWith(QStringLiteral("One layer of ")),
             qPrintable(titleOf(BudgetBars(lengths, BudgetScope::Model))));
}

void TestBudgetBars::failedRowsHaveNoLength() {
    RunStore store;
    Run run = budgetRun("llama-3.1-8b");
    fail(run, Operation::MlpDown, Pass::Wgrad, "It needs 3 GiB");
    run.measurements[rowOf(run, Operation::Qkv, Pass::Forward)].flags = Flag::ProcessorSlow;
    store.add(RunKind::Opened, {}, run);
    const BudgetBars bars(store, BudgetScope::Layer);
    const BudgetBar& bar = bars.bars().front();
    QCOMPARE(bar.segments.size(), std::size_t{17});
    QCOMPARE(bar.sum.missing, std::size_t{1});
    QCOMPARE(bar.remarks.front(), QStringLiteral("Not in the bar: MLP Down, wgrad. It needs 3 GiB."));
    QVERIFY2(bar.remarks.back().startsWith(QStringLiteral("1 of 21 rows are flagged")),
             qPrintable(bar.remarks.back()));
    // A run that was cut off says how far it came.
    run.measurements.resize(5);
    RunStore cut;
    cut.add(RunKind::Opened, {}, run);
    QVERIFY(BudgetBars(cut, BudgetScope::Layer)
                .bars()
                .front()
                .remarks.contains(QStringLiteral("5 of 21 GEMMs are measured.")));
}

void TestBudgetBars::barsShareOneAxis() {
    RunStore store;
    store.add(RunKind::Opened, QStringLiteral("eight"), budgetRun("llama-3.1-8b", 8));
    store.add(RunKind::Opened, QStringLiteral("one"), budgetRun("llama-3.1-8b", 1));
    store.add(RunKind::Opened, QStringLiteral("curves"), sampleRun(sampleSpec(2)));
    const BudgetBars bars(store, BudgetScope::Layer);
    QCOMPARE(bars.bars().size(), std::size_t{2});
    const BarsLayout layout = layoutOf(bars, {900, 500});
    const QRectF one = layout.bars[0].box; // the front run's is the first
    const QRectF eight = layout.bars[1].box;
    QVERIFY(one.bottom() < eight.top());
    QCOMPARE(one.left(), eight.left());
    QVERIFY(qAbs(one.width() / eight.width() - bars.bars()[0].sum.seconds / bars.bars()[1].sum.seconds) <
            1e-6);
    for (const PlacedBar& bar : layout.bars)
        QVERIFY(bar.sum.right() <= 900 && bar.sum.left() > bar.box.right());
}

void TestBudgetBars::eachAlgorithmHasABar() {
    Run run = budgetRun("llama-3.1-8b");
    run.spec.algorithm = Algorithm::Both;
    run = sampleRun(run.spec);
    RunStore store;
    store.add(RunKind::Opened, {}, run);
    const BudgetBars bars(store, BudgetScope::Layer);
    QCOMPARE(bars.bars().size(), std::size_t{2});
    QCOMPARE(bars.bars()[0].name, QStringLiteral("algorithm default"));
    QCOMPARE(bars.bars()[1].name, QStringLiteral("algorithm best"));
}

void TestBudgetBars::namesSayWhatVaries() {
    RunStore store;
    store.add(RunKind::Live, {}, budgetRun("llama-3.1-8b", 2));
    store.add(RunKind::Live, {}, budgetRun("llama-3.1-8b", 4));
    QCOMPARE(BudgetBars(store, BudgetScope::Layer).bars()[0].name, QStringLiteral("t = 4"));
    store.add(RunKind::Live, {}, budgetRun("llama-2-7b", 4));
    QCOMPARE(BudgetBars(store, BudgetScope::Layer).bars()[0].name, QStringLiteral("llama-2-7b · t = 4"));
    // Beside curves a layer is called by its model.
    RunStore both;
    both.add(RunKind::Live, {}, sampleRun(sampleSpec(1)));
    const int layer = both.add(RunKind::Live, {}, budgetRun("llama-3.1-8b"));
    QCOMPARE(both.find(layer)->fullName(), QStringLiteral("llama-3.1-8b"));
}

void TestBudgetBars::titlesSpeakOfLayers() {
    RunStore store;
    store.add(RunKind::Opened, {}, budgetRun("llama-3.1-8b", 2));
    const BudgetBars bars(store, BudgetScope::Layer);
    QCOMPARE(titleOf(bars), QStringLiteral("One layer of llama-3.1-8b"));
    for (const char* fact : {"f16", "b = 2", "s = 512", "s_kv = 512", "t = 2", "burst", "2026-01-02"})
        QVERIFY2(subtitleOf(bars).contains(QString::fromLatin1(fact)), fact);
    for (const QString& text : {titleOf(bars), subtitleOf(bars), axisTitleOf(bars)})
        QVERIFY(!text.contains(QStringLiteral("h/a")) && !text.contains(QStringLiteral("layout")));
    store.add(RunKind::Opened, {}, budgetRun("llama-2-7b", 2));
    QCOMPARE(titleOf(BudgetBars(store, BudgetScope::Layer)),
             QStringLiteral("One layer of llama-2-7b, llama-3.1-8b"));
}

void TestBudgetBars::segmentsReadInSentences() {
    RunStore store;
    Run run = budgetRun("gpt-3-2.7b");
    const std::size_t row = rowOf(run, Operation::KeyQueryScore, Pass::Forward);
    run.measurements[row].flags = Flag::ProcessorSlow;
    const int id = store.add(RunKind::Opened, {}, run);
    const BudgetBars bars(store, BudgetScope::Layer);
    const auto place = bars.find(id, row);
    QVERIFY(place);
    const QString text = textOf(segmentCallout(bars, *place));
    const BudgetSegment& segment = bars.at(*place);
    for (const QString& part :
         {QStringLiteral("Attention Key Query Score: ") + millisecondsText(segment.line.seconds),
          QStringLiteral("A layer computes its output once."),
          QStringLiteral("between ") + millisecondsText(segment.line.lowS) + QStringLiteral(" and "),
          QStringLiteral("It is ") + percentText(segment.line.share) +
              QStringLiteral(" of the layer's time, at "),
          QStringLiteral("TFLOP/s, "), QStringLiteral(" of the roof."),
          QStringLiteral("Its shape, batch · m×n×k, is 64 · 512×512×80."),
          QStringLiteral("d = 80 = 16·5: on curve 16."), QStringLiteral("The kernel is sample_kernel"),
          QStringLiteral("Note: a core was shared")})
        QVERIFY2(text.contains(part), qPrintable(part + QStringLiteral(" in ") + text));
    QVERIFY(!bars.find(id, 1000));
    const BudgetBars whole(store, BudgetScope::Model);
    const QString often = textOf(segmentCallout(whole, *whole.find(id, row)));
    QVERIFY2(often.contains(QStringLiteral("The model computes its output 32 times, ")), qPrintable(often));
}

void TestBudgetBars::whatIsNotInTheSumsIsSaid() {
    RunStore store;
    store.add(RunKind::Opened, QStringLiteral("first"), budgetRun("gpt-3-2.7b"));
    store.add(RunKind::Opened, QStringLiteral("second"), budgetRun("gpt-3-2.7b", 2));
    const QStringList notes = notesOn(BudgetBars(store, BudgetScope::Layer));
    QVERIFY(notes.front().contains(QStringLiteral("softmax")));
    // What one run alone has says whose it is.
    QVERIFY(notes.contains(QStringLiteral("first: Logits: v/t = 50257 is odd: on curve 1.")));
    QVERIFY(
        notes.contains(QStringLiteral("second: Logits is left out: v = 50257 is not a multiple of t = 2.")));
}

void TestBudgetBars::everyOperationHasItsColour() {
    for (const bool dark : {false, true}) {
        const ChartTheme theme = paperTheme(dark);
        std::set<QRgb> colours;
        for (const OperationInfo& info : allOperations()) {
            colours.insert(segmentStyle(info.operation, Pass::Forward, theme).fill.rgb());
            QVERIFY(!shortLabel(info.operation).isEmpty());
        }
        QCOMPARE(colours.size(), allOperations().size());
    }
}

void TestBudgetBars::passesAreToldWithoutColour() {
    for (const bool dark : {false, true})
        for (const OperationInfo& info : allOperations()) {
            const ChartTheme theme = paperTheme(dark);
            const SegmentStyle forward = segmentStyle(info.operation, Pass::Forward, theme);
            const SegmentStyle dgrad = segmentStyle(info.operation, Pass::Dgrad, theme);
            const SegmentStyle wgrad = segmentStyle(info.operation, Pass::Wgrad, theme);
            QVERIFY(!forward.hatch.isValid() && !dgrad.hatch.isValid() && wgrad.hatch.isValid());
            QVERIFY2(qAbs(qGray(forward.fill.rgb()) - qGray(dgrad.fill.rgb())) > 15, info.word);
        }
}

void TestBudgetBars::fitsSmallAreas_data() {
    QTest::addColumn<QSizeF>("size");
    for (const QSizeF& size : {QSizeF(440, 230), QSizeF(320, 200), QSizeF(900, 520), QSizeF(2200, 1300)})
        QTest::addRow("%gx%g", size.width(), size.height()) << size;
}

void TestBudgetBars::fitsSmallAreas() {
    QFETCH(const QSizeF, size);
    RunStore store;
    store.add(RunKind::Opened, QStringLiteral("one"), budgetRun("gpt-3-2.7b", 1));
    store.add(RunKind::Opened, QStringLiteral("two"), budgetRun("gpt-3-2.7b", 2));
    const BarsLayout layout = layoutOf(BudgetBars(store, BudgetScope::Layer), size);
    const QRectF area({}, size);
    QVERIFY(layout.fits);
    for (const PlacedBar& bar : layout.bars)
        for (const QRectF& room : {bar.name, bar.box, bar.sum})
            QVERIFY(area.contains(room));
    QVERIFY(layout.plot.bottom() >= layout.bars.back().box.bottom());
    for (const BarsKey& key : layout.keys)
        QVERIFY(key.swatch.top() > layout.plot.bottom() && area.contains(key.label));
    QVERIFY(layout.notes.isEmpty() || area.contains(layout.notes));
}

void TestBudgetBars::aPointFindsItsSegment() {
    RunStore store;
    store.add(RunKind::Opened, {}, budgetRun("llama-3.1-8b"));
    const BudgetBars bars(store, BudgetScope::Layer);
    const BarsLayout layout = layoutOf(bars, {900, 500});
    for (std::size_t i = 0; i < layout.bars[0].segments.size(); ++i)
        QCOMPARE(layout.segmentAt(layout.bars[0].segments[i].center()), (SegmentPlace{0, i}));
    QVERIFY(!layout.segmentAt(layout.bars[0].box.bottomLeft() + QPointF(0, 30)));
    QVERIFY(!layout.segmentAt(layout.bars[0].box.topRight() + QPointF(30, 5)));
}

void TestBudgetBars::aReplaysAxisIsThatOfTheWhole() {
    Run run = budgetRun("llama-3.1-8b");
    const std::vector<Measurement> all = run.measurements;
    run.measurements.resize(2);
    RunStore store;
    store.add(RunKind::Replay, {}, run, all);
    QCOMPARE(BudgetBars(store, BudgetScope::Layer).longest(), sumOfLayer(all).highS);
}

void TestBudgetBars::rowsArrive() {
    RunStore store;
    BudgetState state(&store);
    const Run whole = budgetRun("llama-3.1-8b");
    Run begun = whole;
    begun.measurements.clear();
    const int id = store.add(RunKind::Live, {}, begun);
    QVERIFY(state.bars().isEmpty() && !whyEmpty(state.bars()).isEmpty());
    const QSignalSpy arrived(&state, &BudgetState::rowsArrived);
    for (const Measurement& row : whole.measurements)
        store.append(id, row);
    QCOMPARE(arrived.count(), qsizetype(whole.measurements.size()));
    QCOMPARE(state.bars().bars().front().segments.size(), std::size_t{18});
    // Rows of curves are none of its.
    const int curves = store.add(RunKind::Live, {}, {sampleContext(), sampleSpec(1), {}});
    store.append(curves, sampleRun(sampleSpec(1)).measurements.front());
    QCOMPARE(arrived.count(), qsizetype(whole.measurements.size()));
}

HEADROOM_TEST(TestBudgetBars, Windows)

} // namespace headroom::testing::tst_budget_bars

#include "tst_budget_bars.moc"
