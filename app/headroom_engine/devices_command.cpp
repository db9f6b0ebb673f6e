// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/devices_command.h"

#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "app/cli/program_devices.h"
#include "app/cli/standard_streams.h"
#include "app/headroom_engine/program.h"
#include "engine/devices/devices.h"
#include "engine/files/printable.h"
#include "engine/io/device_json.h"
#include "engine/places/searched_places.h"

#include <sstream>

namespace headroom {

namespace {

void print(std::ostream& text, const DeviceInfo& device) {
    text << device.id << ": " << device.name << ", " << device.backend << ' ' << device.libraryVersion;
    if (!device.driverVersion.empty())
        text << ", driver " << device.driverVersion;
    if (device.kind() == DeviceKind::Processor)
        text << ", up to " << device.maxThreads << (device.maxThreads == 1 ? " thread" : " threads");
    if (!device.givenAs.empty())
        text << ", " << device.givenAs;
    text << ", " << (device.freeMemoryBytes >> 20) << " MiB free\n";
    text << "  types:";
    for (const TypeSupport& type : device.types)
        if (type.supported)
            text << ' ' << toString(type.type);
    text << '\n';
    for (const TypeSupport& type : device.types)
        if (!type.supported)
            text << "  no " << toString(type.type) << ": " << type.reason << '\n';
}

std::string listOf(const FoundDevices& found) {
    std::ostringstream text;
    for (const DeviceInfo& device : found.devices)
        print(text, device);
    for (const UnavailableBackend& backend : found.unavailable)
        text << backend.deviceWord << ": not available (" << backend.backend << "): " << backend.reason
             << '\n';
    return printable(text.str());
}

} // namespace

int runDevicesCommand(const DevicesCommand& command, Devices& devices, InterruptWatch& interrupts) {
    const DataOutput output;
    std::vector<Place> places;
    for (const std::string& name : command.places) {
        Result<Place> place = placeNamed(name, PlaceBook::ofUser());
        if (!place) {
            tell(kProgram, {"--place: " + place.error().reason});
            return kExitUsage;
        }
        places.push_back(std::move(*place));
    }
    const DeviceSearch search{kProgram, devices, interrupts};
    const FoundDevices found = search.find(places.empty() ? placesFor("auto", false, thisEngine()) : places);
    const Outcome written = output.write(
        command.asJson ? toJson(found).dump(2, ' ', true, nlohmann::json::error_handler_t::replace) + '\n'
                       : listOf(found));
    // A place that was asked for by name has to answer.
    const bool answered = command.places.empty() || !found.devices.empty();
    if (written)
        return answered ? kExitOk : kExitNoDevice;
    tell(kProgram, {written.error().reason});
    return kExitSomeFailed;
}

} // namespace headroom
