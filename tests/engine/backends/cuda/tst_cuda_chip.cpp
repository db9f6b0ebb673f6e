// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/gemm_shapes.h"
#include "tests/support/test_program.h"

#include "engine/backends/cuda/chip.h"

namespace headroom::testing::tst_cuda_chip {

using namespace headroom::cuda;

namespace {

Chip chip(const char* name, int capability, int multiprocessors, double clockMhz, double memoryMhz = 0,
          int busBits = 0) {
    Chip chip;
    chip.name = name;
    chip.major = capability / 10;
    chip.minor = capability % 10;
    chip.multiprocessors = multiprocessors;
    chip.clockHz = clockMhz * 1e6;
    chip.memoryClockHz = memoryMhz * 1e6;
    chip.busBits = busBits;
    return chip;
}

const Chip kH200 = chip("NVIDIA H200", 90, 132, 1980, 3201, 6016);

GemmShape score(std::int64_t k) {
    return shapeOf({48, 2048, 2048, k}, DataType::F16);
}

} // namespace

class TestCudaChip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void peaksAgreeWithTheVendors_data();
    void peaksAgreeWithTheVendors();
    void roofOfAnH200();
    void unknownChipHasNoRoof();
    void typesNeedTheirChip();
    void eightBitTypesNeedTheirChip();
    void shapesSayWhyTheyHaveNoAlgorithm();
    void excessPowerIsWhatWasMeasured();
    void workspaceFollowsTheDocumentation();
    void hardwareIsKnownByItsUuid();
};

void TestCudaChip::peaksAgreeWithTheVendors_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("capability");
    QTest::addColumn<int>("multiprocessors");
    QTest::addColumn<double>("clockMhz");
    QTest::addColumn<int>("type");
    QTest::addColumn<double>("tflops"); // the datasheet's, dense
    const auto add = [](const char* name, int capability, int count, double mhz, DataType type, double peak) {
        QTest::addRow("%s %s", name, toString(type))
            << name << capability << count << mhz << int(type) << peak;
    };
    add("Tesla V100-SXM2-32GB", 70, 80, 1530, DataType::F16, 125);
    add("Tesla T4", 75, 40, 1590, DataType::F16, 65);
    add("NVIDIA A100-SXM4-80GB", 80, 108, 1410, DataType::F16, 312);
    add("NVIDIA A100-SXM4-80GB", 80, 108, 1410, DataType::Bf16, 312);
    add("NVIDIA A100-SXM4-80GB", 80, 108, 1410, DataType::Tf32, 156);
    add("NVIDIA A100-SXM4-80GB", 80, 108, 1410, DataType::F32, 19.5);
    add("NVIDIA A40", 86, 84, 1740, DataType::F16, 149.7);
    add("NVIDIA GeForce RTX 3090", 86, 82, 1695, DataType::F16, 71);
    add("NVIDIA GeForce RTX 4090", 89, 128, 2520, DataType::F16, 165.2);
    add("NVIDIA L4", 89, 58, 2040, DataType::F16, 121);
    add("NVIDIA H100 80GB HBM3", 90, 132, 1830, DataType::F16, 989.4);
    add("NVIDIA H100 80GB HBM3", 90, 132, 1830, DataType::Tf32, 494.7);
    add("NVIDIA H100 80GB HBM3", 90, 132, 1980, DataType::F32, 66.9);
    add("NVIDIA GeForce RTX 5090", 120, 170, 2407, DataType::F16, 209.5);
    add("NVIDIA L4", 89, 58, 2040, DataType::E4m3, 242);
    add("NVIDIA GeForce RTX 4090", 89, 128, 2520, DataType::E4m3, 330.3);
    add("NVIDIA H100 80GB HBM3", 90, 132, 1830, DataType::E4m3, 1978.9);
    add("NVIDIA H100 80GB HBM3", 90, 132, 1830, DataType::E4m3Quantised, 1978.9);
    add("NVIDIA GeForce RTX 5090", 120, 170, 2407, DataType::E4m3, 419);
}

void TestCudaChip::peaksAgreeWithTheVendors() {
    QFETCH(const QString, name);
    QFETCH(const int, capability);
    QFETCH(const int, multiprocessors);
    QFETCH(const double, clockMhz);
    QFETCH(const int, type);
    QFETCH(const double, tflops);
    const auto roof = specifiedRoof(chip(qPrintable(name), capability, multiprocessors, clockMhz),
                                    static_cast<DataType>(type));
    QVERIFY(roof);
    QVERIFY2(std::abs(roof->peakTflops / tflops - 1) < 0.01, qPrintable(QString::number(roof->peakTflops)));
}

void TestCudaChip::roofOfAnH200() {
    const auto roof = specifiedRoof(kH200, DataType::F16);
    QVERIFY(roof);
    // 132 · 1.98e9 · 4096 and 2 · 3.201e9 · 6016 / 8.
    QCOMPARE(roof->peakTflops, 1070.53056);
    QCOMPARE(roof->bandwidthBytesPerS, 4814304000000.0);
    QCOMPARE(roof->source, std::string("specified: 132 SM x 1980 MHz x 4096 FLOP, 2 x 3201 MHz x 6016 bit"));
    // k = 64: 25.77 GFLOP, 2·48·(2·2048·64 + 2048²) = 427819008 bytes: bound by memory at 289.99 TFLOP/s.
    QVERIFY(std::abs(roofTflops(*roof, score(64)) - 289.99) < 0.01);
    QCOMPARE(roofTflops(*roof, score(2048)), 1070.53056);
    // At the clock that a heavy kernel leaves it: 1070.53 · 1540 / 1980; the memory does not slow down.
    QVERIFY(std::abs(roofTflopsAt(*roof, score(2048), 1540).value() - 832.635) < 0.001);
    QVERIFY(std::abs(roofTflopsAt(*roof, score(64), 1540).value() - 289.99) < 0.01);
    QVERIFY(!roofTflopsAt(Roof{}, score(64), 1540));
}

void TestCudaChip::unknownChipHasNoRoof() {
    const auto roof = specifiedRoof(chip("NVIDIA Future", 990, 100, 2000), DataType::F16);
    QVERIFY(!roof);
    QCOMPARE(roof.error().status, Status::Unsupported);
    QVERIFY(roof.error().reason.find("99.0") != std::string::npos);
}

void TestCudaChip::typesNeedTheirChip() {
    const Chip turing = chip("Tesla T4", 75, 40, 1590);
    QVERIFY(whyUnsupported(turing, DataType::F16).empty());
    QVERIFY(whyUnsupported(turing, DataType::F32).empty());
    for (const DataType type : {DataType::Bf16, DataType::Tf32}) {
        QVERIFY(whyUnsupported(turing, type).find("8.0 or later; this GPU has 7.5") != std::string::npos);
        QVERIFY(whyUnsupported(kH200, type).empty());
        QVERIFY(!specifiedRoof(turing, type));
    }
}

void TestCudaChip::eightBitTypesNeedTheirChip() {
    const Chip ampere = chip("NVIDIA A100", 80, 108, 1410);
    const Chip ada = chip("NVIDIA L4", 89, 58, 2040);
    const Chip blackwell = chip("NVIDIA B200", 100, 148, 1965);
    for (const DataType type : {DataType::E4m3, DataType::E4m3Quantised}) {
        QCOMPARE(whyUnsupported(ampere, type),
                 std::string(toString(type)) +
                     " needs compute capability 8.9 or later; this GPU has 8.0. Choose f16.");
        QVERIFY(!specifiedRoof(ampere, type));
        for (const Chip& having : {ada, kH200, blackwell})
            QVERIFY(whyUnsupported(having, type).empty() && specifiedRoof(having, type));
    }
    QCOMPARE(whyUnsupported(kH200, DataType::Mxfp8),
             std::string("mxfp8 needs compute capability 10.0 or later; this GPU has 9.0. Choose e4m3."));
    QCOMPARE(whyUnsupported(kH200, DataType::Nvfp4),
             std::string("nvfp4 needs compute capability 10.0 or later; this GPU has 9.0. Choose e4m3."));
    QCOMPARE(whyUnsupported(blackwell, DataType::Nvfp4),
             std::string("This program does not measure nvfp4 yet. Choose e4m3."));
    QVERIFY(!specifiedRoof(blackwell, DataType::Mxfp8));
}

void TestCudaChip::shapesSayWhyTheyHaveNoAlgorithm() {
    const auto why = [](const GemmExtents& extents, Layout layout = Layout::NT) {
        return whyNoAlgorithm(shapeOf(extents, DataType::E4m3, layout));
    };
    const std::string rule = "cuBLASLt offers no e4m3 kernel for this shape: it asks for n and k in "
                             "multiples of 16, and m of 8; here ";
    QCOMPARE(why({48, 2048, 2048, 1365}), rule + "k = 1365.");
    QCOMPARE(why({48, 2048, 2048, 1368}), rule + "k = 1368."); // class 8
    QCOMPARE(why({1, 12, 40, 17}), rule + "m = 12 and n = 40 and k = 17.");
    QCOMPARE(why({1, 8, 16, 16}), std::string("cuBLASLt has no algorithm for this shape in e4m3."));
    QCOMPARE(why({1, 16, 16, 16}, Layout::NN),
             std::string("In e4m3 cuBLASLt needs both operands to lie along k: choose the layout nt."));
}

void TestCudaChip::excessPowerIsWhatWasMeasured() {
    const Roof roof = *specifiedRoof(kH200, DataType::F16);
    const auto at = [&roof](std::int64_t k, double rate) {
        return excessPower(roof, score(k), flop(score(k)) / (rate * 1e12));
    };
    QCOMPARE(at(1365, 141), 0.0);  // the clock held for seconds
    QVERIFY(at(2726, 263) < 0.25); // fell by 2 % after a second
    QVERIFY(at(64, 205) > 0.25);   // bound by memory: fell by 10 %
    QCOMPARE(at(128, 404), 1.0);   // fell by a quarter
    QCOMPARE(at(1368, 710), 1.0);
    QCOMPARE(excessPower(roof, score(64), 0), 1.0); // not known: as the worst
}

void TestCudaChip::workspaceFollowsTheDocumentation() {
    QCOMPARE(workspaceBytes(kH200), std::uint64_t{32} << 20);
    QCOMPARE(workspaceBytes(chip("NVIDIA B200", 100, 148, 1965)), std::uint64_t{32} << 20);
    QCOMPARE(workspaceBytes(chip("NVIDIA GeForce RTX 5090", 120, 170, 2407)), std::uint64_t{12} << 20);
    QCOMPARE(workspaceBytes(chip("NVIDIA A100", 80, 108, 1410)), std::uint64_t{4} << 20);
}

void TestCudaChip::hardwareIsKnownByItsUuid() {
    const Uuid uuid{0xe6, 0x48, 0x9c, 0x45, 0x5b, 0x68, 0x3b, 0x03,
                    0xba, 0xb7, 0x0e, 0x7c, 0x8e, 0x80, 0x96, 0x43};
    QCOMPARE(hardwareId(uuid, "0000:3B:00.0"), std::string("gpu-e6489c45-5b68-3b03-bab7-0e7c8e809643"));
    QCOMPARE(hardwareId({}, "0000:3B:00.0"), std::string("gpu-0000:3B:00.0"));
}

HEADROOM_TEST(TestCudaChip, EventLoop)

} // namespace headroom::testing::tst_cuda_chip

#include "tst_cuda_chip.moc"
