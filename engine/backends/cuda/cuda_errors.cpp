// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/cuda_errors.h"

#include "engine/compute/nvidia_card.h"

#include <algorithm>
#include <array>
#include <dlfcn.h>
#include <link.h>

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

DriverLibrary driverLibrary() {
    void* library = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr) {
        const char* fault = dlerror();
        return {{}, fault != nullptr ? fault : "the loader gives no reason"};
    }
    link_map* loaded = nullptr;
    const bool isKnown =
        dlinfo(library, RTLD_DI_LINKMAP, static_cast<void*>(&loaded)) == 0 && loaded != nullptr;
    return {isKnown ? loaded->l_name : "libcuda.so.1", {}};
}

namespace {

/// "version 580 or later", and what that is for.
std::string driverFor(int runtimeVersion) {
    const std::string oldest = oldestDriverOf(runtimeVersion / 1000);
    return oldest.empty() ? "of CUDA " + versionText(runtimeVersion) : "version " + oldest + " or later";
}

std::string whyNoDriver(const NoDevice& found) {
    const DriverLibrary& driver = found.driver;
    const bool isAbsent = driver.fault.find("No such file") != std::string::npos;
    if (!driver.fault.empty() && !isAbsent)
        return "the NVIDIA driver's library cannot be loaded: " + driver.fault + ". Install the driver anew.";
    if (found.code == code::kStubLibrary || driver.file.find("/stubs/") != std::string::npos)
        return "the library " + driver.file +
               " stands in for NVIDIA's driver where programs are built, and drives no GPU. Take its folder "
               "out of LD_LIBRARY_PATH.";
    if (!driver.file.empty())
        return "the NVIDIA driver's library " + driver.file +
               " was loaded and finds no driver. If nvidia-smi shows the GPU, another file is in its way: "
               "see "
               "LD_LIBRARY_PATH; otherwise install the driver, " +
               driverFor(found.runtimeVersion) + ".";
    return "no NVIDIA driver was found. If this machine has an NVIDIA GPU, install its driver, " +
           driverFor(found.runtimeVersion) + "; in a container, start it with access to the GPUs.";
}

std::string whyNoneCounted(const std::optional<std::string>& visible) {
    if (!visible)
        return "the NVIDIA driver reports no GPU. Check nvidia-smi.";
    if (visible->empty())
        return "CUDA_VISIBLE_DEVICES is set and empty, which hides all GPUs. Unset it.";
    return "the NVIDIA driver reports no GPU among those that CUDA_VISIBLE_DEVICES=" + *visible +
           " leaves. Check nvidia-smi -L, and that variable.";
}

/// What such a code usually comes from, and what to do; empty for others.
const char* usualCause(int runtimeCode) {
    switch (runtimeCode) {
    case code::kDevicesUnavailable:
        return "Another program has the GPU for itself (nvidia-smi -q -d COMPUTE: exclusive mode), or the "
               "scheduler gave this one none. Wait for it, or ask whoever runs the machine.";
    case code::kOperatingSystem:
        return "The driver's device files (/dev/nvidia*) are missing, or may not be opened. Load the kernel "
               "module (nvidia-modprobe), or check their permissions; in a container, start it with access "
               "to "
               "the GPUs.";
    case code::kSystemNotReady:
        return "On machines with NVSwitch the fabric manager must run, in the driver's version: systemctl "
               "start nvidia-fabricmanager.";
    case code::kSystemDriverMismatch:
        return "The NVIDIA driver's library and its kernel module are of different versions. Restart the "
               "machine, or reinstall the driver.";
    case code::kCompatNotSupported:
        return "CUDA's compatibility library (a folder compat) was loaded, which this GPU may not use. Take "
               "it out of LD_LIBRARY_PATH, or update the driver.";
    case code::kMpsConnectionFailed:
        return "The MPS server is named (CUDA_MPS_PIPE_DIRECTORY) and does not answer. Start "
               "nvidia-cuda-mps-control -d, or unset the variable.";
    default:
        return "";
    }
}

} // namespace

std::string whyNoDevice(const NoDevice& found) {
    const std::string text =
        "CUDA cannot start: " + found.text + " (error " + std::to_string(found.code) + "). ";
    if (const std::string cause = usualCause(found.code); !cause.empty())
        return text + cause;
    if (found.driverVersion == 0)
        return whyNoDriver(found);
    if (found.code == code::kInsufficientDriver || found.driverVersion / 1000 < found.runtimeVersion / 1000)
        return "the NVIDIA driver is too old: it supports CUDA up to " + versionText(found.driverVersion) +
               ", and this program was built with CUDA " + versionText(found.runtimeVersion) +
               ". Update the driver, to " + driverFor(found.runtimeVersion) +
               ": NVIDIA's own repository has newer ones than distributions do. Or build Headroom with an "
               "older CUDA Toolkit.";
    if (found.code == code::kNoDevice || found.code == 0)
        return whyNoneCounted(found.visibleDevices);
    return text +
           "If nvidia-smi does not show the GPU either, restart the machine or reinstall the driver; in a "
           "container, see that its driver libraries are those of the machine.";
}

} // namespace headroom::cuda
