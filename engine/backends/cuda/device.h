// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/cuda/chip.h"
#include "engine/compute/device_info.h"

#include <set>
#include <string>
#include <vector>

namespace headroom::cuda {

/// A GPU that the runtime found. Reading it makes no context on the device.
struct Device {
    int ordinal = 0;
    Chip chip;
    std::string pciBusId;
    Uuid uuid{}; ///< all zeros where it is not known
    std::uint64_t memoryBytes = 0;
    void* nvml = nullptr;         ///< its handle there; null without NVML
    std::set<unsigned> strangers; ///< processes at work on it before this program was
    double foundS = 0;            ///< when they were, on the steady clock

    /// Free at this moment as far as that can be told without a context.
    std::uint64_t freeMemoryBytes() const;
};

/// The devices, or why there is none.
struct DeviceList {
    std::vector<Device> devices;
    std::string whyNone;
};
DeviceList findDevices();

/// What forms and lists show of it.
DeviceInfo describe(const Device& device);

/// "cuBLAS 13.1.0, CUDA runtime 13.0": those that are loaded, whether there is a GPU or not.
std::string librariesText();

/// Power limit, temperature and clocks at this moment, in a sentence.
std::string circumstances(const Device& device);

} // namespace headroom::cuda
