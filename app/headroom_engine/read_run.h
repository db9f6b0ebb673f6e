// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "engine/sweep/run.h"

#include "engine/model/result.h"

#include <string>

namespace headroom {

/// The run of a run file, or of a journal (.jsonl), also one that grows: its lines are a run each time it is
/// read, and those that cannot be read are told.
Result<Run> readRunOrJournal(const std::string& path);

} // namespace headroom
