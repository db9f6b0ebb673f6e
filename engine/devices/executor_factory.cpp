// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/devices/executor_factory.h"

#include "engine/sweep/local_executor.h"

#include <algorithm>

namespace headroom {

namespace {

/// Stands for a device that cannot be used.
class NoExecutor final : public PointExecutor {
public:
    explicit NoExecutor(Error error) : m_error(std::move(error)) {}

    Result<RunContext> begin(const SweepPlan&, std::stop_token) override { return m_error; }
    std::optional<Measurement> measure(const PlannedPoint&, std::stop_token) override { return std::nullopt; }
    void end() override {}

private:
    Error m_error;
};

} // namespace

ExecutorFactory::ExecutorFactory(MakeRegistry makeRegistry, Place beside)
    : m_makeRegistry(std::move(makeRegistry)), m_beside(std::move(beside)) {}

FoundDevices ExecutorFactory::findDevices(GpuProcess gpus) {
    const bool withGpus = gpus == GpuProcess::This;
    std::optional<Registry>& local = withGpus ? m_withGpus : m_withoutGpus;
    if (!local)
        local.emplace(m_makeRegistry(withGpus));
    m_local = &*local;
    m_found = local->found();
    if (!withGpus)
        addRemote(m_found);
    if (const std::vector<DeviceInfo> found = gpusOf(m_found); found.size() > 1)
        m_found.devices.push_back(allAsOne(found));
    return m_found;
}

void ExecutorFactory::addRemote(FoundDevices& found) const {
    const Outcome program = checkProgram(m_beside);
    const Result<Greeting> greeting = program ? askForDevices(m_beside) : Result<Greeting>(program.error());
    if (!greeting) {
        found.unavailable.push_back({"cuBLAS", "cuda", greeting.error().reason});
        return;
    }
    const std::vector<DeviceInfo> gpus = gpusOf(greeting->found);
    found.devices.insert(found.devices.end(), gpus.begin(), gpus.end());
    std::ranges::copy_if(greeting->found.unavailable, std::back_inserter(found.unavailable),
                         [](const UnavailableBackend& backend) { return backend.deviceWord == "cuda"; });
}

std::unique_ptr<PointExecutor> ExecutorFactory::makeExecutor(const DeviceInfo& device) {
    if (m_local &&
        std::ranges::find(m_local->devices(), device.id, &DeviceInfo::id) != m_local->devices().end())
        return std::make_unique<LocalExecutor>(m_local->backendOf(device), device, m_clock);
    if (const Result<DeviceInfo> found = findDevice(m_found, device.id); !found)
        return std::make_unique<NoExecutor>(found.error());
    if (const Outcome program = checkProgram(m_beside); !program)
        return std::make_unique<NoExecutor>(program.error());
    std::vector<PlacedDevice> shards;
    for (const DeviceInfo& gpu : standsForAllGpus(device) ? gpusOf(m_found) : std::vector{device})
        shards.push_back({gpu, m_beside});
    RemoteOptions options;
    options.onLoss = m_onLoss;
    return std::make_unique<RemoteExecutor>(device, std::move(shards), std::move(options));
}

} // namespace headroom
