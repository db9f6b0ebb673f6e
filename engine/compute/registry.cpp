// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/compute/registry.h"

#include <algorithm>

namespace headroom {

Registry::Registry(std::vector<std::unique_ptr<Backend>> backends, std::vector<UnavailableBackend> notBuilt)
    : m_backends(std::move(backends)), m_found{{}, std::move(notBuilt)} {
    for (const auto& backend : m_backends) {
        const std::vector<DeviceInfo> found = backend->devices();
        m_found.devices.insert(m_found.devices.end(), found.begin(), found.end());
        if (std::optional<UnavailableBackend> reason = backend->unavailable())
            m_found.unavailable.push_back(std::move(*reason));
    }
}

Backend& Registry::backendOf(const DeviceInfo& device) const {
    const auto it = std::ranges::find_if(
        m_backends, [&device](const auto& backend) { return device.backend == backend->name(); });
    return it == m_backends.end() ? *m_backends.front() : **it;
}

} // namespace headroom
