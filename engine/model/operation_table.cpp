// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/operations.h"

#include "engine/model/words.h"

#include <algorithm>
#include <array>

namespace headroom {

namespace {

using Layer = const LayerShape&;
using Divisions = std::vector<Division>;

/// Key and value heads on each device: where there are fewer than devices, each has a copy of one.
std::int64_t sharedKvHeads(Layer l) {
    return std::max<std::int64_t>(1, l.kvHeads / l.tensorParallel);
}

std::int64_t sharedHeads(Layer l) {
    return l.heads / l.tensorParallel;
}

/// Tokens that reach one expert when all are chosen equally often.
std::int64_t expertTokens(Layer l) {
    return l.experts > 0 ? l.tokens() * l.chosenExperts / l.experts : 0;
}

NamedLength t(Layer l) {
    return {"t", l.tensorParallel};
}

Divisions headsOverDevices(Layer l) {
    return {{{"a", l.heads}, t(l)}};
}

Divisions allHeadsOverDevices(Layer l) {
    Divisions divisions = headsOverDevices(l);
    if (l.kvHeads >= l.tensorParallel)
        divisions.push_back({{"g", l.kvHeads}, t(l)});
    else
        divisions.push_back({t(l), {"g", l.kvHeads}}); // copies, equally many of each
    divisions.push_back({{"a", l.heads}, {"g", l.kvHeads}});
    return divisions;
}

Divisions ffnOverDevices(Layer l) {
    return {{{"f", l.ffn}, t(l)}};
}

Divisions expertsOverDevices(Layer l) {
    return {{{"f_e", l.expertFfn}, t(l)}, {{"T·k", l.tokens() * l.chosenExperts}, {"E", l.experts}}};
}

Divisions vocabOverDevices(Layer l) {
    return {{{"v", l.vocab}, t(l)}};
}

Divisions nothing(Layer) {
    return {};
}

constexpr std::array kLinearLayouts{Layout::NT, Layout::NN, Layout::TN};

constexpr std::array<const char*, 3> linear(const char* forward) {
    return {forward, "dX = dY·W", "dW = Xᵀ·dY"};
}

constexpr std::array kTable{
    OperationInfo{
        Operation::KeyQueryScore,
        "key-query-score",
        "Attention Key Query Score",
        {"S = Q·Kᵀ", "dQ = dS·K", "dK = dSᵀ·Q"},
        "the score matrix of one attention layer",
        "batch b·a, m = n = s, k = h/a",
        "h/a",
        {Layout::NN, Layout::NN, Layout::TN},
        [](Layer l) {
            return OperationLengths{
                l.batch * sharedHeads(l), {"s", l.seq}, {"s_kv", l.kvSeq}, {"d", l.headDim}};
        },
        headsOverDevices,
    },
    OperationInfo{
        Operation::AttentionOverValue,
        "attention-over-value",
        "Attention over Value",
        {"O = P·V", "dP = dO·Vᵀ", "dV = Pᵀ·dO"},
        "the values of one attention layer, weighted by its scores",
        "batch b·a, m = s, n = h/a, k = s",
        "h/a",
        {Layout::NN, Layout::NT, Layout::TN},
        [](Layer l) {
            return OperationLengths{
                l.batch * sharedHeads(l), {"s", l.seq}, {"d_v", l.valueDim}, {"s_kv", l.kvSeq}};
        },
        headsOverDevices,
    },
    OperationInfo{
        Operation::Qkv,
        "qkv",
        "QKV Transform",
        linear("[Q K V] = X·Wᵀ"),
        "queries, keys and values of one attention layer in one GEMM",
        "m = b·s, n = (a/t + 2·g/t)·d, k = h",
        "h",
        kLinearLayouts,
        [](Layer l) {
            const std::int64_t n =
                (sharedHeads(l) + sharedKvHeads(l)) * l.headDim + sharedKvHeads(l) * l.valueDim;
            return OperationLengths{1, {"b·s", l.tokens()}, {"(a/t + 2·g/t)·d", n}, {"h", l.hidden}};
        },
        allHeadsOverDevices,
    },
    OperationInfo{
        Operation::OutputProjection,
        "output-projection",
        "Attention Output Projection",
        linear("Y = O·Wᵀ"),
        "the heads of one attention layer back to the hidden size",
        "m = b·s, n = h, k = a·d/t",
        "h",
        kLinearLayouts,
        [](Layer l) {
            return OperationLengths{
                1, {"b·s", l.tokens()}, {"h", l.hidden}, {"a·d/t", sharedHeads(l) * l.valueDim}};
        },
        headsOverDevices,
    },
    OperationInfo{
        Operation::MlpUp,
        "mlp-up",
        "MLP Up",
        linear("Y = X·Wᵀ"),
        "the first linear layer of an MLP without a gate",
        "m = b·s, n = f/t, k = h",
        "h",
        kLinearLayouts,
        [](Layer l) {
            return OperationLengths{
                1, {"b·s", l.tokens()}, {"f/t", l.ffn / l.tensorParallel}, {"h", l.hidden}};
        },
        ffnOverDevices,
    },
    OperationInfo{
        Operation::MlpGateUp,
        "mlp-gate-up",
        "MLP Gate and Up",
        linear("[G U] = X·Wᵀ"),
        "the gate and the first linear layer of a gated MLP (SwiGLU) in one GEMM",
        "m = b·s, n = 2·f/t, k = h",
        "h",
        kLinearLayouts,
        [](Layer l) {
            return OperationLengths{
                1, {"b·s", l.tokens()}, {"2·f/t", 2 * (l.ffn / l.tensorParallel)}, {"h", l.hidden}};
        },
        ffnOverDevices,
    },
    OperationInfo{
        Operation::MlpDown,
        "mlp-down",
        "MLP Down",
        linear("Y = X·Wᵀ"),
        "the last linear layer of an MLP",
        "m = b·s, n = h, k = f/t",
        "h",
        kLinearLayouts,
        [](Layer l) {
            return OperationLengths{
                1, {"b·s", l.tokens()}, {"h", l.hidden}, {"f/t", l.ffn / l.tensorParallel}};
        },
        ffnOverDevices,
    },
    OperationInfo{
        Operation::Logits,
        "logits",
        "Logits",
        linear("Z = X·Wᵀ"),
        "the scores of the whole vocabulary, once a model",
        "m = b·s, n = v/t, k = h",
        "h",
        kLinearLayouts,
        [](Layer l) {
            return OperationLengths{
                1, {"b·s", l.tokens()}, {"v/t", l.vocab / l.tensorParallel}, {"h", l.hidden}};
        },
        vocabOverDevices,
    },
    OperationInfo{
        Operation::ExpertGateUp,
        "expert-gate-up",
        "Expert Gate and Up",
        linear("[G U] = X·Wᵀ"),
        "the gate and the first linear layer of one expert, tokens shared equally by all experts",
        "m = T·k/E, n = 2·f_e/t, k = h",
        "h",
        kLinearLayouts,
        [](Layer l) {
            return OperationLengths{1,
                                    {"T·k/E", expertTokens(l)},
                                    {"2·f_e/t", 2 * (l.expertFfn / l.tensorParallel)},
                                    {"h", l.hidden}};
        },
        expertsOverDevices,
    },
    OperationInfo{
        Operation::ExpertDown,
        "expert-down",
        "Expert Down",
        linear("Y = X·Wᵀ"),
        "the last linear layer of one expert, tokens shared equally by all experts",
        "m = T·k/E, n = h, k = f_e/t",
        "h",
        kLinearLayouts,
        [](Layer l) {
            return OperationLengths{
                1, {"T·k/E", expertTokens(l)}, {"h", l.hidden}, {"f_e/t", l.expertFfn / l.tensorParallel}};
        },
        expertsOverDevices,
    },
    OperationInfo{
        Operation::LatentDown,
        "latent-down",
        "Latent Down",
        linear("[C_q C_kv k_r] = X·Wᵀ"),
        "the compressed queries, keys and values of latent attention in one GEMM, on every device whole",
        "m = b·s, n = r_q + r_kv + d_r, k = h",
        "h",
        kLinearLayouts,
        [](Layer l) {
            return OperationLengths{1,
                                    {"b·s", l.tokens()},
                                    {"r_q + r_kv + d_r", l.queryRank + l.keyValueRank + l.ropeDim},
                                    {"h", l.hidden}};
        },
        nothing,
    },
    OperationInfo{
        Operation::LatentQueryUp,
        "latent-query-up",
        "Latent Query Up",
        linear("Q = C_q·Wᵀ"),
        "the queries of latent attention out of the compressed ones",
        "m = b·s, n = a·d/t, k = r_q",
        "r_q",
        kLinearLayouts,
        [](Layer l) {
            return OperationLengths{
                1, {"b·s", l.tokens()}, {"a·d/t", sharedHeads(l) * l.headDim}, {"r_q", l.queryRank}};
        },
        headsOverDevices,
    },
    OperationInfo{
        Operation::LatentKeyValueUp,
        "latent-kv-up",
        "Latent Key and Value Up",
        linear("[K V] = C_kv·Wᵀ"),
        "the keys and values of latent attention out of the compressed ones",
        "m = b·s, n = a·(d − d_r + d_v)/t, k = r_kv",
        "r_kv",
        kLinearLayouts,
        [](Layer l) {
            return OperationLengths{
                1,
                {"b·s", l.tokens()},
                {"a·(d − d_r + d_v)/t", sharedHeads(l) * (l.headDim - l.ropeDim + l.valueDim)},
                {"r_kv", l.keyValueRank}};
        },
        headsOverDevices,
    },
    OperationInfo{
        Operation::AbsorbedQuery,
        "absorbed-query",
        "Absorbed Query",
        {"Q' = Q·W", "dQ = dQ'·Wᵀ", "dW = Qᵀ·dQ'"},
        "decoding with latent attention: queries taken to the compressed keys, a GEMM for each head",
        "batch a/t, m = b·s, n = r_kv, k = d − d_r",
        "r_kv",
        {Layout::NN, Layout::NT, Layout::TN},
        [](Layer l) {
            return OperationLengths{sharedHeads(l),
                                    {"b·s", l.tokens()},
                                    {"r_kv", l.keyValueRank},
                                    {"d − d_r", l.headDim - l.ropeDim}};
        },
        headsOverDevices,
    },
    OperationInfo{
        Operation::AbsorbedValue,
        "absorbed-value",
        "Absorbed Value",
        {"O = O'·W", "dO' = dO·Wᵀ", "dW = O'ᵀ·dO"},
        "decoding with latent attention: compressed outputs taken back to the heads, a GEMM for each head",
        "batch a/t, m = b·s, n = d_v, k = r_kv",
        "r_kv",
        {Layout::NN, Layout::NT, Layout::TN},
        [](Layer l) {
            return OperationLengths{
                sharedHeads(l), {"b·s", l.tokens()}, {"d_v", l.valueDim}, {"r_kv", l.keyValueRank}};
        },
        headsOverDevices,
    },
    OperationInfo{
        Operation::Gemm,
        "gemm",
        "GEMM",
        {"C = A·B", "C = A·B", "C = A·B"},
        "a GEMM of a list",
        "batch, m, n and k",
        "",
        {Layout::NN, Layout::NN, Layout::NN},
        [](Layer) {
            return OperationLengths{1, {"m", 0}, {"n", 0}, {"k", 0}};
        },
        nothing,
    },
};

// infoOf() finds a row by its place.
static_assert(isInOrder(kTable, &OperationInfo::operation));

} // namespace

std::span<const OperationInfo> allOperations() {
    return std::span(kTable).first(static_cast<std::size_t>(Operation::Gemm));
}

const OperationInfo& infoOf(Operation operation) {
    return kTable[static_cast<std::size_t>(operation)];
}

} // namespace headroom
