// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace headroom {

/// The transformer layer a GEMM comes from, and the tokens it works on. Symbols as in Anthony et al. 2024,
/// arXiv 2401.14489. Which of the lengths a GEMM depends on is its operation's business.
struct LayerShape {
    std::int64_t hidden = 0;         ///< h
    std::int64_t heads = 0;          ///< a
    std::int64_t kvHeads = 0;        ///< g, heads of keys and values
    std::int64_t headDim = 0;        ///< d
    std::int64_t ffn = 0;            ///< f, feed-forward size
    std::int64_t vocab = 0;          ///< v; 0 where no GEMM of the vocabulary is asked about
    std::int64_t seq = 0;            ///< s, tokens of one sequence
    std::int64_t batch = 0;          ///< b, sequences of one microbatch
    std::int64_t tensorParallel = 1; ///< t, devices that share the layer

    friend bool operator==(const LayerShape&, const LayerShape&) = default;
};

/// The layer of which only h, a, s and b are named: g = a, d = h/a, f = 4h, on one device.
LayerShape layerOf(std::int64_t hidden, std::int64_t heads, std::int64_t seq, std::int64_t batch);

} // namespace headroom
