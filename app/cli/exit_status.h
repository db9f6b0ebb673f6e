// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "engine/sweep/sweep_runner.h"

namespace headroom {

/// Exit statuses of both programs.
enum ExitStatus {
    kExitOk = 0,            ///< all points measured
    kExitSomeFailed = 1,    ///< some points failed, or a result could not be written in the end
    kExitUsage = 2,         ///< wrong usage, a plan of which nothing fits and an unwritable place included
    kExitNoDevice = 3,      ///< the device is not available, or another program has it; the reason is named
    kExitInterrupted = 130, ///< interrupted; what was measured is written, or in the journal
};

/// The status of a sweep that ended.
int exitStatus(const SweepResult& result);

/// The status of an error met before anything was measured.
int exitStatus(const Error& error);

} // namespace headroom
