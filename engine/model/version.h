// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace headroom {

/// The program's version, "0.1.0".
const char* programVersion();

} // namespace headroom
