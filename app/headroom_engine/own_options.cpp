// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/own_options.h"

#include <algorithm>
#include <array>

namespace headroom {

std::vector<OptionRow> deviceOptionRows(bool& asJson) {
    return {{{"--json", "", "As JSON", {}}, flag(asJson)}};
}

std::vector<OptionRow> resultOptionRows(ResultFiles& into) {
    return {
        {{"--csv", "FILE|-", "Write the rows as CSV (- for the standard output)", {}}, onlyValue(into.csv)},
        {{"--json", "FILE|-", "Write a run file (- for the standard output)", {}}, onlyValue(into.json)},
    };
}

std::vector<OptionRow> progressOptionRows(SweepCommand& into) {
    return {{{"--quiet", "", "No progress", {}}, flag(into.quiet)}};
}

std::vector<OptionRow> discardOptionRows(RecoverCommand& into) {
    return {{{"--discard", "", "Delete the journal once all of it was written", {}}, flag(into.discard)}};
}

std::vector<OptionRow> modelOptionRows(ModelWords& into) {
    return {
        {{"--model", "NAME", "Model, by name", {}}, value(into.preset)},
        {{"--config", "FILE", "Model, by its config.json", {}}, value(into.config)},
        {{"--hidden", "N", "Hidden size h", {"the model's"}}, value(into[Length::Hidden])},
        {{"--heads", "N", "Number of heads a", {"the model's"}}, value(into[Length::Heads])},
        {{"--kv-heads", "N", "Number of key/value heads g", {"the model's, else a"}},
         value(into[Length::KvHeads])},
        {{"--head-dim", "N", "Head dimension d", {"the model's, else h/a"}}, value(into[Length::HeadDim])},
        {{"--ffn", "N", "Feed-forward size f", {"the model's, else 4h"}}, value(into[Length::Ffn])},
        {{"--expert-ffn", "N", "Feed-forward size of an expert", {"the model's"}},
         value(into[Length::ExpertFfn])},
        {{"--vocab", "N", "Vocabulary v", {"the model's, else no logits"}}, value(into[Length::Vocab])},
        {{"--gated", "", "Without a model's name: its MLP has a gate", {}}, flag(into.gated)},
        {{"--tokens", "N", "Tokens at once, b times s; sets the microbatch", {}}, value(into.tokens)},
        {{"--kv-seq", "N", "Tokens of a sequence that are attended to", {"s"}}, value(into.kvSeq)},
        {{"--tp", "N", "Devices that share the layer", {"1"}}, value(into[Length::TensorParallel])},
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

std::vector<OptionRow> budgetSweepOptionRows(SweepOptions& into) {
    std::vector<OptionRow> rows = sweepOptionRows(into);
    std::erase_if(rows, [](const OptionRow& row) {
        static constexpr std::array kOfCurves{"--operation", "--mode",   "--heads", "--ratios",
                                              "--hidden",    "--points", "--layout"};
        return std::ranges::find(kOfCurves, row.text.name) != kOfCurves.end();
    });
    return rows;
}

std::vector<OptionText> engineOptionTexts() {
    LayerCommand layer;
    AdviseCommand advise;
    SweepCommand sweep;
    RecoverCommand recovery;
    return textsOf({resultOptionRows(sweep), progressOptionRows(sweep), discardOptionRows(recovery),
                    modelOptionRows(layer.model), adviceOptionRows(advise)});
}

} // namespace headroom
