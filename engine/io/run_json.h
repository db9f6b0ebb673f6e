// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/files/json_reader.h"
#include "engine/sweep/run.h"

#include <string>

namespace headroom {

// The pieces of a run as JSON: of run files, of journals and of the engine's protocol.

nlohmann::json toJson(const RunContext& context);
nlohmann::json toJson(const SweepSpec& spec);
nlohmann::json toJson(const Measurement& row);

/// The document as text, on one line or indented. Texts come from libraries and the system: bytes that are no
/// UTF-8 are replaced rather than refused, and what a terminal would take for a command is escaped, with all
/// that is no ASCII.
std::string dump(const nlohmann::json& document, int indent = -1);

// These read what toJson writes. The first fault, with its place, goes into `fault`, which is the reader's
// own; what is returned then is not to be used.
RunContext readContext(JsonReader in, std::string& fault);
SweepSpec readSpec(JsonReader in, std::string& fault);
Measurement readMeasurement(JsonReader in, std::string& fault);

} // namespace headroom
