// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/gemm_shapes.h"
#include "tests/support/test_program.h"

#include "engine/measure/check.h"
#include "engine/measure/narrow_float.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <set>

namespace headroom::testing::tst_check {

namespace {

OutputSample randomSample(std::size_t k, std::mt19937& random) {
    std::normal_distribution<double> normal;
    OutputSample sample;
    float sum = 0;
    for (std::size_t i = 0; i < k; ++i) {
        const auto a = static_cast<float>(normal(random));
        const auto b = static_cast<float>(normal(random));
        sample.a.push_back(a);
        sample.b.push_back(b);
        sum += a * b;
    }
    sample.value = sum;
    return sample;
}

/// Towards zero, to a multiple of 2^-13 of the power of two below `largest`.
double cutOff(double value, double largest) {
    int exponent = 0;
    std::frexp(largest, &exponent); // largest is below 2^exponent
    return std::ldexp(std::trunc(std::ldexp(value, 14 - exponent)), exponent - 14);
}

/// The sum as Hopper's tensor cores accumulate products of 8-bit numbers, 32 in a step.
double fastAccumulated(const OutputSample& sample) {
    double sum = 0;
    for (std::size_t step = 0; step < sample.a.size(); step += 32) {
        const std::size_t end = std::min(step + 32, sample.a.size());
        double largest = std::abs(sum);
        for (std::size_t i = step; i < end; ++i)
            largest = std::max(largest, std::abs(sample.a[i] * sample.b[i]));
        double next = cutOff(sum, largest);
        for (std::size_t i = step; i < end; ++i)
            next += cutOff(sample.a[i] * sample.b[i], largest);
        sum = cutOff(next, next);
    }
    return sum;
}

OutputSample e4m3Sample(std::size_t k, std::mt19937& random) {
    OutputSample sample = randomSample(k, random);
    for (std::vector<double>* operand : {&sample.a, &sample.b})
        for (double& value : *operand)
            value = static_cast<double>(fromE4m3(toE4m3(static_cast<float>(value))));
    const auto sum = static_cast<float>(fastAccumulated(sample));
    sample.value = static_cast<double>(fromBf16(toBf16(sum)));
    return sample;
}

bool passes(DataType type, const OutputSample& sample) {
    return findWrongResult(type, {sample}).empty();
}

} // namespace

class TestCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void elementsStayInside_data();
    void elementsStayInside();
    void cornersAndTileEdgesAreAmongThem();
    void singlePrecisionSumsPass();
    void roundedResultsPass();
    void fastAccumulationPasses();
    void slipsInFastSumsAreFound();
    void faultsAreFound_data();
    void faultsAreFound();
    void messageNamesTheElement();
};

void TestCheck::elementsStayInside_data() {
    QTest::addColumn<int>("batch");
    QTest::addColumn<int>("m");
    QTest::addColumn<int>("n");
    for (const int batch : {1, 2, 48})
        for (const int length : {1, 2, 15, 16, 17, 64, 65, 127, 129, 2048})
            QTest::addRow("%d x %d", batch, length) << batch << length << (length == 17 ? 300 : length);
}

void TestCheck::elementsStayInside() {
    QFETCH(int, batch);
    QFETCH(int, m);
    QFETCH(int, n);
    const std::vector<OutputIndex> elements = elementsToCheck(shapeOf({batch, m, n, 8}));
    QVERIFY(elements.size() >= 20 && elements.size() <= 200);
    for (const OutputIndex& element : elements) {
        QVERIFY(element.batch >= 0 && element.batch < batch);
        QVERIFY(element.row >= 0 && element.row < m);
        QVERIFY(element.column >= 0 && element.column < n);
    }
}

void TestCheck::cornersAndTileEdgesAreAmongThem() {
    std::set<std::pair<std::int64_t, std::int64_t>> places;
    std::set<std::int64_t> rows;
    std::set<std::int64_t> columns;
    for (const OutputIndex& element : elementsToCheck(shapeOf({12, 512, 512, 8}))) {
        places.insert({element.row, element.column});
        rows.insert(element.row);
        columns.insert(element.column);
    }
    for (const std::int64_t row : {0, 511})
        for (const std::int64_t column : {0, 511})
            QVERIFY(places.contains({row, column}));
    for (const std::int64_t edge : {15, 16, 63, 64, 127, 128, 255, 256})
        QVERIFY(rows.contains(edge) && columns.contains(edge));
}

void TestCheck::singlePrecisionSumsPass() {
    std::mt19937 random(5);
    for (const std::size_t k : {1, 2, 7, 64, 341, 2730, 20000})
        for (int draw = 0; draw < 50; ++draw)
            QVERIFY(passes(DataType::F32, randomSample(k, random)));
}

void TestCheck::roundedResultsPass() {
    std::mt19937 random(6);
    for (int draw = 0; draw < 200; ++draw) {
        OutputSample sample = randomSample(64, random);
        int exponent = 0;
        const double mantissa = std::frexp(sample.value, &exponent);
        sample.value = std::ldexp(std::round(mantissa * 256) / 256, exponent); // 8 bits, as bf16 keeps
        QVERIFY(passes(DataType::Bf16, sample));
    }
}

void TestCheck::fastAccumulationPasses() {
    std::mt19937 random(7);
    double closest = 0;
    for (const std::size_t k : {16, 64, 336, 4096, 28672})
        for (int draw = 0; draw < 200; ++draw) {
            const OutputSample sample = e4m3Sample(k, random);
            QVERIFY2(passes(DataType::E4m3, sample), qPrintable(QString::number(k)));
            QVERIFY(passes(DataType::E4m3Quantised, sample));
            const double exact = std::inner_product(sample.a.begin(), sample.a.end(), sample.b.begin(), 0.0);
            closest = std::max(closest, std::abs(sample.value - exact) / errorBound(DataType::E4m3, sample));
        }
    QVERIFY2(closest > 0.1, qPrintable(QString::number(closest))); // and no wider than it has to be
}

/// A wrong scale, and a step of 32 products too few, show in the hundred elements that a point is judged by.
void TestCheck::slipsInFastSumsAreFound() {
    std::mt19937 random(8);
    int doubled = 0;
    int shortened = 0;
    constexpr int kDraws = 200;
    for (int draw = 0; draw < kDraws; ++draw) {
        OutputSample sample = e4m3Sample(4096, random);
        const double right = sample.value;
        sample.value = 2 * right;
        doubled += passes(DataType::E4m3, sample) ? 0 : 1;
        const double step =
            std::inner_product(sample.a.begin(), sample.a.begin() + 32, sample.b.begin(), 0.0);
        sample.value = right - step;
        shortened += passes(DataType::E4m3, sample) ? 0 : 1;
    }
    QVERIFY2(doubled > kDraws / 2, qPrintable(QString::number(doubled)));
    QVERIFY2(shortened > kDraws / 10, qPrintable(QString::number(shortened)));
}

void TestCheck::faultsAreFound_data() {
    QTest::addColumn<double>("value");
    QTest::newRow("nan") << std::nan("");
    QTest::newRow("infinity") << std::numeric_limits<double>::infinity();
    QTest::newRow("nothing written") << 0.0;
    QTest::newRow("one product missing") << 63.0;
    QTest::newRow("one too many") << 65.0;
}

void TestCheck::faultsAreFound() {
    QFETCH(double, value);
    const OutputSample sample{{0, 0, 0}, value, std::vector<double>(64, 1.0), std::vector<double>(64, 1.0)};
    QVERIFY(!passes(DataType::F32, sample));
    QVERIFY(!passes(DataType::F16, sample));
    QVERIFY(!passes(DataType::Bf16, sample));
    QVERIFY(!passes(DataType::E4m3, sample));
}

void TestCheck::messageNamesTheElement() {
    const OutputSample sample{{3, 17, 40}, 7, {2}, {2}};
    const QString message = QString::fromStdString(findWrongResult(DataType::F32, {sample}));
    QVERIFY2(message.contains(QStringLiteral("C[3](17, 40) is 7, expected 4")), qPrintable(message));
}

HEADROOM_TEST(TestCheck, Nothing)

} // namespace headroom::testing::tst_check

#include "tst_check.moc"
