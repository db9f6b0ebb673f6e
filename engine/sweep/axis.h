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

/// The length of a layer that grows along a chart's x axis.
enum class Axis {
    Hidden,
    HeadDim,
    Ffn,
    ExpertFfn,
    Vocab,
    Tokens, ///< in one sequence; b is 1
    Seq,
    KvSeq,
    KvHeads,
    TensorParallel,
};

struct AxisInfo {
    Axis axis;
    const char* word;                ///< in files and on the command line: "ffn"
    const char* symbol;              ///< in formulas: "f"
    const char* name;                ///< "feed-forward size"
    const char* plural;              ///< "feed-forward sizes"
    std::int64_t LayerShape::*field; ///< null for tokens, which are b·s
    /// Divided among devices: its classes are those of the share.
    bool isShared = false;
    /// Has a few values that divide another length, and no classes.
    bool isDivisor = false;
};

/// Every axis, in the order in which they are offered.
std::span<const AxisInfo> allAxes();
const AxisInfo& infoOf(Axis axis);

template <>
std::span<const Word<Axis>> wordsOf();
const char* toString(Axis axis);
/// Returns false, and leaves the axis alone, for a word that names none.
bool parse(std::string_view word, Axis& axis);

/// The layer's length along that axis.
std::int64_t valueOf(const LayerShape& layer, Axis axis);

/// An axis other than h, and the range on it, both ends included.
struct AxisRange {
    Axis axis = Axis::Ffn;
    std::int64_t least = 1;
    std::int64_t most = 1;

    friend bool operator==(const AxisRange&, const AxisRange&) = default;
};

} // namespace headroom
