// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/own_options.h"

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

std::vector<OptionText> engineOptionTexts() {
    SweepCommand sweep;
    RecoverCommand recovery;
    return textsOf({resultOptionRows(sweep), progressOptionRows(sweep), discardOptionRows(recovery)});
}

} // namespace headroom
