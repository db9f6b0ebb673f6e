// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/sweep_control.h"

#include <algorithm>

namespace headroom::ui {

void SweepControl::requestStop() {
    m_stop.request_stop();
}

void SweepControl::setPaused(bool paused) {
    {
        const std::lock_guard lock(m_mutex);
        if (paused && !m_paused)
            ++m_pause;
        m_paused = paused;
    }
    m_changed.notify_all();
}

std::optional<std::uint64_t> SweepControl::pauseRequest() const {
    const std::lock_guard lock(m_mutex);
    return m_paused ? std::optional(m_pause) : std::nullopt;
}

void SweepControl::waitWhilePaused(std::uint64_t pause) {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, m_stop.get_token(), [&] { return !m_paused || m_pause != pause; });
}

std::uint64_t SweepControl::newTicket() {
    const std::lock_guard lock(m_mutex);
    return ++m_lastTicket;
}

void SweepControl::acknowledge(std::uint64_t ticket) {
    {
        const std::lock_guard lock(m_mutex);
        m_drawn = std::max(m_drawn, ticket);
    }
    m_changed.notify_all();
}

void SweepControl::waitUntilDrawn(std::uint64_t ticket, std::chrono::milliseconds limit) {
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, m_stop.get_token(), limit, [&] { return m_drawn >= ticket; });
}

} // namespace headroom::ui
