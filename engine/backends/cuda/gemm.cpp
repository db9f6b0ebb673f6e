// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/gemm.h"

#include <array>
#include <utility>

namespace headroom::cuda {

namespace {

constexpr int kWantedCandidates = 16;
/// Chosen, for the library's own default is off: what inference and TransformerEngine's forward pass use, and
/// what the peak of Hopper's tensor cores is specified for. See errorBound() for what it loses.
constexpr bool kFastAccumulation = true;
constexpr const char* kPreparing = "preparing the GEMM";
constexpr const char* kSearching = "asking cuBLASLt for its algorithms";

struct Types {
    cudaDataType_t data;
    cublasComputeType_t compute;
};

/// f32 stays f32: tf32 is used only where it is asked for by name.
Types typesOf(DataType type) {
    switch (type) {
    case DataType::F32:
        return {CUDA_R_32F, CUBLAS_COMPUTE_32F};
    case DataType::Tf32:
        return {CUDA_R_32F, CUBLAS_COMPUTE_32F_FAST_TF32};
    case DataType::F16:
        return {CUDA_R_16F, CUBLAS_COMPUTE_32F};
    case DataType::Bf16:
        return {CUDA_R_16BF, CUBLAS_COMPUTE_32F};
    case DataType::E4m3:
    case DataType::E4m3Quantised:
        return {CUDA_R_8F_E4M3, CUBLAS_COMPUTE_32F};
    case DataType::Mxfp8:
    case DataType::Nvfp4: // refused before
        break;
    }
    return {CUDA_R_32F, CUBLAS_COMPUTE_32F};
}

/// What cuBLAS, which reads by columns, is to do with an operand of ours.
cublasOperation_t transpositionOf(const OperandStrides& operand) {
    return operand.transposed ? CUBLAS_OP_T : CUBLAS_OP_N;
}

struct LtDestroyer {
    void operator()(cublasLtMatmulDesc_t handle) const { cublasLtMatmulDescDestroy(handle); }
    void operator()(cublasLtMatrixLayout_t handle) const { cublasLtMatrixLayoutDestroy(handle); }
    void operator()(cublasLtMatmulPreference_t handle) const { cublasLtMatmulPreferenceDestroy(handle); }
};
using LtOperation = std::unique_ptr<std::remove_pointer_t<cublasLtMatmulDesc_t>, LtDestroyer>;
using LtLayout = std::unique_ptr<std::remove_pointer_t<cublasLtMatrixLayout_t>, LtDestroyer>;
using LtPreference = std::unique_ptr<std::remove_pointer_t<cublasLtMatmulPreference_t>, LtDestroyer>;

/// One of our matrices, rows × columns, as cuBLASLt reads it: by columns, which are our rows.
LtLayout makeLayout(DataType type, std::int64_t batch, std::int64_t rows, std::int64_t columns,
                    const OperandStrides& strides) {
    if (strides.transposed)
        std::swap(rows, columns);
    cublasLtMatrixLayout_t layout = nullptr;
    require(cublasLtMatrixLayoutCreate(&layout, typesOf(type).data, static_cast<std::uint64_t>(columns),
                                       static_cast<std::uint64_t>(rows), strides.leading),
            kSearching);
    LtLayout owner(layout);
    const auto count = static_cast<std::int32_t>(batch);
    require(
        cublasLtMatrixLayoutSetAttribute(layout, CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT, &count, sizeof(count)),
        kSearching);
    require(cublasLtMatrixLayoutSetAttribute(layout, CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET,
                                             &strides.batch, sizeof(strides.batch)),
            kSearching);
    return owner;
}

template <class T>
void setPreference(cublasLtMatmulPreference_t preference, cublasLtMatmulPreferenceAttributes_t attribute,
                   T value) {
    require(cublasLtMatmulPreferenceSetAttribute(preference, attribute, &value, sizeof(value)), kSearching);
}

} // namespace

std::vector<std::string> notesOn(DataType type) {
    std::vector<std::string> notes;
    if (multipliesE4m3(type))
        notes.push_back(
            std::string("In e4m3 C is bf16, A and B have one scale each, and fast accumulation is ") +
            (kFastAccumulation ? "on: Hopper and Ada then keep about 14 bits of each sum." : "off."));
    if (type == DataType::E4m3Quantised)
        notes.emplace_back(
            "Each call quantises A and B from bf16 before the GEMM, by scales known beforehand "
            "(delayed scaling); the scales of the next call are not looked for.");
    return notes;
}

/// The same problem in cuBLASLt's terms. Its first operand is our B, its second our A.
struct Gemm::LtProblem {
    LtOperation operation;
    LtLayout first;
    LtLayout second;
    LtLayout result;

    LtProblem(const GemmShape& shape, const float* operandScale) {
        cublasLtMatmulDesc_t created = nullptr;
        require(cublasLtMatmulDescCreate(&created, typesOf(shape.type).compute, CUDA_R_32F), kSearching);
        operation.reset(created);
        setTransposition(CUBLASLT_MATMUL_DESC_TRANSA, shape.b);
        setTransposition(CUBLASLT_MATMUL_DESC_TRANSB, shape.a);
        if (multipliesE4m3(shape.type)) {
            set(CUBLASLT_MATMUL_DESC_FAST_ACCUM, std::int8_t{kFastAccumulation});
            set(CUBLASLT_MATMUL_DESC_A_SCALE_POINTER, operandScale);
            set(CUBLASLT_MATMUL_DESC_B_SCALE_POINTER, operandScale);
        }
        first = makeLayout(shape.type, shape.batch, shape.k, shape.n, shape.b);
        second = makeLayout(shape.type, shape.batch, shape.m, shape.k, shape.a);
        result = makeLayout(outputType(shape.type), shape.batch, shape.m, shape.n, shape.c);
    }

    template <class T>
    void set(cublasLtMatmulDescAttributes_t which, const T& value) {
        // Some values are pointers themselves.
        const auto* bytes = static_cast<const void*>(&value);
        require(cublasLtMatmulDescSetAttribute(operation.get(), which, bytes, sizeof(value)), kSearching);
    }

    void setTransposition(cublasLtMatmulDescAttributes_t which, const OperandStrides& operand) {
        set(which, transpositionOf(operand));
    }

    std::vector<cublasLtMatmulAlgo_t> search(Library& library, const GemmShape& shape,
                                             std::uint64_t offsetOfB, int wanted) const {
        cublasLtMatmulPreference_t created = nullptr;
        require(cublasLtMatmulPreferenceCreate(&created), kSearching);
        const LtPreference preference(created);
        setPreference(created, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, library.workspaceBytes());
        // Without these cuBLASLt takes every entry of the batch for aligned to 256 bytes.
        const DataType type = multipliesE4m3(shape.type) ? DataType::E4m3 : shape.type; // once quantised
        setPreference(created, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES,
                      alignmentOf(shape.b, offsetOfB, type));
        setPreference(created, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES, alignmentOf(shape.a, 0, type));
        for (const auto attribute :
             {CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES})
            setPreference(created, attribute, alignmentOf(shape.c, 0, outputType(shape.type)));
        std::array<cublasLtMatmulHeuristicResult_t, kWantedCandidates> found{};
        int count = 0;
        const cublasStatus_t status =
            cublasLtMatmulAlgoGetHeuristic(library.ltHandle(), operation.get(), first.get(), second.get(),
                                           result.get(), result.get(), created, wanted, found.data(), &count);
        // Then there is none but cuBLAS's own; operands that e4m3 cannot lie as may be called invalid.
        const bool isNone = status == CUBLAS_STATUS_NOT_SUPPORTED ||
                            (multipliesE4m3(shape.type) && status == CUBLAS_STATUS_INVALID_VALUE);
        if (!isNone)
            require(status, kSearching);
        std::vector<cublasLtMatmulAlgo_t> algorithms;
        for (int i = 0; i < count; ++i)
            if (found[static_cast<std::size_t>(i)].state == CUBLAS_STATUS_SUCCESS)
                algorithms.push_back(found[static_cast<std::size_t>(i)].algo);
        return algorithms;
    }
};

Gemm::Library::Library(cudaStream_t stream, std::byte* workspace, std::uint64_t workspaceBytes,
                       const float* operandScale)
    : m_stream(stream)
    , m_workspace(workspace)
    , m_workspaceBytes(workspaceBytes)
    , m_operandScale(operandScale) {
    require(cublasCreate(&m_handle), "starting cuBLAS");
    try {
        require(cublasSetStream(m_handle, stream), "starting cuBLAS");
        // After the stream: choosing one puts cuBLAS's own workspace back.
        require(cublasSetWorkspace(m_handle, workspace, workspaceBytes), "starting cuBLAS");
    } catch (const Failure&) {
        cublasDestroy(m_handle);
        throw;
    }
}

Gemm::Library::~Library() {
    if (m_ltHandle != nullptr)
        cublasLtDestroy(m_ltHandle);
    cublasDestroy(m_handle);
}

cublasLtHandle_t Gemm::Library::ltHandle() {
    if (m_ltHandle == nullptr)
        require(cublasLtCreate(&m_ltHandle), "starting cuBLASLt");
    return m_ltHandle;
}

Gemm::Gemm(Library& library, const GemmShape& shape, bool findCandidates, std::uint64_t offsetOfB)
    : m_library(&library), m_shape(shape) {
    if (!findCandidates && cublasChoices() > 0)
        return;
    m_problem = std::make_unique<LtProblem>(shape, library.operandScale());
    m_algorithms = m_problem->search(library, shape, offsetOfB, findCandidates ? kWantedCandidates : 1);
}

Gemm::~Gemm() = default;
Gemm::Gemm(Gemm&&) noexcept = default;
Gemm& Gemm::operator=(Gemm&&) noexcept = default;

void Gemm::enqueue(int candidate, const Operands& operands) const {
    if (candidate < cublasChoices()) {
        enqueueDefault(operands);
        return;
    }
    const float one = 1;
    const float zero = 0;
    const auto& algorithm = m_algorithms.at(static_cast<std::size_t>(candidate - cublasChoices()));
    require(cublasLtMatmul(m_library->ltHandle(), m_problem->operation.get(), &one, operands.b,
                           m_problem->first.get(), operands.a, m_problem->second.get(), &zero, operands.c,
                           m_problem->result.get(), operands.c, m_problem->result.get(), &algorithm,
                           m_library->workspace(), m_library->workspaceBytes(), m_library->stream()),
            kPreparing);
}

void Gemm::enqueueDefault(const Operands& operands) const {
    const float one = 1;
    const float zero = 0;
    const Types types = typesOf(m_shape.type);
    const OperandStrides& a = m_shape.a;
    const OperandStrides& b = m_shape.b;
    const OperandStrides& c = m_shape.c;
    require(cublasGemmStridedBatchedEx_64(m_library->handle(), transpositionOf(b), transpositionOf(a),
                                          m_shape.n, m_shape.m, m_shape.k, &one, operands.b, types.data,
                                          b.leading, b.batch, operands.a, types.data, a.leading, a.batch,
                                          &zero, operands.c, types.data, c.leading, c.batch, m_shape.batch,
                                          types.compute, CUBLAS_GEMM_DEFAULT),
            kPreparing);
}

} // namespace headroom::cuda
