// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <cublas_v2.h>
#include <cuda_runtime_api.h>

#include <exception>
#include <new>
#include <string>
#include <utility>

namespace headroom::cuda {

/// Carries an error from a call of CUDA to the edge of this module, never further.
struct Failure {
    Error error;
};

/// Throws a Failure unless the call succeeded. `doing`: "timing the GEMM".
void require(cudaError_t result, const char* doing);
void require(cublasStatus_t result, const char* doing);
/// Fails where a kernel that was launched just before did not start.
void requireLaunched(const char* doing);

/// Runs `action`, which returns a Result, and turns whatever it throws into that result's error.
template <class Action>
auto guarded(Action&& action) -> decltype(action()) {
    try {
        return std::forward<Action>(action)();
    } catch (const Failure& failure) {
        return failure.error;
    } catch (const std::bad_alloc&) {
        return Error{Status::OutOfMemory, "This program ran out of the machine's own memory."};
    } catch (const std::exception& fault) {
        return Error{Status::Error, std::string("The GPU module failed: ") + fault.what() + "."};
    }
}

} // namespace headroom::cuda
