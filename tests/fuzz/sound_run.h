// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run.h"
#include "engine/sweep/sweep_spec.h"

namespace headroom::fuzzing {

// What must hold of whatever was read, from wherever it came: it can be counted with, shown and written.

void requireSound(const Measurement& row);
/// With its rows, its CSV, and a file of it, which reads back as equal.
void requireSound(const Run& run);
/// A validated spec whose plan is small is planned: as many points as were counted, each one of the spec's.
void requirePlannable(const SweepSpec& spec);

} // namespace headroom::fuzzing
