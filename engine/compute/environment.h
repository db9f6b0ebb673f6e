// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

// Environment variables that libraries read are part of a run: they change its figures behind the program's
// back. Those that would make a row say what it is not are set aside. That happens in .preinit_array, which
// the loader runs before any library's constructor: OpenMP reads its variables, and binds the thread it finds
// itself on, before main. Programs that link this need to do nothing for it.

/// What becomes of a variable.
enum class VariableUse {
    Ignored,  ///< says nothing of figures, as where a toolkit lies: not recorded
    Recorded, ///< respected, and recorded with the run
    Told,     ///< the same, and a note of the run says what it does to the figures
    SetAside, ///< no library of this process ever sees it; recorded, and a note says so
};

struct VariableRule {
    const char* pattern; ///< a name; or, with a * at its end, how names begin
    VariableUse use;
    const char* backend; ///< whose figures it changes: "oneDNN", "cuBLAS"; empty: everyone's
    const char* reason;  ///< half a sentence, for notes
};

/// The variables known; the first that fits a name counts.
std::span<const VariableRule> variableRules();
/// The rule for that name; null where there is none.
const VariableRule* ruleFor(std::string_view name);

/// What this process was given of them, as RunContext::environment holds it: NAME=VALUE, sorted by name, long
/// values cut, control characters replaced; at most kMostVariables.
std::vector<std::string> recordedEnvironment();
inline constexpr std::size_t kMostVariables = 32;
inline constexpr std::size_t kMostVariableBytes = 200;

/// A sentence for each reason why figures of that backend are not what some of these variables ask for, or
/// are what they make of them. Names the variables.
std::vector<std::string> environmentNotes(std::string_view backend);

/// The environment as this process was given it, what was set aside included, and a null at its end: for the
/// programs it starts, which set aside and record for themselves. Valid until the environment changes.
std::vector<char*> givenEnvironment();

} // namespace headroom
