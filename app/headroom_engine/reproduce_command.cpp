// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/reproduce_command.h"

#include "app/cli/exit_status.h"
#include "app/cli/standard_streams.h"
#include "app/cli/text_table.h"
#include "app/headroom_engine/read_run.h"
#include "app/headroom_engine/sweep_command.h"
#include "engine/files/printable.h"
#include "engine/io/csv.h"
#include "engine/io/shape_list.h"
#include "engine/model/figure_text.h"
#include "engine/sweep/budget_lines.h"
#include "engine/sweep/gemm_list.h"

namespace headroom {

namespace {

int wrongUsage(const std::string& message) {
    return refuse(std::vector<std::string>{message}, kExitUsage);
}

int print(const std::string& text) {
    const Outcome written = DataOutput().write(text);
    return written ? int(kExitOk) : refuse(std::vector<std::string>{written.error().reason}, kExitSomeFailed);
}

int print(const Result<std::string>& program) {
    return program ? print(*program) : wrongUsage(program.error().reason);
}

/// The rows of a run with the numbers by which they are asked for.
std::string rowsOf(const Run& run) {
    std::vector<std::vector<std::string>> lines{{"row", "h", "m×n×k", "dtype", "layout", "TFLOP/s", "GEMM"}};
    int number = 0;
    for (const Measurement* row : csvOrder(run)) {
        const PlannedPoint& point = row->point;
        const bool isOfLayer = point.operation != Operation::Gemm;
        lines.push_back({std::to_string(++number),
                         isOfLayer ? std::to_string(point.layer.hidden) : std::string(),
                         shapeText(point.gemm), toString(point.gemm.type), toString(point.layout),
                         row->ok() ? fourFigures(row->throughputTflops()) : "-", printable(nameOf(point))});
    }
    return alignedTable(lines);
}

int reproduceRow(const ReproduceCommand& command, Reproducer in) {
    const Result<Run> run = readRunOrJournal(command.run);
    if (!run)
        return wrongUsage(run.error().reason);
    const std::vector<const Measurement*> rows = csvOrder(*run);
    if (!command.point)
        return print(rowsOf(*run));
    if (*command.point < 1 || std::cmp_greater(*command.point, rows.size()))
        return wrongUsage("--point: there is no row " + std::to_string(*command.point) + "; the run has " +
                          std::to_string(rows.size()) + ". Without --point they are listed.");
    return print(reproduce(in, *run, *rows[static_cast<std::size_t>(*command.point - 1)]));
}

int reproduceShape(const ReproduceCommand& command, Reproducer in) {
    const Result<ShapeList> list = shapesFromWords(command.shape, {});
    if (!list)
        return wrongUsage("--shape: " + list.error().reason + ".");
    SweepSpec spec;
    for (const SpecChange& change : command.options.changes)
        if (const std::string fault = change(spec); !fault.empty())
            return wrongUsage(fault);
    ListedGemm& gemm = spec.budget.emplace().list.emplace_back(list->gemms.front());
    if (command.options.namesLayout)
        gemm.layout = spec.layout;
    if (list->gemms.size() > 1)
        return wrongUsage("--shape: name one GEMM.");
    if (!spec.further.types.empty())
        return wrongUsage("--dtype: a GEMM is computed in one type. Name one.");
    if (const std::vector<SpecError> faults = listFaults(spec); !faults.empty())
        return wrongUsage("--shape: " + faults.front().message);
    return print(reproduce(in, *listPoint(spec, 0)));
}

} // namespace

int runReproduceCommand(const ReproduceCommand& command) {
    Reproducer in = Reproducer::PyTorch;
    if (!command.as.empty() && !parse(command.as, in))
        return wrongUsage("--as: there is no \"" + command.as + "\". Use " +
                          listed(textsOf<Reproducer>(), "or") + ".");
    if (command.run.empty() == command.shape.empty())
        return wrongUsage(command.run.empty() ? "Name a run file, or a GEMM with --shape 16x2048x2048x128."
                                              : "Name a run file or --shape, not both.");
    if (!command.shape.empty() && command.point)
        return wrongUsage("--point is a row of a run, and --shape a GEMM of none. Leave out one of the two.");
    if (!command.shape.empty())
        return reproduceShape(command, in);
    if (command.options.anyGiven())
        return wrongUsage("--dtype and --layout are of --shape: a run's rows have their own.");
    if (!command.as.empty() && !command.point)
        return wrongUsage(
            "--as says how a row is written, and none is named. Add --point, or leave out --as.");
    return reproduceRow(command, in);
}

} // namespace headroom
