// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/devices_command.h"

#include "app/cli/exit_status.h"
#include "engine/io/device_json.h"
#include "engine/io/printable.h"

#include <iostream>
#include <sstream>

namespace headroom {

namespace {

void writeText(std::ostream& out, const DeviceInfo& device) {
    out << device.id << ": " << device.name << ", " << device.backend << ' ' << device.libraryVersion;
    if (!device.driverVersion.empty())
        out << ", driver " << device.driverVersion;
    if (device.maxThreads > 0)
        out << ", up to " << device.maxThreads << (device.maxThreads == 1 ? " thread" : " threads");
    out << ", " << (device.freeMemoryBytes >> 20) << " MiB free\n";
    out << "  types:";
    for (const TypeSupport& type : device.types)
        if (type.supported)
            out << ' ' << toString(type.type);
    out << '\n';
    for (const TypeSupport& type : device.types)
        if (!type.supported)
            out << "  no " << toString(type.type) << ": " << type.reason << '\n';
}

} // namespace

int runDevicesCommand(const FoundDevices& found, bool json) {
    if (json) {
        std::cout << toJson(found).dump(2, ' ', true, nlohmann::json::error_handler_t::replace) << '\n';
    } else {
        std::ostringstream text;
        for (const DeviceInfo& device : found.devices)
            writeText(text, device);
        for (const UnavailableBackend& backend : found.unavailable)
            text << backend.deviceWord << ": not available (" << backend.backend << "): " << backend.reason
                 << '\n';
        std::cout << printable(text.str());
    }
    std::cout.flush();
    return std::cout ? kExitOk : kExitSomeFailed;
}

} // namespace headroom
