// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headroom/batch.h"

#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/sweep_progress.h"
#include "engine/io/journal.h"
#include "ui/chart/chart_panel.h"
#include "ui/files/export_file.h"
#include "ui/files/run_library.h"

#include <QString>

#include <cstdio>

namespace headroom::ui {

namespace {

void tell(const std::string& message) {
    std::fprintf(stderr, "headroom: %s\n", message.c_str());
}

/// A sweep that ran, with the journal that holds it until it is exported.
struct Measured {
    SweepResult result;
    std::unique_ptr<SweepProgressPrinter> printer;
    std::unique_ptr<Journal> journal;
};

Measured measure(const ChosenSweep& chosen, PointExecutor& executor, InterruptWatch& interrupts) {
    const SweepPlan plan = makePlan(chosen.spec);
    Measured measured;
    measured.printer = std::make_unique<SweepProgressPrinter>(plan, chosen.device, false);
    measured.journal = std::make_unique<Journal>(journalFolder(), chosen.spec, *measured.printer);
    std::stop_source stop;
    interrupts.start([stop]() mutable {
        std::fputs("\nStopping after the call in flight; what was measured is exported. "
                   "Interrupt again to end at once.\n",
                   stderr);
        stop.request_stop();
    });
    measured.result = runSweep(plan, executor, *measured.journal, stop.get_token());
    measured.printer->finish();
    if (measured.result.end == SweepEnd::Failed)
        tell(measured.result.error.reason);
    return measured;
}

bool writeExports(const CommandLine& line, const RunStore& store, const ChartPanel& chart) {
    bool written = true;
    for (const std::string& path : line.exports) {
        const Outcome outcome = exportFile(QString::fromLocal8Bit(path), store, chart);
        if (!outcome)
            tell(outcome.error().reason);
        written = written && outcome;
    }
    return written;
}

} // namespace

int runBatch(const CommandLine& line, ExecutorFactory& devices, InterruptWatch& interrupts) {
    RunStore store;
    RunLibrary library(&store, journalFolder());
    ChartPanel chart(&store);
    for (const std::string& path : line.runs) {
        const Result<int> opened = library.open(QString::fromLocal8Bit(path));
        if (!opened) {
            tell(opened.error().reason);
            return kExitUsage;
        }
        chart.setSpec(store.find(*opened)->run.spec);
    }
    if (!line.start)
        return writeExports(line, store, chart) ? kExitOk : kExitSomeFailed;

    const SweepChoice choice = chooseSweep(line.sweep, devices.findDevices(line.gpus()));
    if (const auto* refused = std::get_if<RefusedSweep>(&choice)) {
        for (const std::string& message : refused->messages)
            tell(message);
        return refused->exitStatus;
    }
    const auto& chosen = std::get<ChosenSweep>(choice);
    const std::unique_ptr<PointExecutor> executor = devices.makeExecutor(chosen.device);
    const Measured measured = measure(chosen, *executor, interrupts);
    const int status = exitStatus(measured.result);
    if (measured.result.run.measurements.empty())
        return status;
    chart.setSpec(chosen.spec);
    store.add(RunKind::Live, QString::fromStdString(chosen.device.name), measured.result.run);
    if (!writeExports(line, store, chart)) {
        tell("what was measured is kept in " + measured.journal->path().string() + ".");
        return kExitSomeFailed;
    }
    measured.journal->discard();
    return status;
}

} // namespace headroom::ui
