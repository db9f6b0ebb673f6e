// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/gemm_shape.h"
#include "engine/model/layer_shape.h"

#include <span>
#include <string_view>

namespace headroom {

/// The GEMM of a transformer layer that is measured.
enum class Operation {
    KeyQueryScore,
};

/// A layout as one operation has it.
struct OperationLayout {
    const char* label;       ///< in a list to choose from
    const char* explanation; ///< how each operand lies, in a sentence
};

/// All that the program knows of one operation; whatever offers, names, plans or measures it reads this.
/// Texts are English and untranslated.
struct OperationInfo {
    Operation operation;
    const char* word;        ///< in files and on the command line: "key-query-score"
    const char* title;       ///< over a chart: "Attention Key Query Score"
    const char* formula;     ///< "S = Q·Kᵀ"
    const char* meaning;     ///< of the whole, in a sentence
    const char* lengths;     ///< how large it is, in the layer's symbols: "batch b·a, m = n = s, k = h/a"
    const char* classSymbol; ///< the length whose power-of-two divisors make the curves: "h/a"
    GemmExtents (*extents)(const LayerShape& layer);
    /// The operands of a GEMM of those extents as the layout puts them. Its extents need not be a layer's.
    GemmShape (*lay)(const GemmExtents& extents, DataType type, Layout layout);
    OperationLayout (*layoutText)(Layout layout);

    GemmShape gemm(const LayerShape& layer, DataType type, Layout layout) const {
        return lay(extents(layer), type, layout);
    }
};

/// Every operation, in the order in which they are offered.
std::span<const OperationInfo> allOperations();
const OperationInfo& infoOf(Operation operation);

template <>
std::span<const Word<Operation>> wordsOf();
const char* toString(Operation operation);
/// Returns false, and leaves the operation alone, for a word that names none.
bool parse(std::string_view word, Operation& operation);

} // namespace headroom
