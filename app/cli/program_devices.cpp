// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/program_devices.h"

#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "engine/backends/built_in.h"
#include "engine/devices/placed_devices.h"
#include "engine/places/searched_places.h"

#include <utility>

namespace headroom {

std::unique_ptr<Devices> programDevices(const char* program, Place beside) {
    return std::make_unique<PlacedDevices>(
        [](bool withGpus) { return withGpus ? registryWithGpus() : builtInRegistry(); },
        [program](const std::string& what) { tell(program, {what}); }, std::move(beside));
}

Result<FoundDevices> findNamed(const SweepOptions& options, Devices& devices,
                               const std::vector<Place>& here) {
    const Result<std::vector<Place>> places = searchedPlaces(options.device, here, PlaceBook::ofUser());
    if (!places)
        return Error{places.error().status, "--device: " + places.error().reason};
    return devices.find(*places);
}

SweepChoice findAndChoose(const SweepOptions& options, Devices& devices, const std::vector<Place>& here) {
    const Result<FoundDevices> found = findNamed(options, devices, here);
    if (!found)
        return RefusedSweep{exitStatus(found.error()), {found.error().reason}};
    return chooseSweep(options, *found);
}

} // namespace headroom
