// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/gemm_shapes.h"
#include "tests/support/test_program.h"

#include "engine/model/byte_text.h"
#include "engine/model/measurement.h"
#include "engine/model/run_context.h"

#include <set>

namespace headroom::testing::tst_model {

class TestModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesInWords();
    void wordsReadBack();
    void unknownWordsLeaveTheValueAlone();
    void flopOfTheChart();
    void flagsReadBack();
    void roofIsTheLowerOfTwoLimits();
    void eightBitOperandsHaveResultsOfSixteen();
    void throughputComesFromTheMedian();
};

namespace {

template <class T>
void checkWords(std::initializer_list<T> values) {
    std::set<std::string> words;
    for (const T value : values) {
        const std::string word = toString(value);
        QVERIFY(!word.empty());
        QVERIFY2(words.insert(word).second, word.c_str());
        T read{};
        QVERIFY(parse(word, read));
        QCOMPARE(read, value);
    }
}

} // namespace

void TestModel::bytesInWords() {
    QCOMPARE(formatBytes(7), std::string("7 bytes"));
    QCOMPARE(formatBytes(1536), std::string("1.5 KiB"));
    QCOMPARE(formatBytes(std::uint64_t{20} << 30), std::string("20 GiB"));
    QCOMPARE(gibText(std::uint64_t{98032845619}), std::string("91.3 GiB"));
    QCOMPARE(gibText(std::uint64_t{3} << 40), std::string("3072.0 GiB"));
    QCOMPARE(gibText(1536), std::string("1.5 KiB"));
    QCOMPARE(exactBytes(std::uint64_t{1} << 40), std::string("1099511627776 bytes (1.0 TiB)"));
}

void TestModel::wordsReadBack() {
    checkWords({SweepMode::FixedHeads, SweepMode::FixedHeadDim});
    checkWords({Pass::Forward, Pass::Dgrad, Pass::Wgrad});
    checkWords({DataType::F32, DataType::Tf32, DataType::F16, DataType::Bf16});
    checkWords({Layout::NN, Layout::NT, Layout::TN, Layout::Strided});
    checkWords({Algorithm::Default, Algorithm::Best, Algorithm::Both});
    checkWords({Regime::Burst, Regime::Sustained});
    checkWords({Status::Ok, Status::CheckFailed, Status::Unsupported, Status::OutOfMemory, Status::DeviceLost,
                Status::Error});
}

void TestModel::unknownWordsLeaveTheValueAlone() {
    DataType type = DataType::Bf16;
    QVERIFY(!parse("f64", type));
    QVERIFY(!parse("", type));
    QVERIFY(!parse("F32", type));
    QCOMPARE(type, DataType::Bf16);
}

void TestModel::flopOfTheChart() {
    // 2·b·s²·h with b = 4, s = 2048, h = 4092: 137,304,735,744 by hand.
    const GemmExtents shape = infoOf(Operation::KeyQueryScore).extents(layerOf(4092, 12, 2048, 4));
    QCOMPARE(flop(shape), 137304735744.0);
    QCOMPARE(tflops(flop(shape), 1e-3), 137.304735744);
    QCOMPARE(tflops(flop(shape), 0), 0.0);
}

void TestModel::flagsReadBack() {
    QCOMPARE(toString(Flags()), std::string());
    const Flags both = Flags(Flag::CapHit) | Flag::ClockLow;
    QCOMPARE(toString(both), std::string("clock-low|cap-hit"));
    Flags read;
    QVERIFY(parse("clock-low|cap-hit", read));
    QVERIFY(read == both);
    QVERIFY(!parse("clock-low|", read));
    QVERIFY(!parse("hot", read));
    QVERIFY(read == both);
    QVERIFY(parse("", read));
    QVERIFY(read.empty());
}

void TestModel::roofIsTheLowerOfTwoLimits() {
    // k = 64, s = 2048, f16: 2·s²·k FLOP over 2·(2·s·k + s²) bytes = 60.2353 FLOP per byte, by hand.
    const Roof roof{DataType::F16, 989, 4.8e12, "specified"};
    const GemmShape narrow = shapeOf({48, 2048, 2048, 64}, DataType::F16);
    QVERIFY(qAbs(roofTflops(roof, narrow) - 4.8 * 2 * 2048 * 64 / (2 * (2 * 64 + 2048.0))) < 1e-6);
    QVERIFY(qAbs(roofTflops(roof, narrow) - 289.13) < 0.01);
    const GemmShape wide = shapeOf({48, 2048, 2048, 2730}, DataType::F16);
    QCOMPARE(roofTflops(roof, wide), 989.0);
    RunContext context;
    QVERIFY(!roofTflops(context, wide));
    context.roofs = {roof};
    QCOMPARE(roofTflops(context, wide).value(), 989.0);
}

void TestModel::eightBitOperandsHaveResultsOfSixteen() {
    // 48·(2·2048·64) bytes of A and B and 2·48·2048² of C.
    const GemmExtents extents{48, 2048, 2048, 64};
    QCOMPARE(operandBytes(shapeOf(extents, DataType::E4m3, Layout::NT)), 12582912 + 402653184);
    QCOMPARE(operandBytes(shapeOf(extents, DataType::E4m3Quantised, Layout::NT)),
             operandBytes(shapeOf(extents, DataType::Bf16, Layout::NT)));
    for (const Word<DataType>& word : wordsOf<DataType>()) {
        const std::size_t written = elementSize(outputType(word.value));
        QVERIFY2(written == (elementSize(word.value) == 4 ? 4 : 2), word.text);
        QCOMPARE(outputType(outputType(word.value)), outputType(word.value));
    }
    // 2·2048²·64 FLOP over (2·2048·64 + 2·2048²) bytes = 62.06 FLOP per byte.
    const Roof roof{DataType::E4m3, 1979, 4.8e12, "specified"};
    const GemmShape narrow = shapeOf(extents, DataType::E4m3, Layout::NT);
    QVERIFY2(qAbs(roofTflops(roof, narrow) - 297.89) < 0.01,
             qPrintable(QString::number(roofTflops(roof, narrow))));
}

void TestModel::throughputComesFromTheMedian() {
    Measurement row;
    row.point.gemm = shapeOf({1, 1000, 1000, 500});
    row.time = {1e-3, 0.9e-3, 0.95e-3, 1.1e-3, 0.8e-3, 1.25e-3, 7};
    QCOMPARE(row.throughputTflops(), 0.0); // not ok yet
    row.status = Status::Ok;
    QCOMPARE(row.throughputTflops(), 1.0);
    QCOMPARE(row.throughputLowTflops(), 0.8);
    QCOMPARE(row.throughputHighTflops(), 1.25);
}

HEADROOM_TEST(TestModel, Nothing)

} // namespace headroom::testing::tst_model

#include "tst_model.moc"
