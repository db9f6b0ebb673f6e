// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/test_program.h"

#include "engine/compute/environment.h"
#include "engine/io/run_file.h"
#include "engine/model/host_name.h"
#include "engine/model/version.h"
#include "engine/sweep/advice_lines.h"
#include "engine/sweep/advice_question.h"
#include "engine/sweep/known_rows.h"
#include "engine/sweep/local_executor.h"
#include "engine/sweep/sweep_runner.h"

#include <QTest>

#include <algorithm>
#include <functional>

namespace headroom::testing::tst_advice_question {

namespace {

struct Ignored final : SweepObserver {
    void onMeasurement(const Measurement& row) override { rows.push_back(row); }
    std::vector<Measurement> rows;
};

/// Every hidden size of a = 8 about 512.
SweepSpec sweepAbout512() {
    SweepSpec spec;
    spec.heads = 8;
    spec.ratios = {1, 2, 4, 64};
    spec.hiddenMin = 496;
    spec.hiddenMax = 528;
    spec.pointsPerCurve.reset();
    spec.type = DataType::F32;
    spec.seq = 64;
    spec.batch = 1;
    return spec;
}

PlannedPoint at(const SweepPlan& plan, std::int64_t hidden) {
    return *std::ranges::find(plan.points, hidden,
                              [](const PlannedPoint& point) { return point.layer.hidden; });
}

SweepSpec asked(const SweepSpec& sweep, std::int64_t hidden, double within = kUsualDistance) {
    SweepSpec spec = *questionAt(sweep, at(makePlan(sweep), hidden));
    LengthVariants variants = *spec.budget->variants;
    variants.within = within;
    [&] { QCOMPARE(askAbout(variants, spec), std::string()); }();
    return spec;
}

} // namespace

class TestAdviceQuestion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPointAsksAboutItsOwnGemm();
    void otherAxesAskAboutTheirLength();
    void tokensAreNoLengthOfAModel();
    void theQuestionReadsBackFromARunFile();
    void unlaidGemmsAreRefused();
    void brokenFilesAreRefused_data();
    void brokenFilesAreRefused();
    void knownRowsAreNotMeasuredAgain();
    void onlyRowsThatHoldAreTaken_data();
    void onlyRowsThatHoldAreTaken();
};

void TestAdviceQuestion::aPointAsksAboutItsOwnGemm() {
    const SweepSpec sweep = sweepAbout512();
    const SweepSpec spec = asked(sweep, 504);
    QCOMPARE(validate(spec).size(), std::size_t{0});
    QCOMPARE(spec.budget->variants->values, (std::vector<std::int64_t>{504, 496, 512}));
    const SweepPlan plan = makePlan(spec);
    QCOMPARE(plan.points.size(), std::size_t{3});
    for (const PlannedPoint& point : plan.points) {
        const PlannedPoint curves = at(makePlan(sweep), point.layer.hidden);
        QVERIFY(point.gemm == curves.gemm); // strides and type, too
        QCOMPARE(point.layout, curves.layout);
        QVERIFY(isOf(spec, point));
    }
    QVERIFY(plan.notes.empty());
    Run run{.context = sampleContext(), .spec = spec};
    for (const PlannedPoint& point : plan.points)
        run.measurements.push_back(sampleMeasurement(point, point.layer.hidden == 512 ? 2 : 1));
    const Advice advice = adviceOf(run, RankBy::Throughput);
    QCOMPARE(adviceColumns(advice)[2], "ms a call");
    QCOMPARE(advice.asked.divisor, 1); // of h/a = 63, as on the chart
    QVERIFY2(advice.sentence.starts_with("h = 504 gives 1.000 TFLOP/s; h = 512 gives 100.0 % more ("),
             advice.sentence.c_str());
    // A whole layer's parameters: 4h² of attention and 8h² of the MLP with f = 4h.
    QCOMPARE(advice.asked.weights, 12.0 * 504 * 504);
    QVERIFY(advice.sentence.find("for 3.2 % more parameters and 1.6 % more FLOP in this GEMM.") !=
            std::string::npos);
}

void TestAdviceQuestion::otherAxesAskAboutTheirLength() {
    SweepSpec sweep = sweepAbout512();
    sweep.operation = Operation::MlpGateUp;
    sweep.hiddenMin = sweep.hiddenMax = 512;
    sweep.axis = AxisRange{Axis::Ffn, 1300, 1400};
    sweep.layout = Layout::NT;
    const SweepPlan plan = makePlan(sweep);
    const SweepSpec spec = *questionAt(sweep, plan.points.front());
    QCOMPARE(spec.budget->variants->length, Length::Ffn);
    QCOMPARE(spec.budget->variants->values.front(), plan.points.front().layer.ffn);
    QVERIFY(makePlan(spec).points.front().gemm == plan.points.front().gemm);
}

void TestAdviceQuestion::tokensAreNoLengthOfAModel() {
    SweepSpec sweep = sweepAbout512();
    sweep.hiddenMin = sweep.hiddenMax = 512;
    sweep.axis = AxisRange{Axis::Seq, 64, 128};
    QVERIFY(!questionAt(sweep, makePlan(sweep).points.front()));
}

void TestAdviceQuestion::theQuestionReadsBackFromARunFile() {
    Run run{.context = sampleContext(), .spec = asked(sweepAbout512(), 504)};
    for (const PlannedPoint& point : makePlan(run.spec).points)
        run.measurements.push_back(sampleMeasurement(point, 1));
    const Result<Run> read = runFromJson(toJson(run));
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QVERIFY(*read == run);
}

void TestAdviceQuestion::unlaidGemmsAreRefused() {
    SweepSpec spec = asked(sweepAbout512(), 504);
    spec.budget->variants->only = LaidOperation{Operation::LatentDown, Layout::NT};
    QVERIFY(!validate(spec).empty()); // there are no latent heads
    spec.budget->variants->only = LaidOperation{Operation::Qkv, Layout::Strided};
    QVERIFY(!validate(spec).empty());
    QCOMPARE(askAbout({.length = Length::Hidden, .values = {504}, .within = 0}, spec),
             "The distance must be above 0 and at most 1 (0.02 is two percent).");
}

void TestAdviceQuestion::brokenFilesAreRefused_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("no such GEMM") << R"("operation": "key-query-score"
    })"
                                  << R"("operation": "beauty"
    })";
    QTest::newRow("no layout") << R"("layout": "nn",
     "operation")"
                               << R"("layout": 7,
     "operation")";
    QTest::newRow("no values") << R"("values": [)"
                               << R"("values": [], "other": [)";
    QTest::newRow("huge value") << R"("values": [)"
                                << R"("values": [1000000000000000,)";
    QTest::newRow("another length") << R"("length": "hidden")"
                                    << R"("length": "vocab")";
    QTest::newRow("no passes") << R"("passes": [)"
                               << R"("passes": [], "other": [)";
}

void TestAdviceQuestion::brokenFilesAreRefused() {
    QFETCH(const QString, from);
    QFETCH(const QString, to);
    Run run{.context = sampleContext(), .spec = asked(sweepAbout512(), 504)};
    for (const PlannedPoint& point : makePlan(run.spec).points)
        run.measurements.push_back(sampleMeasurement(point, 1));
    static const QRegularExpression spaces(QStringLiteral("\\s+"));
    const QString text = QString::fromStdString(toJson(run)).replace(spaces, QStringLiteral(" "));
    const QString wanted = QString(from).replace(spaces, QStringLiteral(" "));
    QVERIFY2(text.contains(wanted), qPrintable(text.left(3000)));
    QString broken = text;
    broken.replace(text.indexOf(wanted), wanted.size(), to);
    const Result<Run> read = runFromJson(broken.toStdString());
    QVERIFY(!read && !read.error().reason.empty());
}

void TestAdviceQuestion::knownRowsAreNotMeasuredAgain() {
    const auto script = std::make_shared<Script>();
    script->visits = 2;
    ScriptedBackend backend(script);
    SteadyClock clock;
    LocalExecutor executor(backend, script->device, clock);
    Ignored observer;
    SweepSpec sweep = sweepAbout512();
    sweep.ratios = {1, 4}; // h = 504, but neither 496 nor 512
    const SweepResult first = runSweep(makePlan(sweep), executor, observer, {});
    QCOMPARE(first.end, SweepEnd::Completed);
    const int before = script->prepared();

    SweepPlan plan = makePlan(asked(sweep, 504));
    takeKnownRows(plan, first.run, script->device);
    QCOMPARE(plan.known.size(), std::size_t{1});
    observer.rows.clear();
    const SweepResult second = runSweep(plan, executor, observer, {});
    QCOMPARE(second.end, SweepEnd::Completed);
    QCOMPARE(script->prepared() - before, 2 * 2); // both others, twice
    QCOMPARE(second.run.measurements.size(), std::size_t{3});
    const Measurement& known = second.run.measurements.front(); // an observer knows of it before all others
    QVERIFY(known == observer.rows.front());
    QVERIFY(known.point == plan.points.front());
    const auto own = std::ranges::find(first.run.measurements, std::int64_t{504},
                                       [](const Measurement& row) { return row.point.layer.hidden; });
    QVERIFY(known.time == own->time && known.timestampUtc == own->timestampUtc);
    QVERIFY(runFromJson(toJson(second.run)));
}

void TestAdviceQuestion::onlyRowsThatHoldAreTaken_data() {
    using Change = std::function<void(Run&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("holds");
    const auto row = [](const char* name, bool holds, const Change& change) {
        QTest::newRow(name) << change << holds;
    };
    row("the same", true, [](Run&) {});
    row("another device", false, [](Run& run) { run.context.deviceId = "cuda:1"; });
    row("another card", false, [](Run& run) { run.context.device = "Another"; });
    row("another machine", false, [](Run& run) { run.context.host = "elsewhere"; });
    row("another library", false, [](Run& run) { run.context.libraryVersion = "0"; });
    row("another program", false, [](Run& run) { run.context.headroomVersion = "0"; });
    row("another environment", false, [](Run& run) { run.context.environment.push_back("ONEDNN_X=1"); });
    row("another regime", false, [](Run& run) { run.spec.regime = Regime::Sustained; });
    row("flagged", false, [](Run& run) {
        for (Measurement& each : run.measurements)
            each.flags |= Flag::IntervalWide;
    });
    row("failed", false, [](Run& run) {
        for (Measurement& each : run.measurements)
            each.status = Status::Error;
    });
    row("another type", false, [](Run& run) {
        for (Measurement& each : run.measurements)
            each.point.gemm.type = DataType::Bf16;
    });
    row("another algorithm", false, [](Run& run) {
        for (Measurement& each : run.measurements)
            each.point.algorithm = Algorithm::Best;
    });
}

void TestAdviceQuestion::onlyRowsThatHoldAreTaken() {
    QFETCH(const std::function<void(Run&)>, change);
    QFETCH(const bool, holds);
    const DeviceInfo device = scriptedCpu();
    const SweepSpec sweep = sweepAbout512();
    Run run{.context = {}, .spec = sweep};
    run.context.deviceId = device.id;
    run.context.device = device.name + ", 2 threads";
    run.context.backend = device.backend;
    run.context.libraryVersion = device.libraryVersion;
    run.context.host = hostName();
    run.context.headroomVersion = programVersion();
    run.context.environment = recordedEnvironment();
    for (const PlannedPoint& point : makePlan(sweep).points)
        run.measurements.push_back(sampleMeasurement(point, 1));
    change(run);
    SweepPlan plan = makePlan(asked(sweep, 504));
    takeKnownRows(plan, run, device);
    QCOMPARE(plan.known.size(), holds ? std::size_t{3} : std::size_t{0});
    QCOMPARE(plan.order.size(), holds ? std::size_t{0} : std::size_t{3});
}

HEADROOM_TEST(TestAdviceQuestion, Nothing)

} // namespace headroom::testing::tst_advice_question

#include "tst_advice_question.moc"
