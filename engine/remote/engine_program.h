// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace headroom {

/// The program whose `serve` measures in another process: `named`, or headroom-engine beside this program
/// where that is empty. The error says where it was looked for.
Result<std::filesystem::path> findEngineProgram(const std::filesystem::path& named = {});

/// The command that starts an engine process with that program.
std::vector<std::string> serveCommand(const std::filesystem::path& program);

} // namespace headroom
