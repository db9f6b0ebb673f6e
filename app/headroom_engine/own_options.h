// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/option_table.h"
#include "app/headroom_engine/advise_command.h"
#include "app/headroom_engine/compare_command.h"
#include "app/headroom_engine/devices_command.h"
#include "app/headroom_engine/layer_command.h"
#include "app/headroom_engine/places_command.h"
#include "app/headroom_engine/recover_command.h"
#include "app/headroom_engine/reproduce_command.h"
#include "app/headroom_engine/shapes_command.h"
#include "app/headroom_engine/sweep_command.h"

namespace headroom {

// The options of headroom-engine's commands, beside those of a sweep.
std::vector<OptionRow> deviceOptionRows(DevicesCommand& into);
std::vector<OptionRow> placeOptionRows(PlacesCommand& into);
/// For each command that writes a run.
std::vector<OptionRow> resultOptionRows(ResultFiles& into);
/// For each command that prints advice.
OptionRow rankOptionRow(std::string& into);
std::vector<OptionRow> compareOptionRows(CompareCommand& into);
std::vector<OptionRow> progressOptionRows(SweepCommand& into);
std::vector<OptionRow> discardOptionRows(RecoverCommand& into);
/// For each command that measures a model's layer.
std::vector<OptionRow> modelOptionRows(ModelWords& into);
std::vector<OptionRow> adviceOptionRows(AdviseCommand& into);
std::vector<OptionRow> shapesOptionRows(ShapesCommand& into);
/// Those of a sweep that a layer's budget has, too: all but what makes curves.
std::vector<OptionRow> budgetSweepOptionRows(SweepOptions& into);
/// And those that a list of GEMMs has.
std::vector<OptionRow> listSweepOptionRows(SweepOptions& into);
std::vector<OptionRow> reproduceOptionRows(ReproduceCommand& into);
/// Those of a sweep that say how one GEMM is computed.
std::vector<OptionRow> gemmSweepOptionRows(SweepOptions& into);

} // namespace headroom
