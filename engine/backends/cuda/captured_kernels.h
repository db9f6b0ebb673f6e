// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime_api.h>

#include <string>
#include <vector>

namespace headroom::cuda {

/// One kernel of a graph, as the driver knows it.
struct KernelLaunch {
    const void* function = nullptr; ///< the same for the same kernel
    std::string text;               ///< kernelText() of its readable name and dimensions
};

/// The kernels of a captured graph in order, at most `limit` of them. Names need a driver for CUDA 12.3 or
/// later, otherwise they say so.
std::vector<KernelLaunch> kernelsOf(cudaGraph_t graph, std::size_t limit);

} // namespace headroom::cuda
