// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/registry.h"
#include "engine/devices/devices.h"
#include "engine/devices/held_jobs.h"
#include "engine/model/clock.h"
#include "engine/remote/protocol.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace headroom {

/// The devices of this process and of engine processes in other places. A library that reaches GPUs may crash
/// or hang: it is kept out of this process wherever an engine process on this machine is among the places
/// that are searched, which then drives the GPUs.
class PlacedDevices final : public Devices {
public:
    /// Makes the registry of this process; `withGpus` says whether the modules that reach GPUs are loaded.
    using MakeRegistry = std::function<Registry(bool withGpus)>;
    /// Told, on the sweep's thread, of each engine process that was lost: a sentence.
    using OnLoss = std::function<void(const std::string&)>;

    /// `beside` is where GPUs of this machine have a process each when several measure at once, in any case.
    explicit PlacedDevices(MakeRegistry makeRegistry, OnLoss onLoss = {}, Place beside = besideThisProgram());

    using Devices::find;
    FoundDevices find(const std::vector<Place>& places, const Search& search) override;
    FoundDevices findMore(const std::vector<Place>& places, const Search& search) override;
    Outcome awaitJob(const Place& place, std::stop_token stop,
                     const std::function<void(const std::string&)>& tell) override {
        return m_jobs.await(place, std::move(stop), tell);
    }
    void giveBack(const std::string& place) override { m_jobs.giveBack(place); }
    std::unique_ptr<PointExecutor> executorFor(const DeviceInfo& device) override;

private:
    const Registry& registry(bool withGpus);
    FoundDevices knownMeanwhile();
    void findHere(const Place& place, bool withGpus);
    void findIn(const Place& place, const Result<Greeting>& greeting);
    void add(PlacedDevice device);
    void addThoseIn(const Place& place, const std::vector<PlacedDevice>& known);
    void addTask(PlacedDevice device);
    void addMissingHere(UnavailableBackend backend);
    bool isKnown(const UnavailableBackend& backend) const;
    void addAllOf(const Place& place);
    void addAcrossPlaces();
    void addSeveral(const std::vector<DeviceInfo>& gpus);
    /// What is in such places of other machines.
    void forgetElsewhere(const std::function<bool(const std::string& place)>& isForgotten);
    void takeQueued(const std::vector<Place>& given, bool keepsOthers);
    std::vector<PlacedDevice> shardsOf(const DeviceInfo& device) const;

    MakeRegistry m_makeRegistry;
    OnLoss m_onLoss;
    Place m_beside;
    HeldJobs m_jobs;
    // Kept for the executors that were made with them; modules are never unloaded either.
    std::optional<Registry> m_withoutGpus;
    std::optional<Registry> m_withGpus;
    // By the last search.
    const Registry* m_local = nullptr;
    std::vector<PlacedDevice> m_placed;
    FoundDevices m_found;
    SteadyClock m_clock;
};

} // namespace headroom
