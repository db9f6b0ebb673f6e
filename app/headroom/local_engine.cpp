// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headroom/local_engine.h"

#include "engine/backends/built_in.h"
#include "engine/sweep/local_executor.h"

namespace headroom::ui {

namespace {

struct LocalEngine {
    std::shared_ptr<Registry> registry;
    SteadyClock clock;

    Registry& devices() {
        if (!registry)
            registry = std::make_shared<Registry>(builtInRegistry());
        return *registry;
    }
};

} // namespace

EngineAccess localEngine(std::shared_ptr<Registry> registry) {
    auto engine = std::make_shared<LocalEngine>();
    engine->registry = std::move(registry);
    EngineAccess access;
    access.findDevices = [engine] {
        return DeviceList{engine->devices().devices(), engine->devices().unavailable()};
    };
    access.makeExecutor = [engine](const DeviceInfo& device) -> std::unique_ptr<PointExecutor> {
        return std::make_unique<LocalExecutor>(engine->devices().backendOf(device), device, engine->clock);
    };
    return access;
}

} // namespace headroom::ui
