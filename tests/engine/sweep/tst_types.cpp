// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/test_program.h"

#include "engine/io/csv.h"
#include "engine/io/journal_reader.h"
#include "engine/io/run_file.h"
#include "engine/sweep/curve_sizes.h"
#include "engine/sweep/estimate.h"
#include "engine/sweep/local_executor.h"
#include "engine/sweep/sweep_plan.h"
#include "engine/sweep/sweep_runner.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>
#include <set>

namespace headroom::testing::tst_types {

namespace {

SweepSpec in(const std::vector<DataType>& types) {
    SweepSpec spec;
    chooseTypes(spec, types);
    return spec;
}

std::string faultOf(const SweepSpec& spec) {
    const std::vector<SpecError> errors = validate(spec);
    return errors.empty() ? std::string() : errors.front().message;
}

struct Silent final : SweepObserver {
    void onMeasurement(const Measurement&) override {}
};

SweepResult measured(const SweepPlan& plan) {
    const auto script = std::make_shared<Script>();
    ScriptedBackend backend(script);
    SteadyClock clock;
    LocalExecutor executor(backend, script->device, clock);
    Silent observer;
    return runSweep(plan, executor, observer, {});
}

/// As the scripted processor has them: f32 and bf16, no f16.
SweepSpec smallSpec() {
    SweepSpec spec = in({DataType::F32, DataType::F16, DataType::Bf16});
    spec.ratios = {1, 8};
    spec.pointsPerCurve = 3;
    spec.seq = 64;
    spec.batch = 1;
    return spec;
}

} // namespace

/// Several types in one sweep, each with curves of its own.
class TestTypes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachTypeHasItsCurves();
    void shapesAreTheTypes();
    void oneLayoutForAll();
    void severalOperationsAreAsIssuedInEach();
    void namesAndTitles();
    void typesStayTogetherInTheOrder();
    void aSingleTypeKeepsItsOrder();
    void memoryEndsCurvesByTheirType();
    void unfitTypesAreRefused();
    void whatTheDeviceLacksFails();
    void filesSayThem();
    void journalsTellThem();
    void layersHaveOne();
};

void TestTypes::eachTypeHasItsCurves() {
    const SweepSpec spec = in({DataType::F16, DataType::Bf16});
    QCOMPARE(faultOf(spec), std::string());
    const std::vector<PlannedCurve> curves = curvesOf(spec);
    QCOMPARE(curves.size(), std::size_t{14});
    QCOMPARE(std::set(curves.begin(), curves.end()).size(), curves.size());
    for (const PlannedCurve& curve : curves)
        QVERIFY(isCurveOf(spec, curve));
    const SweepPlan plan = makePlan(spec);
    QCOMPARE(plan.points.size(), std::size_t{14 * 16});
    QCOMPARE(static_cast<std::int64_t>(plan.points.size()), countPoints(spec));
    for (const PlannedPoint& point : plan.points)
        QVERIFY(isOf(spec, point));
    PlannedPoint other = plan.points.front();
    other.gemm.type = DataType::F32;
    QVERIFY(!isOf(spec, other));
}

void TestTypes::shapesAreTheTypes() {
    // h = 4096, a = 32, b = 1, s = 2048 by hand: (32; 2048, 2048, 128). A and B have 2·32·2048·128 elements,
    // C has 32·2048²; f32 has four bytes of each, bf16 two, e4m3 one of A and B and two of C.
    SweepSpec spec = in({DataType::F32, DataType::Bf16, DataType::E4m3});
    spec.heads = 32;
    spec.hiddenMin = spec.hiddenMax = 4096;
    spec.ratios = {64};
    spec.batch = 1;
    const std::vector<PlannedPoint> points = makePlan(spec).points;
    QCOMPARE(points.size(), std::size_t{3});
    const std::int64_t inputs = 2LL * 32 * 2048 * 128;
    const std::int64_t outputs = 32LL * 2048 * 2048;
    const std::int64_t bytes[] = {4 * (inputs + outputs), 2 * (inputs + outputs), inputs + 2 * outputs};
    for (std::size_t i = 0; i < points.size(); ++i) {
        QVERIFY((static_cast<const GemmExtents&>(points[i].gemm) == GemmExtents{32, 2048, 2048, 128}));
        QCOMPARE(points[i].gemm.type, allTypes(spec)[i]);
        QCOMPARE(points[i].layout, Layout::NT);
        QCOMPARE(operandBytes(points[i].gemm), bytes[i]);
    }
}

void TestTypes::oneLayoutForAll() {
    QCOMPARE(in({DataType::F16, DataType::Bf16}).layout, Layout::NN);
    SweepSpec spec = in({DataType::Bf16, DataType::E4m3});
    QCOMPARE(spec.layout, Layout::NT);
    QCOMPARE(issuedLayout(spec), Layout::NT);
    for (const PlannedPoint& point : makePlan(spec).points)
        QCOMPARE(point.layout, Layout::NT);
    spec.layout = Layout::NN;
    QCOMPARE(faultOf(spec),
             std::string("In e4m3 both operands must lie along k, as the tensor cores read them: "
                         "choose the layout nt, for all types."));
    SweepSpec values = in({DataType::Bf16, DataType::E4m3});
    values.operation = Operation::AttentionOverValue;
    QVERIFY(faultOf(values).find("has no such layout here") != std::string::npos);
}

void TestTypes::severalOperationsAreAsIssuedInEach() {
    SweepSpec spec;
    spec.operation = Operation::MlpUp;
    spec.further.operations = {Operation::MlpDown};
    spec.hiddenMin = 1024;
    spec.hiddenMax = 8192;
    chooseTypes(spec, {DataType::Bf16, DataType::E4m3});
    QCOMPARE(faultOf(spec), std::string());
    QCOMPARE(curvesOf(spec).size(), std::size_t{2 * 2 * 7});
    for (const PlannedPoint& point : makePlan(spec).points)
        QCOMPARE(point.layout, Layout::NT);
}

void TestTypes::namesAndTitles() {
    SweepSpec spec = in({DataType::F16, DataType::Bf16});
    const PlannedCurve curve{spec.operation, spec.pass, DataType::Bf16, spec.heads, 8};
    QCOMPARE(nameOf(spec, curve), std::string("bf16, h/a = 8"));
    QCOMPARE(chartTitle(spec), std::string("Attention Key Query Score, a=12"));
    QVERIFY(describeCurve(spec, curve).ends_with("power-of-two divisor. In bf16."));
    spec.ratios = {8};
    QCOMPARE(nameOf(spec, curve), std::string("bf16"));
    QCOMPARE(chartTitle(spec), std::string("Attention Key Query Score, a=12, h/a=8"));
    SweepSpec ffn = spec;
    ffn.operation = Operation::MlpDown;
    ffn.hiddenMin = ffn.hiddenMax = 4096;
    ffn.axis = AxisRange{Axis::Ffn, 8192, 16384};
    QCOMPARE(chartTitle(ffn), std::string("MLP Down, h=4096, class 8 of f"));
    QVERIFY(!varietyOf(spec).onlyRatios());
}

void TestTypes::typesStayTogetherInTheOrder() {
    const SweepSpec spec = in({DataType::F32, DataType::F16, DataType::Bf16});
    const SweepPlan plan = makePlan(spec);
    std::set<std::size_t> seen(plan.order.begin(), plan.order.end());
    QCOMPARE(seen.size(), plan.points.size());
    // Each round over the 21 curves changes the type twice, and once more to the next round's first.
    int changes = 0;
    for (std::size_t i = 1; i < plan.order.size(); ++i)
        changes += plan.points[plan.order[i]].gemm.type != plan.points[plan.order[i - 1]].gemm.type ? 1 : 0;
    QVERIFY2(changes <= 3 * 16, std::to_string(changes).c_str());
    for (std::size_t i = 0; i < 21; ++i) // the largest of each curve first
        QVERIFY(plan.points[plan.order[i]].layer.hidden > 30000);
}

void TestTypes::aSingleTypeKeepsItsOrder() {
    SweepSpec half;
    SweepSpec whole;
    whole.type = DataType::F32;
    QCOMPARE(makePlan(half).order, makePlan(whole).order);
}

void TestTypes::memoryEndsCurvesByTheirType() {
    SweepSpec spec = in({DataType::F32, DataType::Bf16});
    spec.ratios = {64};
    const PlannedCurve ofBf16{spec.operation, spec.pass, DataType::Bf16, spec.heads, 64};
    const SweepPlan plan = makePlan(spec, operandBytesAt(spec, ofBf16, 24576));
    std::int64_t mostF32 = 0;
    std::int64_t mostBf16 = 0;
    for (const PlannedPoint& point : plan.points) {
        std::int64_t& most = point.gemm.type == DataType::F32 ? mostF32 : mostBf16;
        most = std::max(most, point.layer.hidden);
    }
    QCOMPARE(mostBf16, 24576);
    QVERIFY(mostF32 > 0 && mostF32 < 24576 / 2 + 768);
    QVERIFY2(plan.notes.front().find("The curve f32 ends at h = ") != std::string::npos,
             plan.notes.front().c_str());
}

void TestTypes::unfitTypesAreRefused() {
    QCOMPARE(faultOf(in({DataType::F16, DataType::Bf16, DataType::F16})),
             std::string("A type is named twice."));
    SweepSpec many = in({DataType::F32, DataType::F16, DataType::Bf16});
    many.further.heads = {16, 20, 24};
    QVERIFY(faultOf(many).find("These are 84 curves; at most 64") != std::string::npos);
}

void TestTypes::whatTheDeviceLacksFails() {
    const DeviceInfo device = scriptedCpu();
    SweepSpec spec = smallSpec();
    QVERIFY(validate(spec, device).empty());
    const SweepEstimate estimate = CostModel().estimate(spec, device);
    QCOMPARE(estimate.notes, std::vector<std::string>{
                                 "Points in f16 will fail: f16 is not available: This processor has no f16 "
                                 "arithmetic. Choose f32 or bf16."});
    const SweepResult result = measured(makePlan(spec));
    QCOMPARE(result.end, SweepEnd::Completed);
    QCOMPARE(result.run.measurements.size(), std::size_t{3 * 2 * 3});
    for (const Measurement& row : result.run.measurements) {
        const bool lacks = row.point.gemm.type == DataType::F16;
        QCOMPARE(row.status, lacks ? Status::Unsupported : Status::Ok);
        QCOMPARE(row.reason.find("no f16 arithmetic") != std::string::npos, lacks);
    }
    // A roof for each type that it has.
    std::set<DataType> roofs;
    for (const Roof& roof : result.run.context.roofs)
        roofs.insert(roof.type);
    QCOMPARE(roofs, (std::set{DataType::F32, DataType::Bf16}));
    chooseTypes(spec, {DataType::F16, DataType::E4m3});
    const std::vector<SpecError> errors = validate(spec, device);
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(errors.front().field, SpecField::Type);
    QVERIFY(errors.front().message.starts_with("f16 is not available: "));
}

void TestTypes::filesSayThem() {
    const Run run = measured(makePlan(smallSpec())).run;
    const Result<Run> read = runFromJson(toJson(run));
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QVERIFY(*read == run);
    // What was written before there were several is read as ever.
    SweepSpec heads;
    heads.further.heads = {24};
    std::string text = specToJson(heads);
    const std::size_t at = text.find("\"types\"");
    QVERIFY(at != std::string::npos);
    const std::size_t end = text.find(']', at) + 1;
    text.erase(at, end - at);
    text.erase(text.rfind(',', at), 1);
    const Result<SweepSpec> older = specFromJson(text);
    QVERIFY2(older, older ? "" : older.error().reason.c_str());
    QVERIFY(*older == heads);
    const std::string csv = toCsv(run);
    for (const char* type : {",f32,", ",f16,", ",bf16,"})
        QVERIFY(csv.find(type) != std::string::npos);
}

void TestTypes::journalsTellThem() {
    // Without the line of the spec, rows tell what they are of.
    const Run run = measured(makePlan(smallSpec())).run;
    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("types.jsonl")).toStdString();
    std::ofstream(path) << [&run] {
        std::string lines;
        for (const Measurement& row : run.measurements)
            lines += measurementToJson(row) + '\n';
        return lines;
    }();
    const Result<RecoveredRun> recovered = readJournal(path);
    QVERIFY2(recovered, recovered ? "" : recovered.error().reason.c_str());
    std::vector<DataType> types = allTypes(recovered->run.spec);
    std::ranges::sort(types);
    QCOMPARE(types, (std::vector{DataType::F32, DataType::F16, DataType::Bf16}));
    for (const Measurement& row : recovered->run.measurements)
        QVERIFY(isOf(recovered->run.spec, row.point));
}

void TestTypes::layersHaveOne() {
    SweepSpec spec;
    spec.budget = BudgetSpec{*findPreset("gpt-3-2.7b"), 0, 1, {Pass::Forward}, {}};
    QCOMPARE(faultOf(spec), std::string());
    spec.further.types = {DataType::Bf16};
    QCOMPARE(faultOf(spec), std::string("A layer is measured in one type: name one."));
}

HEADROOM_TEST(TestTypes, Nothing)

} // namespace headroom::testing::tst_types

#include "tst_types.moc"
