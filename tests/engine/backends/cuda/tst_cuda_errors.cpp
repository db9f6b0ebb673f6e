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
    void codesHaveTheirUsualCauses_data();
    void codesHaveTheirUsualCauses();
    void theDriversLibraryIsTold();
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
    const auto why = [](int code, int driver) {
        return whyNoDevice(
            {.code = code, .driverVersion = driver, .runtimeVersion = 13000, .text = "bad thing"});
    };
    const auto says = [](const std::string& reason, const char* part) {
        return reason.find(part) != std::string::npos;
    };
    QVERIFY(says(why(code::kInsufficientDriver, 0), "no NVIDIA driver was found"));
    // Nobody knows whether there is a GPU: most machines without a driver have none.
    QVERIFY(says(why(code::kInsufficientDriver, 0),
                 "If this machine has an NVIDIA GPU, install its driver, version 580 or later"));
    QVERIFY(says(why(code::kInsufficientDriver, 12040),
                 "supports CUDA up to 12.4, and this program was built with CUDA 13.0"));
    QVERIFY(says(why(code::kInsufficientDriver, 12040), "Update the driver, to version 580 or later"));
    QVERIFY(says(why(code::kNoDevice, 13000), "reports no GPU. Check nvidia-smi."));
    QVERIFY(says(why(code::kUnknown, 13000), "CUDA cannot start: bad thing (error 999). If nvidia-smi"));
    QCOMPARE(versionText(12080), std::string("12.8"));
}

void TestCudaErrors::codesHaveTheirUsualCauses_data() {
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("cause");
    const auto add = [](const char* name, int code, const char* cause) {
        QTest::newRow(name) << code << QByteArray(cause);
    };
    add("exclusive mode", code::kDevicesUnavailable, "exclusive mode");
    add("device files", code::kOperatingSystem, "/dev/nvidia*");
    add("fabric manager", code::kSystemNotReady, "fabric manager");
    add("driver's parts", code::kSystemDriverMismatch, "different versions");
    add("compatibility library", code::kCompatNotSupported, "compat");
    add("MPS", code::kMpsConnectionFailed, "MPS server");
}

void TestCudaErrors::codesHaveTheirUsualCauses() {
    QFETCH(const int, code);
    QFETCH(const QByteArray, cause);
    const auto reason = QByteArray::fromStdString(
        whyNoDevice({.code = code, .driverVersion = 13000, .runtimeVersion = 13000, .text = "bad thing"}));
    QVERIFY2(reason.startsWith("CUDA cannot start: bad thing (error " + QByteArray::number(code) + "). "),
             reason.constData());
    QVERIFY2(reason.contains(cause), reason.constData());
}

void TestCudaErrors::theDriversLibraryIsTold() {
    const auto why = [](const DriverLibrary& driver) {
        return QByteArray::fromStdString(
            whyNoDevice({.code = code::kInsufficientDriver, .runtimeVersion = 13000, .driver = driver}));
    };
    const QByteArray absent = why({{}, "libcuda.so.1: cannot open shared object file: No such file or …"});
    QVERIFY2(absent.startsWith("no NVIDIA driver was found."), absent.constData());
    const QByteArray broken = why({{}, "/x/libcuda.so.1: file too short"});
    QVERIFY2(broken.contains("cannot be loaded: /x/libcuda.so.1: file too short. Install"),
             broken.constData());
    const QByteArray stub = why({"/cuda/lib64/stubs/libcuda.so.1", {}});
    QVERIFY2(stub.startsWith("the library /cuda/lib64/stubs/libcuda.so.1 stands in"), stub.constData());
    QVERIFY2(stub.contains("LD_LIBRARY_PATH"), stub.constData());
    const QByteArray other = why({"/x/libcuda.so.1", {}});
    QVERIFY2(other.contains("/x/libcuda.so.1 was loaded"), other.constData());
    // What a variable leaves of the GPUs is told with it.
    const std::string hidden = whyNoDevice(
        {.code = code::kNoDevice, .driverVersion = 13000, .runtimeVersion = 13000, .visibleDevices = "7"});
    QVERIFY2(hidden.find("CUDA_VISIBLE_DEVICES=7") != std::string::npos, hidden.c_str());
    const std::string emptied = whyNoDevice(
        {.code = code::kNoDevice, .driverVersion = 13000, .runtimeVersion = 13000, .visibleDevices = ""});
    QCOMPARE(emptied, std::string("CUDA_VISIBLE_DEVICES is set and empty, which hides all GPUs. Unset it."));
}

HEADROOM_TEST(TestCudaErrors, EventLoop)

} // namespace headroom::testing::tst_cuda_errors

#include "tst_cuda_errors.moc"
