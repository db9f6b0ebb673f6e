// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/own_options.h"

#include <algorithm>
#include <array>
#include <span>

namespace headroom {

std::vector<OptionRow> deviceOptionRows(DevicesCommand& into) {
    return {
        {{"--json", "", "As JSON", {}}, flag(into.asJson)},
        {{"--place", "NAME", "Those of a place, instead of this machine's; may be named several times", {}},
         values(into.places)},
    };
}

std::vector<OptionRow> placeOptionRows(PlacesCommand& into) {
    return {
        {{"--engine", "PROGRAM", "The engine on that host, a name or a path", {PlaceEntry().engine}},
         value(into.engine)},
        {{"--command", "", "What follows the name is a command that starts headroom-engine serve there", {}},
         flag(into.isCommand)},
        {{"--slurm",
          "GPUS",
          "A job with so many GPUs in a Slurm queue; what follows the name is options of it",
          {}},
         value(into.slurmTasks)},
        {{"--login", "HOST", "The host that talks to Slurm, as ssh is given it", {"this machine"}},
         value(into.login)},
    };
}

namespace {

OptionRow csvOptionRow(std::string& into) {
    return {{"--csv", "FILE|-", "Write the rows as CSV (- for the standard output)", {}}, onlyValue(into)};
}

} // namespace

std::vector<OptionRow> compareOptionRows(CompareCommand& into) {
    return {csvOptionRow(into.csv)};
}

std::vector<OptionRow> resultOptionRows(ResultFiles& into) {
    return {
        csvOptionRow(into.csv),
        {{"--json", "FILE|-", "Write a run file (- for the standard output)", {}}, onlyValue(into.json)},
    };
}

std::vector<OptionRow> progressOptionRows(SweepCommand& into) {
    return {
        {{"--quiet", "", "No progress", {}}, flag(into.quiet)},
        {{"--shard", "I/N", "Measure one of N parts of the points, for the tasks of an array job", {}},
         onlyValue(into.parts.shard)},
        {{"--resume", "FILE", "Keep the journal in a file, and go on from what it holds", {}},
         onlyValue(into.parts.resume)},
    };
}

std::vector<OptionRow> discardOptionRows(RecoverCommand& into) {
    return {{{"--discard", "", "Delete the journal once all of it was written", {}}, flag(into.discard)}};
}

std::vector<OptionRow> modelOptionRows(ModelWords& into) {
    return {
        {{"--model", "NAME", "Model, by name", {}}, value(into.preset)},
        {{"--config", "FILE", "Model, by its config.json", {}}, value(into.config)},
        {lengthText(Length::Hidden), value(into[Length::Hidden])},
        {lengthText(Length::Heads), value(into[Length::Heads])},
        {lengthText(Length::KvHeads), value(into[Length::KvHeads])},
        {lengthText(Length::HeadDim), value(into[Length::HeadDim])},
        {lengthText(Length::Ffn), value(into[Length::Ffn])},
        {lengthText(Length::ExpertFfn), value(into[Length::ExpertFfn])},
        {lengthText(Length::Vocab), value(into[Length::Vocab])},
        {{"--gated", "", "Without a model's name: its MLP has a gate", {}}, flag(into.gated)},
        {{"--tokens", "N", "Tokens at once, b times s; sets the microbatch", {}}, value(into.tokens)},
        {kvSeqText(), value(into.kvSeq)},
        {lengthText(Length::TensorParallel), value(into[Length::TensorParallel])},
        {{"--pass",
          "forward|dgrad|wgrad|all",
          "GEMMs of each operation",
          {"all; forward where one token attends to more"}},
         value(into.passes)},
    };
}

std::vector<OptionRow> adviceOptionRows(AdviseCommand& into) {
    return {
        {{"--length", choiceOf(textsOf<Length>()), "Length that is asked about", {"hidden"}},
         value(into.length)},
        {{"--value", "N", "Its value", {"the model's"}}, value(into.value)},
        {{"--within", "X", "How far a neighbour may be, relative", {"0.02"}}, value(into.within)},
        {{"--values", "N,N,…", "Other values to measure, instead of neighbours", {}}, value(into.values)},
        {{"--rank", "throughput|time", "What the better one has more of", {"throughput"}}, value(into.rank)},
    };
}

std::vector<OptionRow> shapesOptionRows(ShapesCommand& into) {
    return {{{"--shapes", "MxNxK,…", "GEMMs instead of a file, or BxMxNxK", {}}, value(into.shapes)}};
}

namespace {

std::vector<OptionRow> someOf(std::vector<OptionRow> rows, std::span<const char* const> names) {
    std::erase_if(rows, [names](const OptionRow& row) {
        return std::ranges::find(names, row.text.name) == names.end();
    });
    return rows;
}

} // namespace

std::vector<OptionRow> budgetSweepOptionRows(SweepOptions& into) {
    static constexpr std::array kOfBudget{"--device",     "--seq",     "--batch",     "--dtype",
                                          "--algorithm",  "--regime",  "--precision", "--time-limit",
                                          "--order-seed", "--threads", "--wait"};
    return someOf(sweepOptionRows(into), kOfBudget);
}

std::vector<OptionRow> listSweepOptionRows(SweepOptions& into) {
    static constexpr std::array kOfList{"--device",    "--dtype",      "--layout",  "--algorithm", "--regime",
                                        "--precision", "--time-limit", "--threads", "--wait"};
    return someOf(sweepOptionRows(into), kOfList);
}

std::vector<OptionRow> gemmSweepOptionRows(SweepOptions& into) {
    static constexpr std::array kOfGemm{"--dtype", "--layout"};
    return someOf(sweepOptionRows(into), kOfGemm);
}

std::vector<OptionRow> reproduceOptionRows(ReproduceCommand& into) {
    return {
        {{"--as", choiceOf(textsOf<Reproducer>()), "What is written", {"pytorch"}}, value(into.as)},
        {{"--point", "N", "Row of the run, counted as in its CSV", {}}, value(into.point)},
        {{"--shape", "MxNxK", "GEMM instead of a run's, or BxMxNxK", {}}, value(into.shape)},
    };
}

std::vector<OptionText> engineOptionTexts() {
    LayerCommand layer;
    AdviseCommand advise;
    ShapesCommand shapes;
    ReproduceCommand reproduction;
    SweepCommand sweep;
    RecoverCommand recovery;
    DevicesCommand devices;
    PlacesCommand places;
    return textsOf({deviceOptionRows(devices), placeOptionRows(places), resultOptionRows(sweep),
                    progressOptionRows(sweep), discardOptionRows(recovery), modelOptionRows(layer.model),
                    adviceOptionRows(advise), shapesOptionRows(shapes), reproduceOptionRows(reproduction)});
}

} // namespace headroom
