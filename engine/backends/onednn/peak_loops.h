// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/terms.h"

#include <cstdint>
#include <vector>

namespace headroom {

/// Multiply-adds on registers alone: nothing computes faster with that instruction set.
struct PeakLoop {
    const char* instructions; ///< "AVX-512 FMA"
    double flopPerRound;
    float (*run)(std::int64_t rounds); ///< the result only keeps the compiler from leaving the work out
};

/// The loops for a type that this processor can run; none where it multiplies that type by other means only.
std::vector<PeakLoop> peakLoops(DataType type);

} // namespace headroom
