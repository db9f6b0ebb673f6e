// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The chart's own cost, with made-up curves, their intervals and flagged points: replacing and repainting
// everything, a frame while points stream in and the mouse reads all curves, and finding the point under the
// cursor. Draws offscreen unless told otherwise.
#include "tests/bench/made_up_chart.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/data/chart_state.h"
#include "ui/chart/reading/hover_locator.h"
#include "ui/runs/run_store.h"

#include <QApplication>

#include <cstdio>

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

void benchDrawing(int pointsPerCurve) {
    RunStore store;
    ChartState state(&store);
    ChartPanel panel(&store, &state);
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
    for (const int pointsPerCurve : {16, 400, 3000, 20000})
        benchDrawing(pointsPerCurve);
    benchLocator(20000, 7);
    benchLocator(20000, 1);
    return 0;
}
