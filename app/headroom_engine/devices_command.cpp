// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/devices_command.h"

#include "app/cli/exit_status.h"
#include "engine/io/device_json.h"

#include <iostream>

namespace headroom {

namespace {

void printText(const DeviceInfo& device) {
    std::cout << device.id << ": " << device.name << ", " << device.backend << ' ' << device.libraryVersion;
    if (!device.driverVersion.empty())
        std::cout << ", driver " << device.driverVersion;
    if (device.maxThreads > 0)
        std::cout << ", up to " << device.maxThreads << (device.maxThreads == 1 ? " thread" : " threads");
    std::cout << ", " << (device.freeMemoryBytes >> 20) << " MiB free\n";
    std::cout << "  types:";
    for (const TypeSupport& type : device.types)
        if (type.supported)
            std::cout << ' ' << toString(type.type);
    std::cout << '\n';
    for (const TypeSupport& type : device.types)
        if (!type.supported)
            std::cout << "  no " << toString(type.type) << ": " << type.reason << '\n';
}

} // namespace

int runDevicesCommand(const FoundDevices& found, bool json) {
    if (json) {
        std::cout << toJson(found).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    } else {
        for (const DeviceInfo& device : found.devices)
            printText(device);
        for (const UnavailableBackend& backend : found.unavailable)
            std::cout << backend.deviceWord << ": not available (" << backend.backend
                      << "): " << backend.reason << '\n';
    }
    std::cout.flush();
    return std::cout ? kExitOk : kExitSomeFailed;
}

} // namespace headroom
