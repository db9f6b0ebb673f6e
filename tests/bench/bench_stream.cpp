// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The chart during a long sweep: bench_stream [seconds]
//
// Seven curves of 3000 points each, of which 100 a second arrive, in the order of no curve, while the mouse
// wanders over the plot and reads all curves at once. A frame is what the window does for one: take over the
// points that have arrived, move the mark, draw and paint. The chart is full at the end, after 30 seconds
// unless told; what does not arrive in that time is there at the beginning, and from 210 seconds on points
// are measured again. Draws offscreen unless told otherwise.
#include "tests/bench/made_up_chart.h"
#include "tests/bench/resident_memory.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/data/chart_state.h"
#include "ui/runs/run_store.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <cstdio>
#include <cstdlib>

using namespace headroom;
using namespace headroom::bench;
using namespace headroom::ui;

namespace {

constexpr int kPointsPerCurve = 3000;
constexpr double kPointsPerSecond = 100;
constexpr int kFrameMs = 33;

/// The window's chart, and what streams into it.
class Stream {
public:
    explicit Stream(double seconds)
        : m_all(madeUpRun(kPointsPerCurve).measurements), m_state(&m_store), m_panel(&m_store, &m_state) {
        std::ranges::shuffle(m_all, std::mt19937(7));
        const auto arriving = std::min(m_all.size(), static_cast<std::size_t>(seconds * kPointsPerSecond));
        m_next = m_all.size() - arriving;
        Run run;
        run.measurements.assign(m_all.begin(), m_all.begin() + static_cast<std::ptrdiff_t>(m_next));
        m_run = m_store.add(RunKind::Live, QStringLiteral("made up"), std::move(run));
        m_panel.resize(1280, 800);
        m_panel.setUnifiedHover(true);
        m_panel.show();
        m_panel.drawNow();
        m_clock.start();
    }

    double seconds() const { return static_cast<double>(m_clock.nsecsElapsed()) / 1e9; }
    int points() const { return static_cast<int>(m_store.find(m_run)->run.measurements.size()); }
    std::size_t arrived() const { return m_arrived; }

    void frame() {
        const auto due = static_cast<std::size_t>(seconds() * kPointsPerSecond);
        for (; m_arrived < due; ++m_arrived)
            m_store.append(m_run, m_all[m_next++ % m_all.size()]);
        m_mouse += 5;
        moveMouse(m_panel.findChild<QWidget*>(QStringLiteral("plot")), {150.0 + m_mouse % 900, 300});
        m_panel.drawNow();
    }

private:
    std::vector<Measurement> m_all;
    std::size_t m_next = 0;
    std::size_t m_arrived = 0;
    int m_mouse = 0;
    int m_run = 0;
    RunStore m_store;
    ChartState m_state;
    ChartPanel m_panel;
    QElapsedTimer m_clock;
};

} // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    const double seconds = argc > 1 ? std::atof(argv[1]) : 30;
    Stream stream(seconds);
    Samples frames;
    frames.wall.reserve(static_cast<std::size_t>(seconds * 1000 / kFrameMs) + 1);
    frames.own.reserve(frames.wall.capacity());
    const int begin = stream.points();
    const double before = residentMebibytes();
    QTimer tick;
    tick.setTimerType(Qt::PreciseTimer);
    QObject::connect(&tick, &QTimer::timeout, &app, [&] {
        frames.time([&] { stream.frame(); });
        if (stream.seconds() >= seconds)
            QApplication::quit();
    });
    tick.start(kFrameMs);
    QApplication::exec();
    const double after = residentMebibytes();
    frames.sort();
    std::printf("%zu frames in %.0f s, %zu points arrived, %d rows at first, %d at last\n",
                frames.wall.size(), stream.seconds(), stream.arrived(), begin, stream.points());
    std::printf("%-28s %10s %10s %10s\n", "milliseconds of a frame", "median", "p99", "longest");
    for (const auto& [name, times] : {std::pair("on the wall", frames.wall), std::pair("own", frames.own)})
        std::printf("%-28s %10.2f %10.2f %10.2f\n", name, median(times), quantile(times, 0.99), times.back());
    std::printf("resident memory: %.1f MiB at first, %.1f MiB at last\n", before, after);
    return 0;
}
