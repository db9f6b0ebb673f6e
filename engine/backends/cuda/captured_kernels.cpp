// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/captured_kernels.h"

#include "engine/backends/cuda/failure.h"
#include "engine/model/kernel_name.h"

#include <cuda.h>

namespace headroom::cuda {

namespace {

/// A function of the driver, found through the runtime so that nothing links the driver's library; null where
/// the driver is older than that function.
template <class Function>
Function* driverFunction(const char* symbol, unsigned version) {
    void* address = nullptr;
    cudaDriverEntryPointQueryResult found = cudaDriverEntryPointSymbolNotFound;
#if CUDART_VERSION >= 12050
    const cudaError_t result =
        cudaGetDriverEntryPointByVersion(symbol, &address, version, cudaEnableDefault, &found);
#else
    static_cast<void>(version);
    const cudaError_t result = cudaGetDriverEntryPoint(symbol, &address, cudaEnableDefault, &found);
#endif
    if (result != cudaSuccess || found != cudaDriverEntryPointSuccess) {
        cudaGetLastError();
        return nullptr;
    }
    return reinterpret_cast<Function*>(address);
}

struct Driver {
    CUresult (*nodeParameters)(CUgraphNode, CUDA_KERNEL_NODE_PARAMS_v2*) = nullptr;
    CUresult (*functionName)(const char**, CUfunction) = nullptr;
    CUresult (*kernelName)(const char**, CUkernel) = nullptr;

    Driver()
        : nodeParameters(driverFunction<CUresult(CUgraphNode, CUDA_KERNEL_NODE_PARAMS_v2*)>(
              "cuGraphKernelNodeGetParams", 12000))
        , functionName(driverFunction<CUresult(const char**, CUfunction)>("cuFuncGetName", 12030))
        , kernelName(driverFunction<CUresult(const char**, CUkernel)>("cuKernelGetName", 12030)) {}
};

std::string nameOf(const Driver& driver, const CUDA_KERNEL_NODE_PARAMS_v2& parameters) {
    const char* name = nullptr;
    if (parameters.func != nullptr && driver.functionName != nullptr &&
        driver.functionName(&name, parameters.func) == CUDA_SUCCESS && name != nullptr)
        return readableKernelName(name);
    if (parameters.kern != nullptr && driver.kernelName != nullptr &&
        driver.kernelName(&name, parameters.kern) == CUDA_SUCCESS && name != nullptr)
        return readableKernelName(name);
    return "unnamed (the driver does not tell kernel names)";
}

std::string dimensions(unsigned x, unsigned y, unsigned z) {
    return std::to_string(x) + "x" + std::to_string(y) + "x" + std::to_string(z);
}

} // namespace

std::vector<KernelLaunch> kernelsOf(cudaGraph_t graph, std::size_t limit) {
    static const Driver driver;
    std::vector<KernelLaunch> launches;
    std::size_t count = 0;
    require(cudaGraphGetNodes(graph, nullptr, &count), "reading the kernel's name");
    std::vector<cudaGraphNode_t> nodes(count);
    require(cudaGraphGetNodes(graph, nodes.data(), &count), "reading the kernel's name");
    for (std::size_t i = 0; i < count && launches.size() < limit; ++i) {
        cudaGraphNodeType type = cudaGraphNodeTypeEmpty;
        require(cudaGraphNodeGetType(nodes[i], &type), "reading the kernel's name");
        if (type != cudaGraphNodeTypeKernel || driver.nodeParameters == nullptr)
            continue;
        CUDA_KERNEL_NODE_PARAMS_v2 parameters{};
        if (driver.nodeParameters(nodes[i], &parameters) != CUDA_SUCCESS)
            continue;
        KernelLaunch launch;
        launch.function = parameters.func != nullptr ? static_cast<const void*>(parameters.func)
                                                     : static_cast<const void*>(parameters.kern);
        launch.text =
            kernelText(nameOf(driver, parameters),
                       dimensions(parameters.gridDimX, parameters.gridDimY, parameters.gridDimZ),
                       dimensions(parameters.blockDimX, parameters.blockDimY, parameters.blockDimZ));
        launches.push_back(std::move(launch));
    }
    return launches;
}

} // namespace headroom::cuda
