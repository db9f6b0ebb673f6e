// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headroom/batch.h"

#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/standard_streams.h"
#include "engine/io/journal_folder.h"
#include "ui/chart/data/chart_state.h"
#include "ui/chart/figure.h"
#include "ui/export/font_check.h"
#include "ui/files/export_file.h"
#include "ui/runs/run_library.h"

#include <QString>

#include <algorithm>
#include <stop_token>

namespace headroom::ui {

namespace {

constexpr const char* kProgram = "headroom";

/// Files that are not begun when a stop is requested are left out.
bool writeExports(const CommandLine& line, const RunStore& store, const CurveSet& curves,
                  std::stop_token stop = {}) {
    bool written = true;
    if (line.figure.style.dashes && !canHaveDashes(curves))
        tell(kProgram, {"--export-dashes: several runs are shown, and the pattern of a line says which."});
    for (const std::string& path : line.exports) {
        if (stop.stop_requested())
            break;
        const Outcome outcome =
            exportFile(QString::fromLocal8Bit(path), store, untouchedFigure(curves), line.figure);
        if (!outcome)
            tell(kProgram, {outcome.error().reason});
        written = written && outcome;
    }
    return written;
}

/// Exports the runs that were opened. A stop would lose nothing, but could leave half a file behind.
int exportOpened(const CommandLine& line, const RunStore& store, const CurveSet& curves,
                 InterruptWatch& interrupts) {
    std::stop_source stop;
    interrupts.onInterrupt([stop]() mutable {
        stop.request_stop();
        sayWithoutWaiting("\nStopping after this file. Interrupt again to end at once.\n");
    });
    const bool written = writeExports(line, store, curves, stop.get_token());
    interrupts.onInterrupt({});
    if (stop.stop_requested())
        return kExitInterrupted;
    return written ? kExitOk : kExitSomeFailed;
}

/// Before anything is measured; CSV needs no font.
Outcome checkFontsFor(const CommandLine& line) {
    const bool needsFonts = std::ranges::any_of(
        line.exports, [](const std::string& path) { return !isCsv(QString::fromLocal8Bit(path)); });
    return needsFonts ? checkFonts() : success();
}

/// Opens all that can be; the reasons why others cannot.
std::vector<std::string> openRuns(const CommandLine& line, RunLibrary& library) {
    std::vector<std::string> faults;
    for (const std::string& path : line.runs)
        if (const Result<int> opened = library.open(QString::fromLocal8Bit(path)); !opened)
            faults.push_back(opened.error().reason);
    return faults;
}

} // namespace

int runBatch(const CommandLine& line, Devices& devices, InterruptWatch& interrupts) {
    const DataOutput output;
    RunStore store;
    RunLibrary library(&store, std::make_shared<JournalFolder>());
    QObject::connect(&library, &RunLibrary::noted,
                     [](const QString& sentence) { tell(kProgram, {sentence.toStdString()}); });
    const ChartState chart(&store);
    std::vector<std::string> faults = openRuns(line, library);
    if (const Outcome fonts = checkFontsFor(line); !fonts)
        faults.push_back("--export: " + fonts.error().reason);
    if (!faults.empty()) {
        tell(kProgram, faults);
        return kExitUsage;
    }
    if (!line.start)
        return exportOpened(line, store, chart.curves(), interrupts);

    const SweepChoice choice = chooseSweep(line.sweep, devices.find(placesHere(line.inProcess)));
    if (const auto* refused = std::get_if<RefusedSweep>(&choice)) {
        tell(kProgram, refused->messages);
        return refused->exitStatus;
    }
    const auto& chosen = std::get<ChosenSweep>(choice);
    const std::unique_ptr<PointExecutor> executor = devices.executorFor(chosen.device);
    return runCommandSweep({kProgram, chosen, false, line.sweep.wait, output.fd()}, *executor, interrupts,
                           [&](const Run& run) {
                               store.add(RunKind::Live, {}, run);
                               return writeExports(line, store, chart.curves());
                           });
}

} // namespace headroom::ui
