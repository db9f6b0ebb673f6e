// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/engine_commands.h"

#include "app/headroom_engine/own_options.h"
#include "app/headroom_engine/program.h"

namespace headroom {

namespace {

constexpr const char* kOfSweep = "Sweep options";
constexpr const char* kOfLayer = "Layer";

ArgumentRow runsRow(std::vector<std::string>& into) {
    return {{"runs", "FILE", "Run files and journals", true, filesOf({".headroom.json", ".jsonl"})},
            allThatFollow(into)};
}

std::vector<OptionRow> together(std::vector<OptionRow> rows, const std::vector<OptionRow>& further) {
    rows.insert(rows.end(), further.begin(), further.end());
    return rows;
}

/// Of a command that measures.
OptionGroup outputs(SweepCommand& into) {
    return {{}, together(resultOptionRows(into), progressOptionRows(into))};
}

CommandTable placesCommand(PlacesCommand& into) {
    const ArgumentRow added{{"name", "NAME", "What to call it", true}, onlyValue(into.name)};
    const ArgumentRow known{{"name", "NAME", "Which one", true, {Offer::Of::Places}}, onlyValue(into.name)};
    const ArgumentRow way{{"way", "HOST", "The host, as ssh is given it", false, {Offer::Of::Hosts}},
                          allThatFollow(into.way)};
    return {"places",
            "List the places elsewhere that devices are in, or change them",
            {},
            {},
            {{"add", "Describe a place, or describe it anew", {added, way}, {{{}, placeOptionRows(into)}}},
             {"remove", "Forget a place", {known}}}};
}

CommandTable shapesCommand(ShapesCommand& into) {
    return {"shapes",
            "Measure the GEMMs of a list",
            {{{"list", "FILE|-",
               "A CSV of batch,m,n,k,dtype,layout,label, of which m, n and k must be there; - for the "
               "standard input",
               false, filesOf({".csv"})},
              onlyValue(into.file)}},
            {{{}, shapesOptionRows(into)}, {kOfSweep, listSweepOptionRows(into.options)}, outputs(into)}};
}

CommandTable reproduceCommand(ReproduceCommand& into) {
    return {"reproduce",
            "Write a program that runs one GEMM of a run again",
            {{{"run", "FILE", "A run file or journal; without a point its rows are listed", false,
               filesOf({".headroom.json", ".jsonl"})},
              onlyValue(into.run)}},
            {{{}, reproduceOptionRows(into)}, {"With a shape", gemmSweepOptionRows(into.options)}}};
}

CommandTable recoverCommand(RecoverCommand& into) {
    return {"recover",
            "List the journals of runs that were cut off, or write one out",
            {{{"journal",
               "JOURNAL",
               "A journal's path, or its name in the list",
               false,
               {Offer::Of::Journals, {".jsonl"}}},
              onlyValue(into.journal)}},
            {{{}, together(resultOptionRows(into), discardOptionRows(into))}}};
}

} // namespace

CommandTable engineProgram(EngineWords& into) {
    return {kProgram,
            "Measures how fast a transformer's attention GEMMs run on this machine.",
            {},
            {},
            {
                {"devices",
                 "List what can be measured on, and why something cannot",
                 {},
                 {{{}, deviceOptionRows(into.devices)}}},
                {"sweep",
                 "Measure throughput over hidden size",
                 {},
                 {sweepOptionGroup(into.sweep.options), outputs(into.sweep)}},
                {"layer",
                 "Measure every GEMM of a model's layer",
                 {},
                 {{kOfLayer, modelOptionRows(into.layer.model)},
                  {kOfSweep, budgetSweepOptionRows(into.layer.options)},
                  outputs(into.layer)}},
                {"advise",
                 "Measure the neighbours of a model's length and say which is the best",
                 {},
                 {{"Advice", adviceOptionRows(into.advise)},
                  {kOfLayer, modelOptionRows(into.advise.model)},
                  {kOfSweep, budgetSweepOptionRows(into.advise.options)},
                  outputs(into.advise)}},
                shapesCommand(into.shapes),
                reproduceCommand(into.reproduce),
                recoverCommand(into.recover),
                {"merge",
                 "Write runs that measured parts of one sweep as one run",
                 {runsRow(into.merge.runs)},
                 {{{}, together(resultOptionRows(into.merge), {rankOptionRow(into.merge.rank)})}}},
                {"compare",
                 "Say which of several runs of one sweep falls out of the band",
                 {runsRow(into.compare.runs)},
                 {{{}, compareOptionRows(into.compare)}}},
                placesCommand(into.places),
                {"serve", "Measure for another program, over standard input and output"},
            },
            true};
}

} // namespace headroom
