// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/onednn/matmul.h"

#include <array>

namespace headroom {

namespace {

dnnl::memory::data_type typeOf(DataType type) {
    switch (type) {
    case DataType::F16:
        return dnnl::memory::data_type::f16;
    case DataType::Bf16:
        return dnnl::memory::data_type::bf16;
    case DataType::F32:
    case DataType::Tf32: // this and the following are refused before
    case DataType::E4m3:
    case DataType::E4m3Quantised:
    case DataType::Mxfp8:
    case DataType::Nvfp4:
        break;
    }
    return dnnl::memory::data_type::f32;
}

struct Descriptors {
    dnnl::memory::desc a, b, c;
};

Descriptors describe(const GemmShape& shape) {
    const auto type = typeOf(shape.type);
    const auto operand = [&](std::int64_t rows, std::int64_t columns, const OperandStrides& strides) {
        return dnnl::memory::desc({shape.batch, rows, columns}, type,
                                  dnnl::memory::dims{strides.batch, strides.down(), strides.across()});
    };
    return {operand(shape.m, shape.k, shape.a), operand(shape.k, shape.n, shape.b),
            operand(shape.m, shape.n, shape.c)};
}

dnnl::matmul::primitive_desc choose(const dnnl::engine& engine, const Descriptors& descriptors) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl::matmul::primitive_desc(engine, descriptors.a, descriptors.b, descriptors.c);
#else
    return dnnl::matmul::primitive_desc(dnnl::matmul::desc(descriptors.a, descriptors.b, descriptors.c),
                                        engine);
#endif
}

} // namespace

std::string oneDnnVersion() {
    const dnnl_version_t* version = dnnl_version();
    return std::to_string(version->major) + "." + std::to_string(version->minor) + "." +
           std::to_string(version->patch);
}

Matmul::Matmul(const dnnl::engine& engine, const GemmShape& shape) {
    const Descriptors descriptors = describe(shape);
    const auto chosen = choose(engine, descriptors);
    m_implementation = chosen.impl_info_str();
    m_primitive = dnnl::matmul(chosen);
    m_a = dnnl::memory(descriptors.a, engine, nullptr);
    m_b = dnnl::memory(descriptors.b, engine, nullptr);
    m_c = dnnl::memory(descriptors.c, engine, nullptr);
}

bool Matmul::run(dnnl::stream& stream, const OperandPointers& operands) {
    // The C interface: the C++ one builds a map of arguments for each call. Inputs are only read.
    if (dnnl_memory_set_data_handle(m_a.get(), const_cast<std::byte*>(operands.a)) != dnnl_success ||
        dnnl_memory_set_data_handle(m_b.get(), const_cast<std::byte*>(operands.b)) != dnnl_success ||
        dnnl_memory_set_data_handle(m_c.get(), operands.c) != dnnl_success)
        return false;
    const std::array<dnnl_exec_arg_t, 3> arguments = {dnnl_exec_arg_t{DNNL_ARG_SRC, m_a.get()},
                                                      dnnl_exec_arg_t{DNNL_ARG_WEIGHTS, m_b.get()},
                                                      dnnl_exec_arg_t{DNNL_ARG_DST, m_c.get()}};
    return dnnl_primitive_execute(m_primitive.get(), stream.get(), static_cast<int>(arguments.size()),
                                  arguments.data()) == dnnl_success &&
           dnnl_stream_wait(stream.get()) == dnnl_success;
}

} // namespace headroom
