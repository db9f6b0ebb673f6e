// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run.h"

#include <iosfwd>
#include <string>

namespace headroom {

/// The header line, without its end.
std::string csvHeader();
/// One row, without its end. Numbers have a '.' in every locale and read back exactly; absent values are empty.
std::string csvRow(const Run& run, const Measurement& measurement);
/// Header and rows in the order of measuring, UTF-8, lines ended by '\n'.
std::string toCsv(const Run& run);
/// The same for several runs, one below the other under a single header.
std::string toCsv(const std::vector<Run>& runs);

} // namespace headroom
