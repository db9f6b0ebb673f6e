// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"

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

    const std::vector<DeviceInfo>& devices() const { return m_devices; }
    const std::vector<UnavailableBackend>& unavailable() const { return m_unavailable; }

    /// The device a word selects. "auto" is the first GPU, else the CPU. The error says whether the word is
    /// unknown (Status::Unsupported: wrong usage) or its device missing (Status::DeviceLost), and why.
    Result<DeviceInfo> find(std::string_view word) const;

    /// The backend of a device that find() returned.
    Backend& backendOf(const DeviceInfo& device) const;

private:
    std::vector<std::unique_ptr<Backend>> m_backends;
    std::vector<DeviceInfo> m_devices;
    std::vector<UnavailableBackend> m_unavailable;
};

} // namespace headroom
