// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/layer_shape.h"

#include <array>

namespace headroom {

namespace {

constexpr std::array kLayerLengths{
    LayerLength{"kv_heads", "g", &LayerShape::kvHeads},
    LayerLength{"head_dim", "d", &LayerShape::headDim},
    LayerLength{"value_dim", "d_v", &LayerShape::valueDim},
    LayerLength{"ffn", "f", &LayerShape::ffn},
    LayerLength{"vocab", "v", &LayerShape::vocab},
    LayerLength{"kv_seq", "s_kv", &LayerShape::kvSeq},
    LayerLength{"tensor_parallel", "t", &LayerShape::tensorParallel},
    LayerLength{"experts", "E", &LayerShape::experts},
    LayerLength{"chosen_experts", "k", &LayerShape::chosenExperts},
    LayerLength{"expert_ffn", "f_e", &LayerShape::expertFfn},
    LayerLength{"query_rank", "r_q", &LayerShape::queryRank},
    LayerLength{"kv_rank", "r_kv", &LayerShape::keyValueRank},
    LayerLength{"rope_dim", "d_r", &LayerShape::ropeDim},
};

} // namespace

std::span<const LayerLength> layerLengths() {
    return kLayerLengths;
}

LayerShape layerOf(std::int64_t hidden, std::int64_t heads, std::int64_t seq, std::int64_t batch) {
    LayerShape layer;
    layer.hidden = hidden;
    layer.heads = heads;
    layer.kvHeads = heads;
    layer.headDim = heads > 0 ? hidden / heads : 0;
    layer.valueDim = layer.headDim;
    layer.ffn = 4 * hidden;
    layer.seq = seq;
    layer.kvSeq = seq;
    layer.batch = batch;
    return layer;
}

std::string whyTooFewTokens(const LayerShape& layer) {
    const std::int64_t chosen = layer.chosenExperts;
    if (chosen < 1 || layer.tokens() * chosen >= layer.experts)
        return {};
    return "b·s = " + std::to_string(layer.tokens()) + " tokens, each for " + std::to_string(chosen) +
           " of " + std::to_string(layer.experts) + " experts, are fewer than one an expert. Use at least " +
           std::to_string((layer.experts + chosen - 1) / chosen) + " tokens.";
}

} // namespace headroom
