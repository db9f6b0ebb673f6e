// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run.h"

#include <span>
#include <string>
#include <string_view>

namespace headroom {

/// A column of the CSV. The manual names each, in this order.
struct CsvColumn {
    std::string_view name;
    /// What a row has there, unquoted: a text as it is, a number with a '.' in every locale that reads back
    /// exactly. Empty: nothing.
    std::string (*cell)(const Run& run, const Measurement& row);
    bool isText = false; ///< of unknown origin: to be made fit for a cell
};

/// All of them, in their order. Readers go by names and may count on the order: new ones come at the end.
std::span<const CsvColumn> csvColumns();

} // namespace headroom
