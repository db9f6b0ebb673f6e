// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/axis.h"
#include "engine/sweep/sweep_spec.h"

#include <cstdint>
#include <optional>
#include <string>

namespace headroom {

struct PlannedPoint;

/// How far a neighbour may be where nobody says otherwise, relative.
inline constexpr double kUsualDistance = 0.02;

/// The length that an architect chooses along that axis; none of tokens.
std::optional<Length> lengthOf(Axis axis);

/// The length that its GEMMs ask about first: the one whose divisors make their curves.
Length lengthOf(Operation operation);

/// Puts the neighbours of the first of these values into the budget's variants: all worth measuring. Returns
/// why there can be none, as a sentence; else empty. Requires a budget.
std::string askAbout(const LengthVariants& variants, SweepSpec& spec);

/// Asks about the length along the sweep's x axis where the point is: of its GEMM alone, laid as it is, and
/// measured as the sweep was. None where that is no length that an architect chooses. No neighbours yet.
std::optional<SweepSpec> questionAt(const SweepSpec& sweep, const PlannedPoint& point);

} // namespace headroom
