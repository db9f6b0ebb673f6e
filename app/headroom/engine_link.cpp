// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headroom/engine_link.h"

#include "engine/backends/built_in.h"
#include "engine/files/printable.h"

#include <cstdio>
#include <utility>

namespace headroom::ui {

std::shared_ptr<ExecutorFactory> makeExecutorFactory() {
    auto factory = std::make_shared<ExecutorFactory>(
        [](bool withGpus) { return withGpus ? registryWithGpus() : builtInRegistry(); });
    factory->onLoss(
        [](const std::string& what) { std::fprintf(stderr, "headroom: %s\n", printable(what).c_str()); });
    return factory;
}

EngineAccess engineLink(std::shared_ptr<ExecutorFactory> factory, std::optional<FoundDevices> found) {
    EngineAccess access;
    access.findDevices = [factory, found = std::move(found)](GpuProcess gpus) mutable {
        return found ? *std::exchange(found, std::nullopt) : factory->findDevices(gpus);
    };
    access.makeExecutor = [factory](const DeviceInfo& device) { return factory->makeExecutor(device); };
    return access;
}

} // namespace headroom::ui
