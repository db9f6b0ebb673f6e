// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The chart's own cost, with made-up curves, their intervals, flagged points, roofs and the subtitle:
// replacing every curve of a run and repainting, a frame while points stream in and the mouse reads all
// curves, and finding the point under the cursor; with one run, and with ten of which the front one streams.
// `bench_chart RUNS POINTS` shows one of these cases alone. Draws offscreen unless told otherwise.
#include "tests/bench/made_up_chart.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/data/chart_state.h"
#include "ui/chart/plot_widget.h"
#include "ui/chart/reading/hover_locator.h"
#include "ui/runs/run_store.h"

#include <QApplication>

#include <cstdio>
#include <cstdlib>

using namespace headroom;
using namespace headroom::bench;
using namespace headroom::ui;

namespace {

Samples millisecondsOf(int times, const std::function<void(int)>& work) {
    Samples samples;
    for (int i = 0; i < times; ++i)
        samples.time([&] { work(i); });
    samples.sort();
    return samples;
}

void print(const char* what, int points, const Samples& samples) {
    std::printf("%-44s %7d %10.3f %10.3f %10.3f %10.3f\n", what, points, median(samples.wall),
                quantile(samples.wall, 0.99), median(samples.own), quantile(samples.own, 0.99));
    std::fflush(stdout);
}

/// A run of its own device, as fast as its place among the runs tells: what stands in the subtitle.
Run runOn(int device, int pointsPerCurve) {
    constexpr double kSlower = 0.04; // than the one before
    Run run = madeUpRun(pointsPerCurve);
    run.context.runId = "made-up-" + std::to_string(device);
    run.context.device = "Device " + std::to_string(device);
    run.context.deviceId = "cuda:0";
    run.context.backend = "made up";
    run.context.libraryVersion = "1.0";
    run.context.startedUtc = "2026-01-02T03:04:05Z";
    run.context.roofs = {{DataType::F16, 300 - 5.0 * device, 2e12 - 5e10 * device, "made up"}};
    for (Measurement& row : run.measurements)
        for (double* time : {&row.time.medianS, &row.time.lowS, &row.time.highS})
            *time *= 1 + kSlower * device;
    return run;
}

void benchDrawing(int pointsPerCurve, int runs) {
    RunStore store;
    ChartState state(&store);
    ChartPanel panel(&store, &state);
    panel.resize(1280, 800);
    panel.show();
    for (int other = runs - 1; other > 0; --other)
        store.add(RunKind::Opened, QStringLiteral("opened %1").arg(other), runOn(other, pointsPerCurve));
    const Run run = runOn(0, pointsPerCurve);
    const int id = store.add(RunKind::Live, QStringLiteral("made up"), run);
    panel.drawNow();
    QApplication::processEvents();
    const int points = runs * static_cast<int>(run.measurements.size());
    std::printf("%d %s of 7 x %d points, all shown, 7 x %d streaming\n", runs, runs == 1 ? "run" : "runs",
                pointsPerCurve, pointsPerCurve);
    const auto again = [&](std::size_t row, double factor) {
        Measurement changed = run.measurements[row];
        changed.time.medianS *= factor;
        store.append(id, changed);
    };
    print("  replace and repaint, every curve changed", points, millisecondsOf(60, [&](int i) {
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
    print("  a frame: a point arrives, all curves read", points, millisecondsOf(200, frame));
    const auto hover = [&](int i) {
        moveMouse(plot, {150 + 5.0 * (i % 180), 300});
        plot->repaint();
    };
    print("  hover moves, all curves read, repaint", points, millisecondsOf(200, hover));
    panel.setUnifiedHover(false);
    print("  hover moves, one point read, repaint", points, millisecondsOf(200, hover));
    const auto* shown = panel.findChild<PlotWidget*>();
    std::size_t found = 0;
    const auto samples = millisecondsOf(500, [&](int i) {
        const QPointF at(150 + i * 17 % 900, 150 + i * 31 % 400);
        found += locate(state.curves().curves(), shown->mapping(), at).has_value() ? 1 : 0;
    });
    print("  hover look-up", points, samples);
    if (found == 0)
        std::printf("nothing was found: the figures of the look-up mean nothing\n");
}

void benchLocator(int points, int curveCount) {
    std::vector<Curve> curves;
    std::mt19937 random(1);
    std::uniform_real_distribution<double> noise(0, 250);
    for (int c = 0; c < curveCount; ++c) {
        Curve curve;
        curve.key = {.runId = 1, .ratio = std::int64_t{1} << c};
        for (int i = 0; i < points / curveCount; ++i)
            curve.points.push_back({32768.0 * i * curveCount / points, noise(random), i, false});
        curves.push_back(std::move(curve));
    }
    const PlotMapping mapping(QRectF(60, 40, 1000, 700), {0, 32768, 0, 250}, {});
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
    if (argc == 3) {
        benchDrawing(std::atoi(argv[2]), std::atoi(argv[1]));
        return 0;
    }
    for (const int pointsPerCurve : {16, 400, 3000, 20000})
        benchDrawing(pointsPerCurve, 1);
    for (const int pointsPerCurve : {16, 400, 3000})
        benchDrawing(pointsPerCurve, 10);
    benchLocator(20000, 7);
    benchLocator(20000, 1);
    return 0;
}
