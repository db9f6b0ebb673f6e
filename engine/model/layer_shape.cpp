// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/layer_shape.h"

#include <array>

namespace headroom {

namespace {

constexpr std::array kLengths{
    LayerLength{"kv_heads", &LayerShape::kvHeads},
    LayerLength{"head_dim", &LayerShape::headDim},
    LayerLength{"value_dim", &LayerShape::valueDim},
    LayerLength{"ffn", &LayerShape::ffn},
    LayerLength{"vocab", &LayerShape::vocab},
    LayerLength{"kv_seq", &LayerShape::kvSeq},
    LayerLength{"tensor_parallel", &LayerShape::tensorParallel},
    LayerLength{"experts", &LayerShape::experts},
    LayerLength{"chosen_experts", &LayerShape::chosenExperts},
    LayerLength{"expert_ffn", &LayerShape::expertFfn},
    LayerLength{"query_rank", &LayerShape::queryRank},
    LayerLength{"kv_rank", &LayerShape::keyValueRank},
    LayerLength{"rope_dim", &LayerShape::ropeDim},
};

} // namespace

std::span<const LayerLength> layerLengths() {
    return kLengths;
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

} // namespace headroom
