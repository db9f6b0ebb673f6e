// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <utility>
#include <vector>

namespace headroom::bench {

/// Asks the event loop every few milliseconds and notes how long the answers take: by the clock on the wall,
/// and of this thread's own work, which other programs do not disturb.
class EventGaps final : public QObject {
public:
    void start(int everyMs = 1) {
        m_gaps.clear();
        m_clock.start();
        m_sinceStart.start();
        m_ownBefore = ownMs();
        m_timer.disconnect();
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.callOnTimeout(this, [this] {
            const double own = ownMs();
            m_gaps.push_back({double(m_clock.nsecsElapsed()) * 1e-6, own - std::exchange(m_ownBefore, own),
                              double(m_sinceStart.elapsed()) * 1e-3});
            m_clock.restart();
        });
        m_timer.start(everyMs);
    }
    void print() {
        m_timer.stop();
        if (m_gaps.empty())
            return;
        print("gap between events    ", &Gap::wallMs);
        print("  own work in it      ", &Gap::ownMs);
    }

private:
    struct Gap {
        double wallMs;
        double ownMs;
        double endedS; ///< since the start
    };
    static double ownMs() {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return 1e3 * double(time.tv_sec) + 1e-6 * double(time.tv_nsec);
    }
    void print(const char* what, double Gap::*time) {
        std::ranges::sort(m_gaps, {}, time);
        const auto at = [&](double share) {
            return m_gaps[std::size_t(share * double(m_gaps.size() - 1))].*time;
        };
        std::printf("%s median %.1f ms, 99 %% %.1f ms, longest %.1f ms at %.1f s; %td of %zu over 50 ms\n",
                    what, at(0.5), at(0.99), at(1), m_gaps.back().endedS,
                    std::ranges::count_if(m_gaps, [time](const Gap& gap) { return gap.*time > 50; }),
                    m_gaps.size());
    }

    QTimer m_timer;
    QElapsedTimer m_clock;
    QElapsedTimer m_sinceStart;
    std::vector<Gap> m_gaps;
    double m_ownBefore = 0;
};

} // namespace headroom::bench
