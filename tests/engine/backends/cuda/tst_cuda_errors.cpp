// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/backends/cuda/cuda_errors.h"

namespace headroom::testing::tst_cuda_errors {

using namespace headroom::cuda;

class TestCudaErrors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runtimeErrorsAreSorted();
    void blasErrorsAreSorted();
    void missingDeviceIsExplained();
};

void TestCudaErrors::runtimeErrorsAreSorted() {
    const auto error = [](int code) {
        return runtimeError(code, "timing the GEMM", "cudaErrorX", "bad thing");
    };
    QCOMPARE(error(code::kMemoryAllocation).status, Status::OutOfMemory);
    for (const int sticky : {code::kIllegalAddress, code::kLaunchFailure, code::kMisalignedAddress,
                             code::kEccUncorrectable, code::kIllegalInstruction, code::kAssert}) {
        QVERIFY(isSticky(sticky));
        QCOMPARE(error(sticky).status, Status::DeviceLost);
        QCOMPARE(error(sticky).reason,
                 std::string("The GPU failed while timing the GEMM: bad thing (cudaErrorX); this process "
                             "cannot use it any more."));
    }
    constexpr int kInvalidValue = 1;
    QVERIFY(!isSticky(kInvalidValue));
    QCOMPARE(error(kInvalidValue).status, Status::Error);
    QCOMPARE(error(kInvalidValue).reason,
             std::string("CUDA failed while timing the GEMM: bad thing (cudaErrorX)."));
    QCOMPARE(error(code::kNoDevice).status, Status::DeviceLost);
}

void TestCudaErrors::blasErrorsAreSorted() {
    const auto error = [](int status, int pending) {
        return blasError(status, "CUBLAS_STATUS_X", "preparing the GEMM", pending, "bad thing");
    };
    QCOMPARE(error(3, 0).status, Status::OutOfMemory);
    QCOMPARE(error(15, 0).status, Status::Unsupported);
    QCOMPARE(error(7, 0).status, Status::Unsupported);
    QCOMPARE(error(13, 0).status, Status::Error);
    QCOMPARE(error(13, 0).reason, std::string("cuBLAS failed while preparing the GEMM (CUBLAS_STATUS_X)."));
    // The runtime's own error tells what cuBLAS only reports as its failure.
    QCOMPARE(error(13, code::kIllegalAddress).status, Status::DeviceLost);
}

void TestCudaErrors::missingDeviceIsExplained() {
    const auto why = [](int code, int driver) { return whyNoDevice(code, driver, 13000, "bad thing"); };
    const auto says = [](const std::string& reason, const char* part) {
        return reason.find(part) != std::string::npos;
    };
    QVERIFY(says(why(code::kInsufficientDriver, 0), "no NVIDIA driver was found"));
    // Nobody knows whether there is a GPU: most machines without a driver have none.
    QVERIFY(says(why(code::kInsufficientDriver, 0), "If this machine has an NVIDIA GPU, install its driver"));
    QVERIFY(says(why(code::kInsufficientDriver, 12040),
                 "supports CUDA up to 12.4, and this program was built with CUDA 13.0"));
    QVERIFY(says(why(code::kNoDevice, 13000), "reports no GPU"));
    QVERIFY(says(why(code::kNoDevice, 13000), "CUDA_VISIBLE_DEVICES"));
    QVERIFY(says(why(code::kSystemDriverMismatch, 13000), "different versions"));
    QVERIFY(says(why(code::kUnknown, 13000), "CUDA cannot start: bad thing (error 999). If nvidia-smi"));
    QCOMPARE(versionText(12080), std::string("12.8"));
}

HEADROOM_TEST(TestCudaErrors, EventLoop)

} // namespace headroom::testing::tst_cuda_errors

#include "tst_cuda_errors.moc"
