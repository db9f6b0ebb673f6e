// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backend/registry.h"

#include <algorithm>

namespace headroom {

namespace {

bool isNumberedWord(std::string_view word, std::string_view family) {
    return word.size() > family.size() + 1 && word.starts_with(family) && word[family.size()] == ':' &&
           std::ranges::all_of(word.substr(family.size() + 1), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

Registry::Registry(std::vector<std::unique_ptr<Backend>> backends, std::vector<UnavailableBackend> notBuilt)
    : m_backends(std::move(backends)), m_unavailable(std::move(notBuilt)) {
    for (const auto& backend : m_backends) {
        const std::vector<DeviceInfo> found = backend->devices();
        m_devices.insert(m_devices.end(), found.begin(), found.end());
        if (std::optional<UnavailableBackend> reason = backend->unavailable())
            m_unavailable.push_back(std::move(*reason));
    }
}

Result<DeviceInfo> Registry::find(std::string_view word) const {
    const auto byId = [this](auto matches) {
        return std::ranges::find_if(m_devices, [&](const DeviceInfo& device) { return matches(device.id); });
    };
    auto device = m_devices.end();
    if (word == "auto") {
        device = byId([](const std::string& id) { return id.starts_with("cuda:"); });
        if (device == m_devices.end())
            device = byId([](const std::string& id) { return id == "cpu"; });
    } else {
        device = byId([word](const std::string& id) { return id == word; });
    }
    if (device != m_devices.end())
        return *device;
    const bool anyDevice = word == "auto";
    const std::string name(word);
    if (!anyDevice && word != "cpu" && !isNumberedWord(word, "cuda"))
        return Error{Status::Unsupported,
                     "There is no device word \"" + name + "\". Use auto, cpu or cuda:N."};
    std::string reasons;
    for (const UnavailableBackend& backend : m_unavailable)
        if (anyDevice || word.starts_with(backend.deviceWord))
            reasons += (reasons.empty() ? "" : " ") + backend.backend + ": " + backend.reason;
    if (reasons.empty())
        reasons = "this machine has no such device.";
    return Error{Status::DeviceLost, "The device \"" + name + "\" is not available. " + reasons};
}

Backend& Registry::backendOf(const DeviceInfo& device) const {
    const auto it = std::ranges::find_if(
        m_backends, [&device](const auto& backend) { return device.backend == backend->name(); });
    return it == m_backends.end() ? *m_backends.front() : **it;
}

} // namespace headroom
