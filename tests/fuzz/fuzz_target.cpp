// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/fuzz/fuzz_target.h"

#include "engine/files/printable.h"

#include <utility>

namespace headroom::fuzzing {

namespace {

/// Of a sentence: it quotes a word, a path or a line, never all that was read.
constexpr std::size_t kLongestReason = 4000;

const Target*& first() {
    static const Target* target = nullptr;
    return target;
}

} // namespace

void require(bool holds, const char* what) {
    if (!holds)
        throw BrokenInvariant(what);
}

void require(bool holds, const std::string& what) {
    require(holds, what.c_str());
}

void requireSentence(const std::string& reason) {
    require(!reason.empty(), "a refusal says why");
    require(reason.size() <= kLongestReason, "a refusal is short");
    require(printable(reason) == reason, "a refusal can be shown: " + reason);
}

Target::Target(const char* called, Take taken)
    : name(called), take(taken), next(std::exchange(first(), this)) {}

const Target* firstTarget() {
    return first();
}

} // namespace headroom::fuzzing
