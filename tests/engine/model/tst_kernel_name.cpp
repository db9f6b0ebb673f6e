// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/model/kernel_name.h"

namespace headroom::testing::tst_kernel_name {

class TestKernelName : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void symbolsBecomeReadable_data();
    void symbolsBecomeReadable();
    void shortForms_data();
    void shortForms();
    void dimensionsAreReadBack();
    void oddTextsSurvive();
};

void TestKernelName::symbolsBecomeReadable_data() {
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<QString>("readable");
    QTest::newRow("plain") << "nvjet_sm90_hsh_256x128_64x4_1x2_h_bz_coopA_NNT"
                           << "nvjet_sm90_hsh_256x128_64x4_1x2_h_bz_coopA_NNT";
    QTest::newRow("cutlass") << "_ZN7cutlass6KernelI55cutlass_75_tensorop_f16_s1688gemm_f16_256x128_nn_"
                                "align1EEvNT_6ParamsE"
                             << "cutlass_75_tensorop_f16_s1688gemm_f16_256x128_nn_align1";
    QTest::newRow("cutlass 2") << "_ZN7cutlass7Kernel2I61cutlass_80_tensorop_f16_s16816gemm_f16_128x256_"
                                  "64x3_nn_align2EEvNT_6ParamsE"
                               << "cutlass_80_tensorop_f16_s16816gemm_f16_128x256_64x3_nn_align2";
    QTest::newRow("function") << "_ZN8cublasLt19splitKreduce_kernelILi32ELi16EifEEvPfi"
                              << "cublasLt::splitKreduce_kernel<32, 16, int, float>";
    QTest::newRow("not mangled") << "gemmk1_kernel"
                                 << "gemmk1_kernel";
    QTest::newRow("broken") << "_ZN7cutlass"
                            << "_ZN7cutlass";
}

void TestKernelName::symbolsBecomeReadable() {
    QFETCH(const QString, symbol);
    QFETCH(const QString, readable);
    QCOMPARE(QString::fromStdString(readableKernelName(symbol.toStdString())), readable);
}

void TestKernelName::shortForms_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("shortForm");
    const auto add = [](const char* name, const char* shortForm) {
        QTest::newRow(name) << name << shortForm;
    };
    add("nvjet_sm90_hsh_256x128_64x4_1x2_h_bz_coopA_NNT", "nvjet sm90 256x128x64");
    add("nvjet_hsh_64x24_64x16_2x2_h_bz_NNT", "nvjet 64x24x64");
    add("cutlass_75_tensorop_f16_s1688gemm_f16_256x128_nn_align1", "cutlass sm75 256x128 align1");
    add("cutlass_80_tensorop_f16_s16816gemm_f16_256x128_32x3_nn_align2", "cutlass sm80 256x128x32 align2");
    add("cutlass_80_wmma_tensorop_f16_s161616gemm_f16_32x32_128x2_nn_align8",
        "cutlass sm80 32x32x128 align8");
    add("cutlass3x_sm100_tensorop_s256x128x16gemm_f16_f16_f32_f16_f16_256x128x64_2x1x1_0_nnn_align8_2sm",
        "cutlass3x sm100 256x128x64 align8");
    add("ampere_fp16_s16816gemm_fp16_128x256_ldg8_f2f_stages_64x3_nn", "ampere 128x256x64 align8");
    add("ampere_sgemm_128x64_nn", "ampere 128x64");
    add("volta_h884gemm_64x128_ldg8_nn", "volta 64x128 align8");
    add("sm80_xmma_gemm_f16f16_f16f32_f32_nn_n_tilesize128x128x32_stage4_warpsize2x2x1_tensor16x8x16_kernel",
        "xmma sm80 128x128x32");
    add("cublasLt::splitKreduce_kernel<32, 16, int, float>", "splitKreduce_kernel");
    add("gemmSN_NN_kernel<float, 128, 2, 4, 8, 7, 4, false>", "gemmSN_NN_kernel");
    add("jit:avx512_core", "jit:avx512_core");
}

void TestKernelName::shortForms() {
    QFETCH(const QString, name);
    QFETCH(const QString, shortForm);
    QCOMPARE(QString::fromStdString(shortKernelName(name.toStdString())), shortForm);
    const std::string launched = kernelText(name.toStdString(), "128x1x48", "256x1x1");
    QCOMPARE(QString::fromStdString(shortKernelName(launched)), shortForm);
}

void TestKernelName::dimensionsAreReadBack() {
    const std::string text =
        kernelText("cutlass_80_tensorop_f16_s16816gemm_f16_256x128_32x3_nn_align4", "16x8x48", "256x1x1");
    const KernelIdentity identity = parseKernel(text + " + splitKreduce grid 1x2x3 block 4x5x6");
    QCOMPARE(identity.function, std::string("cutlass_80_tensorop_f16_s16816gemm_f16_256x128_32x3_nn_align4"));
    QCOMPARE(identity.grid, std::string("16x8x48"));
    QCOMPARE(identity.block, std::string("256x1x1"));
    QCOMPARE(identity.family, std::string("cutlass sm80"));
    QCOMPARE(identity.tile, std::string("256x128x32"));
    QCOMPARE(identity.alignment, 4);
}

void TestKernelName::oddTextsSurvive() {
    for (const char* text : {"", " ", "_", "__", "x", "1x", "x1", "0x1_2x0", " grid ", "a grid b block c",
                             "align", "alignx_align-3", "sm_sm90x", "<", ">", "f(<)", "cutlass_", "nvjet",
                             "99999999999999999999x99999999999999999999"}) {
        const KernelIdentity identity = parseKernel(text);
        QVERIFY(identity.alignment >= 0);
        shortKernelName(text);
        readableKernelName(text);
    }
    QVERIFY(parseKernel("a grid b block c").grid.empty());
}

HEADROOM_TEST(TestKernelName, EventLoop)

} // namespace headroom::testing::tst_kernel_name

#include "tst_kernel_name.moc"
