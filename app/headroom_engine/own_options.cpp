// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/own_options.h"

#include "engine/sweep/advice.h"

#include <algorithm>
#include <array>
#include <span>

namespace headroom {

std::vector<OptionRow> deviceOptionRows(DevicesCommand& into) {
    return {
        {{"--json", "", "As JSON", {}}, flag(into.asJson)},
        {{"--place",
          "NAME",
          "Those of a place, instead of this machine's; may be named several times",
          {},
          {},
          {Offer::Of::Places}},
         values(into.places)},
    };
}

std::vector<OptionRow> placeOptionRows(PlacesCommand& into) {
    return {
        {{"--engine",
          "PROGRAM",
          "The engine on that host, a name or a path",
          {PlaceEntry().engine},
          {},
          {Offer::Of::Programs}},
         value(into.engine)},
        {{"--command",
          "",
          "What follows the name is a command that starts headroom-engine serve there",
          {},
          "`--` before its words keeps their options apart."},
         flag(into.isCommand)},
        {{"--slurm",
          "GPUS",
          "A job with so many GPUs in a Slurm queue; what follows the name is options of it",
          {},
          "They stand after `--`, as salloc takes them."},
         value(into.slurmTasks)},
        {{"--login",
          "HOST",
          "The host that talks to Slurm, as ssh is given it",
          {"this machine"},
          {},
          {Offer::Of::Hosts}},
         value(into.login)},
    };
}

namespace {

OptionRow csvOptionRow(std::string& into) {
    return {
        {"--csv", "FILE|-", "Write the rows as CSV (- for the standard output)", {}, {}, filesOf({".csv"})},
        onlyValue(into)};
}

} // namespace

std::vector<OptionRow> compareOptionRows(CompareCommand& into) {
    return {csvOptionRow(into.csv)};
}

std::vector<OptionRow> resultOptionRows(ResultFiles& into) {
    return {
        csvOptionRow(into.csv),
        {{"--json",
          "FILE|-",
          "Write a run file (- for the standard output)",
          {},
          "`headroom` opens it.",
          filesOf({".json"})},
         onlyValue(into.json)},
    };
}

std::vector<OptionRow> progressOptionRows(SweepCommand& into) {
    return {
        {{"--quiet",
          "",
          "No progress",
          {},
          "What is wrong with rows, and what the figures lack, is told all the same."},
         flag(into.quiet)},
        {{"--shard",
          "I/N",
          "Measure one of N parts of the points, for the tasks of an array job",
          {},
          "Each part has points of all curves and sizes. A part that ends in a table needs a file."},
         onlyValue(into.parts.shard)},
        {{"--resume",
          "FILE",
          "Keep the journal in a file, and go on from what it holds",
          {},
          "The file stays; the same command goes on after a kill, on the same kind of card with the same "
          "library and "
          "driver.",
          filesOf({".jsonl"})},
         onlyValue(into.parts.resume)},
    };
}

std::vector<OptionRow> discardOptionRows(RecoverCommand& into) {
    return {{{"--discard", "", "Delete the journal once all of it was written", {}}, flag(into.discard)}};
}

std::vector<OptionRow> modelOptionRows(ModelWords& into) {
    return {
        {modelText("A length that is named takes the place of the model's."), value(into.preset)},
        {{"--config",
          "FILE",
          "Model, by its config.json",
          {},
          "It is that file as published with models; what it does not say is assumed, and told.",
          filesOf({".json"})},
         value(into.config)},
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
          choiceOf(textsOf<Pass>()) + "|all",
          "GEMMs of each operation",
          {"all; forward where one token attends to more"}},
         value(into.passes)},
    };
}

namespace {

std::vector<std::string> textsOfRanks() {
    std::vector<std::string> texts;
    for (const Word<RankBy>& word : rankWords())
        texts.emplace_back(word.text);
    return texts;
}

} // namespace

OptionRow rankOptionRow(std::string& into) {
    return {{"--rank",
             choiceOf(textsOfRanks()),
             "What the better one has more of",
             {"throughput"},
             "That is FLOP a second, or speed of the layer whatever it computes."},
            value(into)};
}

std::vector<OptionRow> adviceOptionRows(AdviseCommand& into) {
    return {
        {{"--length", choiceOf(textsOf<Length>()), "Length that is asked about", {"hidden"}},
         value(into.length)},
        {{"--value", "N", "Its value", {"the model's"}}, value(into.value)},
        {{"--within", "X", "How far a neighbour may be, relative", {"0.02"}}, value(into.within)},
        {{"--values", "N,N,…", "Other values to measure, instead of neighbours", {}}, value(into.values)},
        rankOptionRow(into.rank),
    };
}

std::vector<OptionRow> shapesOptionRows(ShapesCommand& into) {
    return {{{"--shapes", "MxNxK,…", "GEMMs instead of a file, or BxMxNxK with a batch", {}},
             value(into.shapes)}};
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
        {{"--shape",
          "MxNxK",
          "GEMM instead of a run's, or BxMxNxK with a batch",
          {},
          "`--dtype` and `--layout` say how."},
         value(into.shape)},
    };
}

} // namespace headroom
