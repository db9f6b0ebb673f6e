// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/cuda/operand_pool.h"

#include <cublasLt.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace headroom::cuda {

/// How GEMMs of that type are computed, where that is not all in its name: sentences for a run's notes.
std::vector<std::string> notesOn(DataType type);

/// One shape as cuBLAS computes it. The engine's operands are row-major; cuBLAS reads memory by columns and
/// thus sees their transposes, so it is asked for Cᵀ = Bᵀ·Aᵀ.
class Gemm {
public:
    /// Handles, made once a run: both libraries use the same workspace and stream.
    class Library {
    public:
        /// `operandScale`, on the device: what e4m3 operands are to be multiplied by, each.
        Library(cudaStream_t stream, std::byte* workspace, std::uint64_t workspaceBytes,
                const float* operandScale);
        ~Library();
        Library(const Library&) = delete;
        Library& operator=(const Library&) = delete;

        cublasHandle_t handle() const { return m_handle; }
        /// cuBLASLt's own, made when first asked for.
        cublasLtHandle_t ltHandle();
        cudaStream_t stream() const { return m_stream; }
        std::byte* workspace() const { return m_workspace; }
        std::uint64_t workspaceBytes() const { return m_workspaceBytes; }
        const float* operandScale() const { return m_operandScale; }

    private:
        cublasHandle_t m_handle = nullptr;
        cublasLtHandle_t m_ltHandle = nullptr;
        cudaStream_t m_stream;
        std::byte* m_workspace;
        std::uint64_t m_workspaceBytes;
        const float* m_operandScale;
    };

    /// `findCandidates`: asks cuBLASLt's heuristic for its algorithms too. In e4m3, which cuBLAS does not
    /// compute in, it is asked in any case, for one. With E4m3Quantised the operands of calls are e4m3
    /// already.
    Gemm(Library& library, const GemmShape& shape, bool findCandidates, std::uint64_t offsetOfB);
    ~Gemm();
    Gemm(Gemm&&) noexcept;
    Gemm& operator=(Gemm&&) noexcept;

    const GemmShape& shape() const { return m_shape; }
    /// Candidate 0 is cuBLAS's own choice (cublasGemmStridedBatchedEx), the others are cuBLASLt's, best guess
    /// first. In e4m3 all are cuBLASLt's, and there may be none.
    int candidates() const { return cublasChoices() + static_cast<int>(m_algorithms.size()); }
    /// Puts one call on the stream, or into the graph that is being captured from it.
    void enqueue(int candidate, const Operands& operands) const;

private:
    struct LtProblem;

    int cublasChoices() const { return multipliesE4m3(m_shape.type) ? 0 : 1; }
    void enqueueDefault(const Operands& operands) const;

    Library* m_library;
    GemmShape m_shape;
    std::unique_ptr<LtProblem> m_problem; ///< where cuBLASLt was asked
    std::vector<cublasLtMatmulAlgo_t> m_algorithms;
};

} // namespace headroom::cuda
