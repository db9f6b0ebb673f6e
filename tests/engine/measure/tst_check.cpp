// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/gemm_shapes.h"
#include "tests/support/test_program.h"

#include "engine/measure/check.h"

#include <cmath>
#include <limits>
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
}

void TestCheck::messageNamesTheElement() {
    const OutputSample sample{{3, 17, 40}, 7, {2}, {2}};
    const QString message = QString::fromStdString(findWrongResult(DataType::F32, {sample}));
    QVERIFY2(message.contains(QStringLiteral("C[3](17, 40) is 7, expected 4")), qPrintable(message));
}

HEADROOM_TEST(TestCheck, Nothing)

} // namespace headroom::testing::tst_check

#include "tst_check.moc"
