// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <cstddef>
#include <filesystem>
#include <string>

namespace headroom {

/// The whole of a regular file, as it is while it is read. Folders, pipes, sockets and devices are refused
/// without waiting for them, and so is a file of more than `mostBytes`, or one that grows beyond it. The
/// error is a phrase that continues "Cannot read FILE: ".
Result<std::string> readFile(const std::filesystem::path& path, std::size_t mostBytes);

/// What comes from the standard input until it ends, which may take as long as whoever writes there likes.
Result<std::string> readStandardInput(std::size_t mostBytes);

} // namespace headroom
