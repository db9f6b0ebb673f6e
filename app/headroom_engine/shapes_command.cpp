// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/shapes_command.h"

#include "app/cli/budget_table.h"
#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "app/headroom_engine/program.h"
#include "engine/files/limits.h"
#include "engine/files/read_file.h"
#include "engine/io/shape_list.h"

namespace headroom {

namespace {

Result<ShapeList> fromStandardInput() {
    const Result<std::string> text = readStandardInput(kMaxTableBytes);
    Result<ShapeList> list = text ? shapesFromText(*text, "standard input") : text.error();
    if (!list)
        return Error{Status::Error,
                     "Cannot read the standard input as a list of GEMMs: " + list.error().reason + "."};
    return list;
}

Result<ShapeList> listOf(const ShapesCommand& command) {
    if (command.file.empty() == command.shapes.empty())
        return Error{Status::Error, command.file.empty()
                                        ? "Name a file with a list of GEMMs, - for the standard input, or "
                                          "GEMMs with --shapes 8192x28672x4096,16x2048x2048x128."
                                        : "Name a file or --shapes, not both."};
    if (!command.shapes.empty()) {
        Result<ShapeList> list = shapesFromWords(command.shapes, "shapes");
        if (!list)
            return Error{Status::Error, "--shapes: " + list.error().reason + "."};
        return list;
    }
    return command.file == "-" ? fromStandardInput() : readShapeList(command.file);
}

} // namespace

int runShapesCommand(const ShapesCommand& given, Devices& devices, InterruptWatch& interrupts) {
    ShapesCommand command = given;
    const Result<ShapeList> list = listOf(command);
    if (!list)
        return refuse(std::vector<std::string>{list.error().reason}, kExitUsage);
    tell(kProgram, list->notes);
    command.inputs.push_back(command.file);
    command.options.changes.emplace_back([&](SweepSpec& spec) {
        BudgetSpec& budget = spec.budget.emplace();
        budget.model.name = list->name;
        budget.list = list->gemms;
        if (command.options.namesLayout)
            for (ListedGemm& gemm : budget.list)
                if (!gemm.layout)
                    gemm.layout = spec.layout;
        return std::string();
    });
    return runAndWrite(command, devices, interrupts, listTable);
}

} // namespace headroom
