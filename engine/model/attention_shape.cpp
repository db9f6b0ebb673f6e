// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/attention_shape.h"

namespace headroom {

GemmShape gemmFor(Operation operation, const AttentionShape& attention, Layout layout, DataType type) {
    GemmShape shape;
    shape.layout = layout;
    shape.type = type;
    switch (operation) {
    case Operation::KeyQueryScore:
        shape.batch = attention.batch * attention.heads;
        shape.m = attention.seq;
        shape.n = attention.seq;
        shape.k = attention.headDim();
        break;
    }
    return shape;
}

std::int64_t pow2Divisor(std::int64_t headDim) {
    return headDim & -headDim;
}

} // namespace headroom
