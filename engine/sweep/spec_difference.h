// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/sweep_spec.h"

#include <string>

namespace headroom {

/// What of `there` is not as in `here`: "heads 12 (here 8), microbatch 4 (here 1), other lengths of the
/// layer". Empty where they are equal.
std::string specDifference(const SweepSpec& there, const SweepSpec& here);

} // namespace headroom
