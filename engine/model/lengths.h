// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/layer_shape.h"
#include "engine/model/terms.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
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
    const char* plural; ///< "feed-forward sizes"
    std::int64_t LayerShape::*field;
};

/// Every length, in the order in which they are offered.
inline constexpr std::array kLengths{
    LengthInfo{Length::Hidden, "hidden", "h", "hidden size", "hidden sizes", &LayerShape::hidden},
    LengthInfo{Length::Heads, "heads", "a", "number of heads", "numbers of heads", &LayerShape::heads},
    LengthInfo{Length::KvHeads, "kv-heads", "g", "number of key/value heads", "numbers of key/value heads",
               &LayerShape::kvHeads},
    LengthInfo{Length::HeadDim, "head-dim", "d", "head dimension", "head dimensions", &LayerShape::headDim},
    LengthInfo{Length::Ffn, "ffn", "f", "feed-forward size", "feed-forward sizes", &LayerShape::ffn},
    LengthInfo{Length::ExpertFfn, "expert-ffn", "f_e", "feed-forward size of an expert",
               "feed-forward sizes of an expert", &LayerShape::expertFfn},
    LengthInfo{Length::Vocab, "vocab", "v", "vocabulary", "vocabularies", &LayerShape::vocab},
    LengthInfo{Length::TensorParallel, "tp", "t", "tensor-parallel degree", "tensor-parallel degrees",
               &LayerShape::tensorParallel},
};
std::span<const LengthInfo> allLengths();
constexpr const LengthInfo& infoOf(Length length) {
    return kLengths[static_cast<std::size_t>(length)];
}

/// Lengths that somebody named.
struct NamedLengths {
    std::array<std::optional<std::int64_t>, kLengths.size()> values; ///< by Length

    std::optional<std::int64_t>& operator[](Length length) {
        return values[static_cast<std::size_t>(length)];
    }
    const std::optional<std::int64_t>& operator[](Length length) const {
        return values[static_cast<std::size_t>(length)];
    }
};

template <>
std::span<const Word<Length>> wordsOf();
const char* toString(Length length);
/// Returns false, and leaves the length alone, for a word that names none.
bool parse(std::string_view word, Length& length);

/// "f = 11008".
std::string textOf(Length length, std::int64_t value);

} // namespace headroom
