// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/layer_shape.h"

namespace headroom {

LayerShape layerOf(std::int64_t hidden, std::int64_t heads, std::int64_t seq, std::int64_t batch) {
    LayerShape layer;
    layer.hidden = hidden;
    layer.heads = heads;
    layer.kvHeads = heads;
    layer.headDim = heads > 0 ? hidden / heads : 0;
    layer.ffn = 4 * hidden;
    layer.seq = seq;
    layer.batch = batch;
    return layer;
}

} // namespace headroom
