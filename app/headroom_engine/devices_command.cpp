// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/devices_command.h"

#include "app/cli/exit_status.h"
#include "engine/backend/registry.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace headroom {

namespace {

using Json = nlohmann::json;

Json toJson(const DeviceInfo& device) {
    Json types = Json::array();
    for (const TypeSupport& type : device.types)
        types.push_back(
            {{"dtype", toString(type.type)}, {"supported", type.supported}, {"reason", type.reason}});
    const auto words = [](const auto& values) {
        Json list = Json::array();
        for (const auto value : values)
            list.push_back(toString(value));
        return list;
    };
    return {{"id", device.id},
            {"name", device.name},
            {"backend", device.backend},
            {"library_version", device.libraryVersion},
            {"driver_version", device.driverVersion},
            {"memory_bytes", device.memoryBytes},
            {"free_memory_bytes", device.freeMemoryBytes},
            {"cache_bytes", device.cacheBytes},
            {"max_threads", device.maxThreads},
            {"types", std::move(types)},
            {"layouts", words(device.layouts)},
            {"algorithms", words(device.algorithms)},
            {"regimes", words(device.regimes)},
            {"default_seq", device.defaultSeq},
            {"default_batch", device.defaultBatch},
            {"default_dtype", toString(device.defaultType)}};
}

void printJson(const Registry& registry) {
    Json devices = Json::array();
    for (const DeviceInfo& device : registry.devices())
        devices.push_back(toJson(device));
    Json unavailable = Json::array();
    for (const UnavailableBackend& backend : registry.unavailable())
        unavailable.push_back(
            {{"device", backend.deviceWord}, {"backend", backend.backend}, {"reason", backend.reason}});
    const Json document{{"devices", std::move(devices)}, {"unavailable", std::move(unavailable)}};
    std::cout << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

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

int runDevicesCommand(const Registry& registry, bool json) {
    if (json) {
        printJson(registry);
    } else {
        for (const DeviceInfo& device : registry.devices())
            printText(device);
        for (const UnavailableBackend& backend : registry.unavailable())
            std::cout << backend.deviceWord << ": not available (" << backend.backend
                      << "): " << backend.reason << '\n';
    }
    std::cout.flush();
    return std::cout ? kExitOk : kExitSomeFailed;
}

} // namespace headroom
