// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <string>

namespace headroom {

/// Time as the measuring code sees it; tests feed their own.
class Clock {
public:
    virtual ~Clock() = default;
    /// Seconds since an arbitrary start, never going back.
    virtual double now() = 0;
    /// Idles that long, or until asked to stop.
    virtual void idle(double seconds, std::stop_token stop) = 0;
};

/// The machine's steady clock.
class SteadyClock final : public Clock {
public:
    double now() override;
    void idle(double seconds, std::stop_token stop) override;
};

/// The present time in UTC, ISO 8601 with milliseconds: "2026-01-31T12:00:00.000Z".
std::string utcNow();

} // namespace headroom
