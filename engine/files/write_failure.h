// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <filesystem>
#include <string>

namespace headroom {

/// "Cannot write PLACE: …", with what to do about the errno. `folder` is where the file would be.
Error writeFailure(const std::string& place, const std::filesystem::path& folder, int error);

} // namespace headroom
