// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace headroom::fuzzing {

/// Something that must hold whatever was read did not.
struct BrokenInvariant : std::logic_error {
    using std::logic_error::logic_error;
};

/// Throws where it does not hold: the fuzzer stops at what nobody catches, the test of the corpus names it.
void require(bool holds, const char* what);
void require(bool holds, const std::string& what);
/// What a refusal must be: words that a user can act on, fit for a terminal, and no whole file.
void requireSentence(const std::string& reason);

/// One kind of input of unknown origin, and what reads it. See FUZZ_TARGET.
struct Target {
    using Take = void (*)(std::string_view bytes);

    Target(const char* name, Take take);

    const char* name;
    Take take;
    const Target* next;
};

/// All of this program: one in a fuzzer, every one in the test of the corpus.
const Target* firstTarget();

} // namespace headroom::fuzzing

/// FUZZ_TARGET(name) { … bytes … }: named as its source, its folder of the corpus and its program.
#define FUZZ_TARGET(name)                                                                                    \
    static void name(std::string_view bytes);                                                                \
    static const ::headroom::fuzzing::Target registered_##name(#name, name);                                 \
    static void name(std::string_view bytes)
