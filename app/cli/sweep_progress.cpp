// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/sweep_progress.h"

#include "app/cli/progress_bar.h"
#include "engine/files/printable.h"
#include "engine/sweep/budget_lines.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <unistd.h>

namespace headroom {

namespace {

/// Without a terminal, a line each tenth of the points.
constexpr std::size_t kLines = 10;

std::string progressText(const SweepProgress& progress) {
    const std::string total = std::to_string(progress.total());
    if (progress.isExtraVisit()) // of which nobody knows how many there will be
        return total + " of " + total + " points, again where in doubt";
    const std::string visit = progress.visits() == 1 ? ""
                                                     : "visit " + std::to_string(progress.visit()) + " of " +
                                                           std::to_string(progress.visits()) + ", ";
    return visit + std::to_string(progress.doneInVisit()) + " of " + total + " points, " +
           timeLeftText(progress.timeLeft(), " to ") + " left"; // ASCII: the line is counted in bytes
}

std::string placeOf(const PlannedPoint& point) {
    const bool inBudget = point.perModel > 0;
    return inBudget ? printable(nameOf(point)) : "h = " + std::to_string(point.layer.hidden);
}

} // namespace

SweepProgressPrinter::SweepProgressPrinter(const SweepPlan& plan, const DeviceInfo& device, bool quiet)
    : m_progress(plan, device, 1)
    , m_quiet(quiet)
    , m_terminal(::isatty(STDERR_FILENO) != 0)
    , m_nextLine((m_progress.steps() + kLines - 1) / kLines) {}

void SweepProgressPrinter::onStarted(const RunContext& context) {
    if (!m_quiet)
        printBeginning(context);
    for (const std::string& note : context.notes)
        std::fprintf(stderr, "%s\n", printable(note).c_str());
}

void SweepProgressPrinter::printBeginning(const RunContext& context) const {
    std::fprintf(stderr, "%s, %s %s: %zu %s\n", printable(context.device).c_str(),
                 printable(context.backend).c_str(), printable(context.libraryVersion).c_str(),
                 m_progress.total(), m_progress.total() == 1 ? "point" : "points");
    for (const Roof& roof : context.roofs)
        std::fprintf(stderr, "roof for %s: %.3g TFLOP/s, %.3g GB/s (%s)\n", toString(roof.type),
                     roof.peakTflops, roof.bandwidthBytesPerS / 1e9, printable(roof.source).c_str());
}

void SweepProgressPrinter::onMeasurement(const Measurement& measurement) {
    m_progress.add(measurement);
    if (!measurement.ok()) {
        finish();
        std::fprintf(stderr, "%s: %s. %s\n", placeOf(measurement.point).c_str(), toString(measurement.status),
                     printable(measurement.reason).c_str());
    }
    if (m_quiet)
        return;
    if (m_terminal)
        drawBar(measurement);
    else if (m_progress.stepsDone() >= m_nextLine && !m_progress.isExtraVisit())
        printLine();
}

void SweepProgressPrinter::onJournalNote(const std::string& sentence) {
    finish();
    std::fprintf(stderr, "%s\n", printable(sentence).c_str());
}

void SweepProgressPrinter::drawBar(const Measurement& last) {
    const double share = static_cast<double>(m_progress.stepsDone()) /
                         static_cast<double>(std::max<std::size_t>(1, m_progress.steps()));
    std::array<char, 96> figures{};
    std::snprintf(figures.data(), figures.size(), "%s: %.4g TFLOP/s", placeOf(last.point).c_str(),
                  last.throughputTflops());
    const std::string line =
        progressLine(share, progressText(m_progress), figures.data(), terminalColumns(STDERR_FILENO));
    std::fprintf(stderr, "\r%s\033[K", line.c_str());
    std::fflush(stderr);
    m_barShown = true;
}

void SweepProgressPrinter::printLine() {
    m_nextLine += (m_progress.steps() + kLines - 1) / kLines;
    std::fprintf(stderr, "%s\n", progressText(m_progress).c_str());
}

void SweepProgressPrinter::finish() {
    if (m_barShown)
        std::fputc('\n', stderr);
    m_barShown = false;
}

} // namespace headroom
