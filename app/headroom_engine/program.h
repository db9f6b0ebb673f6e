// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace headroom {

/// As messages begin.
inline constexpr const char* kProgram = "headroom-engine";

} // namespace headroom
