// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/io/run_file.h"
#include "engine/sweep/budget_sum.h"
#include "engine/sweep/layer_budget.h"
#include "engine/sweep/sweep_plan.h"

#include <QTest>

#include <set>

namespace headroom::testing::tst_layer_budget {

namespace {

using Op = Operation;

SweepSpec budgetOf(const char* preset, std::int64_t seq, std::int64_t batch, std::int64_t devices = 1,
                   std::vector<Pass> passes = {Pass::Forward}) {
    SweepSpec spec;
    spec.seq = seq;
    spec.batch = batch;
    spec.type = DataType::Bf16;
    spec.budget = BudgetSpec{*findPreset(preset), 0, devices, std::move(passes)};
    return spec;
}

/// What a row of a budget is, worked out by hand: times a layer and a model, then batch, m, n, k.
struct Expected {
    Operation operation;
    std::int64_t perLayer;
    std::int64_t perModel;
    GemmExtents extents;
};

void compareForward(const SweepSpec& spec, const std::vector<Expected>& expected) {
    QCOMPARE(validate(spec).size(), std::size_t{0});
    const SweepPlan plan = makePlan(spec);
    QCOMPARE(plan.points.size(), expected.size());
    QCOMPARE(plan.order.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const PlannedPoint& point = plan.points[i];
        const char* word = toString(expected[i].operation);
        QVERIFY2(point.operation == expected[i].operation, word);
        QVERIFY2(static_cast<const GemmExtents&>(point.gemm) == expected[i].extents, word);
        QVERIFY2(point.perLayer == expected[i].perLayer && point.perModel == expected[i].perModel, word);
        QCOMPARE(point.index, i);
    }
}

Measurement measured(const PlannedPoint& point, double seconds) {
    Measurement row;
    row.point = point;
    row.status = Status::Ok;
    row.time.medianS = seconds;
    row.time.lowS = 0.9 * seconds;
    row.time.highS = 1.2 * seconds;
    return row;
}

} // namespace

class TestLayerBudget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void denseModels();
    void modelsOfExperts();
    void latentAttention();
    void textBeingGenerated();
    void everyPassAsItIsIssued();
    void eightBitOperandsLieAlongK();
    void sumsAreThoseOfTheRows();
    void whatCannotBeSharedIsRefused();
    void notesTellWhatIsSlowAndWhatIsMissing();
    void readsBackFromARunFile();
};

void TestLayerBudget::denseModels() {
    compareForward(budgetOf("llama-3.1-8b", 4096, 2), {{Op::Qkv, 1, 32, {1, 8192, 6144, 4096}},
                                                       {Op::KeyQueryScore, 1, 32, {64, 4096, 4096, 128}},
                                                       {Op::AttentionOverValue, 1, 32, {64, 4096, 128, 4096}},
                                                       {Op::OutputProjection, 1, 32, {1, 8192, 4096, 4096}},
                                                       {Op::MlpGateUp, 1, 32, {1, 8192, 28672, 4096}},
                                                       {Op::MlpDown, 1, 32, {1, 8192, 4096, 14336}},
                                                       {Op::Logits, 0, 1, {1, 8192, 128256, 4096}}});
    compareForward(budgetOf("llama-3.1-70b", 8192, 1, 8),
                   {{Op::Qkv, 1, 80, {1, 8192, 1280, 8192}},
                    {Op::KeyQueryScore, 1, 80, {8, 8192, 8192, 128}},
                    {Op::AttentionOverValue, 1, 80, {8, 8192, 128, 8192}},
                    {Op::OutputProjection, 1, 80, {1, 8192, 8192, 1024}},
                    {Op::MlpGateUp, 1, 80, {1, 8192, 7168, 8192}},
                    {Op::MlpDown, 1, 80, {1, 8192, 8192, 3584}},
                    {Op::Logits, 0, 1, {1, 8192, 16032, 8192}}});
    compareForward(budgetOf("gpt-3-2.7b", 2048, 4), {{Op::Qkv, 1, 32, {1, 8192, 7680, 2560}},
                                                     {Op::KeyQueryScore, 1, 32, {128, 2048, 2048, 80}},
                                                     {Op::AttentionOverValue, 1, 32, {128, 2048, 80, 2048}},
                                                     {Op::OutputProjection, 1, 32, {1, 8192, 2560, 2560}},
                                                     {Op::MlpUp, 1, 32, {1, 8192, 10240, 2560}},
                                                     {Op::MlpDown, 1, 32, {1, 8192, 2560, 10240}},
                                                     {Op::Logits, 0, 1, {1, 8192, 50257, 2560}}});
    // h = 5120 and a·d = 8192: the output projection has a K of its own.
    compareForward(budgetOf("qwen3-32b", 4096, 1), {{Op::Qkv, 1, 64, {1, 4096, 10240, 5120}},
                                                    {Op::KeyQueryScore, 1, 64, {64, 4096, 4096, 128}},
                                                    {Op::AttentionOverValue, 1, 64, {64, 4096, 128, 4096}},
                                                    {Op::OutputProjection, 1, 64, {1, 4096, 5120, 8192}},
                                                    {Op::MlpGateUp, 1, 64, {1, 4096, 51200, 5120}},
                                                    {Op::MlpDown, 1, 64, {1, 4096, 5120, 25600}},
                                                    {Op::Logits, 0, 1, {1, 4096, 151936, 5120}}});
}

void TestLayerBudget::modelsOfExperts() {
    compareForward(budgetOf("gpt-oss-120b", 4096, 2), {{Op::Qkv, 1, 36, {1, 8192, 5120, 2880}},
                                                       {Op::KeyQueryScore, 1, 36, {128, 4096, 4096, 64}},
                                                       {Op::AttentionOverValue, 1, 36, {128, 4096, 64, 4096}},
                                                       {Op::OutputProjection, 1, 36, {1, 8192, 2880, 4096}},
                                                       {Op::ExpertGateUp, 128, 4608, {1, 256, 5760, 2880}},
                                                       {Op::ExpertDown, 128, 4608, {1, 256, 2880, 2880}},
                                                       {Op::Logits, 0, 1, {1, 8192, 201088, 2880}}});
}

void TestLayerBudget::latentAttention() {
    compareForward(budgetOf("deepseek-v3", 4096, 1),
                   {{Op::LatentDown, 1, 61, {1, 4096, 2112, 7168}},
                    {Op::LatentQueryUp, 1, 61, {1, 4096, 24576, 1536}},
                    {Op::LatentKeyValueUp, 1, 61, {1, 4096, 32768, 512}},
                    {Op::KeyQueryScore, 1, 61, {128, 4096, 4096, 192}},
                    {Op::AttentionOverValue, 1, 61, {128, 4096, 128, 4096}},
                    {Op::OutputProjection, 1, 61, {1, 4096, 7168, 16384}},
                    {Op::ExpertGateUp, 256, 14848, {1, 128, 4096, 7168}},
                    {Op::ExpertDown, 256, 14848, {1, 128, 7168, 2048}},
                    {Op::MlpGateUp, 1, 58, {1, 4096, 4096, 7168}}, // the shared expert
                    {Op::MlpDown, 1, 58, {1, 4096, 7168, 2048}},
                    {Op::MlpGateUp, 0, 3, {1, 4096, 36864, 7168}}, // the first three layers
                    {Op::MlpDown, 0, 3, {1, 4096, 7168, 18432}},
                    {Op::Logits, 0, 1, {1, 4096, 129280, 7168}}});
}

void TestLayerBudget::textBeingGenerated() {
    SweepSpec spec = budgetOf("llama-3.1-8b", 1, 64, 2);
    spec.budget->kvSeq = 8192;
    QVERIFY(isDecoding(spec));
    compareForward(spec, {{Op::Qkv, 1, 32, {1, 64, 3072, 4096}},
                          {Op::KeyQueryScore, 1, 32, {1024, 1, 8192, 128}},
                          {Op::AttentionOverValue, 1, 32, {1024, 1, 128, 8192}},
                          {Op::OutputProjection, 1, 32, {1, 64, 4096, 2048}},
                          {Op::MlpGateUp, 1, 32, {1, 64, 14336, 4096}},
                          {Op::MlpDown, 1, 32, {1, 64, 4096, 7168}},
                          {Op::Logits, 0, 1, {1, 64, 64128, 4096}}});
    SweepSpec latent = budgetOf("deepseek-v3", 1, 128, 8);
    latent.budget->kvSeq = 4096;
    const SweepPlan plan = makePlan(latent);
    QCOMPARE(plan.points[2].operation, Op::AbsorbedQuery);
    QVERIFY(static_cast<const GemmExtents&>(plan.points[2].gemm) == (GemmExtents{16, 128, 512, 128}));
    QCOMPARE(plan.points[3].operation, Op::AbsorbedValue);
    QVERIFY(static_cast<const GemmExtents&>(plan.points[3].gemm) == (GemmExtents{16, 128, 128, 512}));
}

void TestLayerBudget::everyPassAsItIsIssued() {
    SweepSpec spec = budgetOf("llama-3.1-8b", 4096, 2, 1, {Pass::Forward, Pass::Dgrad, Pass::Wgrad});
    spec.algorithm = Algorithm::Both;
    const SweepPlan plan = makePlan(spec);
    QCOMPARE(plan.points.size(), std::size_t{7 * 3 * 2});
    QCOMPARE(countPoints(spec), 7 * 3 * 2);
    const PlannedPoint& dgrad = plan.points[2];
    QCOMPARE(dgrad.pass, Pass::Dgrad);
    QCOMPARE(dgrad.layout, Layout::NN);
    QVERIFY(static_cast<const GemmExtents&>(dgrad.gemm) == (GemmExtents{1, 8192, 4096, 6144}));
    const PlannedPoint& wgrad = plan.points[4];
    QCOMPARE(wgrad.pass, Pass::Wgrad);
    QCOMPARE(wgrad.layout, Layout::TN);
    QVERIFY(wgrad.gemm.a.transposed && !wgrad.gemm.b.transposed);
    QVERIFY(static_cast<const GemmExtents&>(wgrad.gemm) == (GemmExtents{1, 4096, 6144, 8192}));
    QCOMPARE(plan.points[5].algorithm, Algorithm::Best);
    QVERIFY(plan.points[5].gemm == wgrad.gemm);
    QCOMPARE(plan.points[0].layout, Layout::NT);
    QCOMPARE(plan.points[0].ratio, 2048); // 6144 = 2048·3
}

void TestLayerBudget::eightBitOperandsLieAlongK() {
    SweepSpec spec = budgetOf("llama-3.1-8b", 4096, 2, 1, {Pass::Forward, Pass::Dgrad, Pass::Wgrad});
    const SweepPlan wider = makePlan(spec);
    spec.type = DataType::E4m3;
    QCOMPARE(validate(spec).size(), std::size_t{0});
    const SweepPlan plan = makePlan(spec);
    QCOMPARE(plan.points.size(), wider.points.size());
    for (std::size_t i = 0; i < plan.points.size(); ++i) {
        const GemmShape& shape = plan.points[i].gemm;
        QCOMPARE(plan.points[i].layout, Layout::NT);
        QVERIFY(liesAlongK(shape));
        QVERIFY(static_cast<const GemmExtents&>(shape) ==
                static_cast<const GemmExtents&>(wider.points[i].gemm));
    }
    const auto told = [](const std::vector<std::string>& notes, const char* part) {
        return std::ranges::count_if(
            notes, [part](const std::string& note) { return note.find(part) != std::string::npos; });
    };
    QCOMPARE(told(plan.notes, "making the copies is not timed"), 1);
    QCOMPARE(told(wider.notes, "making the copies is not timed"), 0);
    // What can be computed, multiples of 16, is on no slow curve: 50257 is told of, 80 is not.
    spec = budgetOf("gpt-3-2.7b", 2048, 4);
    spec.type = DataType::E4m3;
    QCOMPARE(told(budgetNotes(spec), "v/t = 50257 is odd: on curve 1"), 1);
    QCOMPARE(told(budgetNotes(spec), "on curve"), 1);
}

void TestLayerBudget::sumsAreThoseOfTheRows() {
    const SweepPlan plan = makePlan(budgetOf("deepseek-v3", 4096, 1));
    std::vector<Measurement> rows;
    double layerS = 0;
    double modelS = 0;
    double layerFlop = 0;
    for (const PlannedPoint& point : plan.points) {
        const double seconds = 1e-3 * static_cast<double>(point.index + 1);
        rows.push_back(measured(point, seconds));
        layerS += seconds * static_cast<double>(point.perLayer);
        modelS += seconds * static_cast<double>(point.perModel);
        layerFlop += flop(point.gemm) * static_cast<double>(point.perLayer);
    }
    QCOMPARE(sumOfLayer(rows).seconds, layerS);
    QCOMPARE(sumOfModel(rows).seconds, modelS);
    QCOMPARE(sumOfLayer(rows).lowS, 0.9 * layerS);
    QCOMPARE(sumOfLayer(rows).highS, 1.2 * layerS);
    QCOMPARE(sumOfLayer(rows).tflops(), layerFlop / layerS / 1e12);
    rows[0].status = Status::OutOfMemory;
    QCOMPARE(sumOfLayer(rows).missing, std::size_t{1});
    QCOMPARE(sumOfLayer(rows).seconds, layerS - 1e-3);
}

void TestLayerBudget::whatCannotBeSharedIsRefused() {
    const auto faults = [](const SweepSpec& spec) {
        QStringList messages;
        for (const SpecError& error : validate(spec))
            messages << QString::fromStdString(error.message);
        return messages;
    };
    QCOMPARE(faults(budgetOf("pythia-2.8b", 2048, 4, 7)).size(), 4); // a, g, f and v
    QVERIFY(faults(budgetOf("llama-3.1-8b", 4096, 2, 3)).isEmpty()); // the vocabulary can be shared by three
    QCOMPARE(faults(budgetOf("llama-3.1-8b", 4096, 2, 0)).size(), 1);
    SweepSpec huge = budgetOf("llama-3.1-405b", 1 << 20, 65536);
    QVERIFY(!faults(huge).isEmpty());
    huge.budget->model.layers = 1'000'000'000;
    QVERIFY(faults(huge).constFirst().contains(QStringLiteral("number of layers")));
    SweepSpec none = budgetOf("llama-3.1-8b", 4096, 2);
    none.budget->passes.clear();
    QCOMPARE(faults(none), QStringList{QStringLiteral("Choose at least one pass.")});
}

void TestLayerBudget::notesTellWhatIsSlowAndWhatIsMissing() {
    const auto notes = [](const SweepSpec& spec) {
        QStringList all;
        for (const std::string& note : makePlan(spec).notes)
            all << QString::fromStdString(note);
        return all.join(QLatin1Char('\n'));
    };
    const QString gpt = notes(budgetOf("gpt-3-2.7b", 2048, 4));
    QVERIFY(gpt.contains(QStringLiteral("Logits: v/t = 50257 is odd: on curve 1.")));
    QVERIFY(gpt.contains(QStringLiteral("Attention Key Query Score: d = 80 = 16·5: on curve 16.")));
    QVERIFY(gpt.contains(QStringLiteral("softmax")) && gpt.contains(QStringLiteral("causal mask")));
    QVERIFY(!notes(budgetOf("llama-3.1-8b", 4096, 2)).contains(QStringLiteral("on curve")));
    QVERIFY(notes(budgetOf("gpt-oss-120b", 4096, 2)).contains(QStringLiteral("Experts are measured")));
    // What devices cannot share in equal parts is no row, and is named.
    const SweepSpec eight = budgetOf("gpt-3-2.7b", 2048, 4, 8);
    QVERIFY(validate(eight).empty());
    QCOMPARE(makePlan(eight).points.size(), std::size_t{6});
    QVERIFY(
        notes(eight).contains(QStringLiteral("Logits is left out: v = 50257 is not a multiple of t = 8.")));
    QVERIFY(notes(budgetOf("gpt-oss-120b", 1, 10))
                .contains(QStringLiteral("Expert Down is left out: T·k = 40 is not a multiple of E = 128.")));
}

void TestLayerBudget::readsBackFromARunFile() {
    Run run;
    run.spec = budgetOf("deepseek-v3", 4096, 1, 8, {Pass::Forward, Pass::Wgrad});
    run.spec.budget->model.name = "mine";
    for (const PlannedPoint& point : makePlan(run.spec).points)
        run.measurements.push_back(measured(point, 1e-3));
    const Result<Run> read = runFromJson(toJson(run));
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QVERIFY(read->spec == run.spec);
    QVERIFY(read->measurements == run.measurements);
    const Result<SweepSpec> spec = specFromJson(specToJson(run.spec));
    QVERIFY(spec && *spec == run.spec);
    // A row that is not the plan's is not added up as if it were.
    run.measurements[3].point.perLayer = 7;
    QVERIFY(!runFromJson(toJson(run)));
}

HEADROOM_TEST(TestLayerBudget, Nothing)

} // namespace headroom::testing::tst_layer_budget

#include "tst_layer_budget.moc"
