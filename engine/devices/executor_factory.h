// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/registry.h"
#include "engine/model/clock.h"
#include "engine/remote/remote_executor.h"

namespace headroom {

/// Where GPUs are driven.
enum class GpuProcess {
    Own,  ///< an engine process beside this one, which may crash or hang alone
    This, ///< this program itself: for profilers, and for who wants no second process
};

/// Finds devices and makes the executors for them, for a program that keeps GPU libraries out of its own
/// process unless asked otherwise. Used from one thread; must outlive its executors.
class ExecutorFactory {
public:
    /// Makes the registry of this process; `withGpus` says whether the modules that reach GPUs are loaded.
    using MakeRegistry = std::function<Registry(bool withGpus)>;

    explicit ExecutorFactory(MakeRegistry makeRegistry, Place beside = besideThisProgram());

    /// Looks for the devices of this process and, where GPUs have a process of their own, asks it for them.
    /// Machines with several GPUs also have the device that stands for all of them.
    FoundDevices findDevices(GpuProcess gpus);

    /// For a device that the last search found; otherwise begin() tells why it cannot be used. Never null.
    /// Several GPUs at once have a process each in any case.
    std::unique_ptr<PointExecutor> makeExecutor(const DeviceInfo& device);

    /// Told, on the sweep's thread, of each engine process lost by an executor that is made from now on.
    void onLoss(std::function<void(const std::string&)> told) { m_onLoss = std::move(told); }

private:
    void addRemote(FoundDevices& found) const;

    MakeRegistry m_makeRegistry;
    Place m_beside; ///< where GPUs have a process of their own
    std::function<void(const std::string&)> m_onLoss;
    // Kept for the executors that were made with them; modules are never unloaded either.
    std::optional<Registry> m_withoutGpus;
    std::optional<Registry> m_withGpus;
    const Registry* m_local = nullptr; ///< that of the last search
    FoundDevices m_found;              ///< by the last search
    SteadyClock m_clock;
};

} // namespace headroom
