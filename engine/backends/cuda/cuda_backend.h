// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/cuda/device.h"
#include "engine/compute/backend.h"

namespace headroom::cuda {

/// cuBLAS on the GPUs of this machine. Finds them when it is made.
class CudaBackend final : public Backend {
public:
    CudaBackend() : m_found(findDevices()) {}

    const char* name() const override { return "cuBLAS"; }
    std::vector<DeviceInfo> devices() const override;
    std::optional<UnavailableBackend> unavailable() const override;
    MemoryNeed memoryNeed(const DeviceInfo& device, const SessionRequest& request) const override;
    Result<std::unique_ptr<Session>> open(const DeviceInfo& device, const SessionRequest& request) override;

private:
    const Device* deviceOf(const DeviceInfo& info) const;

    DeviceList m_found;
};

} // namespace headroom::cuda
