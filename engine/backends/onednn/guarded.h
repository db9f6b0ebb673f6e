// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/onednn/matmul.h"
#include "engine/model/result.h"

#include <exception>
#include <new>
#include <utility>

namespace headroom {

/// Runs `work` and makes an error of whatever it throws: nothing is thrown across the backend interface.
template <class Work>
auto guarded(Work&& work) noexcept -> decltype(work()) {
    try {
        return std::forward<Work>(work)();
    } catch (const dnnl::error& error) {
        const std::string said = "oneDNN " + oneDnnVersion() + ": " + error.what();
        switch (error.status) {
        case dnnl_unimplemented:
            return Error{Status::Unsupported, said + " (it has no code for this on this processor)"};
        case dnnl_out_of_memory:
            return Error{Status::OutOfMemory, said + " (out of memory)"};
        default:
            return Error{Status::Error, said};
        }
    } catch (const std::bad_alloc&) {
        return Error{Status::OutOfMemory, "the program ran out of memory"};
    } catch (const std::exception& error) {
        return Error{Status::Error, error.what()};
    }
}

} // namespace headroom
