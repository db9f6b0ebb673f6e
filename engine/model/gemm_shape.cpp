// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/gemm_shape.h"

namespace headroom {

GemmShape contiguousGemm(const GemmExtents& extents, DataType type) {
    GemmShape shape{extents, type, {}, {}, {}};
    shape.a = {shape.m * shape.k, shape.k};
    shape.b = {shape.k * shape.n, shape.n};
    shape.c = {shape.m * shape.n, shape.n};
    return shape;
}

bool liesAlongK(const GemmShape& shape) {
    return !shape.a.transposed && shape.b.transposed;
}

std::int64_t elementsOfA(const GemmExtents& extents) {
    return extents.batch * extents.m * extents.k;
}

std::int64_t elementsOfB(const GemmExtents& extents) {
    return extents.batch * extents.n * extents.k;
}

std::int64_t elementsOfC(const GemmExtents& extents) {
    return extents.batch * extents.m * extents.n;
}

double elements(const GemmExtents& extents) {
    const auto m = static_cast<double>(extents.m);
    const auto n = static_cast<double>(extents.n);
    const auto k = static_cast<double>(extents.k);
    return static_cast<double>(extents.batch) * (m * k + n * k + m * n);
}

std::int64_t operandBytes(const GemmShape& shape) {
    const auto read = static_cast<std::int64_t>(elementSize(shape.type));
    const auto written = static_cast<std::int64_t>(elementSize(outputType(shape.type)));
    return (elementsOfA(shape) + elementsOfB(shape)) * read + elementsOfC(shape) * written;
}

double flop(const GemmExtents& extents) {
    return 2.0 * static_cast<double>(extents.batch) * static_cast<double>(extents.m) *
           static_cast<double>(extents.n) * static_cast<double>(extents.k);
}

double tflops(double flop, double seconds) {
    return seconds > 0 ? flop / seconds / 1e12 : 0;
}

} // namespace headroom
