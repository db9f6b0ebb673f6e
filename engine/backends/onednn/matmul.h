// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/host/stored_value.h"
#include "engine/model/gemm_shape.h"

#include <oneapi/dnnl/dnnl.hpp>

#include <optional>
#include <string>

namespace headroom {

/// "2.6.3", of the library that is loaded.
std::string oneDnnVersion();

/// The library's matmul for one shape, ready to run. Its threads are those of the OpenMP setting of the
/// thread that creates it.
class Matmul {
public:
    /// Throws dnnl::error, with dnnl_unimplemented where the library has no code for it.
    Matmul(const dnnl::engine& engine, const GemmShape& shape);

    /// The library's name of the implementation it chose.
    const std::string& implementation() const { return m_implementation; }

    /// One call, finished on return. False where the library reports an error.
    bool run(dnnl::stream& stream, const OperandPointers& operands);

private:
    dnnl::matmul m_primitive;
    dnnl::memory m_a;
    dnnl::memory m_b;
    dnnl::memory m_c;
    std::string m_implementation;
};

} // namespace headroom
