// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/devices/executor_factory.h"
#include "engine/sweep/point_executor.h"

#include <functional>
#include <memory>

namespace headroom::ui {

/// How the window reaches the engine. Both are called on the worker's thread only, so that neither a slow
/// driver nor a backend in another process holds the window up.
struct EngineAccess {
    std::function<FoundDevices(GpuProcess gpus)> findDevices;
    std::function<std::unique_ptr<PointExecutor>(const DeviceInfo&)> makeExecutor;
};

} // namespace headroom::ui
