// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/scripted_backend.h"
#include "tests/support/test_program.h"

#include "engine/sweep/sweep_spec.h"

#include <cmath>
#include <functional>
#include <limits>

namespace headroom::testing::tst_sweep_spec {

namespace {

using Change = std::function<void(SweepSpec&)>;

SweepSpec scriptedSpec() {
    SweepSpec spec;
    spec.type = DataType::F32;
    return spec;
}

} // namespace

class TestSweepSpec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theChartsOwnSpecIsValid();
    void eachRuleHasItsMessage_data();
    void eachRuleHasItsMessage();
    void valuesAtTheLimitsAreValid_data();
    void valuesAtTheLimitsAreValid();
    void deviceRules_data();
    void deviceRules();
    void aCurvesHeadDimensionIsNamedOnce();
    void everyBrokenRuleIsTold();
    void defaultsAreTheDevices();
    void typesBringTheirLayout();
};

void TestSweepSpec::theChartsOwnSpecIsValid() {
    QVERIFY(validate(SweepSpec()).empty());
    QVERIFY(validate(scriptedSpec(), testing::scriptedCpu()).empty());
}

void TestSweepSpec::eachRuleHasItsMessage_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, Change change, const char* field, const char* part) {
        QTest::newRow(name) << change << QString::fromUtf8(field) << QString::fromUtf8(part);
    };
    row(
        "heads 0", [](SweepSpec& s) { s.heads = 0; }, "heads", "at least 1");
    row(
        "heads negative", [](SweepSpec& s) { s.heads = -12; }, "heads", "is -12");
    row(
        "heads 10^9", [](SweepSpec& s) { s.heads = 1'000'000'000; }, "heads", "at most 65536");
    row(
        "no ratio", [](SweepSpec& s) { s.ratios.clear(); }, "ratios", "at least one");
    row(
        "ratio 0", [](SweepSpec& s) { s.ratios = {0}; }, "ratios", "outside");
    row(
        "ratio 3",
        [](SweepSpec& s) {
            s.ratios = {1, 3};
        },
        "ratios", "3 is not a power of two");
    row(
        "ratio twice",
        [](SweepSpec& s) {
            s.ratios = {8, 8};
        },
        "ratios", "named twice");
    row(
        "hidden negative", [](SweepSpec& s) { s.hiddenMin = -1; }, "hidden", "not be negative");
    row(
        "hidden reversed", [](SweepSpec& s) { s.hiddenMin = 4096, s.hiddenMax = 1024; }, "hidden",
        "backwards");
    row(
        "hidden empty", [](SweepSpec& s) { s.hiddenMin = s.hiddenMax = 0; }, "hidden", "empty");
    row(
        "hidden huge", [](SweepSpec& s) { s.hiddenMax = std::int64_t{1} << 40; }, "hidden", "at most");
    row(
        "no admissible size", [](SweepSpec& s) { s.hiddenMin = 13, s.hiddenMax = 23; }, "hidden",
        "multiple of 12");
    row(
        "no size for the ratio", [](SweepSpec& s) { s.ratios = {64}, s.hiddenMax = 767; }, "hidden",
        "smallest that is: 768");
    row(
        "points 0", [](SweepSpec& s) { s.pointsPerCurve = 0; }, "points", "from 1 to");
    row(
        "points negative", [](SweepSpec& s) { s.pointsPerCurve = -4; }, "points", "is -4");
    row(
        "too many points", [](SweepSpec& s) { s.heads = 1, s.hiddenMax = 1 << 24, s.pointsPerCurve.reset(); },
        "points", "16777216 points");
    row(
        "e4m3 by rows", [](SweepSpec& s) { s.type = DataType::E4m3; }, "layout", "choose the layout nt");
    row(
        "quantised by rows", [](SweepSpec& s) { s.type = DataType::E4m3Quantised; }, "layout",
        "In e4m3-quantised both operands must lie along k");
    row(
        "e4m3 without such a layout",
        [](SweepSpec& s) { s.type = DataType::E4m3, s.operation = Operation::AttentionOverValue; }, "dtype",
        "headroom-engine layer measures it");
    row(
        "seq 0", [](SweepSpec& s) { s.seq = 0; }, "seq", "from 1 to");
    row(
        "batch 0", [](SweepSpec& s) { s.batch = 0; }, "batch", "from 1 to");
    row(
        "beyond any memory", [](SweepSpec& s) { s.seq = 1 << 20, s.batch = 65536; }, "seq", "no machine");
    row(
        "precision 0", [](SweepSpec& s) { s.precision = 0; }, "precision", "0.0001 to 0.5");
    row(
        "precision nan", [](SweepSpec& s) { s.precision = std::nan(""); }, "precision", "0.0001 to 0.5");
    row(
        "time limit 0", [](SweepSpec& s) { s.timeLimitS = 0; }, "time-limit", "0.001 to 3600");
    row(
        "time limit infinite", [](SweepSpec& s) { s.timeLimitS = std::numeric_limits<double>::infinity(); },
        "time-limit", "0.001 to 3600");
    row(
        "threads negative", [](SweepSpec& s) { s.threads = -1; }, "threads", "is -1");
}

void TestSweepSpec::eachRuleHasItsMessage() {
    QFETCH(Change, change);
    QFETCH(QString, field);
    QFETCH(QString, part);
    SweepSpec spec;
    change(spec);
    const std::vector<SpecError> errors = validate(spec);
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(QString::fromUtf8(toString(errors.front().field)), field);
    const QString message = QString::fromStdString(errors.front().message);
    QVERIFY2(message.contains(part), qPrintable(message));
    QVERIFY2(message.endsWith(QLatin1Char('.')), qPrintable(message));
}

void TestSweepSpec::valuesAtTheLimitsAreValid_data() {
    QTest::addColumn<Change>("change");
    const auto row = [](const char* name, Change change) { QTest::newRow(name) << change; };
    row("one head", [](SweepSpec& s) { s.heads = 1; });
    row("one size", [](SweepSpec& s) { s.hiddenMin = s.hiddenMax = 12; });
    row("one point", [](SweepSpec& s) { s.pointsPerCurve = 1; });
    row("all points", [](SweepSpec& s) { s.pointsPerCurve.reset(); });
    row("ratio 65536", [](SweepSpec& s) { s.ratios = {65536}, s.heads = 1, s.hiddenMax = 65536; });
    row("head dimension 80", [](SweepSpec& s) { s.mode = SweepMode::FixedHeadDim, s.ratios = {64, 80, 96}; });
    row("the same head dimension",
        [](SweepSpec& s) { s.mode = SweepMode::FixedHeadDim, s.ratios = {64}, s.fixed.headDim = 64; });
    row("e4m3", [](SweepSpec& s) { chooseTypes(s, {DataType::E4m3}); });
    row("e4m3 of interleaved heads",
        [](SweepSpec& s) { chooseTypes(s, {DataType::E4m3}), s.layout = Layout::Strided; });
    row("heads do not matter", [](SweepSpec& s) { s.mode = SweepMode::FixedHeadDim, s.heads = 0; });
}

void TestSweepSpec::valuesAtTheLimitsAreValid() {
    QFETCH(Change, change);
    SweepSpec spec;
    change(spec);
    const std::vector<SpecError> errors = validate(spec);
    QVERIFY2(errors.empty(), errors.empty() ? "" : errors.front().message.c_str());
}

void TestSweepSpec::deviceRules_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("field");
    const auto row = [](const char* name, Change change, const char* field) {
        QTest::newRow(name) << change << QString::fromUtf8(field);
    };
    row(
        "type refused", [](SweepSpec& s) { s.type = DataType::F16; }, "dtype");
    row(
        "algorithm", [](SweepSpec& s) { s.algorithm = Algorithm::Best; }, "algorithm");
    row(
        "regime", [](SweepSpec& s) { s.regime = Regime::Sustained; }, "regime");
    row(
        "threads", [](SweepSpec& s) { s.threads = 3; }, "threads");
}

void TestSweepSpec::deviceRules() {
    QFETCH(Change, change);
    QFETCH(QString, field);
    SweepSpec spec = scriptedSpec();
    change(spec);
    QVERIFY(validate(spec).empty());
    const std::vector<SpecError> errors = validate(spec, testing::scriptedCpu());
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(QString::fromUtf8(toString(errors.front().field)), field);
}

void TestSweepSpec::aCurvesHeadDimensionIsNamedOnce() {
    const DeviceInfo device = scriptedCpu();
    SweepSpec spec = defaultSpec(device);
    spec.mode = SweepMode::FixedHeadDim;
    spec.ratios = {4};
    spec.fixed.headDim = 8;
    QVERIFY(validate(spec).empty()); // a run that was measured so opens
    const std::vector<SpecError> faults = validate(spec, device);
    QCOMPARE(faults.size(), std::size_t{1});
    QCOMPARE(faults.front().field, SpecField::Mode);
    QVERIFY(faults.front().message.find("d = 8 is named, too") != std::string::npos);
    spec.ratios = {8};
    QVERIFY(validate(spec, device).empty());
}

void TestSweepSpec::everyBrokenRuleIsTold() {
    SweepSpec spec;
    spec.heads = 0;
    spec.seq = 0;
    spec.ratios = {3, 5};
    QCOMPARE(validate(spec).size(), std::size_t{4});
}

void TestSweepSpec::defaultsAreTheDevices() {
    DeviceInfo device;
    device.defaultSeq = 512;
    device.defaultBatch = 1;
    device.defaultType = DataType::F32;
    const SweepSpec spec = defaultSpec(device);
    QCOMPARE(spec.seq, 512);
    QCOMPARE(spec.batch, 1);
    QCOMPARE(spec.type, DataType::F32);
    QCOMPARE(spec.heads, 12);
}

void TestSweepSpec::typesBringTheirLayout() {
    SweepSpec spec;
    spec.layout = Layout::Strided;
    chooseTypes(spec, {DataType::Bf16});
    QCOMPARE(spec.layout, Layout::Strided);
    chooseTypes(spec, {DataType::E4m3Quantised});
    QCOMPARE(spec.type, DataType::E4m3Quantised);
    QCOMPARE(spec.layout, Layout::NT);
    SweepSpec other;
    other.operation = Operation::AttentionOverValue; // which has no such layout
    chooseTypes(other, {DataType::E4m3});
    QCOMPARE(other.layout, Layout::NN);
}

HEADROOM_TEST(TestSweepSpec, Nothing)

} // namespace headroom::testing::tst_sweep_spec

#include "tst_sweep_spec.moc"
