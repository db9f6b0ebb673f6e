// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace headroom {

/// This machine's name, as the system tells it; empty where it tells none. Any thread.
std::string hostName();

} // namespace headroom
