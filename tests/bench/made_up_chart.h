// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/measure/statistics.h"
#include "engine/sweep/run.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QWidget>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <functional>
#include <random>
#include <vector>

namespace headroom::bench {

/// Sorted milliseconds: by the clock on the wall, and of this thread's own work, which other programs do not
/// disturb.
struct Samples {
    std::vector<double> wall;
    std::vector<double> own;

    void time(const std::function<void()>& work) {
        using Clock = std::chrono::steady_clock;
        const auto begin = Clock::now();
        const double ownBegin = ownMilliseconds();
        work();
        own.push_back(ownMilliseconds() - ownBegin);
        wall.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    }
    void sort() {
        std::ranges::sort(wall);
        std::ranges::sort(own);
    }

private:
    static double ownMilliseconds() {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
    }
};

inline Measurement madeUp(std::int64_t ratio, double hidden, double tflopsWanted) {
    Measurement row;
    row.status = Status::Ok;
    row.point.ratio = ratio;
    row.point.layer = layerOf(static_cast<std::int64_t>(hidden), 12, 2048, 4);
    row.point.gemm = infoOf(row.point.operation).gemm(row.point.layer, DataType::F16, Layout::NN);
    row.time.medianS = flop(row.point.gemm) / (tflopsWanted * 1e12);
    row.time.lowS = 0.97 * row.time.medianS; // an interval taller than a marker
    row.time.highS = 1.03 * row.time.medianS;
    return row;
}

/// Seven curves of that many points, noisy as measured ones are; every third and fourth of eight is flagged,
/// so that lines have thin parts.
inline Run madeUpRun(int pointsPerCurve) {
    Run run;
    std::mt19937 random(1);
    std::uniform_real_distribution<double> noise(0.97, 1.03);
    for (const std::int64_t ratio : run.spec.ratios)
        for (int i = 0; i < pointsPerCurve; ++i) {
            const double hidden = 12 + (32768.0 - 24) * i / pointsPerCurve;
            const double top = 95 + 25 * std::log2(static_cast<double>(ratio));
            run.measurements.push_back(madeUp(ratio, hidden, top * hidden / (hidden + 1500) * noise(random)));
            if (i % 8 == 2 || i % 8 == 3)
                run.measurements.back().flags = Flag::ClockLow;
        }
    return run;
}

inline void moveMouse(QWidget* plot, const QPointF& at) {
    QMouseEvent event(QEvent::MouseMove, at, plot->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
    QCoreApplication::sendEvent(plot, &event);
}

} // namespace headroom::bench
