// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/io/run_file.h"
#include "engine/sweep/curve_sizes.h"
#include "engine/sweep/sweep_plan.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <set>

namespace headroom::testing::tst_axes {

namespace {

/// Along that axis at h = 4096, a = 32.
SweepSpec along(Axis axis, std::int64_t least, std::int64_t most, Operation operation) {
    SweepSpec spec;
    spec.operation = operation;
    spec.heads = 32;
    spec.hiddenMin = spec.hiddenMax = 4096;
    spec.axis = AxisRange{axis, least, most};
    spec.layout = infoOf(operation).issued(Pass::Forward, spec.type);
    return spec;
}

std::string faultOf(const SweepSpec& spec) {
    const std::vector<SpecError> errors = validate(spec);
    return errors.empty() ? std::string() : errors.front().message;
}

bool isOnCurve(const SweepSpec& spec, const PlannedPoint& point) {
    const std::int64_t share =
        valueOf(point.layer, axisOf(spec)) / (infoOf(axisOf(spec)).isShared ? point.layer.tensorParallel : 1);
    return meansDivisibleBy(spec, point.ratio) ? share % point.ratio == 0
                                               : powerOfTwoDivisor(share) == point.ratio;
}

} // namespace

class TestAxes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pointsLieOnTheCurvesOfTheirLength();
    void sharesMakeTheClass();
    void linearOperationsOverHiddenSize();
    void headsAreCurves();
    void operationsAndPassesAreCurvesAsIssued();
    void decadesAreSpreadByFactors();
    void divisorsHaveOneCurve();
    void tokensAreOneSequence();
    void theOrderGoesCoarseToFine();
    void titlesAndNames_data();
    void titlesAndNames();
    void unfitSweepsAreRefused_data();
    void unfitSweepsAreRefused();
    void operationsDependOnTheirLengths();
    void modelsGiveTheirLengths();
    void readsBackFromARunFile();
    void memoryEndsCurves();
};

void TestAxes::pointsLieOnTheCurvesOfTheirLength() {
    const SweepSpec spec = along(Axis::Ffn, 8192, 16384, Operation::MlpDown);
    QCOMPARE(faultOf(spec), std::string());
    const SweepPlan plan = makePlan(spec);
    QCOMPARE(plan.points.size(), std::size_t{7 * 16});
    for (const PlannedPoint& point : plan.points) {
        QVERIFY(isOnCurve(spec, point));
        QVERIFY(point.layer.ffn >= 8192 && point.layer.ffn <= 16384);
        // MLP Down: (1; b·s, h, f)
        QVERIFY((static_cast<const GemmExtents&>(point.gemm) == GemmExtents{1, 8192, 4096, point.layer.ffn}));
        QCOMPARE(point.layer.hidden, 4096);
        QVERIFY(isOf(spec, point));
    }
}

void TestAxes::sharesMakeTheClass() {
    SweepSpec spec = along(Axis::Vocab, 50000, 51200, Operation::Logits);
    spec.fixed.tensorParallel = 4;
    for (const PlannedPoint& point : makePlan(spec).points) {
        QCOMPARE(point.layer.vocab % 4, 0);
        QCOMPARE(point.gemm.n, point.layer.vocab / 4);
        QVERIFY(isOnCurve(spec, point));
    }
    QCOMPARE(classSymbolOf(spec, spec.operation), std::string("v/t"));
}

void TestAxes::linearOperationsOverHiddenSize() {
    SweepSpec spec;
    spec.operation = Operation::MlpUp;
    spec.layout = Layout::NT;
    spec.hiddenMin = 4000;
    spec.hiddenMax = 8192;
    QCOMPARE(faultOf(spec), std::string());
    QCOMPARE(classSymbolOf(spec, spec.operation), std::string("h"));
    for (const PlannedPoint& point : makePlan(spec).points) {
        QVERIFY(isOnCurve(spec, point));
        QVERIFY((static_cast<const GemmExtents&>(point.gemm) ==
                 GemmExtents{1, 8192, 4 * point.layer.hidden, point.layer.hidden}));
    }
    // What depends on d = h/a has the curves of the score.
    spec.operation = Operation::Qkv;
    QCOMPARE(classSymbolOf(spec, spec.operation), std::string("h/a"));
    for (const PlannedPoint& point : makePlan(spec).points)
        QCOMPARE(point.gemm.n, 3 * point.layer.hidden);
    spec.fixed.headDim = 128; // named: h is free of it
    QCOMPARE(classSymbolOf(spec, spec.operation), std::string("h"));
    for (const PlannedPoint& point : makePlan(spec).points)
        QCOMPARE(point.gemm.n, 3 * 12 * 128);
}

void TestAxes::headsAreCurves() {
    SweepSpec spec;
    spec.heads = 12;
    spec.further.heads = {24, 96};
    spec.ratios = {64};
    QCOMPARE(faultOf(spec), std::string());
    const SweepPlan plan = makePlan(spec);
    QCOMPARE(plan.points.size(), std::size_t{16 + 16 + 5}); // of 96 heads only multiples of 6144 are there
    std::set<std::int64_t> heads;
    for (const PlannedPoint& point : plan.points) {
        heads.insert(point.layer.heads);
        QCOMPARE(point.layer.hidden % (64 * point.layer.heads), 0);
        QCOMPARE(point.gemm.batch, 4 * point.layer.heads);
        QCOMPARE(curveOf(spec, point).heads, point.layer.heads);
    }
    QCOMPARE(heads, (std::set<std::int64_t>{12, 24, 96}));
    QCOMPARE(curvesOf(spec).size(), std::size_t{3});
    spec.ratios = {1, 64};
    QCOMPARE(curvesOf(spec).size(), std::size_t{6});
}

void TestAxes::operationsAndPassesAreCurvesAsIssued() {
    SweepSpec spec;
    spec.operation = Operation::MlpUp;
    spec.further.operations = {Operation::MlpDown};
    spec.further.passes = {Pass::Wgrad};
    spec.ratios = {64};
    spec.hiddenMin = 1024;
    spec.hiddenMax = 8192;
    QCOMPARE(faultOf(spec), std::string());
    std::set<std::pair<Operation, Pass>> seen;
    for (const PlannedPoint& point : makePlan(spec).points) {
        seen.insert({point.operation, point.pass});
        QCOMPARE(point.layout, point.pass == Pass::Forward ? Layout::NT : Layout::TN);
        QVERIFY(static_cast<const GemmExtents&>(point.gemm) ==
                infoOf(point.operation).extents(point.layer, point.pass));
    }
    QCOMPARE(seen.size(), std::size_t{4});
}

void TestAxes::decadesAreSpreadByFactors() {
    SweepSpec spec = along(Axis::Tokens, 1, 65536, Operation::MlpUp);
    spec.ratios = {64};
    spec.pointsPerCurve = 11;
    std::vector<std::int64_t> tokens;
    for (const PlannedPoint& point : makePlan(spec).points)
        tokens.push_back(point.layer.tokens());
    QCOMPARE(tokens.size(), std::size_t{11});
    QCOMPARE(tokens.front(), 64);
    QCOMPARE(tokens.back(), 65536);
    QVERIFY(std::ranges::adjacent_find(tokens, std::greater_equal()) == tokens.end());
    for (std::size_t i = 1; i < tokens.size(); ++i) // a factor of two each
        QVERIFY(tokens[i] <= 2.5 * static_cast<double>(tokens[i - 1]));
    spec.axis->least = 32768; // no decades
    tokens.clear();
    for (const PlannedPoint& point : makePlan(spec).points)
        tokens.push_back(point.layer.tokens());
    QVERIFY(std::abs((tokens[1] - tokens[0]) - (tokens[10] - tokens[9])) <= 64);
}

void TestAxes::divisorsHaveOneCurve() {
    SweepSpec spec = along(Axis::TensorParallel, 1, 64, Operation::MlpGateUp);
    spec.fixed.ffn = 704;
    QCOMPARE(faultOf(spec), std::string());
    std::vector<std::int64_t> devices;
    for (const PlannedPoint& point : makePlan(spec).points) {
        devices.push_back(point.layer.tensorParallel);
        QCOMPARE(point.gemm.n, 2 * 704 / point.layer.tensorParallel);
    }
    QCOMPARE(devices, (std::vector<std::int64_t>{1, 2, 4, 8, 11, 16, 22, 32, 44, 64})); // that divide 704
    QCOMPARE(curvesOf(spec).size(), std::size_t{1});
    const SweepSpec groups = along(Axis::KvHeads, 1, 32, Operation::Qkv);
    QCOMPARE(makePlan(groups).points.size(), std::size_t{6}); // 1, 2, 4, 8, 16, 32
}

void TestAxes::tokensAreOneSequence() {
    for (const PlannedPoint& point : makePlan(along(Axis::Tokens, 1024, 4096, Operation::MlpUp)).points) {
        QCOMPARE(point.layer.batch, 1);
        QCOMPARE(point.gemm.m, point.layer.seq);
    }
    SweepSpec decode = along(Axis::KvSeq, 1024, 65536, Operation::KeyQueryScore);
    decode.seq = 1;
    for (const PlannedPoint& point : makePlan(decode).points)
        QVERIFY((static_cast<const GemmExtents&>(point.gemm) == GemmExtents{128, 1, point.layer.kvSeq, 128}));
}

void TestAxes::theOrderGoesCoarseToFine() {
    const SweepSpec spec = along(Axis::Ffn, 8192, 16384, Operation::MlpDown);
    const SweepPlan plan = makePlan(spec);
    // First the largest of each curve, then its middle, then its smallest.
    for (std::size_t i = 0; i < 7; ++i)
        QVERIFY(plan.points[plan.order[i]].layer.ffn > 16000);
    for (std::size_t i = 14; i < 21; ++i)
        QVERIFY(plan.points[plan.order[i]].layer.ffn < 8400);
}

void TestAxes::titlesAndNames_data() {
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("as ever")
        << 0 << "Attention Key Query Score, a=12"
        << "h/a = 8"
        << "Hidden sizes whose head dimension h/a has 8 as its largest power-of-two divisor.";
    QTest::newRow("ffn") << 1 << "MLP Down, h=4096"
                         << "f = 8"
                         << "Feed-forward sizes of which 8 is the largest power-of-two divisor.";
    QTest::newRow("heads")
        << 2 << "Attention Key Query Score, h/a=8"
        << "a = 12"
        << "Hidden sizes whose head dimension h/a has 8 as its largest power-of-two divisor.";
    QTest::newRow("operations") << 3 << "GEMMs of a Layer"
                                << "MLP Up, h = 8"
                                << "Hidden sizes of which 8 is the largest power-of-two divisor.";
    QTest::newRow("pass") << 4 << "MLP Up, dgrad"
                          << "h = 8"
                          << "Hidden sizes of which 8 is the largest power-of-two divisor.";
}

void TestAxes::titlesAndNames() {
    QFETCH(const int, which);
    SweepSpec spec;
    if (which == 1)
        spec = along(Axis::Ffn, 8192, 16384, Operation::MlpDown);
    if (which == 2) {
        spec.further.heads = {24};
        spec.ratios = {8};
    }
    if (which >= 3)
        spec.operation = Operation::MlpUp;
    if (which == 3)
        spec.further.operations = {Operation::MlpDown};
    if (which == 4)
        spec.pass = Pass::Dgrad;
    const PlannedCurve curve{spec.operation, spec.pass, spec.type, spec.heads, 8};
    QTEST(QString::fromStdString(chartTitle(spec)), "title");
    QTEST(QString::fromStdString(nameOf(spec, curve)), "name");
    QTEST(QString::fromStdString(describeCurve(spec, curve)), "sentence");
}

void TestAxes::unfitSweepsAreRefused_data() {
    using Change = std::function<void(SweepSpec&)>;
    QTest::addColumn<std::function<void(SweepSpec&)>>("change");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const Change& change, const char* words) {
        QTest::newRow(name) << change << QString::fromUtf8(words);
    };
    row(
        "no one hidden size", [](SweepSpec& s) { s.hiddenMax = 8192; }, "name one, such as 4096");
    row(
        "backwards", [](SweepSpec& s) { std::swap(s.axis->least, s.axis->most); }, "run backwards");
    row(
        "nothing", [](SweepSpec& s) { s.axis->least = 0; }, "must be at least 1");
    row(
        "huge", [](SweepSpec& s) { s.axis->most = std::int64_t{1} << 40; }, "can be planned");
    row(
        "does not matter", [](SweepSpec& s) { s.axis->axis = Axis::KvSeq; }, "does not depend on s_kv");
    row(
        "no vocabulary", [](SweepSpec& s) { s.operation = Operation::Logits; }, "needs v/t");
    row(
        "no experts",
        [](SweepSpec& s) {
            s.operation = Operation::ExpertDown;
            s.axis->axis = Axis::ExpertFfn;
        },
        "which this layer does not have");
    row(
        "fewer tokens than experts",
        [](SweepSpec& s) {
            s.operation = Operation::ExpertDown;
            s.axis->axis = Axis::ExpertFfn;
            s.fixed.experts = 8;
            s.fixed.chosenExperts = 2;
            s.seq = s.batch = 1;
        },
        "each for 2 of 8 experts, are fewer than one an expert. Use at least 4 tokens.");
    row(
        "not to be shared",
        [](SweepSpec& s) {
            s.operation = Operation::Qkv;
            s.axis->axis = Axis::HeadDim;
            s.fixed.tensorParallel = 3;
        },
        "a = 32 is not a multiple of t = 3");
    row(
        "heads twice", [](SweepSpec& s) { s.further.heads = {32}; }, "The head count 32 is named twice");
    row(
        "operation twice", [](SweepSpec& s) { s.further.operations = {Operation::MlpDown}; },
        "An operation is named twice");
    row(
        "fixed head dimension", [](SweepSpec& s) { s.mode = SweepMode::FixedHeadDim; }, "mode");
    row(
        "many curves",
        [](SweepSpec& s) {
            for (std::int64_t heads = 33; heads < 43; ++heads)
                s.further.heads.push_back(heads);
        },
        "These are 77 curves; at most 64");
}

void TestAxes::unfitSweepsAreRefused() {
    QFETCH(const std::function<void(SweepSpec&)>, change);
    QFETCH(const QString, words);
    SweepSpec spec = along(Axis::Ffn, 8192, 16384, Operation::MlpDown);
    QCOMPARE(faultOf(spec), std::string());
    change(spec);
    const QString fault = QString::fromStdString(faultOf(spec));
    QVERIFY2(fault.contains(words), qPrintable(fault));
}

void TestAxes::operationsDependOnTheirLengths() {
    const SweepSpec spec = along(Axis::Ffn, 8192, 16384, Operation::MlpDown);
    const auto dependsOnAll = [&spec](Operation operation, std::initializer_list<Axis> axes) {
        return std::ranges::all_of(allAxes(), [&](const AxisInfo& axis) {
            return dependsOn(spec, operation, axis.axis) ==
                   (std::ranges::find(axes, axis.axis) != axes.end());
        });
    };
    using enum Axis;
    QVERIFY(dependsOnAll(Operation::KeyQueryScore, {Hidden, HeadDim, Tokens, Seq, KvSeq, TensorParallel}));
    QVERIFY(dependsOnAll(Operation::MlpDown, {Hidden, Ffn, Tokens, Seq, TensorParallel}));
    QVERIFY(dependsOnAll(Operation::Qkv, {Hidden, HeadDim, Tokens, Seq, KvHeads, TensorParallel}));
    QVERIFY(
        dependsOnAll(Operation::Logits, {Hidden, Vocab, Tokens, Seq})); // v is not named: nothing to share
}

void TestAxes::modelsGiveTheirLengths() {
    SweepSpec spec = along(Axis::Ffn, 8192, 16384, Operation::MlpDown);
    takeLengths(spec, *findPreset("llama-3.1-8b"));
    QCOMPARE(spec.heads, 32);
    QCOMPARE(spec.hiddenMin, 4096);
    QCOMPARE(spec.hiddenMax, 4096);
    QCOMPARE(spec.fixed.kvHeads, 8);
    QCOMPARE(spec.fixed.headDim, 128);
    QCOMPARE(spec.fixed.vocab, 128256);
    QCOMPARE(faultOf(spec), std::string());
    SweepSpec overHidden;
    takeLengths(overHidden, *findPreset("llama-3.1-8b"));
    QCOMPARE(overHidden.hiddenMax, 32768); // the axis stays
}

void TestAxes::readsBackFromARunFile() {
    Run run;
    run.spec = along(Axis::Ffn, 8192, 16384, Operation::MlpDown);
    run.spec.further = {{Operation::MlpUp}, {Pass::Dgrad, Pass::Wgrad}, {}, {16}};
    run.spec.fixed.kvHeads = 8;
    run.spec.ratios = {8};
    for (const PlannedPoint& point : makePlan(run.spec).points) {
        Measurement& row = run.measurements.emplace_back();
        row.point = point;
        row.status = Status::Ok;
        row.time.medianS = 1e-3;
    }
    const Result<Run> read = runFromJson(toJson(run));
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QVERIFY(*read == run);
    // A usual sweep's file says nothing that older programs do not know.
    const std::string usual = specToJson(SweepSpec());
    for (const char* word : {"axis", "further", "fixed\"", "pass"})
        QVERIFY2(usual.find(word) == std::string::npos, word);
}

void TestAxes::memoryEndsCurves() {
    const SweepSpec spec = along(Axis::Ffn, 8192, 16384, Operation::MlpDown);
    const PlannedCurve curve{spec.operation, spec.pass, spec.type, spec.heads, 64};
    const std::uint64_t limit = operandBytesAt(spec, curve, 12288);
    const SweepPlan plan = makePlan(spec, limit);
    for (const PlannedPoint& point : plan.points)
        QVERIFY(point.layer.ffn <= 12288);
    QVERIFY(!plan.notes.empty());
    QVERIFY2(plan.notes.back().find("ends at f = ") != std::string::npos, plan.notes.back().c_str());
}

HEADROOM_TEST(TestAxes, Nothing)

} // namespace headroom::testing::tst_axes

#include "tst_axes.moc"
