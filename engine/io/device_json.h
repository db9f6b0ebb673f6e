// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/found_devices.h"
#include "engine/files/json_reader.h"

namespace headroom {

/// The "devices" and "unavailable" of `headroom-engine devices --json` and of the engine process's greeting.
nlohmann::json toJson(const FoundDevices& found);

/// Reads what toJson writes. Words for types, layouts, algorithms and regimes that this program does not know
/// are left out.
FoundDevices readFoundDevices(JsonReader in, std::string& fault);

} // namespace headroom
