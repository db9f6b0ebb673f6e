// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/layer_shape.h"
#include "engine/model/terms.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace headroom {

/// A length of a layer that its architect chooses, or that follows from where the model runs.
enum class Length {
    Hidden,
    Heads,
    KvHeads,
    HeadDim,
    Ffn,
    ExpertFfn,
    Vocab,
    TensorParallel,
};

struct LengthInfo {
    Length length;
    const char* word;   ///< in files and on the command line: "ffn"
    const char* symbol; ///< in formulas: "f"
    const char* name;   ///< in a sentence: "feed-forward size"
    std::int64_t LayerShape::*field;
};

/// Every length, in the order in which they are offered.
std::span<const LengthInfo> allLengths();
const LengthInfo& infoOf(Length length);

template <>
std::span<const Word<Length>> wordsOf();
const char* toString(Length length);
/// Returns false, and leaves the length alone, for a word that names none.
bool parse(std::string_view word, Length& length);

/// "f = 11008".
std::string textOf(Length length, std::int64_t value);

} // namespace headroom
