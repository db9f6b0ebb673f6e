// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/failure.h"

#include "engine/backends/cuda/cuda_errors.h"

namespace headroom::cuda {

static_assert(code::kMemoryAllocation == cudaErrorMemoryAllocation);
static_assert(code::kStubLibrary == cudaErrorStubLibrary);
static_assert(code::kInsufficientDriver == cudaErrorInsufficientDriver);
static_assert(code::kNoDevice == cudaErrorNoDevice);
static_assert(code::kEccUncorrectable == cudaErrorECCUncorrectable);
static_assert(code::kIllegalAddress == cudaErrorIllegalAddress);
static_assert(code::kLaunchTimeout == cudaErrorLaunchTimeout);
static_assert(code::kAssert == cudaErrorAssert);
static_assert(code::kHardwareStackError == cudaErrorHardwareStackError);
static_assert(code::kIllegalInstruction == cudaErrorIllegalInstruction);
static_assert(code::kMisalignedAddress == cudaErrorMisalignedAddress);
static_assert(code::kInvalidAddressSpace == cudaErrorInvalidAddressSpace);
static_assert(code::kInvalidPc == cudaErrorInvalidPc);
static_assert(code::kLaunchFailure == cudaErrorLaunchFailure);
static_assert(code::kSystemDriverMismatch == cudaErrorSystemDriverMismatch);
static_assert(code::kDevicesUnavailable == cudaErrorDevicesUnavailable);
static_assert(code::kOperatingSystem == cudaErrorOperatingSystem);
static_assert(code::kSystemNotReady == cudaErrorSystemNotReady);
static_assert(code::kCompatNotSupported == cudaErrorCompatNotSupportedOnDevice);
static_assert(code::kMpsConnectionFailed == cudaErrorMpsConnectionFailed);
static_assert(code::kUnknown == cudaErrorUnknown);

void require(cudaError_t result, const char* doing) {
    if (result == cudaSuccess)
        return;
    cudaGetLastError(); // an error that is not sticky must not show up at the next launch
    throw Failure{runtimeError(result, doing, cudaGetErrorName(result), cudaGetErrorString(result))};
}

void require(cublasStatus_t result, const char* doing) {
    if (result == CUBLAS_STATUS_SUCCESS)
        return;
    const cudaError_t pending = cudaGetLastError();
    throw Failure{
        blasError(result, cublasGetStatusName(result), doing, pending, cudaGetErrorString(pending))};
}

void requireLaunched(const char* doing) {
    require(cudaGetLastError(), doing);
}

} // namespace headroom::cuda
