// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace headroom {

// The programs that reproducer.cpp fills in: @NAME@ is replaced. Headers of CUDA are spelt so, for this file
// includes none.

inline constexpr std::string_view kPyTorchText = R"(@COMMENT@
import math
import statistics
import sys
import time

import torch

if not torch.cuda.is_available():
    sys.exit("PyTorch finds no GPU.")
device = torch.cuda.get_device_properties(0)
@SETTINGS@
batch, m, n, k = @BATCH@, @M@, @N@, @K@
dtype = @DTYPE@
out_dtype = @OUT_DTYPE@
# From one batch entry, row and column to the next, in elements.
strides_a = (@A_BATCH@, @A_DOWN@, @A_ACROSS@)
strides_b = (@B_BATCH@, @B_DOWN@, @B_ACROSS@)


def operand(rows, columns, strides):
    flat = torch.randn(batch * rows * columns, device="cuda", dtype=@RANDOM@)
    return flat.to(dtype).as_strided((batch, rows, columns), strides)


# As many operands as keep each call from finding its own in the cache.
size = torch.empty((), dtype=dtype).element_size()
bytes_of_set = batch * ((m * k + n * k) * size + m * n * torch.empty((), dtype=out_dtype).element_size())
cache = getattr(device, "L2_cache_size", 50 << 20)
sets = [
    (
        operand(m, k, strides_a),
        operand(k, n, strides_b),
        torch.empty((batch, m, n), device="cuda", dtype=out_dtype),
    )
    for _ in range(min(4096, math.ceil(3 * cache / bytes_of_set)))
]
@CALL@

def milliseconds(work):
    begin, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    begin.record()
    work()
    end.record()
    end.synchronize()
    return begin.elapsed_time(end)


side = torch.cuda.Stream()
side.wait_stream(torch.cuda.current_stream())
with torch.cuda.stream(side):
    for operands in sets[:3]:
        call(*operands)
torch.cuda.current_stream().wait_stream(side)
torch.cuda.synchronize()
once = min(milliseconds(lambda: call(*sets[0])) for _ in range(3))

# Calls of half a millisecond and more in one graph: launching is not timed.
calls = max(len(sets), math.ceil(0.5 / once))
graph = torch.cuda.CUDAGraph()
with torch.cuda.graph(graph):
    for i in range(calls):
        call(*sets[i % len(sets)])
graph.replay()
torch.cuda.synchronize()
times = []
for _ in range(20):
    times.append(milliseconds(graph.replay) / calls)
    time.sleep(1.5e-3 * times[-1] * calls)  # at full load the power limit lowers the clock

median = statistics.median(times)
flop = 2 * batch * m * n * k
print(f"{device.name}, PyTorch {torch.__version__}: {median:.4g} ms, {flop / median / 1e9:.4g} TFLOP/s")
)";

inline constexpr std::string_view kCublasLtText = R"(@COMMENT@
// Build: nvcc -O2 -std=c++17 gemm.cu -lcublasLt -lcublas -o gemm
@INCLUDE@ <cublasLt.h>
@INCLUDE@ <cublas_v2.h>
@INCLUDE@ <cuda_bf16.h>
@INCLUDE@ <cuda_fp16.h>
@INCLUDE@ <cuda_fp8.h>
@INCLUDE@ <cuda_runtime.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

constexpr std::int64_t kBatch = @BATCH@, kM = @M@, kN = @N@, kK = @K@;
using In = @IN@;
using Out = @OUT@;
constexpr cudaDataType_t kIn = @CUDA_IN@;
constexpr cudaDataType_t kOut = @CUDA_OUT@;
constexpr cublasComputeType_t kCompute = @COMPUTE@;
constexpr bool kFp8 = @FP8@;
constexpr float kScale = @SCALE@; // by which fp8 operands are multiplied
constexpr int kProposals = @PROPOSALS@; // of cuBLASLt, best guess first

// A is m×k, B k×n, C m×n by rows; a transposed one lies by columns.
struct Operand {
    std::int64_t rows, columns, leading, batchStride;
    bool transposed;
};
constexpr Operand kA{kM, kK, @A_LEADING@, @A_BATCH@, @A_TRANSPOSED@};
constexpr Operand kB{kK, kN, @B_LEADING@, @B_BATCH@, @B_TRANSPOSED@};
constexpr Operand kC{kM, kN, kN, kM * kN, false};

#define CHECK(call)                                                                       \
    do {                                                                                  \
        if (const int status = static_cast<int>(call); status != 0) {                     \
            std::fprintf(stderr, "line %d: %s: status %d\n", __LINE__, #call, status);    \
            std::exit(1);                                                                 \
        }                                                                                 \
    } while (false)

std::size_t aligned(std::size_t bytes) { return (bytes + 255) / 256 * 256; }

template <class T>
std::size_t bytesOf(const Operand& operand) {
    return aligned(static_cast<std::size_t>(kBatch * operand.rows * operand.columns) * sizeof(T));
}

// cuBLAS reads by columns, which are our rows: it is asked for the transposes, Cᵀ = Bᵀ·Aᵀ.
cublasLtMatrixLayout_t layoutOf(const Operand& operand, cudaDataType_t type) {
    cublasLtMatrixLayout_t layout;
    const std::int64_t fast = operand.transposed ? operand.rows : operand.columns;
    const std::int64_t slow = operand.transposed ? operand.columns : operand.rows;
    CHECK(cublasLtMatrixLayoutCreate(&layout, type, fast, slow, operand.leading));
    const auto count = static_cast<std::int32_t>(kBatch);
    CHECK(cublasLtMatrixLayoutSetAttribute(layout, CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT, &count, sizeof(count)));
    CHECK(cublasLtMatrixLayoutSetAttribute(layout, CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET,
                                           &operand.batchStride, sizeof(operand.batchStride)));
    return layout;
}

template <class T>
std::uint32_t alignmentOf(const Operand& operand) {
    const std::uint64_t bits = static_cast<std::uint64_t>(operand.batchStride) * sizeof(T) | 256;
    return static_cast<std::uint32_t>(bits & (~bits + 1));
}

// Normally distributed numbers, which repeat after about a million: power depends on the data.
void fill(void* memory, std::size_t bytes) {
    std::mt19937_64 random(1);
    std::normal_distribution<float> normal;
    std::vector<In> numbers(std::min<std::size_t>(1000003, bytes / sizeof(In)));
    for (In& number : numbers)
        number = static_cast<In>(normal(random) / kScale);
    std::size_t done = numbers.size() * sizeof(In);
    CHECK(cudaMemcpy(memory, numbers.data(), done, cudaMemcpyHostToDevice));
    for (auto* to = static_cast<char*>(memory); done < bytes;) {
        const std::size_t more = std::min(done, bytes - done);
        CHECK(cudaMemcpy(to + done, to, more, cudaMemcpyDeviceToDevice));
        done += more;
    }
}

int main() {
    cudaDeviceProp device;
    CHECK(cudaGetDeviceProperties(&device, 0));
    cudaStream_t stream;
    CHECK(cudaStreamCreate(&stream));

    // As many operands as keep each call from finding its own in the cache.
    const std::size_t bytesA = bytesOf<In>(kA), bytesB = bytesOf<In>(kB), bytesC = bytesOf<Out>(kC);
    const std::size_t ofSet = bytesA + bytesB + bytesC;
    const std::size_t sets =
        std::min<std::size_t>(4096, (3 * static_cast<std::size_t>(device.l2CacheSize) + ofSet - 1) / ofSet);
    char *inputs, *outputs;
    CHECK(cudaMalloc(&inputs, sets * (bytesA + bytesB)));
    CHECK(cudaMalloc(&outputs, sets * bytesC));
    fill(inputs, sets * (bytesA + bytesB));
    const std::size_t workspaceBytes = std::size_t(device.major >= 12 ? 12 : device.major >= 9 ? 32 : 4) << 20;
    void* workspace;
    CHECK(cudaMalloc(&workspace, workspaceBytes));

    cublasHandle_t cublas;
    cublasLtHandle_t lt;
    CHECK(cublasCreate(&cublas));
    CHECK(cublasSetStream(cublas, stream));
    CHECK(cublasSetWorkspace(cublas, workspace, workspaceBytes));
    CHECK(cublasLtCreate(&lt));
    cublasLtMatmulDesc_t operation;
    CHECK(cublasLtMatmulDescCreate(&operation, kCompute, CUDA_R_32F));
    const cublasOperation_t ofB = kB.transposed ? CUBLAS_OP_T : CUBLAS_OP_N;
    const cublasOperation_t ofA = kA.transposed ? CUBLAS_OP_T : CUBLAS_OP_N;
    CHECK(cublasLtMatmulDescSetAttribute(operation, CUBLASLT_MATMUL_DESC_TRANSA, &ofB, sizeof(ofB)));
    CHECK(cublasLtMatmulDescSetAttribute(operation, CUBLASLT_MATMUL_DESC_TRANSB, &ofA, sizeof(ofA)));
    if constexpr (kFp8) { // one scale a tensor, and fast accumulation
        const std::int8_t fast = 1;
                float* scale; // at a multiple of 16 bytes
        CHECK(cudaMalloc(&scale, 256));
        CHECK(cudaMemcpy(scale, &kScale, sizeof(kScale), cudaMemcpyHostToDevice));
        CHECK(cublasLtMatmulDescSetAttribute(operation, CUBLASLT_MATMUL_DESC_FAST_ACCUM, &fast, sizeof(fast)));
        CHECK(cublasLtMatmulDescSetAttribute(operation, CUBLASLT_MATMUL_DESC_A_SCALE_POINTER, &scale,
                                             sizeof(scale)));
        CHECK(cublasLtMatmulDescSetAttribute(operation, CUBLASLT_MATMUL_DESC_B_SCALE_POINTER, &scale,
                                             sizeof(scale)));
    }
    const cublasLtMatrixLayout_t first = layoutOf(kB, kIn), second = layoutOf(kA, kIn), result = layoutOf(kC, kOut);
    cublasLtMatmulPreference_t preference;
    CHECK(cublasLtMatmulPreferenceCreate(&preference));
    CHECK(cublasLtMatmulPreferenceSetAttribute(preference, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES,
                                               &workspaceBytes, sizeof(workspaceBytes)));
    const std::pair<cublasLtMatmulPreferenceAttributes_t, std::uint32_t> alignments[] = {
        {CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES, alignmentOf<In>(kB)},
        {CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES, alignmentOf<In>(kA)},
        {CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES, alignmentOf<Out>(kC)},
        {CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES, alignmentOf<Out>(kC)}};
    for (const auto& [attribute, bytes] : alignments)
        CHECK(cublasLtMatmulPreferenceSetAttribute(preference, attribute, &bytes, sizeof(bytes)));
    cublasLtMatmulHeuristicResult_t found[kProposals];
    int proposals = 0;
    if (cublasLtMatmulAlgoGetHeuristic(lt, operation, first, second, result, result, preference, kProposals,
                                       found, &proposals) != CUBLAS_STATUS_SUCCESS)
        proposals = 0;
    if (kFp8 && proposals == 0) {
        std::fprintf(stderr, "cuBLASLt offers nothing for these lengths and this layout.\n");
        return 1;
    }

    const auto call = [&](int proposal, std::size_t set) -> cublasStatus_t {
        const float one = 1, zero = 0;
        const char* a = inputs + set % sets * (bytesA + bytesB);
        const char* b = a + bytesA;
        char* c = outputs + set % sets * bytesC;
        if (proposal < 0) // cuBLAS's own choice
            return cublasGemmStridedBatchedEx_64(cublas, ofB, ofA, kN, kM, kK, &one, b, kIn, kB.leading,
                                                 kB.batchStride, a, kIn, kA.leading, kA.batchStride, &zero, c,
                                                 kOut, kC.leading, kC.batchStride, kBatch, kCompute,
                                                 CUBLAS_GEMM_DEFAULT);
        return cublasLtMatmul(lt, operation, &one, b, first, a, second, &zero, c, result, c, result,
                              &found[proposal].algo, workspace, workspaceBytes, stream);
    };
    cudaEvent_t begin, end;
    CHECK(cudaEventCreate(&begin));
    CHECK(cudaEventCreate(&end));
    for (int proposal = kFp8 ? 0 : -1; proposal < proposals; ++proposal) {
        if (call(proposal, 0) != CUBLAS_STATUS_SUCCESS)
            continue; // a proposal that turns out unusable
        CHECK(cudaStreamSynchronize(stream));
        float once = 0;
        CHECK(cudaEventRecord(begin, stream));
        CHECK(call(proposal, 1));
        CHECK(cudaEventRecord(end, stream));
        CHECK(cudaEventSynchronize(end));
        CHECK(cudaEventElapsedTime(&once, begin, end));
        // Calls of half a millisecond and more in one graph: launching is not timed.
        const auto calls = std::max<std::size_t>(sets, static_cast<std::size_t>(0.5f / once) + 1);
        cudaGraph_t graph;
        cudaGraphExec_t work;
        CHECK(cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal));
        for (std::size_t i = 0; i < calls; ++i)
            CHECK(call(proposal, i));
        CHECK(cudaStreamEndCapture(stream, &graph));
        CHECK(cudaGraphInstantiate(&work, graph, 0));
        std::vector<float> times;
        for (int round = -1; round < 20; ++round) {
            float milliseconds = 0;
            CHECK(cudaEventRecord(begin, stream));
            CHECK(cudaGraphLaunch(work, stream));
            CHECK(cudaEventRecord(end, stream));
            CHECK(cudaEventSynchronize(end));
            CHECK(cudaEventElapsedTime(&milliseconds, begin, end));
            if (round >= 0) // the first one warms up
                times.push_back(milliseconds / static_cast<float>(calls));
            // At full load the power limit lowers the clock.
            std::this_thread::sleep_for(std::chrono::duration<float, std::milli>(1.5f * milliseconds));
        }
        std::nth_element(times.begin(), times.begin() + times.size() / 2, times.end());
        const double median = times[times.size() / 2];
        char which[32] = "cuBLAS's own choice";
        if (proposal >= 0)
            std::snprintf(which, sizeof(which), "cuBLASLt proposal %d", proposal);
        std::printf("%s, %s: %.4g ms, %.4g TFLOP/s\n", device.name, which, median,
                    2.0 * kBatch * kM * kN * kK / median / 1e9);
        CHECK(cudaGraphExecDestroy(work));
        CHECK(cudaGraphDestroy(graph));
    }
}
)";

} // namespace headroom
