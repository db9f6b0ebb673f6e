// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes that are to be shown, and words that messages quote.

#include "tests/fuzz/fuzz_target.h"

#include "engine/files/json_reader.h"
#include "engine/files/printable.h"
#include "engine/io/csv.h"

namespace headroom::fuzzing {

namespace {

bool holdsControls(std::string_view text) {
    for (const char c : text)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7f)
            return true;
    return false;
}

FUZZ_TARGET(shown_text) {
    const std::string shown = printable(bytes);
    require(!holdsControls(shown), "what is shown has no control characters");
    require(printable(shown) == shown, "what can be shown stays as it is");
    require(shown.size() <= 3 * bytes.size(), "and grows by what is replaced alone");
    const std::string written = nlohmann::json(shown).dump(); // throws at what is no UTF-8
    require(nlohmann::json::parse(written) == shown, "what is shown is text");
    const std::string quoted = inQuotes(shown);
    require(printable(quoted) == quoted, "a quoted word keeps its characters whole");
    require(!csvText(shown).empty() || shown.empty(), "a cell has its text");
}

} // namespace

} // namespace headroom::fuzzing
