// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/layer_command.h"

#include "app/cli/budget_table.h"
#include "app/cli/exit_status.h"

namespace headroom {

int runLayerCommand(const LayerCommand& given, Devices& devices, InterruptWatch& interrupts) {
    LayerCommand command = given;
    const Result<ChosenModel> model = modelOf(command.model);
    if (!model)
        return refuse({model.error().reason}, kExitUsage);
    command.inputs.push_back(command.model.config);
    command.options.changes.push_back(
        budgetChange(command.model, model->shape, command.options.names("--batch")));
    return runAndWrite(command, devices, interrupts, budgetTable);
}

} // namespace headroom
