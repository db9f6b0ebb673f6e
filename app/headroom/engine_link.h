// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/devices/executor_factory.h"
#include "ui/sweep/engine_access.h"

#include <memory>

namespace headroom::ui {

/// The backends linked into this program, and GPUs through `headroom-engine serve`.
std::shared_ptr<ExecutorFactory> makeExecutorFactory();

/// The factory for the window's worker thread, to which it belongs from then on. The first search for devices
/// returns those `found` already, where there are any.
EngineAccess engineLink(std::shared_ptr<ExecutorFactory> factory, std::optional<FoundDevices> found);

} // namespace headroom::ui
