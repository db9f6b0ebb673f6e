// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/found_devices.h"
#include "engine/files/limits.h"
#include "engine/model/measurement.h"
#include "engine/model/run_context.h"
#include "engine/sweep/sweep_plan.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace headroom {

// The messages between a program and `headroom-engine serve`, one JSON object a line; README.md tells their
// fields. Unknown fields are ignored, and so are events of an unknown type.

/// Raised when a message changes its meaning; both ends must speak the same.
inline constexpr int kProtocolVersion = 1;

// ---- requests

/// Plan this spec, and open that device for it. The worker makes the points itself: both ends make the same.
struct PlanRequest {
    std::string deviceId; ///< as the greeting has it
    SweepSpec spec;
    std::uint64_t operandLimit = kNoOperandLimit; ///< the plan's
    bool share = false; ///< also where another program measures on the device; rows are flagged DeviceBusy
};
/// Measure a point of the plan. Requests are answered in their order, so several may be under way.
struct MeasureRequest {
    std::size_t index = 0;
};
using Request = std::variant<PlanRequest, MeasureRequest>;

std::string toLine(const Request& request);
Result<Request> requestFromLine(std::string_view line);

// ---- events

/// First of all.
struct Greeting {
    int protocol = kProtocolVersion;
    std::string version; ///< of the worker's program
    FoundDevices found;  ///< empty where the protocol is another one
};
/// Each second, whatever the worker does.
struct Heartbeat {};
/// The device is open.
struct Started {
    std::size_t points = 0; ///< that the worker planned
    RunContext context;
};
/// The plan cannot be run.
struct Refused {
    Error error;
    /// The program that measures on the device, which may be asked for again later; else empty.
    std::string holder = {};
};
/// How a worker spent its time with one request, seconds.
struct WorkerTime {
    double waitedS = 0; ///< for the request, with nothing else to do
    double tookS = 0;   ///< until the answer
};
/// The answer to a MeasureRequest.
struct Measured {
    Measurement measurement;
    bool again = false; ///< the point should be visited once more, when the others have had their turn
    std::optional<WorkerTime> worker = {}; ///< which 0.1.0 did not tell
};
/// The worker did not understand a request, and ends.
struct Fault {
    std::string reason;
};
/// Of a type that this program does not know.
struct UnknownEvent {};
using Event = std::variant<Greeting, Heartbeat, Started, Refused, Measured, Fault, UnknownEvent>;

std::string toLine(const Event& event);
Result<Event> eventFromLine(std::string_view line);

} // namespace headroom
