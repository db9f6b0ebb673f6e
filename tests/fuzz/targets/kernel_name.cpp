// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Names of GPU kernels, as libraries and run files give them.

#include "tests/fuzz/fuzz_target.h"

#include "engine/model/kernel_name.h"

namespace headroom::fuzzing {

namespace {

FUZZ_TARGET(kernel_name) {
    const KernelIdentity identity = parseKernel(bytes);
    require(identity.alignment >= 0, "an alignment is a number of elements");
    require(bytes.starts_with(identity.function), "the function's name is a part of the text");
    require(identity.tile.size() <= identity.function.size() + 12, "a tile is a part of the name");
    const std::string shown = shortKernelName(bytes);
    require(identity.family.empty() || shown.starts_with(identity.family), "a name begins with its family");
    const std::string readable = readableKernelName(bytes);
    if (bytes.find('\0') == std::string_view::npos && !bytes.starts_with("_Z"))
        static_cast<void>(parseKernel(readable));
    if (!identity.grid.empty() && !identity.block.empty()) {
        const std::string text = kernelText(identity.function, identity.grid, identity.block);
        const KernelIdentity again = parseKernel(text);
        require(again.function == identity.function && again.grid == identity.grid &&
                    again.block == identity.block,
                "a launch that was written reads as equal");
    }
}

} // namespace

} // namespace headroom::fuzzing
