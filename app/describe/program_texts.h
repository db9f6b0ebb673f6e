// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <span>
#include <string_view>

namespace headroom::descriptions {

/// A term of a document's list, and what is said of it: whole sentences, words of programs between
/// backquotes.
struct Term {
    const char* term;
    const char* meaning;
};

// What holds for both programs beside commands and options.
std::span<const Term> exitStatuses();
std::span<const Term> environmentVariables();
std::span<const Term> files();

} // namespace headroom::descriptions
