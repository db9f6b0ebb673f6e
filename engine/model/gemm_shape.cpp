// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/gemm_shape.h"

namespace headroom {

OperandStrides stridesOfA(const GemmShape& shape) {
    if (shape.layout == Layout::Strided)
        return {shape.k, shape.batch * shape.k};
    return {shape.m * shape.k, shape.k};
}

OperandStrides stridesOfB(const GemmShape& shape) {
    switch (shape.layout) {
    case Layout::NN:
        return {shape.k * shape.n, shape.n};
    case Layout::NT:
        return {shape.n * shape.k, shape.k};
    case Layout::Strided:
        return {shape.k, shape.batch * shape.k};
    }
    return {};
}

OperandStrides stridesOfC(const GemmShape& shape) {
    return {shape.m * shape.n, shape.n};
}

std::int64_t elementsOfA(const GemmShape& shape) {
    return shape.batch * shape.m * shape.k;
}

std::int64_t elementsOfB(const GemmShape& shape) {
    return shape.batch * shape.n * shape.k;
}

std::int64_t elementsOfC(const GemmShape& shape) {
    return shape.batch * shape.m * shape.n;
}

std::int64_t operandBytes(const GemmShape& shape) {
    return (elementsOfA(shape) + elementsOfB(shape) + elementsOfC(shape)) *
           static_cast<std::int64_t>(elementSize(shape.type));
}

double flop(const GemmShape& shape) {
    return 2.0 * static_cast<double>(shape.batch) * static_cast<double>(shape.m) *
           static_cast<double>(shape.n) * static_cast<double>(shape.k);
}

double tflops(double flop, double seconds) {
    return seconds > 0 ? flop / seconds / 1e12 : 0;
}

} // namespace headroom
