// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/sweep_options.h"

namespace headroom::fuzzing {

/// Options that were typed are refused with sentences, or choose a sweep that can be planned, on a made-up
/// CPU or GPU.
void requireJudged(const SweepOptions& options);

} // namespace headroom::fuzzing
