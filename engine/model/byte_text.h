// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace headroom {

/// "1.5 GiB", "12 MiB": for messages.
std::string formatBytes(std::uint64_t bytes);

/// "91.3 GiB": where sizes of memory are held against each other. Below a tenth of one as formatBytes().
std::string gibText(std::uint64_t bytes);

/// "1610612736 bytes (1.5 GiB)": where two of them may differ by little.
std::string exactBytes(std::uint64_t bytes);

} // namespace headroom
