// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "ui/chart/data/chart_state.h"
#include "ui/chart/data/chart_texts.h"
#include "ui/chart/legend/legend_entry.h"
#include "ui/export/figure_caption.h"
#include "ui/runs/run_store.h"

#include <QTest>

#include <set>

namespace headroom::testing::tst_chart_texts {

using namespace headroom::ui;

namespace {

Run runOfHeads(std::int64_t heads, const char* device = "H200", const char* time = "2026-01-02T03:04:05Z") {
    SweepSpec spec = sampleSpec(1);
    spec.heads = heads;
    Run run = sampleRun(spec);
    run.context.device = device;
    run.context.startedUtc = time;
    run.context.driverVersion = "580.1";
    return run;
}

/// With spaces at which lines may end.
QString plain(QString text) {
    return text.replace(QChar::Nbsp, QLatin1Char(' '));
}

struct Chart {
    RunStore store;
    ChartState state{&store};

    QString title() const { return titleOf(state.curves()); }
    QString subtitle() const { return subtitleOf(state.curves()); }
    QStringList caption() const { return figureCaption(state.curves()).split(QLatin1Char('\n')); }
};

} // namespace

class TestChartTexts final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void titleHoldsWhatAllShare();
    void titleOfBothModes();
    void subtitleTellsTheCircumstances();
    void subtitleTellsWhereARunIsFrom();
    void subtitleOfSeveralRuns();
    void everyRunsDeviceIsTold();
    void hiddenRunsAreNotUnmeasured();
    void roofsThatDifferAreNamed();
    void whatIsNotSeenDoesNotCount();
    void namesAreOfWhatIsSeen();
    void captionSaysEachThingOnce();
    void onlyShownAlgorithmsAreTold();
    void ratioSpeaksOfTheComparedRuns();
    void captionNamesSources();
};

void TestChartTexts::titleHoldsWhatAllShare() {
    Chart chart;
    chart.state.offer(sampleSpec());
    QCOMPARE(chart.title(), QStringLiteral("Attention Key Query Score, a=12"));
    chart.store.add(RunKind::Opened, {}, runOfHeads(40));
    QCOMPARE(chart.title(), QStringLiteral("Attention Key Query Score, a=40"));
    chart.store.add(RunKind::Opened, {}, runOfHeads(40));
    QCOMPARE(chart.title(), QStringLiteral("Attention Key Query Score, a=40"));
    const int sixteen = chart.store.add(RunKind::Opened, {}, runOfHeads(16));
    chart.store.add(RunKind::Reference, QStringLiteral("paper"), runOfHeads(12));
    QCOMPARE(chart.title(), QStringLiteral("Attention Key Query Score, a=12, 16, 40"));
    chart.store.setVisible(sixteen, false);
    QCOMPARE(chart.title(), QStringLiteral("Attention Key Query Score, a=12, 40"));
    for (const std::int64_t heads : {20, 24, 28})
        chart.store.add(RunKind::Opened, {}, runOfHeads(heads));
    QCOMPARE(chart.title(), QStringLiteral("Attention Key Query Score"));
    chart.store.removeAll(RunKind::Opened);
    QCOMPARE(chart.title(), QStringLiteral("Attention Key Query Score, a=12"));
}

void TestChartTexts::titleOfBothModes() {
    Chart chart;
    SweepSpec spec = sampleSpec(1);
    spec.mode = SweepMode::FixedHeadDim;
    chart.store.add(RunKind::Opened, {}, sampleRun(spec));
    QCOMPARE(chart.title(), QStringLiteral("Attention Key Query Score, fixed h/a"));
    chart.store.add(RunKind::Opened, {}, runOfHeads(16));
    QCOMPARE(chart.title(), QStringLiteral("Attention Key Query Score"));
}

void TestChartTexts::subtitleTellsTheCircumstances() {
    Chart chart;
    chart.state.offer(sampleSpec());
    QCOMPARE(chart.subtitle(),
             QStringLiteral("f16 · b = 4 · s = 2048 · layout nn · burst · not measured yet"));
    chart.store.add(RunKind::Live, {}, runOfHeads(12));
    QCOMPARE(chart.subtitle(),
             QStringLiteral("H200 · f16 · b = 4 · s = 2048 · layout nn · sample 1.0 · burst · "
                            "measured here, 2026-01-02 03:04 UTC"));
}

void TestChartTexts::subtitleTellsWhereARunIsFrom() {
    Chart chart;
    chart.store.add(RunKind::Opened, QStringLiteral("h200"), runOfHeads(12));
    QVERIFY(chart.subtitle().endsWith(QStringLiteral("from a file, 2026-01-02 03:04 UTC")));
    chart.store.removeAll(RunKind::Opened);
    chart.store.add(RunKind::Replay, QStringLiteral("Replay of h200"), runOfHeads(12));
    QVERIFY(chart.subtitle().endsWith(QStringLiteral("replayed, 2026-01-02 03:04 UTC")));
    chart.store.removeAll(RunKind::Replay);
    chart.store.add(RunKind::Reference, QStringLiteral("paper"), runOfHeads(12));
    QVERIFY(chart.subtitle().endsWith(QStringLiteral("reference, 2026-01-02 03:04 UTC")));
}

void TestChartTexts::subtitleOfSeveralRuns() {
    Chart chart;
    chart.store.add(RunKind::Reference, QStringLiteral("paper"), runOfHeads(12, "A100"));
    chart.store.add(RunKind::Live, {}, runOfHeads(12));
    // What a reference does not share is said of the other one alone.
    QCOMPARE(chart.subtitle(), QStringLiteral("f16 · b = 4 · s = 2048 · layout nn · sample 1.0 · burst · "
                                              "2026-01-02 03:04 UTC · H200: measured here"));
    chart.store.add(RunKind::Opened, QStringLiteral("other"), runOfHeads(12, "H100", "2026-01-03T03:04:05Z"));
    QCOMPARE(chart.subtitle(), QStringLiteral("f16 · b = 4 · s = 2048 · layout nn · sample 1.0 · burst"));
    for (const char* library : {"2.0", "2.1"}) {
        Run paper = runOfHeads(12, "A100");
        paper.context.libraryVersion = library;
        chart.store.add(RunKind::Reference, QString::fromLatin1(library), paper);
    }
    QCOMPARE(chart.subtitle(),
             QStringLiteral("f16 · b = 4 · s = 2048 · layout nn · burst · all but references: sample 1.0"));
    // But what was measured holds for all that is seen.
    Run longer = runOfHeads(12, "A100");
    longer.spec.seq = 4096;
    chart.store.add(RunKind::Reference, QStringLiteral("longer"), longer);
    QVERIFY(!chart.subtitle().contains(QStringLiteral("s = ")));
}

void TestChartTexts::everyRunsDeviceIsTold() {
    Chart chart;
    const auto presented = [&chart] { return subtitleOf(chart.state.curves(), true); };
    const int reference =
        chart.store.add(RunKind::Reference, QStringLiteral("paper"), runOfHeads(12, "A100"));
    const int best = chart.store.add(RunKind::Opened, QStringLiteral("best"), runOfHeads(12));
    // A reference beside it does not take the device from the subtitle, whatever the run is called.
    QVERIFY2(chart.subtitle().endsWith(QStringLiteral("best: H200, from a file")),
             qPrintable(chart.subtitle()));
    QCOMPARE(presented(), chart.subtitle());
    QVERIFY(!figureCaption(chart.state.curves(), {.details = true}).contains(QStringLiteral("H200")));
    QVERIFY(figureCaption(chart.state.curves(), {.details = true})
                .contains(QStringLiteral("paper, reference. A100")));
    const int second = chart.store.add(RunKind::Opened, QStringLiteral("again"), runOfHeads(12));
    QVERIFY(!detailOf(chart.state.curves(), *chart.store.find(best)).contains(QStringLiteral("H200")));
    QVERIFY(chart.subtitle().endsWith(QStringLiteral("all but references: H200, from a file")));
    // But a name may say it itself.
    chart.store.setName(best, QStringLiteral("H200 best"));
    chart.store.setVisible(second, false);
    QVERIFY(!chart.subtitle().contains(QStringLiteral("H200 best: H200")));
    // Several machines: legends and captions say who is which, and on a stage the subtitle does.
    chart.store.setVisible(reference, false);
    chart.store.setVisible(second, true);
    chart.store.add(RunKind::Opened, QStringLiteral("slow"), runOfHeads(12, "CPU, 2 threads"));
    chart.store.add(RunKind::Opened, QStringLiteral("slower"), runOfHeads(12, "CPU, 2 threads"));
    chart.store.add(RunKind::Live, {}, runOfHeads(12, "GH200"));
    QVERIFY2(presented().endsWith(QStringLiteral("slower, slow: CPU, 2 threads · again: H200")),
             qPrintable(presented()));
    QVERIFY(!chart.subtitle().contains(QStringLiteral("CPU")));
    QVERIFY(plain(figureCaption(chart.state.curves(), {.details = true}))
                .contains(QStringLiteral("slow: CPU, 2 threads")));
}

void TestChartTexts::hiddenRunsAreNotUnmeasured() {
    Chart chart;
    const int run = chart.store.add(RunKind::Opened, {}, runOfHeads(12));
    const auto hasRoof = [&chart](LegendRows rows) {
        return std::ranges::count(legendEntries(chart.state.curves(), rows), LegendEntry::Kind::Roof,
                                  &LegendEntry::kind) > 0;
    };
    QVERIFY(hasRoof(LegendRows::All));
    chart.state.setRoofShown(false); // it can be shown again
    QVERIFY(hasRoof(LegendRows::All));
    chart.state.setRoofShown(true);
    chart.store.setVisible(run, false);
    QCOMPARE(chart.subtitle(), QStringLiteral("all runs are hidden"));
    QVERIFY(!hasRoof(LegendRows::All) && !hasRoof(LegendRows::Drawn));
}

void TestChartTexts::roofsThatDifferAreNamed() {
    Chart chart;
    const auto roofs = [&chart] {
        QStringList labels;
        std::set<int> dashes;
        for (const LegendEntry& entry : legendEntries(chart.state.curves(), LegendRows::Drawn))
            if (entry.kind == LegendEntry::Kind::Roof) {
                labels << entry.label;
                dashes.insert(entry.place);
            }
        return static_cast<qsizetype>(dashes.size()) == labels.size() ? labels : QStringList();
    };
    Run run = runOfHeads(12);
    chart.store.add(RunKind::Opened, QStringLiteral("one"), run);
    chart.store.add(RunKind::Opened, QStringLiteral("like it"), run);
    QCOMPARE(roofs(), QStringList(QStringLiteral("roof"))); // which they share
    for (Roof& roof : run.context.roofs) {
        roof.peakTflops *= 2;
        roof.bandwidthBytesPerS *= 2;
    }
    chart.store.add(RunKind::Opened, QStringLiteral("other"), run);
    QCOMPARE(roofs().size(), 2);
    QVERIFY2(roofs().contains(QStringLiteral("roof of other")), qPrintable(roofs().join(u' ')));
}

void TestChartTexts::whatIsNotSeenDoesNotCount() {
    Chart chart;
    Run paper = runOfHeads(12, "A100");
    paper.context.libraryVersion = "2.0";
    const int reference = chart.store.add(RunKind::Reference, QStringLiteral("paper"), paper);
    chart.store.add(RunKind::Opened, QStringLiteral("file"), runOfHeads(12));
    const int here = chart.store.add(RunKind::Live, {}, runOfHeads(16, "CPU"));
    QVERIFY(!chart.subtitle().contains(QStringLiteral("from a file, ")));
    chart.store.setVisible(here, false);
    chart.store.setVisible(reference, false);
    const QString alone = QStringLiteral("H200 · f16 · b = 4 · s = 2048 · layout nn · sample 1.0 · burst · "
                                         "from a file, 2026-01-02 03:04 UTC");
    QCOMPARE(chart.subtitle(), alone);
    QCOMPARE(chart.title(), QStringLiteral("Attention Key Query Score, a=12"));
    // Nor does one of which no curve is drawn: it has no point yet, or all its curves are hidden.
    Run begun = runOfHeads(20, "CPU");
    begun.measurements.clear();
    const int empty = chart.store.add(RunKind::Live, {}, begun);
    QCOMPARE(chart.subtitle(), alone);
    QCOMPARE(chart.title(), QStringLiteral("Attention Key Query Score, a=12"));
    chart.store.setVisible(here, true);
    std::vector<CurveKey> keys;
    for (const Curve& curve : chart.state.curves().curves())
        if (curve.key.runId == here)
            keys.push_back(curve.key);
    chart.state.setHidden(keys, true);
    QCOMPARE(chart.subtitle(), alone);
    // But what is compared with is seen, though it has no curve of its own.
    chart.state.setHidden(keys, false);
    chart.store.setVisible(empty, false);
    chart.state.setQuantity(quotientOfRuns());
    QCOMPARE(chart.title(), QStringLiteral("Attention Key Query Score, a=12, 16"));
}

void TestChartTexts::namesAreOfWhatIsSeen() {
    Chart chart;
    const CurveSet& curves = chart.state.curves();
    const int twelve = chart.store.add(RunKind::Live, {}, runOfHeads(12));
    const int sixteen = chart.store.add(RunKind::Live, {}, runOfHeads(16));
    const int other = chart.store.add(RunKind::Live, {}, runOfHeads(16, "CPU"));
    QCOMPARE(curves.nameOf(sixteen), QStringLiteral("H200 · a = 16"));
    chart.store.setVisible(other, false);
    QCOMPARE(curves.nameOf(sixteen), QStringLiteral("a = 16"));
    QCOMPARE(chart.store.find(sixteen)->name(), QStringLiteral("H200 · a = 16")); // as lists of all call it
    QCOMPARE(curves.nameOf(other), chart.store.find(other)->name());
    chart.store.setVisible(twelve, false);
    QCOMPARE(curves.nameOf(sixteen), QStringLiteral("H200"));
    chart.store.setName(sixteen, QStringLiteral("mine"));
    QCOMPARE(curves.nameOf(sixteen), QStringLiteral("mine"));
    // What all names share is left out where it is most of them.
    for (const int id : {sixteen, other}) {
        chart.store.setVisible(id, true);
        chart.store.setName(id, QStringLiteral("h200-key-query-score-%1-trained")
                                    .arg(id == other ? QStringLiteral("cpu") : QStringLiteral("a16")));
    }
    QCOMPARE(curves.nameOf(sixteen), QStringLiteral("a16"));
    QCOMPARE(curves.nameOf(other), QStringLiteral("cpu"));
    chart.state.setQuantity(quotientOfRuns());
    QCOMPARE(axisTitleOf(curves), QStringLiteral("Throughput, cpu over a16"));
}

void TestChartTexts::captionSaysEachThingOnce() {
    Chart chart;
    chart.store.add(RunKind::Live, {}, runOfHeads(12));
    QCOMPARE(chart.caption(),
             QStringList{QStringLiteral("algorithm default · driver 580.1 · Headroom 0.1.0")});
    Run other = runOfHeads(12, "H100", "2026-01-03T03:04:05Z");
    other.context.environment = {"CUDA_MPS_ACTIVE_THREAD_PERCENTAGE=50"};
    chart.store.add(RunKind::Opened, QStringLiteral("other"), other);
    // The legend has their names and what tells them apart.
    const QString shared = QStringLiteral("algorithm default · driver 580.1 · Headroom 0.1.0");
    QCOMPARE(chart.caption().size(), qsizetype{2});
    QCOMPARE(chart.caption().at(0), shared);
    QCOMPARE(plain(chart.caption().at(1)),
             QStringLiteral("other: 2026-01-03 03:04 UTC · CUDA_MPS_ACTIVE_THREAD_PERCENTAGE=50; "
                            "H200: 2026-01-02 03:04 UTC"));
    // Where names stand at the curves only the caption has room for that.
    QVERIFY(plain(figureCaption(chart.state.curves(), {.details = true}))
                .contains(QStringLiteral("other: H100 · from a file · 2026")));
    // Of many runs only what is their own.
    for (int i = 0; i < 10; ++i)
        chart.store.add(RunKind::Opened, QStringLiteral("run %1").arg(i), runOfHeads(12));
    QCOMPARE(chart.caption().size(), qsizetype{2});
    QCOMPARE(chart.caption().at(0),
             shared + QStringLiteral(" · measured 2026-01-02 03:04 UTC to 2026-01-03 03:04 UTC"));
    QCOMPARE(plain(chart.caption().at(1)), QStringLiteral("other: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE=50"));
}

void TestChartTexts::onlyShownAlgorithmsAreTold() {
    Chart chart;
    SweepSpec spec = sampleSpec(1);
    spec.algorithm = Algorithm::Both;
    const int both = chart.store.add(RunKind::Opened, QStringLiteral("tuned"), sampleRun(spec));
    const CurveSet& curves = chart.state.curves();
    QVERIFY(chart.caption().constFirst().startsWith(QStringLiteral("both algorithms · ")));
    std::vector<CurveKey> best;
    for (const Curve& curve : curves.curves())
        if (curve.best)
            best.push_back(curve.key.ofEveryRun());
    QVERIFY(!best.empty());
    chart.state.setHidden(best, true);
    QVERIFY(chart.caption().constFirst().startsWith(QStringLiteral("algorithm default · ")));
    // Beside one that has no other.
    chart.store.add(RunKind::Opened, QStringLiteral("plain"), runOfHeads(12));
    QVERIFY(chart.caption().constFirst().startsWith(QStringLiteral("algorithm default · ")));
    QVERIFY(!detailOf(curves, *chart.store.find(both)).contains(QStringLiteral("algorithm")));
    chart.state.setHidden(best, false);
    QVERIFY(detailOf(curves, *chart.store.find(both)).contains(QStringLiteral("both algorithms")));
    QVERIFY(!chart.caption().constFirst().contains(QStringLiteral("algorithm")));
}

void TestChartTexts::ratioSpeaksOfTheComparedRuns() {
    Chart chart;
    Run third = runOfHeads(40, "A100", "2026-01-04T03:04:05Z");
    third.context.environment = {"CUDA_MPS_ACTIVE_THREAD_PERCENTAGE=50"};
    chart.store.add(RunKind::Opened, QStringLiteral("third"), third);
    chart.store.add(RunKind::Opened, QStringLiteral("older"), runOfHeads(12, "H100", "2026-01-03T03:04:05Z"));
    chart.store.add(RunKind::Opened, QStringLiteral("newer"), runOfHeads(12));
    QVERIFY(chart.caption().join(QString()).contains(QStringLiteral("third")));
    QVERIFY(chart.title().contains(QStringLiteral("40")));
    chart.state.setQuantity(quotientOfRuns());
    QVERIFY(chart.caption().join(QString()).contains(QStringLiteral("older")));
    QVERIFY(!chart.caption().join(QString()).contains(QStringLiteral("third")));
    QVERIFY(!chart.title().contains(QStringLiteral("40")));
}

void TestChartTexts::captionNamesSources() {
    Chart chart;
    Run paper = runOfHeads(12, "A100");
    paper.context.notes = {"Read off a picture."};
    const int id = chart.store.add(RunKind::Reference, QStringLiteral("paper"), paper);
    QCOMPARE(chart.caption(), QStringList{QStringLiteral("paper, reference. Read off a picture.")});
    chart.store.add(RunKind::Live, {}, runOfHeads(12));
    // Beside another machine its own is told, where neither its name nor its notes do.
    QCOMPARE(chart.caption().constLast(), QStringLiteral("paper, reference. A100. Read off a picture."));
    chart.store.setName(id, QStringLiteral("A100 (paper)"));
    QCOMPARE(chart.caption().constLast(), QStringLiteral("A100 (paper), reference. Read off a picture."));
    chart.store.setVisible(id, false);
    QCOMPARE(chart.caption().size(), qsizetype{1});
}

HEADROOM_TEST(TestChartTexts, EventLoop)

} // namespace headroom::testing::tst_chart_texts

#include "tst_chart_texts.moc"
