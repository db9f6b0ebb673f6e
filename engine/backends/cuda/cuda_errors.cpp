// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/cuda_errors.h"

#include <algorithm>
#include <array>

namespace headroom::cuda {

namespace {

// cublasStatus_t.
constexpr int kBlasAllocFailed = 3;
constexpr int kBlasInvalidValue = 7;
constexpr int kBlasArchMismatch = 8;
constexpr int kBlasNotSupported = 15;

} // namespace

bool isSticky(int runtimeCode) {
    static constexpr std::array kSticky{
        code::kEccUncorrectable,
        code::kIllegalAddress,
        code::kLaunchTimeout,
        code::kAssert,
        code::kHardwareStackError,
        code::kIllegalInstruction,
        code::kMisalignedAddress,
        code::kInvalidAddressSpace,
        code::kInvalidPc,
        code::kLaunchFailure,
        code::kUnknown,
    };
    return std::ranges::find(kSticky, runtimeCode) != kSticky.end();
}

Error runtimeError(int runtimeCode, const std::string& doing, const std::string& name,
                   const std::string& text) {
    const std::string what = doing + ": " + text + " (" + name + ")";
    if (runtimeCode == code::kMemoryAllocation)
        return {Status::OutOfMemory, "The GPU ran out of memory while " + what + "."};
    if (isSticky(runtimeCode))
        return {Status::DeviceLost,
                "The GPU failed while " + what + "; this process cannot use it any more."};
    if (runtimeCode == code::kNoDevice || runtimeCode == code::kInsufficientDriver)
        return {Status::DeviceLost, "The GPU went away while " + what + "."};
    return {Status::Error, "CUDA failed while " + what + "."};
}

Error blasError(int status, const std::string& statusName, const std::string& doing, int pendingCode,
                const std::string& pendingText) {
    if (pendingCode != 0 && isSticky(pendingCode))
        return runtimeError(pendingCode, doing, statusName, pendingText);
    const std::string what = doing + " (" + statusName + ").";
    switch (status) {
    case kBlasAllocFailed:
        return {Status::OutOfMemory, "cuBLAS ran out of memory while " + what};
    case kBlasInvalidValue:
    case kBlasArchMismatch:
    case kBlasNotSupported:
        return {Status::Unsupported,
                "cuBLAS does not compute this shape on this GPU: it refused while " + what};
    default:
        return {Status::Error, "cuBLAS failed while " + what};
    }
}

std::string versionText(int version) {
    return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

std::string whyNoDevice(int runtimeCode, int driverVersion, int runtimeVersion, const std::string& text) {
    if (driverVersion == 0)
        return "no NVIDIA driver was found that works. If this machine has an NVIDIA GPU, install its "
               "driver; in a "
               "container, start it with access to the GPUs.";
    if (runtimeCode == code::kInsufficientDriver || driverVersion / 1000 < runtimeVersion / 1000)
        return "the NVIDIA driver is too old: it supports CUDA up to " + versionText(driverVersion) +
               ", and this program was built with CUDA " + versionText(runtimeVersion) +
               ". Update the driver: NVIDIA's own repository has newer ones than distributions do. Or build "
               "Headroom "
               "with an older CUDA Toolkit.";
    if (runtimeCode == code::kNoDevice || runtimeCode == 0)
        return "the NVIDIA driver reports no GPU. Check nvidia-smi, and CUDA_VISIBLE_DEVICES if it is set.";
    if (runtimeCode == code::kSystemDriverMismatch)
        return "the NVIDIA driver's library and its kernel module are of different versions. Restart the "
               "machine, or reinstall the driver.";
    return "CUDA cannot start: " + text + " (error " + std::to_string(runtimeCode) +
           "). If nvidia-smi does not show the GPU either, restart the machine or reinstall the driver; in a "
           "container, see that its driver libraries are those of the machine.";
}

} // namespace headroom::cuda
