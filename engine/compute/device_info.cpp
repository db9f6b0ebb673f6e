// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/compute/device_info.h"

#include <algorithm>

namespace headroom {

std::optional<std::string> whyNotIn(const DeviceInfo& device, DataType type) {
    const auto support = std::ranges::find(device.types, type, &TypeSupport::type);
    if (support == device.types.end())
        return device.backend + " on " + device.name + " does not compute in " + toString(type) + ".";
    if (!support->supported)
        return std::string(toString(type)) + " is not available: " + support->reason;
    return std::nullopt;
}

} // namespace headroom
