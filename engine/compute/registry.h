// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/backend.h"
#include "engine/compute/found_devices.h"

#include <memory>
#include <string>
#include <vector>

namespace headroom {

/// The backends of this program, the devices they found, and why the others found none.
class Registry {
public:
    /// Looks for the devices of these backends, once. `notBuilt` are those this program came without.
    explicit Registry(std::vector<std::unique_ptr<Backend>> backends,
                      std::vector<UnavailableBackend> notBuilt = {});

    const FoundDevices& found() const { return m_found; }
    const std::vector<DeviceInfo>& devices() const { return m_found.devices; }
    const std::vector<UnavailableBackend>& unavailable() const { return m_found.unavailable; }

    /// As findDevice().
    Result<DeviceInfo> find(std::string_view word) const { return findDevice(m_found, word); }

    /// The backend of a device that find() returned.
    Backend& backendOf(const DeviceInfo& device) const;

private:
    std::vector<std::unique_ptr<Backend>> m_backends;
    FoundDevices m_found;
};

} // namespace headroom
