// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/gemm_shapes.h"
#include "tests/support/test_program.h"

#include "engine/backends/cuda/operand_plan.h"

#include <vector>

namespace headroom::testing::tst_cuda_operand_plan {

using namespace headroom::cuda;

namespace {

constexpr std::uint64_t kCache = std::uint64_t{60} << 20;
constexpr std::uint64_t kWorkspace = std::uint64_t{32} << 20;

GemmShape shape(std::int64_t batch, std::int64_t s, std::int64_t k, DataType type = DataType::F16) {
    return shapeOf({batch, s, s, k}, type);
}

} // namespace

class TestCudaOperandPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void largeShapesHaveOneSet();
    void smallShapesFillTheCacheThreeTimes();
    void operandsDoNotOverlap();
    void planHoldsTheLargestShapes();
    void largeShapesNeedOperandsAndOverhead();
    void hugePlansDoNotOverflow();
    void alignmentIsThatOfEveryEntry();
    void eightBitOperandsAreCountedByByte();
    void quantisedOperandsLieBesideThose();
};

void TestCudaOperandPlan::largeShapesHaveOneSet() {
    const OperandSets sets = planSets(shape(48, 2048, 64), kCache); // 427 MB
    QCOMPARE(sets.count, std::uint64_t{1});
    QCOMPARE(sets.offsetOfB, std::uint64_t{48 * 2048 * 64});
    QCOMPARE(sets.inputStride, std::uint64_t{2 * 48 * 2048 * 64});
    QCOMPARE(sets.outputStride, std::uint64_t{48} * 2048 * 2048);
}

void TestCudaOperandPlan::smallShapesFillTheCacheThreeTimes() {
    const GemmShape small = shape(8, 128, 64); // 2·65536 + 131072 elements of two bytes: 512 KiB
    const OperandSets sets = planSets(small, kCache);
    QCOMPARE(sets.count, std::uint64_t{360});
    const std::uint64_t bytes = (sets.inputStride + sets.outputStride) * 2;
    QVERIFY(sets.count * bytes >= 3 * kCache);
    QVERIFY((sets.count - 1) * bytes < 3 * kCache);
    QCOMPARE(planSets(small, 0).count, std::uint64_t{1}); // a chip that tells no cache
}

void TestCudaOperandPlan::operandsDoNotOverlap() {
    for (const std::int64_t k : {1, 3, 17, 1365}) {
        const GemmShape odd = shape(3, 7, k);
        const OperandSets sets = planSets(odd, kCache);
        QVERIFY(sets.offsetOfB >= static_cast<std::uint64_t>(elementsOfA(odd)));
        QVERIFY(sets.inputStride >= sets.offsetOfB + static_cast<std::uint64_t>(elementsOfB(odd)));
        QVERIFY(sets.outputStride >= static_cast<std::uint64_t>(elementsOfC(odd)));
        for (const std::uint64_t place : {sets.offsetOfB, sets.inputStride, sets.outputStride})
            QCOMPARE(place * 2 % 256, std::uint64_t{0});
    }
}

void TestCudaOperandPlan::planHoldsTheLargestShapes() {
    const std::vector<GemmShape> shapes{shape(48, 2048, 64), shape(48, 2048, 2730), shape(48, 2048, 1)};
    const MemoryPlan plan = planMemory(shapes, kCache, kWorkspace);
    QCOMPARE(plan.inputBytes, std::uint64_t{2} * 48 * 2048 * 2730 * 2);
    QCOMPARE(plan.outputBytes, std::uint64_t{48} * 2048 * 2048 * 2);
    QCOMPARE(plan.sampleBytes, kMaxSamples * (2 * 2730 + 1) * 4);
    QVERIFY(plan.totalBytes() > plan.inputBytes + plan.outputBytes + plan.sampleBytes + kWorkspace);
}

void TestCudaOperandPlan::largeShapesNeedOperandsAndOverhead() {
    // What a plan is made by before a GPU is open.
    const std::uint64_t overhead = planMemory({}, kCache, kWorkspace).totalBytes();
    const GemmShape large = shape(8192, 2048, 1); // 64 GiB
    const auto operands = static_cast<std::uint64_t>(operandBytes(large));
    const std::uint64_t needed = planMemory(std::span(&large, 1), kCache, kWorkspace).totalBytes();
    QVERIFY(needed >= operands + overhead);
    QVERIFY(needed - operands - overhead < (1 << 20));
}

void TestCudaOperandPlan::hugePlansDoNotOverflow() {
    // The largest that a spec may ask for has below 2^56 elements.
    const GemmShape huge = shape(1 << 12, 1 << 20, 1 << 20, DataType::F32);
    const MemoryPlan plan = planMemory(std::span(&huge, 1), kCache, kWorkspace);
    QCOMPARE(plan.outputBytes, std::uint64_t{1} << 54);
    QVERIFY(plan.totalBytes() > plan.outputBytes);
}

void TestCudaOperandPlan::alignmentIsThatOfEveryEntry() {
    QCOMPARE(alignmentOf({2048 * 64, 64}, 0, DataType::F16), 256u);
    QCOMPARE(alignmentOf({64, 48 * 64}, 0, DataType::F16), 128u);
    QCOMPARE(alignmentOf({1365, 48 * 1365}, 0, DataType::F16), 2u);
    QCOMPARE(alignmentOf({1368, 48 * 1368}, 0, DataType::F16), 16u);
    QCOMPARE(alignmentOf({1365, 48 * 1365}, 0, DataType::F32), 4u);
    QCOMPARE(alignmentOf({2048, 64}, 8, DataType::F16), 16u); // where the operand begins counts too
}

void TestCudaOperandPlan::eightBitOperandsAreCountedByByte() {
    const GemmShape one = shapeOf({1, 24, 48, 16}, DataType::E4m3, Layout::NT);
    const OperandSets sets = planSets(one, kCache);
    QCOMPARE(sets.offsetOfB, std::uint64_t{512}); // 384 bytes of A, and B at a multiple of 256
    QCOMPARE(sets.inputStride, std::uint64_t{512 + 768});
    QCOMPARE(sets.quantisedBytes, std::uint64_t{0});
    const MemoryPlan plan = planMemory(std::span(&one, 1), kCache, kWorkspace);
    QCOMPARE(plan.inputBytes, sets.count * 1280);
    QCOMPARE(plan.outputBytes, sets.count * 1280 * 2); // 1152 bf16 numbers
    QVERIFY(sets.count * (1280 + 2560) >= 3 * kCache);
}

void TestCudaOperandPlan::quantisedOperandsLieBesideThose() {
    const GemmShape one = shapeOf({1, 24, 48, 16}, DataType::E4m3Quantised, Layout::NT);
    const OperandSets sets = planSets(one, kCache);
    QCOMPARE(sets.offsetOfB, std::uint64_t{512});
    QCOMPARE(sets.quantisedBytes, std::uint64_t{1280}); // of one set alone
    const MemoryPlan plan = planMemory(std::span(&one, 1), kCache, kWorkspace);
    QCOMPARE(plan.inputBytes, sets.count * 1280 * 2);
    QCOMPARE(plan.quantisedBytes, std::uint64_t{1280});
    const MemoryPlan without = planMemory({}, kCache, kWorkspace);
    QCOMPARE(plan.totalBytes(), without.totalBytes() + plan.inputBytes + plan.outputBytes +
                                    plan.quantisedBytes + plan.sampleBytes);
}

HEADROOM_TEST(TestCudaOperandPlan, EventLoop)

} // namespace headroom::testing::tst_cuda_operand_plan

#include "tst_cuda_operand_plan.moc"
