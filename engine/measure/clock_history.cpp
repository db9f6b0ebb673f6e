// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/clock_history.h"

#include <algorithm>

namespace headroom {

namespace {

/// Throughputs this close count as equal.
constexpr double kAtLeast = 0.99;

} // namespace

void ClockHistory::add(const std::string& kind, double tflops, double clockMhz) {
    std::vector<Window>& windows = m_windows[kind];
    const auto beats = [](const Window& one, const Window& other) {
        return one.tflops >= other.tflops && one.clockMhz >= other.clockMhz;
    };
    const Window added{tflops, clockMhz};
    if (std::ranges::any_of(windows, [&](const Window& known) { return beats(known, added); }))
        return;
    std::erase_if(windows, [&](const Window& known) { return beats(added, known); });
    windows.push_back(added);
}

double ClockHistory::reference(const std::string& kind, double tflops) const {
    const auto windows = m_windows.find(kind);
    double best = 0;
    if (windows != m_windows.end())
        for (const Window& window : windows->second)
            if (window.tflops >= kAtLeast * tflops)
                best = std::max(best, window.clockMhz);
    return best;
}

} // namespace headroom
