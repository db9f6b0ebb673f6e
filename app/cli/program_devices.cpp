// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/program_devices.h"

#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "engine/backends/built_in.h"
#include "engine/compute/module_loader.h"
#include "engine/devices/placed_devices.h"
#include "engine/places/searched_places.h"

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <stop_token>
#include <thread>
#include <unistd.h>
#include <utility>

namespace headroom {

namespace {

bool mayNameGpu(std::string_view words) {
    return !std::ranges::all_of(deviceWords(words),
                                [](std::string_view word) { return word == "cpu" || word == "reference"; });
}

bool isModuleThere() {
    std::error_code fault;
    return std::filesystem::is_regular_file(cudaModulePath(), fault);
}

} // namespace

std::unique_ptr<Devices> programDevices(const char* program, Place beside, std::string_view words) {
    const bool mayBeGpu = mayNameGpu(words);
    return std::make_unique<PlacedDevices>(
        [mayBeGpu](bool withGpus) { return withGpus && mayBeGpu ? registryWithGpus() : builtInRegistry(); },
        [program](const std::string& what) { tell(program, {what}); }, std::move(beside));
}

std::vector<Place> placesFor(std::string_view words, bool gpusInProcess, const Place& beside) {
    // Without the module nothing is loaded: this process tells why, too.
    return placesHere(gpusInProcess || !mayNameGpu(words) || !isModuleThere(), beside);
}

std::vector<std::string> whyNoGpu(std::string_view word, const FoundDevices& found) {
    const Result<DeviceInfo> device = findDevice(found, word);
    if (word != "auto" || !device || device->kind() != DeviceKind::Processor)
        return {};
    for (const UnavailableBackend& missing : found.unavailable)
        if (missing.deviceWord == "cuda" && missing.place.empty() && (!missing.noHardware || isModuleThere()))
            return {"No GPU is used: " + missing.reason};
    return {};
}

FoundDevices DeviceSearch::find(const std::vector<Place>& places) const {
    std::vector<UnavailableBackend> without = awaitJobs(places);
    FoundDevices found = m_devices.find(places);
    for (UnavailableBackend& place : without) {
        std::erase_if(found.unavailable,
                      [&place](const UnavailableBackend& other) { return other.place == place.place; });
        found.unavailable.push_back(std::move(place));
    }
    return found;
}

/// All at once: a job that is there does not run down while another one is asked for.
std::vector<UnavailableBackend> DeviceSearch::awaitJobs(const std::vector<Place>& places) const {
    std::mutex mutex; // of what is told and of what is missing
    std::vector<UnavailableBackend> without;
    std::stop_source stop;
    m_interrupts.onInterrupt([&stop] { stop.request_stop(); });
    {
        std::vector<std::jthread> waits;
        for (const Place& place : places) {
            if (!place.job)
                continue;
            const auto say = [this, &mutex, &place](const std::string& words) {
                const std::lock_guard lock(mutex);
                tell(m_program, {place.name + ": " + words});
            };
            say("a job is asked for; Ctrl-C takes it out of the queue.");
            waits.emplace_back([this, &place, &stop, &mutex, &without, say] {
                const Outcome granted = m_devices.awaitJob(place, stop.get_token(), say);
                const std::lock_guard lock(mutex);
                if (!granted)
                    without.push_back({place.name, place.name, granted.error().reason, place.name});
            });
        }
    }
    m_interrupts.onInterrupt({});
    if (stop.stop_requested()) {
        for (const Place& held : places)
            m_devices.giveBack(held.name);
        ::_exit(kExitInterrupted); // as an interrupt does that nothing is lost by
    }
    return without;
}

Result<FoundDevices> DeviceSearch::findNamed(const SweepOptions& options,
                                             const std::vector<Place>& here) const {
    const Result<std::vector<Place>> places = searchedPlaces(options.device, here, PlaceBook::ofUser());
    if (!places)
        return Error{places.error().status, "--device: " + places.error().reason};
    const bool asksForJobs =
        std::ranges::any_of(*places, [](const Place& place) { return place.job.has_value(); });
    if (asksForJobs) // which may take hours
        if (const std::vector<std::string> faults = faultsOfWords(options); !faults.empty())
            return Error{Status::Unsupported, faults.front()};
    return find(*places);
}

} // namespace headroom
