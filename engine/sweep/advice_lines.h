// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/advice.h"

#include <string>
#include <vector>

namespace headroom {

/// Of a table of advice: what stands above its columns. The first and the last are texts, the others figures.
std::vector<std::string> adviceColumns(const Advice& advice);
/// One line of it, as wide. `value` is one of the advice's own.
std::vector<std::string> adviceCells(const Advice& advice, const AdvisedValue& value);

} // namespace headroom
