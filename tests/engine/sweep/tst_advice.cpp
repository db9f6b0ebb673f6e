// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include "engine/io/run_file.h"
#include "engine/sweep/advice_lines.h"
#include "engine/sweep/layer_budget.h"
#include "engine/sweep/sweep_plan.h"
#include "engine/sweep/variants.h"

#include <QTest>

#include <algorithm>
#include <functional>

namespace headroom::testing::tst_advice {

namespace {

/// Asked about that length of a preset.
SweepSpec asking(const char* preset, Length length, std::int64_t value, double within = 0.02,
                 std::int64_t devices = 1) {
    SweepSpec spec;
    spec.seq = 2048;
    spec.batch = 4;
    spec.budget = BudgetSpec{*findPreset(preset), 0, devices, {Pass::Forward}, {}};
    spec.budget->variants = LengthVariants{
        .length = length, .values = {value}, .within = within, .headDimFollows = false, .ffnFollows = false};
    spec.budget->variants->values = candidateValues(spec);
    return spec;
}

/// A run of it in which a call takes as long as `seconds` says.
Run measured(const SweepSpec& spec, const std::function<double(const PlannedPoint&)>& seconds) {
    Run run;
    run.spec = spec;
    for (const PlannedPoint& point : makePlan(spec).points) {
        Measurement& row = run.measurements.emplace_back();
        row.point = point;
        row.status = Status::Ok;
        row.time.medianS = seconds(point);
        row.time.lowS = 0.99 * row.time.medianS;
        row.time.highS = 1.01 * row.time.medianS;
    }
    return run;
}

double atOneTeraflop(const PlannedPoint& point) {
    return flop(point.gemm) / 1e12;
}

/// Twice as slow where f is not a multiple of 64.
double withACliff(const PlannedPoint& point) {
    return atOneTeraflop(point) * (point.layer.ffn % 64 == 0 ? 1 : 2);
}

bool has(const std::vector<std::int64_t>& values, std::int64_t value) {
    return std::ranges::find(values, value) != values.end();
}

} // namespace

class TestAdvice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void neighboursAreWithinTheDistance();
    void sharesStayEqual();
    void headsShareTheSameWidth();
    void onlyWhatTheLengthChangesIsMeasured();
    void variantsTakeTurns();
    void aCliffIsFound();
    void whereNoneIsBetterItSaysSo();
    void disturbedRowsAreCountedWhereTheyMatter();
    void rankedByTimeSmallerOnesWin();
    void failedRowsComeLast();
    void lengthsFollow();
    void parametersAreCounted();
    void aLineForEachValue();
    void unfitValuesAreRefused_data();
    void unfitValuesAreRefused();
    void readsBackFromARunFile();
};

void TestAdvice::neighboursAreWithinTheDistance() {
    const std::vector<std::int64_t> values =
        asking("llama-2-7b", Length::Ffn, 10922).budget->variants->values;
    QCOMPARE(values.front(), 10922);
    for (const std::int64_t value : {10920, 10912, 10944, 10880, 11008, 10752})
        QVERIFY2(has(values, value), qPrintable(QString::number(value)));
    for (const std::int64_t value : values)
        QVERIFY(std::abs(value - 10922) <= 218); // 2 %
    QVERIFY(std::ssize(values) <= kMostVariants);
    const auto vocab = asking("gpt-3-2.7b", Length::Vocab, 50257).budget->variants->values;
    QVERIFY(has(vocab, 50304) && has(vocab, 50256) && has(vocab, 50176));
    // Few are multiples of 32 heads: those next to it are there whatever their divisor.
    SweepSpec byLengths = asking("llama-2-7b", Length::Hidden, 4096);
    byLengths.budget->variants->headDimFollows = true;
    byLengths.budget->variants->values = {4096};
    QCOMPARE(candidateValues(byLengths), (std::vector<std::int64_t>{4096, 4032, 4064, 4128, 4160}));
}

void TestAdvice::sharesStayEqual() {
    const auto shared = asking("llama-2-7b", Length::Ffn, 11008, 0.02, 4).budget->variants->values;
    for (const std::int64_t value : shared)
        QCOMPARE(value % 4, 0);
    const auto devices = asking("llama-3.1-8b", Length::TensorParallel, 1).budget->variants->values;
    QCOMPARE(devices, (std::vector<std::int64_t>{1, 2, 4, 8}));
    QCOMPARE(asking("llama-3.1-8b", Length::KvHeads, 8).budget->variants->values,
             (std::vector<std::int64_t>{8, 1, 2, 4, 16, 32}));
}

void TestAdvice::headsShareTheSameWidth() {
    const SweepSpec spec = asking("gpt-3-2.7b", Length::Heads, 32, 0);
    const auto values = spec.budget->variants->values;
    for (const std::int64_t heads : {32, 10, 16, 20, 40, 64, 80})
        QVERIFY2(has(values, heads), qPrintable(QString::number(heads)));
    for (const std::int64_t value : values) {
        const LayerShape layer = variantOf(spec, value).budget->model.layer;
        QCOMPARE(layer.heads * layer.headDim, 2560);
        QCOMPARE(layer.kvHeads, layer.heads); // as many as before, and so are the parameters
    }
}

void TestAdvice::onlyWhatTheLengthChangesIsMeasured() {
    const auto operations = [](const SweepSpec& spec) {
        std::vector<Operation> found;
        const std::vector<std::vector<PlannedPoint>> variants = pointsOfVariants(spec);
        for (const PlannedPoint& point : variants.front())
            found.push_back(point.operation);
        return found;
    };
    using Op = Operation;
    QCOMPARE(operations(asking("llama-2-7b", Length::Ffn, 11008)), (std::vector{Op::MlpGateUp, Op::MlpDown}));
    QCOMPARE(operations(asking("llama-2-7b", Length::Vocab, 32000)), (std::vector{Op::Logits}));
    QCOMPARE(operations(asking("llama-3.1-8b", Length::KvHeads, 8)), (std::vector{Op::Qkv}));
    QCOMPARE(operations(asking("gpt-3-2.7b", Length::Heads, 32)),
             (std::vector{Op::KeyQueryScore, Op::AttentionOverValue}));
    QCOMPARE(operations(asking("llama-2-7b", Length::Hidden, 4096)),
             (std::vector{Op::Qkv, Op::OutputProjection, Op::MlpGateUp, Op::MlpDown, Op::Logits}));
}

void TestAdvice::variantsTakeTurns() {
    const SweepPlan plan = makePlan(asking("llama-2-7b", Length::Ffn, 10922));
    const std::size_t variants = plan.spec.budget->variants->values.size();
    QCOMPARE(plan.order.size(), 2 * variants);
    for (std::size_t i = 0; i < variants; ++i)
        QCOMPARE(plan.points[plan.order[i]].operation, Operation::MlpGateUp);
    for (std::size_t i = 0; i < plan.points.size(); ++i) {
        QCOMPARE(plan.points[i].index, i);
        QVERIFY(isOf(plan.spec, plan.points[i]));
    }
}

void TestAdvice::aCliffIsFound() {
    const Run run = measured(asking("llama-2-7b", Length::Ffn, 10922), withACliff);
    const Advice advice = adviceOf(run, RankBy::Throughput);
    const AdvisedValue* better = advice.better();
    QVERIFY(better != nullptr);
    QCOMPARE(better->value % 64, 0);
    QCOMPARE(better->gain.middle, 1.0);
    QVERIFY(qFuzzyCompare(1 + better->gain.low, 2 * 0.99 / 1.01));
    QVERIFY(qFuzzyCompare(1 + better->gain.high, 2 * 1.01 / 0.99));
    QCOMPARE(advice.asked.value, 10922);
    QCOMPARE(advice.nearest()->value, 10944); // all multiples of 64 are alike
    const std::string best = textOf(Length::Ffn, better->value);
    QVERIFY2(advice.sentence.starts_with("f = 10922 gives 0.500 TFLOP/s; " + best +
                                         " gives 100.0 % more (96.0 to 104.0 %), for "),
             advice.sentence.c_str());
    QVERIFY2(advice.sentence.find(" f = 10944, the nearest that gives as much within the intervals, gives "
                                  "100.0 % more for 0.1 % more parameters and 0.2 % more FLOP in these "
                                  "GEMMs.") != std::string::npos,
             advice.sentence.c_str());
}

void TestAdvice::whereNoneIsBetterItSaysSo() {
    const Advice level =
        adviceOf(measured(asking("llama-2-7b", Length::Ffn, 11008), atOneTeraflop), RankBy::Throughput);
    QVERIFY(level.better() == nullptr);
    QVERIFY2(level.sentence.starts_with("No f within 2.0 % was shown to be better: "),
             level.sentence.c_str());
    // Less than the intervals tell apart.
    const Run close = measured(asking("llama-2-7b", Length::Ffn, 11008), [](const PlannedPoint& point) {
        return atOneTeraflop(point) * (point.layer.ffn == 11072 ? 0.995 : 1);
    });
    const Advice advice = adviceOf(close, RankBy::Throughput);
    QCOMPARE(advice.values.front().value, 11072);
    QVERIFY(advice.better() == nullptr);
    QVERIFY2(advice.sentence.find("which is no certain gain") != std::string::npos, advice.sentence.c_str());
}

void TestAdvice::disturbedRowsAreCountedWhereTheyMatter() {
    const auto disturbedAt = [](Run run, std::int64_t ffn) {
        for (Measurement& row : run.measurements)
            if (row.point.layer.ffn == ffn && row.point.operation == Operation::MlpDown)
                row.flags = Flag::VisitsDiffer;
        return adviceOf(run, RankBy::Throughput).sentence;
    };
    const Run level = measured(asking("llama-2-7b", Length::Ffn, 11008), atOneTeraflop);
    const std::string none = disturbedAt(level, 11072); // any of them may be the better one
    QVERIFY2(none.find("But 1 row of these was disturbed") != std::string::npos, none.c_str());
    const Run cliff = measured(asking("llama-2-7b", Length::Ffn, 10922), withACliff);
    const std::string better = disturbedAt(cliff, 10912); // neither asked about nor the best
    QVERIFY2(better.find("disturbed") == std::string::npos, better.c_str());
}

void TestAdvice::rankedByTimeSmallerOnesWin() {
    const Run run = measured(asking("llama-2-7b", Length::Vocab, 32000), atOneTeraflop);
    const Advice advice = adviceOf(run, RankBy::Time);
    QVERIFY(!advice.ofLayer); // the logits are the model's
    QCOMPARE(advice.values.front().value, *std::ranges::min_element(run.spec.budget->variants->values));
    QVERIFY(advice.values.front().weights < advice.asked.weights);
}

void TestAdvice::failedRowsComeLast() {
    Run run = measured(asking("llama-2-7b", Length::Ffn, 10922), withACliff);
    for (Measurement& row : run.measurements)
        if (row.point.layer.ffn == 10880 && row.point.operation == Operation::MlpDown)
            row = failedMeasurement(row.point, Status::CheckFailed, "An element is wrong.");
    Advice advice = adviceOf(run, RankBy::Throughput);
    QCOMPARE(advice.values.back().value, 10880);
    QCOMPARE(advice.values.back().sum.missing, std::size_t{1});
    QCOMPARE(adviceCells(advice, advice.values.back()).back(), "not measured: 1 GEMM. An element is wrong.");
    for (Measurement& row : run.measurements)
        if (row.point.layer.ffn == 10922)
            row.status = Status::OutOfMemory;
    advice = adviceOf(run, RankBy::Throughput);
    QVERIFY(advice.better() == nullptr);
    QVERIFY2(advice.sentence.find("nothing can be compared") != std::string::npos, advice.sentence.c_str());
}

void TestAdvice::lengthsFollow() {
    SweepSpec spec = asking("gpt-3-2.7b", Length::Hidden, 2560);
    spec.budget->variants->headDimFollows = true;
    spec.budget->variants->ffnFollows = true;
    spec.budget->variants->values = {2560};
    for (const std::int64_t value : candidateValues(spec)) {
        QCOMPARE(value % 32, 0); // a multiple of the heads
        const LayerShape layer = variantOf(spec, value).budget->model.layer;
        QCOMPARE(layer.headDim, value / 32);
        QCOMPARE(layer.ffn, 4 * value);
    }
}

void TestAdvice::parametersAreCounted() {
    SweepSpec spec;
    spec.budget = BudgetSpec{*findPreset("llama-3.1-8b"), 0, 8, {Pass::Wgrad}, {}};
    // (4096·6144 + 4096·4096 + 4096·28672 + 14336·4096)·32 + 128256·4096, once and not on each of 8 devices
    QCOMPARE(weightsOf(spec), 218103808.0 * 32 + 525336576.0);
    spec.budget->model = *findPreset("mixtral-8x7b");
    QCOMPARE(weightsOf(spec), (41943040.0 + 8 * 176160768.0) * 32 + 131072000.0);
}

void TestAdvice::aLineForEachValue() {
    const Advice advice =
        adviceOf(measured(asking("llama-2-7b", Length::Ffn, 10922), withACliff), RankBy::Throughput);
    QCOMPARE(adviceColumns(advice).front(), "f");
    for (const AdvisedValue& value : advice.values) {
        const std::vector<std::string> cells = adviceCells(advice, value);
        QCOMPARE(cells.size(), adviceColumns(advice).size());
        QCOMPARE(cells.front(), textOf(Length::Ffn, value.value));
        QCOMPARE(cells.back() == "asked about", value.value == 10922);
        QCOMPARE(cells.back() == "best", &value == advice.better());
        QCOMPARE(cells.back() == "nearest as good", value.value == 10944);
    }
}

void TestAdvice::unfitValuesAreRefused_data() {
    QTest::addColumn<int>("length");
    QTest::addColumn<QList<qint64>>("values");
    QTest::addColumn<QString>("words");
    QTest::newRow("none") << int(Length::Ffn) << QList<qint64>{} << "Name at least one feed-forward size.";
    QTest::newRow("twice") << int(Length::Ffn) << QList<qint64>{8, 8} << "f = 8 is named twice.";
    QTest::newRow("negative") << int(Length::Ffn) << QList<qint64>{8, -8} << "feed-forward size f is -8";
    QTest::newRow("huge") << int(Length::Vocab) << QList<qint64>{8, qint64{1} << 40} << "vocabulary v is";
    QTest::newRow("no share") << int(Length::TensorParallel) << QList<qint64>{1, 3}
                              << "a = 32 is not a multiple of t = 3";
    QTest::newRow("no experts") << int(Length::ExpertFfn) << QList<qint64>{8, 16} << "depends on f_e alone";
    QList<qint64> many;
    for (qint64 i = 1; i < 100; ++i)
        many << i;
    QTest::newRow("many") << int(Length::Ffn) << many << "at most 64 can be compared";
}

void TestAdvice::unfitValuesAreRefused() {
    QFETCH(const int, length);
    QFETCH(const QList<qint64>, values);
    QFETCH(const QString, words);
    SweepSpec spec;
    spec.budget = BudgetSpec{*findPreset("llama-3.1-8b"), 0, 1, {Pass::Forward}, {}};
    spec.budget->variants = LengthVariants{static_cast<Length>(length), {}, 0, false, false};
    for (const qint64 value : values)
        spec.budget->variants->values.push_back(value);
    const std::vector<SpecError> errors = validate(spec);
    QVERIFY(!errors.empty());
    QVERIFY2(errors.front().message.find(words.toStdString()) != std::string::npos,
             errors.front().message.c_str());
}

void TestAdvice::readsBackFromARunFile() {
    Run run = measured(asking("llama-2-7b", Length::Ffn, 10922), withACliff);
    run.spec.budget->variants->headDimFollows = true;
    const Result<Run> read = runFromJson(toJson(run));
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QVERIFY(*read == run);
    QCOMPARE(adviceOf(*read, RankBy::Time).sentence, adviceOf(run, RankBy::Time).sentence);
}

HEADROOM_TEST(TestAdvice, Nothing)

} // namespace headroom::testing::tst_advice

#include "tst_advice.moc"
