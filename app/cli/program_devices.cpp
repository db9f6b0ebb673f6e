// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/program_devices.h"

#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "engine/backends/built_in.h"
#include "engine/devices/placed_devices.h"
#include "engine/places/searched_places.h"

#include <stop_token>
#include <unistd.h>
#include <utility>

namespace headroom {

std::unique_ptr<Devices> programDevices(const char* program, Place beside) {
    return std::make_unique<PlacedDevices>(
        [](bool withGpus) { return withGpus ? registryWithGpus() : builtInRegistry(); },
        [program](const std::string& what) { tell(program, {what}); }, std::move(beside));
}

FoundDevices DeviceSearch::find(const std::vector<Place>& places) const {
    std::vector<UnavailableBackend> without;
    for (const Place& place : places) {
        if (!place.job)
            continue;
        tell(program, {place.name + ": a job is asked for; Ctrl-C takes it out of the queue."});
        std::stop_source stop;
        interrupts.onInterrupt([&stop] { stop.request_stop(); });
        const Outcome granted = devices.awaitJob(place, stop.get_token(), [&](const std::string& words) {
            tell(program, {place.name + ": " + words});
        });
        interrupts.onInterrupt({});
        if (stop.stop_requested()) {
            for (const Place& held : places)
                devices.giveBack(held.name);
            ::_exit(kExitInterrupted); // as an interrupt does that nothing is lost by
        }
        if (!granted)
            without.push_back({place.name, place.name, granted.error().reason, place.name});
    }
    FoundDevices found = devices.find(places);
    for (UnavailableBackend& place : without) {
        std::erase_if(found.unavailable,
                      [&place](const UnavailableBackend& other) { return other.place == place.place; });
        found.unavailable.push_back(std::move(place));
    }
    return found;
}

Result<FoundDevices> DeviceSearch::findNamed(const SweepOptions& options,
                                             const std::vector<Place>& here) const {
    const Result<std::vector<Place>> places = searchedPlaces(options.device, here, PlaceBook::ofUser());
    if (!places)
        return Error{places.error().status, "--device: " + places.error().reason};
    return find(*places);
}

SweepChoice DeviceSearch::findAndChoose(const SweepOptions& options, const std::vector<Place>& here) const {
    const Result<FoundDevices> found = findNamed(options, here);
    if (!found)
        return RefusedSweep{exitStatus(found.error()), {found.error().reason}};
    return chooseSweep(options, *found);
}

} // namespace headroom
