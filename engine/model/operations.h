// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/gemm_shape.h"
#include "engine/model/layer_shape.h"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// The part of a transformer layer whose GEMMs are measured. Each has a GEMM for every Pass. The last is of
/// no layer: a GEMM of a list, which is described by its extents alone.
enum class Operation {
    KeyQueryScore,
    AttentionOverValue,
    Qkv,
    OutputProjection,
    MlpUp,
    MlpGateUp,
    MlpDown,
    Logits,
    ExpertGateUp,
    ExpertDown,
    LatentDown,
    LatentQueryUp,
    LatentKeyValueUp,
    AbsorbedQuery,
    AbsorbedValue,
    Gemm,
};

/// A layout as one operation has it.
struct OperationLayout {
    const char* label;       ///< in a list to choose from
    const char* explanation; ///< how each operand lies, in a sentence
};

/// A length of a GEMM in the layer's symbols: "f/t", 176.
struct NamedLength {
    const char* symbol;
    std::int64_t value;
};

/// The GEMM's extents, with what each is.
struct OperationLengths {
    std::int64_t batch = 1;
    NamedLength m;
    NamedLength n;
    NamedLength k;

    GemmExtents extents() const { return {batch, m.value, n.value, k.value}; }
};

/// What must divide without remainder, for the lengths to be what devices that share a layer compute.
struct Division {
    NamedLength length;
    NamedLength by;

    bool isExact() const { return by.value > 0 && length.value % by.value == 0; }
};

/// All that the program knows of one operation; whatever offers, names, plans or measures it reads this.
/// Texts are English and untranslated.
struct OperationInfo {
    Operation operation;
    const char* word;                   ///< in files and on the command line: "key-query-score"
    const char* title;                  ///< over a chart: "Attention Key Query Score"
    std::array<const char*, 3> formula; ///< of each pass: "S = Q·Kᵀ"
    const char* meaning;                ///< of the whole, in a sentence
    const char* lengths;     ///< how large it is, in the layer's symbols: "batch b·a, m = n = s, k = h/a"
    const char* classSymbol; ///< the length whose power-of-two divisors make the curves: "h/a"
    std::array<Layout, 3> asIssued; ///< the layout in which each pass is issued by training and serving code
    OperationLengths (*forward)(const LayerShape& layer);
    std::vector<Division> (*divisions)(const LayerShape& layer);

    /// Its second input is a parameter of the model: a linear layer, or a part of one for each head.
    bool hasWeights() const { return asIssued.front() == Layout::NT; }
    /// Whether a sweep over h draws its curves: those of h/a, which decides how fast the GEMMs of heads are.
    bool hasCurves() const { return std::string_view(classSymbol) == "h/a"; }
    /// Of that pass. Requires the layer to have every length that the operation depends on.
    OperationLengths lengthsOf(const LayerShape& layer, Pass pass) const;
    GemmExtents extents(const LayerShape& layer, Pass pass = Pass::Forward) const {
        return lengthsOf(layer, pass).extents();
    }
    /// The layout in which a layer's GEMM of that type is issued: asIssued, but where both operands must lie
    /// along k. Training code then keeps copies that lie transposed.
    Layout issued(Pass pass, DataType type) const;
    /// The layouts in which the pass can be measured, in the order in which they are offered.
    std::span<const Layout> layouts(Pass pass = Pass::Forward) const;
    bool offers(Layout layout, Pass pass) const;
    /// Whether it does, and both operands lie along k in it.
    bool liesAlongK(Layout layout, Pass pass) const;
    OperationLayout layoutText(Layout layout, Pass pass = Pass::Forward) const;
    /// The operands of a GEMM of those extents as the layout puts them. Its extents need not be a layer's.
    GemmShape lay(const GemmExtents& extents, DataType type, Layout layout) const;
    GemmShape gemm(const LayerShape& layer, DataType type, Layout layout, Pass pass = Pass::Forward) const {
        return lay(extents(layer, pass), type, layout);
    }
    /// "f = 704 is not a multiple of t = 3": what keeps this layer from being shared in equal parts.
    std::vector<std::string> brokenConditions(const LayerShape& layer) const;
    /// "f/t = 176 = 16·11: on curve 16", for each length whose largest power-of-two divisor is below the
    /// plateau, that from which a type's GEMMs gain no more.
    std::vector<std::string> remarks(const LayerShape& layer, Pass pass, std::int64_t plateau) const;
};

/// "n = 176 = 16·11: on curve 16", for each of these lengths whose largest power-of-two divisor is below the
/// plateau.
std::vector<std::string> remarksOn(const OperationLengths& lengths, std::int64_t plateau);

/// Every operation of a layer, in the order in which they are offered; the table is operation_table.cpp.
std::span<const OperationInfo> allOperations();
/// Of Operation::Gemm, too, which has neither lengths of a layer nor curves.
const OperationInfo& infoOf(Operation operation);
/// Those of which a sweep makes curves, in that order.
std::span<const OperationInfo> sweptOperations();

/// "MLP Up", "MLP Up, wgrad".
std::string titleOf(Operation operation, Pass pass);

template <>
std::span<const Word<Operation>> wordsOf();
const char* toString(Operation operation);
/// Returns false, and leaves the operation alone, for a word that names none.
bool parse(std::string_view word, Operation& operation);

/// The largest power of two that divides the value; 1 for none.
std::int64_t powerOfTwoDivisor(std::int64_t value);

} // namespace headroom
