// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The chart's own cost, with made-up curves: replacing and repainting everything, a frame while points stream
// in and the mouse reads all curves, and finding the point under the cursor. Draws offscreen unless told
// otherwise.
#include "engine/measure/statistics.h"
#include "engine/sweep/sweep_plan.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/hover_locator.h"
#include "ui/sweep/run_store.h"

#include <QApplication>
#include <QMouseEvent>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <random>

using namespace headroom;
using namespace headroom::ui;

namespace {

/// Sorted milliseconds: by the clock on the wall, and of this thread's own work, which other programs do not
/// disturb.
struct Samples {
    std::vector<double> wall;
    std::vector<double> own;
};

double ownMilliseconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

Samples millisecondsOf(int times, const std::function<void(int)>& work) {
    using Clock = std::chrono::steady_clock;
    Samples samples;
    for (int i = 0; i < times; ++i) {
        const auto begin = Clock::now();
        const double ownBegin = ownMilliseconds();
        work(i);
        samples.own.push_back(ownMilliseconds() - ownBegin);
        samples.wall.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    }
    std::ranges::sort(samples.wall);
    std::ranges::sort(samples.own);
    return samples;
}

void print(const char* what, int points, const Samples& samples) {
    std::printf("%-44s %7d %10.3f %10.3f %10.3f %10.3f\n", what, points, median(samples.wall),
                quantile(samples.wall, 0.99), median(samples.own), quantile(samples.own, 0.99));
    std::fflush(stdout);
}

Measurement madeUp(std::int64_t ratio, double hidden, double tflopsWanted) {
    Measurement row;
    row.status = Status::Ok;
    row.point.ratio = ratio;
    row.point.attention = {static_cast<std::int64_t>(hidden), 12, 2048, 4};
    row.point.gemm = {48, 2048, 2048, row.point.attention.headDim(), Layout::NN, DataType::F16};
    row.time.medianS = flop(row.point.gemm) / (tflopsWanted * 1e12);
    return row;
}

/// Seven curves of that many points, noisy as measured ones are.
Run madeUpRun(int pointsPerCurve) {
    Run run;
    std::mt19937 random(1);
    std::uniform_real_distribution<double> noise(0.97, 1.03);
    for (const std::int64_t ratio : run.spec.ratios)
        for (int i = 0; i < pointsPerCurve; ++i) {
            const double hidden = 12 + (32768.0 - 24) * i / pointsPerCurve;
            const double top = 95 + 25 * std::log2(static_cast<double>(ratio));
            run.measurements.push_back(madeUp(ratio, hidden, top * hidden / (hidden + 1500) * noise(random)));
        }
    return run;
}

void moveMouse(QWidget* plot, const QPointF& at) {
    QMouseEvent event(QEvent::MouseMove, at, plot->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
    QCoreApplication::sendEvent(plot, &event);
}

void benchDrawing(int pointsPerCurve) {
    RunStore store;
    ChartPanel panel(&store);
    panel.resize(1280, 800);
    panel.show();
    const Run run = madeUpRun(pointsPerCurve);
    const int id = store.add(RunKind::Live, QStringLiteral("made up"), run);
    panel.drawNow();
    QApplication::processEvents();
    const int points = static_cast<int>(run.measurements.size());
    const auto again = [&](std::size_t row, double factor) {
        Measurement changed = run.measurements[row];
        changed.time.medianS *= factor;
        store.append(id, changed);
    };
    print("replace and repaint, every curve changed", points, millisecondsOf(60, [&](int i) {
              for (std::size_t curve = 0; curve < run.spec.ratios.size(); ++curve)
                  again(curve * static_cast<std::size_t>(pointsPerCurve), i % 2 == 0 ? 1.01 : 1);
              panel.drawNow();
          }));

    auto* plot = panel.findChild<QWidget*>(QStringLiteral("plot"));
    panel.setUnifiedHover(true);
    const auto frame = [&](int i) {
        moveMouse(plot, {150 + 5.0 * (i % 180), 300});
        again(static_cast<std::size_t>(i) * 977 % run.measurements.size(), 1.01);
        panel.drawNow();
    };
    print("a frame: a point arrives, unified hover moves", points, millisecondsOf(200, frame));
    print("hover moves alone, with its repaint", points, millisecondsOf(200, [&](int i) {
              moveMouse(plot, {150 + 5.0 * (i % 180), 300});
              plot->repaint();
          }));
}

void benchLocator(int points, int curveCount) {
    std::vector<Curve> curves;
    std::mt19937 random(1);
    std::uniform_real_distribution<double> noise(0, 250);
    for (int c = 0; c < curveCount; ++c) {
        Curve curve;
        curve.key = {1, std::int64_t{1} << c, Algorithm::Default};
        for (int i = 0; i < points / curveCount; ++i)
            curve.points.push_back({32768.0 * i * curveCount / points, noise(random), i, false});
        curves.push_back(std::move(curve));
    }
    const PlotMapping mapping(QRectF(60, 40, 1000, 700), {0, 32768, 0, 250}, false);
    std::size_t found = 0;
    const auto samples = millisecondsOf(2000, [&](int i) {
        found += locate(curves, mapping, QPointF(60 + i * 17 % 1000, 40 + i * 31 % 700)).has_value() ? 1 : 0;
    });
    print(curveCount == 1 ? "hover look-up, one curve" : "hover look-up, seven curves", points, samples);
    if (found == 0)
        std::printf("nothing was found: the figures above mean nothing\n");
}

} // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    std::printf("%-44s %7s %10s %10s %10s %10s\n", "milliseconds", "points", "median", "p99", "own median",
                "own p99");
    for (const int pointsPerCurve : {16, 400, 3000, 20000})
        benchDrawing(pointsPerCurve);
    benchLocator(20000, 7);
    benchLocator(20000, 1);
    return 0;
}
