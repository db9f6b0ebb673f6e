// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/device_info.h"
#include "engine/model/result.h"

#include <string_view>

namespace headroom {

/// The word for every GPU of the machine at once.
inline constexpr const char* kAllGpus = "cuda:all";
/// Whether the device is no single one: see allAsOne().
inline bool standsForAllGpus(const DeviceInfo& device) {
    return device.id == kAllGpus;
}

/// The devices that can be measured on, here or in another process, and why other backends have none.
struct FoundDevices {
    std::vector<DeviceInfo> devices;
    std::vector<UnavailableBackend> unavailable;
};

/// The device a word selects. "auto" is the first GPU, else the CPU; "cuda:all" is all GPUs as one device.
/// The error says whether the word is unknown (Status::Unsupported: wrong usage) or its device missing
/// (Status::DeviceLost), and why.
Result<DeviceInfo> findDevice(const FoundDevices& found, std::string_view word);

/// The GPUs among them: what "cuda:all" stands for.
std::vector<DeviceInfo> gpusOf(const FoundDevices& found);

/// Those GPUs as one device, which can do what each of them can. Requires at least one.
DeviceInfo allAsOne(const std::vector<DeviceInfo>& gpus);

} // namespace headroom
