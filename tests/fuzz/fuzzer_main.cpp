// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// What libFuzzer calls, in the program of a single target.

#include "tests/fuzz/fuzz_target.h"

#include <cstddef>
#include <cstdint>

extern "C" __attribute__((visibility("default"))) int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                                                             std::size_t size) {
    headroom::fuzzing::firstTarget()->take({reinterpret_cast<const char*>(data), size});
    return 0;
}
