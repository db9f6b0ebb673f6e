// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>

namespace headroom::ui {

/// The wires between the window and a running sweep: stop, pause, and "drawn". Every call is safe from any
/// thread.
class SweepControl {
public:
    void requestStop();
    bool stopRequested() const { return m_stop.stop_requested(); }
    std::stop_token stopToken() const { return m_stop.get_token(); }

    /// Not to wait any longer for the program that measures on the device.
    void requestAnyway() { m_anyway.request_stop(); }
    std::stop_token anywayToken() const { return m_anyway.get_token(); }

    void setPaused(bool paused);
    /// The number of the pause that is asked for; nothing when none is.
    std::optional<std::uint64_t> pauseRequest() const;
    /// Returns when that pause is over, even where another has followed it; at once on a stop.
    void waitWhilePaused(std::uint64_t pause);

    /// A new number that the window hands back when it has drawn; never 0.
    std::uint64_t newTicket();
    void acknowledge(std::uint64_t ticket);
    /// Returns when that ticket or a later one was handed back, at once on a stop, at the latest after
    /// `limit`.
    void waitUntilDrawn(std::uint64_t ticket, std::chrono::milliseconds limit);

private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::stop_source m_stop;
    std::stop_source m_anyway;
    bool m_paused = false;
    std::uint64_t m_pause = 0;
    std::uint64_t m_lastTicket = 0;
    std::uint64_t m_drawn = 0;
};

} // namespace headroom::ui
