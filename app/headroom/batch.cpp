// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headroom/batch.h"

#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "engine/io/journal_folder.h"
#include "ui/chart/chart_panel.h"
#include "ui/files/export_file.h"
#include "ui/files/run_library.h"

#include <QString>

#include <unistd.h>

namespace headroom::ui {

namespace {

constexpr const char* kProgram = "headroom";

bool writeExports(const CommandLine& line, const RunStore& store, const ChartPanel& chart) {
    bool written = true;
    for (const std::string& path : line.exports) {
        const Outcome outcome = exportFile(QString::fromLocal8Bit(path), store, chart, line.figure);
        if (!outcome)
            tell(kProgram, {outcome.error().reason});
        written = written && outcome;
    }
    return written;
}

} // namespace

int runBatch(const CommandLine& line, ExecutorFactory& devices, InterruptWatch& interrupts) {
    RunStore store;
    RunLibrary library(&store, std::make_shared<JournalFolder>());
    QObject::connect(&library, &RunLibrary::noted,
                     [](const QString& sentence) { tell(kProgram, {sentence.toStdString()}); });
    ChartPanel chart(&store);
    for (const std::string& path : line.runs) {
        const Result<int> opened = library.open(QString::fromLocal8Bit(path));
        if (!opened) {
            tell(kProgram, {opened.error().reason});
            return kExitUsage;
        }
        chart.setSpec(store.find(*opened)->run.spec);
    }
    if (!line.start)
        return writeExports(line, store, chart) ? kExitOk : kExitSomeFailed;

    const SweepChoice choice = chooseSweep(line.sweep, devices.findDevices(line.gpus()));
    if (const auto* refused = std::get_if<RefusedSweep>(&choice)) {
        tell(kProgram, refused->messages);
        return refused->exitStatus;
    }
    const auto& chosen = std::get<ChosenSweep>(choice);
    const std::unique_ptr<PointExecutor> executor = devices.makeExecutor(chosen.device);
    return runCommandSweep({kProgram, chosen, false, line.sweep.wait, STDOUT_FILENO}, *executor, interrupts,
                           [&](const Run& run) {
                               if (run.measurements.empty())
                                   return true;
                               chart.setSpec(run.spec);
                               store.add(RunKind::Live, QString::fromStdString(chosen.device.name), run);
                               return writeExports(line, store, chart);
                           });
}

} // namespace headroom::ui
