// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/cuda_backend.h"

#include "engine/backends/cuda/cuda_session.h"

#include <algorithm>
#include <cstdlib>

namespace headroom::cuda {

std::vector<DeviceInfo> CudaBackend::devices() const {
    std::vector<DeviceInfo> infos;
    for (const Device& device : m_found.devices) {
        infos.push_back(describe(device));
        if (const char* visible = std::getenv("CUDA_VISIBLE_DEVICES"); visible != nullptr && *visible != 0)
            infos.back().givenAs = std::string("CUDA_VISIBLE_DEVICES=") + visible;
        infos.back().overheadBytes =
            planMemory({}, device.chip.cacheBytes, workspaceBytes(device.chip)).totalBytes();
    }
    return infos;
}

std::optional<UnavailableBackend> CudaBackend::unavailable() const {
    if (!m_found.devices.empty())
        return std::nullopt;
    return UnavailableBackend{name(), "cuda", m_found.whyNone};
}

MemoryNeed CudaBackend::memoryNeed(const DeviceInfo& info, const SessionRequest& request) const {
    const Device* device = deviceOf(info);
    if (device == nullptr)
        return {};
    const Chip& chip = device->chip;
    return {planMemory(request.shapes, chip.cacheBytes, workspaceBytes(chip)).totalBytes(),
            device->freeMemoryBytes()};
}

Result<std::unique_ptr<Session>> CudaBackend::open(const DeviceInfo& info, const SessionRequest& request) {
    return guarded([&]() -> Result<std::unique_ptr<Session>> {
        const Device* device = deviceOf(info);
        if (device == nullptr)
            return Error{Status::DeviceLost, "This machine has no GPU " + info.id + "."};
        return std::unique_ptr<Session>(std::make_unique<CudaSession>(*device, request));
    });
}

const Device* CudaBackend::deviceOf(const DeviceInfo& info) const {
    const auto device = std::ranges::find_if(m_found.devices, [&](const Device& candidate) {
        return info.id == "cuda:" + std::to_string(candidate.ordinal);
    });
    return device == m_found.devices.end() ? nullptr : &*device;
}

} // namespace headroom::cuda
