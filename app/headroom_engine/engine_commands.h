// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/command_table.h"
#include "app/headroom_engine/advise_command.h"
#include "app/headroom_engine/compare_command.h"
#include "app/headroom_engine/devices_command.h"
#include "app/headroom_engine/layer_command.h"
#include "app/headroom_engine/merge_command.h"
#include "app/headroom_engine/places_command.h"
#include "app/headroom_engine/recover_command.h"
#include "app/headroom_engine/reproduce_command.h"
#include "app/headroom_engine/shapes_command.h"
#include "app/headroom_engine/sweep_command.h"

namespace headroom {

/// What was typed for each command of headroom-engine.
struct EngineWords {
    DevicesCommand devices;
    SweepCommand sweep;
    LayerCommand layer;
    AdviseCommand advise;
    ShapesCommand shapes;
    ReproduceCommand reproduce;
    RecoverCommand recover;
    MergeCommand merge;
    CompareCommand compare;
    PlacesCommand places;
};

/// The commands: adding one is a row, with its options; main() says what it does.
CommandTable engineProgram(EngineWords& into);

} // namespace headroom
