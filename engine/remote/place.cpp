// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/place.h"

#include <unistd.h>

namespace headroom {

Place thisProcess() {
    return {};
}

Place besideThisProgram(const std::filesystem::path& named) {
    std::filesystem::path program = named;
    if (program.empty()) {
        std::error_code error;
        program = std::filesystem::read_symlink("/proc/self/exe", error);
        if (error)
            return {{}, {std::string(), "serve"}}; // which checkProgram() tells
        program.replace_filename("headroom-engine");
    }
    return {{}, {program.string(), "serve"}};
}

std::vector<Place> placesHere(bool gpusInProcess, const Place& beside) {
    return gpusInProcess ? std::vector{thisProcess()} : std::vector{thisProcess(), beside};
}

Outcome checkProgram(const Place& place) {
    if (place.isThisProcess() || !place.isOnThisMachine())
        return success();
    const std::filesystem::path program = place.command.front();
    if (program.empty())
        return Error{Status::DeviceLost,
                     "Cannot tell where this program lies, to find headroom-engine beside it: "
                     "/proc/self/exe cannot be read."};
    std::error_code error;
    if (!std::filesystem::is_regular_file(program, error))
        return Error{Status::DeviceLost, "The engine program " + program.string() +
                                             " is missing. It is installed together with Headroom; install "
                                             "both into the same folder."};
    if (::access(program.c_str(), X_OK) != 0)
        return Error{Status::DeviceLost,
                     "The engine program " + program.string() + " is not executable; check its permissions."};
    return success();
}

std::string idIn(const Place& place, const std::string& idThere) {
    return place.isOnThisMachine() ? idThere : place.name + "/" + idThere;
}

std::string PlacedDevice::id() const {
    if (!number)
        return idIn(place, device.id);
    return idIn(place, device.id.substr(0, device.id.find(':') + 1) + std::to_string(*number));
}

DeviceInfo PlacedDevice::seenFromHere() const {
    DeviceInfo seen = device;
    seen.id = id();
    seen.place = place.name;
    if (!place.isOnThisMachine())
        seen.name += " · " + place.name;
    return seen;
}

} // namespace headroom
