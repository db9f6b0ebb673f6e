// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/operations.h"

namespace headroom::testing {

/// A GEMM of any extents, its operands laid out as those of the score matrix.
inline GemmShape shapeOf(const GemmExtents& extents, DataType type = DataType::F32,
                         Layout layout = Layout::NN) {
    return infoOf(Operation::KeyQueryScore).lay(extents, type, layout);
}

} // namespace headroom::testing
