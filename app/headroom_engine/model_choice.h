// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/sweep_options.h"
#include "engine/model/lengths.h"
#include "engine/model/result.h"
#include "engine/sweep/budget_spec.h"

#include <optional>
#include <string>

namespace headroom {

/// A model as typed: a preset, a configuration, or no more than its lengths; and what is to be measured of
/// it.
struct ModelWords {
    std::string preset;
    std::string config;
    std::string passes; ///< empty: all, or forward where text is being generated
    std::optional<std::int64_t> tokens;
    std::optional<std::int64_t> kvSeq;
    bool gated = false;
    NamedLengths lengths; ///< in the place of the model's

    std::optional<std::int64_t>& operator[](Length length) { return lengths[length]; }
    const std::optional<std::int64_t>& operator[](Length length) const { return lengths[length]; }
    /// The model is described by its lengths alone: what is not named follows from h and a.
    bool byLengths() const { return preset.empty() && config.empty(); }
};

/// A model as chosen, and what of it follows from other lengths.
struct ChosenModel {
    ModelShape shape;
    bool headDimFollows = false; ///< d is h/a, and not a length of the model's own
    bool ffnFollows = false;     ///< f is 4h
};

/// The model that was named, with the lengths that were named in the place of its own, and what follows from
/// them; tells what was assumed.
Result<ChosenModel> modelOf(const ModelWords& words);

/// Puts the budget of that model into the spec; says why it cannot, or nothing. `words` must outlive it.
/// A microbatch that is named beside all tokens is refused.
SpecChange budgetChange(const ModelWords& words, const ModelShape& model, bool batchIsNamed);

} // namespace headroom
