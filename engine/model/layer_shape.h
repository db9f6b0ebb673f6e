// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace headroom {

/// The transformer layer a GEMM comes from, and the tokens it works on. Symbols as in Anthony et al. 2024,
/// arXiv 2401.14489, and as published configurations name them. Which of the lengths a GEMM depends on is its
/// operation's business. h = a·d holds for a part of today's models only: d is a length of its own.
struct LayerShape {
    std::int64_t hidden = 0;         ///< h
    std::int64_t heads = 0;          ///< a
    std::int64_t kvHeads = 0;        ///< g, heads of keys and values
    std::int64_t headDim = 0;        ///< d, of a query and a key
    std::int64_t valueDim = 0;       ///< d_v, of a value
    std::int64_t ffn = 0;            ///< f, feed-forward size
    std::int64_t vocab = 0;          ///< v; 0 where no GEMM of the vocabulary is asked about
    std::int64_t seq = 0;            ///< s, tokens of one sequence that are worked on
    std::int64_t kvSeq = 0;          ///< s_kv, tokens of one sequence that they look at
    std::int64_t batch = 0;          ///< b, sequences of one microbatch
    std::int64_t tensorParallel = 1; ///< t, devices that share the layer

    // A mixture of experts; all 0 where the layer has none.
    std::int64_t experts = 0;       ///< E
    std::int64_t chosenExperts = 0; ///< k, of them for each token
    std::int64_t expertFfn = 0;     ///< f_e, feed-forward size of one of them

    // Multi-head latent attention; all 0 where queries, keys and values come from h at once.
    std::int64_t queryRank = 0;    ///< r_q
    std::int64_t keyValueRank = 0; ///< r_kv
    std::int64_t ropeDim = 0;      ///< d_r, part of d that carries the position

    /// T, tokens worked on at once.
    std::int64_t tokens() const { return batch * seq; }

    friend bool operator==(const LayerShape&, const LayerShape&) = default;
};

/// A length that not every layer takes from its h, a, s and b, and the word files use for it.
struct LayerLength {
    const char* word;
    const char* symbol;
    std::int64_t LayerShape::*field;
};

/// Every length but h, a, s and b.
std::span<const LayerLength> layerLengths();

/// The layer of which only h, a, s and b are named: g = a, d = d_v = h/a, f = 4h, s_kv = s, on one device.
LayerShape layerOf(std::int64_t hidden, std::int64_t heads, std::int64_t seq, std::int64_t batch);

/// Why a mixture of experts has fewer tokens than experts to take them; empty where each has one, or where
/// the layer has no experts.
std::string whyTooFewTokens(const LayerShape& layer);

} // namespace headroom
