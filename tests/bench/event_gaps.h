// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace headroom::bench {

/// Asks the event loop every few milliseconds and notes how long the answers take.
class EventGaps final : public QObject {
public:
    void start(int everyMs = 1) {
        m_gapsMs.clear();
        m_clock.start();
        m_timer.disconnect();
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.callOnTimeout(this, [this] {
            m_gapsMs.push_back(double(m_clock.nsecsElapsed()) * 1e-6);
            m_clock.restart();
        });
        m_timer.start(everyMs);
    }
    void print() {
        m_timer.stop();
        if (m_gapsMs.empty())
            return;
        std::ranges::sort(m_gapsMs);
        const auto at = [this](double share) {
            return m_gapsMs[std::size_t(share * double(m_gapsMs.size() - 1))];
        };
        std::printf("gap between events     median %.1f ms, 99 %% %.1f ms, longest %.1f ms (%zu events)\n",
                    at(0.5), at(0.99), m_gapsMs.back(), m_gapsMs.size());
        std::printf("                       over 50 ms: %td\n",
                    std::ranges::count_if(m_gapsMs, [](double gap) { return gap > 50; }));
    }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_gapsMs;
};

} // namespace headroom::bench
