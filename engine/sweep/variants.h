// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/lengths.h"
#include "engine/sweep/sweep_spec.h"

#include <cstdint>
#include <vector>

namespace headroom {

/// Of a budget's length.
std::int64_t valueOf(const BudgetSpec& budget, Length length);

/// What every value of the variants' length must be a multiple of. Requires variants.
std::int64_t unitOf(const BudgetSpec& budget);

/// The spec with that value in the place of the variants': what follows from it is changed, too. Another
/// number of heads keeps a·d, and g where it was a. Requires variants.
SweepSpec variantOf(const SweepSpec& spec, std::int64_t value);

/// Whether its neighbours are those within some distance, and not those that divide.
bool isChosenByDistance(Length length);

/// The values worth measuring beside the one asked about: neighbours within that distance on the curves of
/// larger power-of-two divisors, and others between them; of heads, key/value heads and devices those that
/// divide. All of them can be planned. The value asked about is the first.
/// Requires a spec that can be planned, with variants whose only value is the one asked about.
std::vector<std::int64_t> candidateValues(const SweepSpec& spec);

} // namespace headroom
