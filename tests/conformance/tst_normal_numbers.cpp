// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/measure/narrow_float.h"
#include "engine/measure/normal_numbers.h"

#include <cmath>
#include <limits>
#include <vector>

namespace headroom::testing::tst_normal_numbers {

namespace {

constexpr std::size_t kCount = 1 << 20;

std::vector<float> floats(const NormalStream& stream, std::uint64_t first, std::size_t count) {
    std::vector<float> values(count);
    fillNormal(stream, first, DataType::F32, values.data(), count);
    return values;
}

std::vector<std::uint16_t> narrow(const NormalStream& stream, DataType type, std::uint64_t first,
                                  std::size_t count) {
    std::vector<std::uint16_t> values(count);
    fillNormal(stream, first, type, values.data(), count);
    return values;
}

/// Mean of f over the values.
template <class F>
double meanOf(const std::vector<float>& values, F f) {
    double sum = 0;
    for (const float value : values)
        sum += f(static_cast<double>(value));
    return sum / static_cast<double>(values.size());
}

/// Correlation of two rows of standardised numbers of one length.
double correlation(const float* a, const float* b, std::size_t count) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i)
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum / static_cast<double>(count);
}

} // namespace

class TestNormalNumbers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void philoxMatchesItsAuthors();
    void momentsAreThoseOfANormal_data();
    void momentsAreThoseOfANormal();
    void tailsAreThoseOfANormal();
    void neighboursAndStreamsAreIndependent();
    void bulkFollowsTheDefinition_data();
    void bulkFollowsTheDefinition();
    void anyRangeGivesTheSameNumbers_data();
    void anyRangeGivesTheSameNumbers();
    void nothingIsWrittenBesideTheRange();
    void narrowNumbersAreRoundedFloats();
    void narrowTypesRoundTrip();
    void halfRoundsToNearestEven_data();
    void halfRoundsToNearestEven();
    void bf16RoundsToNearestEven();
    void e4m3RoundsToNearestEven_data();
    void e4m3RoundsToNearestEven();
    void e4m3RoundTrips();
    void quantisedNumbersLoseNoRange();
};

void TestNormalNumbers::philoxMatchesItsAuthors() {
    // The known answers that come with Random123.
    using Words = std::array<std::uint32_t, 4>;
    QCOMPARE(philox4x32({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    const std::uint32_t ones = 0xffffffff;
    QCOMPARE(philox4x32({ones, ones, ones, ones}, {ones, ones}),
             (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    QCOMPARE(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
             (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

void TestNormalNumbers::momentsAreThoseOfANormal_data() {
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<quint64>("first");
    QTest::newRow("seed 0") << quint64{0} << quint64{0};
    QTest::newRow("seed 1") << quint64{1} << quint64{0};
    QTest::newRow("large seed") << quint64{0xfedcba9876543210} << quint64{0};
    QTest::newRow("counter past 32 bits") << quint64{1} << (quint64{1} << 40);
}

void TestNormalNumbers::momentsAreThoseOfANormal() {
    QFETCH(quint64, seed);
    QFETCH(quint64, first);
    const std::vector<float> values = floats({seed, 0}, first, kCount);
    // Each within five standard errors.
    const double root = std::sqrt(static_cast<double>(kCount));
    QVERIFY(std::abs(meanOf(values, [](double x) { return x; })) < 5 / root);
    QVERIFY(std::abs(meanOf(values, [](double x) { return x * x; }) - 1) < 5 * std::sqrt(2.0) / root);
    QVERIFY(std::abs(meanOf(values, [](double x) { return x * x * x; })) < 5 * std::sqrt(15.0) / root);
    QVERIFY(std::abs(meanOf(values, [](double x) { return x * x * x * x; }) - 3) <
            5 * std::sqrt(96.0) / root);
}

void TestNormalNumbers::tailsAreThoseOfANormal() {
    const std::vector<float> values = floats({7, 0}, 0, kCount);
    for (const double limit : {0.5, 1.0, 2.0, 3.0, 4.0}) {
        const double share = std::erfc(limit / std::sqrt(2.0)) / 2; // on each side
        const double expected = share * kCount;
        const double tolerance = 5 * std::sqrt(expected * (1 - share)) + 1;
        const double above = meanOf(values, [&](double x) { return x > limit; }) * kCount;
        const double below = meanOf(values, [&](double x) { return x < -limit; }) * kCount;
        QVERIFY2(std::abs(above - expected) < tolerance, qPrintable(QString::number(limit)));
        QVERIFY2(std::abs(below - expected) < tolerance, qPrintable(QString::number(-limit)));
    }
    for (const float value : values)
        QVERIFY(std::abs(value) <= 5.77f);
}

void TestNormalNumbers::neighboursAndStreamsAreIndependent() {
    const std::vector<float> values = floats({1, 0}, 0, kCount);
    const double limit = 5 / std::sqrt(static_cast<double>(kCount));
    // Next element, the other halves of the pairs, the next tile, a row of a usual matrix.
    for (const std::size_t lag : {1u, 16u, 32u, 64u, 512u, 1365u})
        QVERIFY2(std::abs(correlation(values.data(), values.data() + lag, kCount - lag)) < limit,
                 qPrintable(QString::number(lag)));
    QVERIFY(std::abs(correlation(values.data(), floats({1, 1}, 0, kCount).data(), kCount)) < limit);
    QVERIFY(std::abs(correlation(values.data(), floats({2, 0}, 0, kCount).data(), kCount)) < limit);
    QVERIFY(std::abs(correlation(values.data(), floats({1ull << 32 | 1, 0}, 0, kCount).data(), kCount)) <
            limit);
}

void TestNormalNumbers::bulkFollowsTheDefinition_data() {
    QTest::addColumn<quint64>("first");
    QTest::newRow("beginning") << quint64{0};
    QTest::newRow("inside a tile") << quint64{1000003};
    QTest::newRow("far out") << (quint64{1} << 45) + 17;
}

void TestNormalNumbers::bulkFollowsTheDefinition() {
    QFETCH(quint64, first);
    const NormalStream stream{20240129, 3};
    const std::vector<float> values = floats(stream, first, 100000);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double exact = normalAt(stream, first + i);
        // Near the zeros of sine and cosine the angle's rounding counts, hence the absolute part.
        const double tolerance = 6e-7 * std::abs(exact) + 6e-7;
        QVERIFY2(std::abs(static_cast<double>(values[i]) - exact) <= tolerance,
                 qPrintable(QString::number(i)));
    }
}

void TestNormalNumbers::anyRangeGivesTheSameNumbers_data() {
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("count");
    for (const auto& [first, count] : {std::pair{0, 1},
                                       {0, 63},
                                       {0, 64},
                                       {0, 65},
                                       {1, 63},
                                       {1, 64},
                                       {63, 2},
                                       {64, 64},
                                       {100, 1},
                                       {100, 1000},
                                       {127, 130},
                                       {5000, 0}})
        QTest::addRow("%d numbers from %d", count, first) << first << count;
}

void TestNormalNumbers::anyRangeGivesTheSameNumbers() {
    QFETCH(int, first);
    QFETCH(int, count);
    const NormalStream stream{5, 1};
    const std::size_t size = static_cast<std::size_t>(count);
    const auto begin = static_cast<std::uint64_t>(first);
    const std::vector<float> all = floats(stream, 0, 6000);
    QCOMPARE(floats(stream, begin, size),
             std::vector<float>(all.begin() + first, all.begin() + first + count));
    for (const DataType type : {DataType::F16, DataType::Bf16}) {
        const std::vector<std::uint16_t> bits = narrow(stream, type, 0, 6000);
        QCOMPARE(narrow(stream, type, begin, size),
                 std::vector<std::uint16_t>(bits.begin() + first, bits.begin() + first + count));
    }
}

void TestNormalNumbers::nothingIsWrittenBesideTheRange() {
    std::vector<float> values(300, 99.0f);
    fillNormal({1, 0}, 37, DataType::F32, values.data() + 10, 200);
    for (std::size_t i = 0; i < values.size(); ++i)
        QCOMPARE(values[i] == 99.0f, i < 10 || i >= 210);
}

void TestNormalNumbers::narrowNumbersAreRoundedFloats() {
    const NormalStream stream{11, 0};
    const std::vector<float> values = floats(stream, 0, 100000);
    const std::vector<std::uint16_t> halves = narrow(stream, DataType::F16, 0, values.size());
    const std::vector<std::uint16_t> bf16s = narrow(stream, DataType::Bf16, 0, values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        // Vector and scalar code may differ in the last bit of the f32 number, so in one step of the narrow
        // one.
        const auto value = static_cast<double>(values[i]);
        QVERIFY(std::abs(static_cast<double>(fromF16(halves[i])) - value) <=
                std::abs(value) * 0x1.01p-11 + 0x1p-25);
        QVERIFY(std::abs(static_cast<double>(fromBf16(bf16s[i])) - value) <= std::abs(value) * 0x1.01p-8);
    }
}

void TestNormalNumbers::narrowTypesRoundTrip() {
    for (std::uint32_t pattern = 0; pattern <= 0xffff; ++pattern) {
        const auto bits = static_cast<std::uint16_t>(pattern);
        if (!std::isnan(fromF16(bits)))
            QCOMPARE(toF16(fromF16(bits)), bits);
        if (std::isfinite(fromBf16(bits)))
            QCOMPARE(toBf16(fromBf16(bits)), bits);
    }
    QVERIFY(std::isnan(fromF16(0x7e00)));
    QVERIFY(std::isnan(fromBf16(0x7fc0)));
}

void TestNormalNumbers::halfRoundsToNearestEven_data() {
    QTest::addColumn<float>("value");
    QTest::addColumn<int>("bits");
    const float infinity = std::numeric_limits<float>::infinity();
    QTest::newRow("zero") << 0.0f << 0x0000;
    QTest::newRow("minus zero") << -0.0f << 0x8000;
    QTest::newRow("one") << 1.0f << 0x3c00;
    QTest::newRow("minus two") << -2.0f << 0xc000;
    QTest::newRow("tie down to even") << 1.0f + 0x1p-11f << 0x3c00;
    QTest::newRow("tie up to even") << 1.0f + 0x3p-11f << 0x3c02;
    QTest::newRow("above the tie") << 1.0f + 0x1.004p-11f << 0x3c01;
    QTest::newRow("largest") << 65504.0f << 0x7bff;
    QTest::newRow("rounds to the largest") << 65519.0f << 0x7bff;
    QTest::newRow("rounds past the largest") << 65520.0f << 0x7c00;
    QTest::newRow("infinite") << -infinity << 0xfc00;
    QTest::newRow("smallest normal") << 0x1p-14f << 0x0400;
    QTest::newRow("largest subnormal") << 0x1.ff8p-15f << 0x03ff;
    QTest::newRow("smallest subnormal") << 0x1p-24f << 0x0001;
    QTest::newRow("half of it, a tie") << 0x1p-25f << 0x0000;
    QTest::newRow("three halves of it, a tie") << 0x3p-25f << 0x0002;
    QTest::newRow("carries into the exponent") << 0x1.fffp0f << 0x4000;
}

void TestNormalNumbers::halfRoundsToNearestEven() {
    QFETCH(float, value);
    QFETCH(int, bits);
    QCOMPARE(int{toF16(value)}, bits);
}

void TestNormalNumbers::bf16RoundsToNearestEven() {
    QCOMPARE(int{toBf16(1.0f)}, 0x3f80);
    QCOMPARE(int{toBf16(1.0f + 0x1p-8f)}, 0x3f80); // ties
    QCOMPARE(int{toBf16(1.0f + 0x3p-8f)}, 0x3f82);
    QCOMPARE(int{toBf16(1.0f + 0x1.01p-8f)}, 0x3f81);
    QCOMPARE(int{toBf16(-1.999f)}, 0xc000);
}

void TestNormalNumbers::e4m3RoundsToNearestEven_data() {
    QTest::addColumn<float>("value");
    QTest::addColumn<int>("bits");
    const float infinity = std::numeric_limits<float>::infinity();
    QTest::newRow("zero") << 0.0f << 0x00;
    QTest::newRow("minus zero") << -0.0f << 0x80;
    QTest::newRow("one") << 1.0f << 0x38;
    QTest::newRow("minus two") << -2.0f << 0xc0;
    QTest::newRow("tie down to even") << 1.0625f << 0x38;
    QTest::newRow("tie up to even") << 1.1875f << 0x3a;
    QTest::newRow("above the tie") << 1.0626f << 0x39;
    QTest::newRow("carries into the exponent") << 1.97f << 0x40;
    QTest::newRow("largest") << 448.0f << 0x7e;
    QTest::newRow("rounds to the largest") << 463.0f << 0x7e;
    QTest::newRow("saturates at the tie") << 464.0f << 0x7e;
    QTest::newRow("saturates") << -1000.0f << 0xfe;
    QTest::newRow("saturates at the largest f32") << std::numeric_limits<float>::max() << 0x7e;
    QTest::newRow("infinite") << -infinity << 0xfe;
    QTest::newRow("not a number") << std::numeric_limits<float>::quiet_NaN() << 0x7f;
    QTest::newRow("smallest normal") << 0x1p-6f << 0x08;
    QTest::newRow("largest subnormal") << 0x7p-9f << 0x07;
    QTest::newRow("smallest subnormal") << 0x1p-9f << 0x01;
    QTest::newRow("half of it, a tie") << 0x1p-10f << 0x00;
    QTest::newRow("three halves of it, a tie") << 0x3p-10f << 0x02;
    QTest::newRow("subnormal that becomes normal") << 0x1.ffp-7f << 0x08;
    QTest::newRow("f32's smallest") << std::numeric_limits<float>::denorm_min() << 0x00;
}

void TestNormalNumbers::e4m3RoundsToNearestEven() {
    QFETCH(float, value);
    QFETCH(int, bits);
    QCOMPARE(int{toE4m3(value)}, bits);
}

void TestNormalNumbers::e4m3RoundTrips() {
    int numbers = 0;
    for (int pattern = 0; pattern <= 0xff; ++pattern) {
        const auto bits = static_cast<std::uint8_t>(pattern);
        const float value = fromE4m3(bits);
        numbers += std::isfinite(value) ? 1 : 0;
        QCOMPARE(std::isnan(value), (pattern & 0x7f) == 0x7f);
        if (!std::isnan(value))
            QCOMPARE(int{toE4m3(value)}, pattern);
    }
    QCOMPARE(numbers, 254);
    QCOMPARE(fromE4m3(0x7e), 448.0f);
    QCOMPARE(fromE4m3(0x01), 0x1p-9f);
}

/// Operands that calls quantise: none leaves the range, and each comes back within half a step.
void TestNormalNumbers::quantisedNumbersLoseNoRange() {
    const NormalStream stream{11, 0};
    const std::size_t count = 100000;
    std::vector<std::uint8_t> stored(count);
    fillNormal(stream, 0, DataType::E4m3, stored.data(), count);
    const std::vector<float> values = floats(stream, 0, count);
    const std::vector<std::uint16_t> before = narrow(stream, DataType::E4m3Quantised, 0, count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto value = static_cast<double>(values[i]);
        QVERIFY(std::abs(static_cast<double>(fromE4m3(stored[i])) - value) <=
                std::abs(value) * 0x1.01p-4 + 0x1p-10);
        const float bf16 = fromBf16(before[i]);
        QVERIFY(std::abs(static_cast<double>(bf16) - value) <= std::abs(value) * 0x1.01p-8);
        QVERIFY(std::abs(bf16 * kE4m3Scale) < 448);
        QVERIFY(std::abs(quantised(bf16) - bf16) <= std::abs(bf16) * 0x1p-4f + 0x1p-10f / kE4m3Scale);
    }
    QVERIFY(5.78f * kE4m3Scale < 448 && 5.77f * 2 * kE4m3Scale > 448);
}

HEADROOM_TEST(TestNormalNumbers, Nothing)

} // namespace headroom::testing::tst_normal_numbers

#include "tst_normal_numbers.moc"
