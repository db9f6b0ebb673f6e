// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backend/registry.h"
#include "engine/measure/clock.h"
#include "ui/sweep/engine_access.h"

#include <memory>

namespace headroom::ui {

/// The backends of this process, for the window's worker thread. `registry` is made there on first use where
/// none is given, so that looking for devices never delays the window.
EngineAccess localEngine(std::shared_ptr<Registry> registry);

} // namespace headroom::ui
