// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/exit_status.h"

#include <algorithm>

namespace headroom {

int exitStatus(const Error& error) {
    switch (error.status) {
    case Status::Unsupported:
    case Status::OutOfMemory:
        return kExitUsage;
    case Status::DeviceLost:
        return kExitNoDevice;
    case Status::Ok:
    case Status::CheckFailed:
    case Status::Error:
        break;
    }
    return kExitSomeFailed;
}

int exitStatus(const SweepResult& result) {
    switch (result.end) {
    case SweepEnd::Stopped:
        return kExitInterrupted;
    case SweepEnd::Failed:
        return result.run.measurements.empty() ? exitStatus(result.error) : kExitSomeFailed;
    case SweepEnd::Completed:
        break;
    }
    return std::ranges::all_of(result.run.measurements, &Measurement::ok) ? kExitOk : kExitSomeFailed;
}

} // namespace headroom
