// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/askpass.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/parse_arguments.h"
#include "app/cli/program_devices.h"
#include "app/cli/standard_streams.h"
#include "app/cli/version_text.h"
#include "app/headroom_engine/engine_commands.h"
#include "app/headroom_engine/program.h"
#include "app/headroom_engine/serve_command.h"
#include "engine/backends/built_in.h"

#include <CLI/CLI.hpp>

using namespace headroom;

int main(int argc, char** argv) {
    holdStandardStreams();
    if (const std::optional<Askpass> askpass = askpassOf(argc, argv))
        return askAtTerminal(*askpass);
    InterruptWatch interrupts;

    EngineWords words;
    CLI::App app;
    addProgram(app, engineProgram(words), [] { return versionText(kProgram, librariesWithGpus()); });
    if (const std::optional<int> status = parseArguments(app, argc, argv))
        return *status;
    const std::string command = commandNamed(app);
    if (command == "serve")
        return runServeCommand(registryWithGpus, interrupts);
    if (command.starts_with("places")) {
        words.places.change = command == "places add"      ? PlacesCommand::Change::Add
                              : command == "places remove" ? PlacesCommand::Change::Remove
                                                           : PlacesCommand::Change::None;
        return runPlacesCommand(words.places, PlaceBook::ofUser());
    }
    if (command == "compare")
        return runCompareCommand(words.compare, interrupts);
    if (command == "merge")
        return runMergeCommand(words.merge, interrupts);
    if (command == "recover")
        return runRecoverCommand(words.recover, interrupts);
    if (command == "reproduce")
        return runReproduceCommand(words.reproduce);
    if (command == "devices")
        return runDevicesCommand(words.devices, *programDevices(kProgram, thisEngine()), interrupts);
    const SweepOptions& options = command == "layer"    ? words.layer.options
                                  : command == "advise" ? words.advise.options
                                  : command == "shapes" ? words.shapes.options
                                                        : words.sweep.options;
    const std::unique_ptr<Devices> all = programDevices(kProgram, thisEngine(), options.device);
    interrupts.heedTimeLimit();
    if (command == "layer")
        return runLayerCommand(words.layer, *all, interrupts);
    if (command == "advise")
        return runAdviseCommand(words.advise, *all, interrupts);
    if (command == "shapes")
        return runShapesCommand(words.shapes, *all, interrupts);
    return runSweepCommand(words.sweep, *all, interrupts);
}
