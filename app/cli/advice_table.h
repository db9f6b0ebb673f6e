// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/advice.h"

#include <string>

namespace headroom {

/// Advice to be read on a terminal: a line for each value, best first, then what it comes to in a sentence.
std::string adviceTable(const Advice& advice);

} // namespace headroom
