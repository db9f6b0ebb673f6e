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

std::vector<OptionRow> layerOptionRows(LayerCommand& into) {
    return {
        {{"--model", "NAME", "Model whose layer is measured, by name", {}}, value(into.model)},
        {{"--config", "FILE", "Model whose layer is measured, by its config.json", {}}, value(into.config)},
        {{"--tokens", "N", "Tokens at once, b times s; sets the microbatch", {}}, value(into.tokens)},
        {{"--kv-seq", "N", "Tokens of a sequence that are attended to", {"s"}}, value(into.kvSeq)},
        {{"--tp", "N", "Devices that share the layer", {"1"}}, value(into.tensorParallel)},
        {{"--pass",
          "forward|dgrad|wgrad|all",
          "GEMMs of each operation",
          {"all; forward where one token attends to more"}},
         value(into.passes)},
    };
}

std::vector<OptionRow> layerSweepOptionRows(LayerCommand& into) {
    std::vector<OptionRow> rows = sweepOptionRows(into.options);
    std::erase_if(rows, [](const OptionRow& row) {
        static constexpr std::array kOfCurves{"--operation", "--mode",   "--heads", "--ratios",
                                              "--hidden",    "--points", "--layout"};
        return std::ranges::find(kOfCurves, row.text.name) != kOfCurves.end();
    });
    return rows;
}

std::vector<OptionText> engineOptionTexts() {
    LayerCommand layer;
    SweepCommand sweep;
    RecoverCommand recovery;
    return textsOf({resultOptionRows(sweep), progressOptionRows(sweep), discardOptionRows(recovery),
                    layerOptionRows(layer)});
}

} // namespace headroom
