// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/askpass.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/parse_arguments.h"
#include "app/cli/program_devices.h"
#include "app/cli/standard_streams.h"
#include "app/cli/version_text.h"
#include "app/headroom_engine/advise_command.h"
#include "app/headroom_engine/compare_command.h"
#include "app/headroom_engine/devices_command.h"
#include "app/headroom_engine/layer_command.h"
#include "app/headroom_engine/merge_command.h"
#include "app/headroom_engine/own_options.h"
#include "app/headroom_engine/program.h"
#include "app/headroom_engine/serve_command.h"
#include "app/headroom_engine/shapes_command.h"
#include "app/headroom_engine/sweep_command.h"
#include "engine/backends/built_in.h"

#include <CLI/CLI.hpp>

using namespace headroom;

int main(int argc, char** argv) {
    holdStandardStreams();
    if (const std::optional<Askpass> askpass = askpassOf(argc, argv))
        return askAtTerminal(*askpass);
    InterruptWatch interrupts;

    CLI::App app("Measures how fast a transformer's attention GEMMs run on this machine.", "headroom-engine");
    app.set_version_flag("--version", [] { return versionText(kProgram, librariesWithGpus()); });
    app.require_subcommand(1);

    DevicesCommand devicesCommand;
    CLI::App* devices =
        app.add_subcommand("devices", "List what can be measured on, and why something cannot");
    addOptions(*devices, deviceOptionRows(devicesCommand));

    SweepCommand command;
    CLI::App* sweep = app.add_subcommand("sweep", "Measure throughput over hidden size");
    addSweepOptions(*sweep, command.options);
    addOptions(*sweep, resultOptionRows(command));
    addOptions(*sweep, progressOptionRows(command));

    LayerCommand layerCommand;
    CLI::App* layer = app.add_subcommand("layer", "Measure every GEMM of a model's layer");
    addOptions(*layer, modelOptionRows(layerCommand.model), "Layer");
    addOptions(*layer, budgetSweepOptionRows(layerCommand.options), "Sweep options");
    addOptions(*layer, resultOptionRows(layerCommand));
    addOptions(*layer, progressOptionRows(layerCommand));

    AdviseCommand adviseCommand;
    CLI::App* advise =
        app.add_subcommand("advise", "Measure the neighbours of a model's length and say which is the best");
    addOptions(*advise, adviceOptionRows(adviseCommand), "Advice");
    addOptions(*advise, modelOptionRows(adviseCommand.model), "Layer");
    addOptions(*advise, budgetSweepOptionRows(adviseCommand.options), "Sweep options");
    addOptions(*advise, resultOptionRows(adviseCommand));
    addOptions(*advise, progressOptionRows(adviseCommand));

    ShapesCommand shapesCommand;
    CLI::App* shapes = app.add_subcommand("shapes", "Measure the GEMMs of a list");
    shapes
        ->add_option("list", shapesCommand.file,
                     "A CSV of batch,m,n,k,dtype,layout,label, of which m, n and k must be there; - for the "
                     "standard input")
        ->type_name("FILE|-");
    addOptions(*shapes, shapesOptionRows(shapesCommand));
    addOptions(*shapes, listSweepOptionRows(shapesCommand.options), "Sweep options");
    addOptions(*shapes, resultOptionRows(shapesCommand));
    addOptions(*shapes, progressOptionRows(shapesCommand));

    ReproduceCommand reproduction;
    CLI::App* reproduce =
        app.add_subcommand("reproduce", "Write a program that runs one GEMM of a run again");
    reproduce->add_option("run", reproduction.run, "A run file; without a point its rows are listed")
        ->type_name("FILE");
    addOptions(*reproduce, reproduceOptionRows(reproduction));
    addOptions(*reproduce, gemmSweepOptionRows(reproduction.options), "With a shape");

    RecoverCommand recovery;
    CLI::App* recover =
        app.add_subcommand("recover", "List the journals of runs that were cut off, or write one out");
    recover->add_option("journal", recovery.journal, "A journal's path, or its name in the list")
        ->type_name("JOURNAL");
    addOptions(*recover, resultOptionRows(recovery));
    addOptions(*recover, discardOptionRows(recovery));

    MergeCommand mergeCommand;
    CLI::App* merge = app.add_subcommand("merge", "Write runs that measured parts of one sweep as one run");
    merge->add_option("runs", mergeCommand.runs, "Run files and journals")->required()->type_name("FILE");
    addOptions(*merge, resultOptionRows(mergeCommand));

    CompareCommand compareCommand;
    CLI::App* compare =
        app.add_subcommand("compare", "Say which of several runs of one sweep falls out of the band");
    compare->add_option("runs", compareCommand.runs, "Run files and journals")->required()->type_name("FILE");
    addOptions(*compare, compareOptionRows(compareCommand));

    PlacesCommand placesCommand;
    CLI::App* places =
        app.add_subcommand("places", "List the places elsewhere that devices are in, or change them");
    CLI::App* addPlace = places->add_subcommand("add", "Describe a place, or describe it anew");
    addPlace->add_option("name", placesCommand.name, "What to call it")->required()->type_name("NAME");
    addPlace->add_option("way", placesCommand.way, "The host, as ssh is given it")->type_name("HOST");
    addOptions(*addPlace, placeOptionRows(placesCommand));
    CLI::App* removePlace = places->add_subcommand("remove", "Forget a place");
    removePlace->add_option("name", placesCommand.name, "Which one")->required()->type_name("NAME");

    CLI::App* serve =
        app.add_subcommand("serve", "Measure for another program, over standard input and output");

    if (const std::optional<int> status = parseArguments(app, argc, argv))
        return *status;
    if (serve->parsed())
        return runServeCommand(registryWithGpus, interrupts);
    if (places->parsed()) {
        placesCommand.change = addPlace->parsed()      ? PlacesCommand::Change::Add
                               : removePlace->parsed() ? PlacesCommand::Change::Remove
                                                       : PlacesCommand::Change::None;
        return runPlacesCommand(placesCommand, PlaceBook::ofUser());
    }
    if (compare->parsed())
        return runCompareCommand(compareCommand, interrupts);
    if (merge->parsed())
        return runMergeCommand(mergeCommand, interrupts);
    if (recover->parsed())
        return runRecoverCommand(recovery, interrupts);
    if (reproduce->parsed())
        return runReproduceCommand(reproduction);
    const std::unique_ptr<Devices> all = programDevices(kProgram);
    if (devices->parsed())
        return runDevicesCommand(devicesCommand, *all, interrupts);
    interrupts.heedTimeLimit();
    if (layer->parsed())
        return runLayerCommand(layerCommand, *all, interrupts);
    if (advise->parsed())
        return runAdviseCommand(adviseCommand, *all, interrupts);
    if (shapes->parsed())
        return runShapesCommand(shapesCommand, *all, interrupts);
    return runSweepCommand(command, *all, interrupts);
}
