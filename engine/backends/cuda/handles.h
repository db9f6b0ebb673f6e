// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/cuda/failure.h"

#include <cstddef>
#include <memory>
#include <type_traits>

namespace headroom::cuda {

/// Owns a handle of CUDA that `destroy` ends.
template <auto destroy>
struct Destroyer {
    template <class T>
    void operator()(T* handle) const {
        destroy(handle);
    }
};

using Stream = std::unique_ptr<std::remove_pointer_t<cudaStream_t>, Destroyer<cudaStreamDestroy>>;
using Event = std::unique_ptr<std::remove_pointer_t<cudaEvent_t>, Destroyer<cudaEventDestroy>>;
using Graph = std::unique_ptr<std::remove_pointer_t<cudaGraph_t>, Destroyer<cudaGraphDestroy>>;
using GraphExec = std::unique_ptr<std::remove_pointer_t<cudaGraphExec_t>, Destroyer<cudaGraphExecDestroy>>;
using DeviceMemory = std::unique_ptr<std::byte, Destroyer<&cudaFree>>;
using PinnedMemory = std::unique_ptr<std::byte, Destroyer<&cudaFreeHost>>;

inline Stream makeStream() {
    cudaStream_t stream = nullptr;
    require(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), "creating a stream");
    return Stream(stream);
}

inline Event makeEvent() {
    cudaEvent_t event = nullptr;
    require(cudaEventCreate(&event), "creating an event");
    return Event(event);
}

inline DeviceMemory makeDeviceMemory(std::size_t bytes) {
    void* memory = nullptr;
    require(cudaMalloc(&memory, bytes), "reserving memory for the operands");
    return DeviceMemory(static_cast<std::byte*>(memory));
}

/// Memory of this machine, readable and writable by the GPU at the same address.
inline PinnedMemory makePinnedMemory(std::size_t bytes) {
    void* memory = nullptr;
    require(cudaHostAlloc(&memory, bytes, cudaHostAllocMapped), "reserving memory for results");
    return PinnedMemory(static_cast<std::byte*>(memory));
}

/// Seconds between two events that have both happened.
inline double secondsBetween(cudaEvent_t begin, cudaEvent_t end) {
    float milliseconds = 0;
    require(cudaEventElapsedTime(&milliseconds, begin, end), "reading the time of the GEMM");
    return static_cast<double>(milliseconds) * 1e-3;
}

} // namespace headroom::cuda
