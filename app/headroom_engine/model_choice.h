// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/sweep_options.h"
#include "engine/model/lengths.h"
#include "engine/model/result.h"
#include "engine/sweep/budget_spec.h"

#include <array>
#include <optional>
#include <string>

namespace headroom {

/// A model as typed: a preset, a configuration, or no more than its lengths; and what is to be measured of
/// it.
struct ModelWords {
    std::string preset;
    std::string config;
    std::string passes; ///< empty: all, or forward where text is being generated
    std::optional<int> tokens;
    std::optional<int> kvSeq;
    bool gated = false;
    std::array<std::optional<int>, 8> lengths; ///< by Length, in the place of the model's

    std::optional<int>& operator[](Length length) { return lengths[static_cast<std::size_t>(length)]; }
    const std::optional<int>& operator[](Length length) const {
        return lengths[static_cast<std::size_t>(length)];
    }
    /// The model is described by its lengths alone: what is not named follows from h and a.
    bool byLengths() const { return preset.empty() && config.empty(); }
};

/// The model that was named, with the lengths that were named in the place of its own; tells what was
/// assumed.
Result<ModelShape> modelOf(const ModelWords& words);

/// Puts the budget of that model into the spec; says why it cannot, or nothing. `words` must outlive it.
SpecChange budgetChange(const ModelWords& words, const ModelShape& model);

} // namespace headroom
