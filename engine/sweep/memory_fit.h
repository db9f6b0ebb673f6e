// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/device_info.h"
#include "engine/sweep/sweep_spec.h"

#include <cstdint>
#include <optional>
#include <string>

namespace headroom {

/// Why nothing of a plan can be measured on a device: its smallest shape is too large.
struct MemoryShortage {
    std::uint64_t neededBytes = 0;
    std::uint64_t hadBytes = 0;
    bool forGood = false; ///< larger than the whole memory, and not only than what can be had of it now

    friend bool operator==(const MemoryShortage&, const MemoryShortage&) = default;
};

/// The device lacks memory for a shape that needs more than can be had now.
MemoryShortage shortageOf(std::uint64_t neededBytes, std::uint64_t availableBytes, const DeviceInfo& device);

/// By what is known of the device before it is open; nothing where some shape fits, or nothing is known of
/// its memory. Requires validate(spec) to be empty.
std::optional<MemoryShortage> memoryShortage(const SweepSpec& spec, const DeviceInfo& device);

/// Sentences on both sizes, in GiB, and on what can be done.
std::string describe(const MemoryShortage& shortage);

} // namespace headroom
