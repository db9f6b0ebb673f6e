// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "engine/model/result.h"

#include <optional>
#include <string>

namespace headroom::cuda {

/// Codes of the runtime that this program tells apart, as its documentation numbers them, so that the
/// translation can be tested where no CUDA Toolkit is.
namespace code {
inline constexpr int kMemoryAllocation = 2;
inline constexpr int kStubLibrary = 34;
inline constexpr int kInsufficientDriver = 35;
inline constexpr int kDevicesUnavailable = 46;
inline constexpr int kNoDevice = 100;
inline constexpr int kEccUncorrectable = 214;
inline constexpr int kOperatingSystem = 304;
inline constexpr int kIllegalAddress = 700;
inline constexpr int kLaunchTimeout = 702;
inline constexpr int kAssert = 710;
inline constexpr int kHardwareStackError = 714;
inline constexpr int kIllegalInstruction = 715;
inline constexpr int kMisalignedAddress = 716;
inline constexpr int kInvalidAddressSpace = 717;
inline constexpr int kInvalidPc = 718;
inline constexpr int kLaunchFailure = 719;
inline constexpr int kSystemNotReady = 802;
inline constexpr int kSystemDriverMismatch = 803;
inline constexpr int kCompatNotSupported = 804;
inline constexpr int kMpsConnectionFailed = 805;
inline constexpr int kUnknown = 999;
} // namespace code

/// The library that stands for the driver, as the loader finds it.
struct DriverLibrary {
    std::string file = {};  ///< that it loaded
    std::string fault = {}; ///< its own words where it cannot
};
/// Loads it, which whoever looks for GPUs did already.
DriverLibrary driverLibrary();

/// After such an error every further call of this process fails: only a new process can use the device.
bool isSticky(int runtimeCode);

/// An error of the CUDA runtime. `doing`: "timing the GEMM"; `name` and `text` as the runtime gives them.
Error runtimeError(int runtimeCode, const std::string& doing, const std::string& name,
                   const std::string& text);

/// An error status of cuBLAS; `pendingCode` is the runtime's own error, if any (0: none), which tells more.
Error blasError(int status, const std::string& statusName, const std::string& doing, int pendingCode,
                const std::string& pendingText);

/// What the runtime was told when it found no device.
struct NoDevice {
    int code = 0;          ///< of the runtime; 0 where it counted none
    int driverVersion = 0; ///< as the runtime counts: 13000 is 13.0; 0 without a driver
    int runtimeVersion = 0;
    std::string text = {};                          ///< what the runtime says of the code
    DriverLibrary driver = {};                      ///< asked for where there is no driver
    std::optional<std::string> visibleDevices = {}; ///< CUDA_VISIBLE_DEVICES, where it is set
};
/// Why the runtime finds no device, for users.
std::string whyNoDevice(const NoDevice& found);

/// "13.0" of 13000.
std::string versionText(int version);

} // namespace headroom::cuda
