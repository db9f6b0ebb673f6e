// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace headroom {

/// What the name of a GPU kernel tells. Fields that a name does not tell stay empty or 0.
struct KernelIdentity {
    std::string function; ///< the whole name, without launch dimensions
    std::string grid;     ///< blocks launched, "16x8x48"
    std::string block;    ///< threads of a block, "256x1x1"
    std::string
        family;        ///< the collection of kernels it belongs to and for which architecture, "cutlass sm80"
    std::string tile;  ///< part of C that one block computes, with its depth where named, "256x128x32"
    int alignment = 0; ///< elements that each row of the operands must be aligned to
};

/// The readable form of a linker symbol: demangled, without return type and parameters, and without the
/// wrapper that CUTLASS puts around the kernel's own name.
std::string readableKernelName(std::string_view symbol);

/// One launch as rows carry it: "NAME grid 16x8x48 block 256x1x1".
std::string kernelText(std::string_view function, std::string_view grid, std::string_view block);

/// Reads what kernelText wrote; of several launches joined by " + " the first. Never fails: a name of another
/// library is its own family.
KernelIdentity parseKernel(std::string_view text);

/// Family, tile and alignment for a reader: "cutlass sm75 256x128 align1", "nvjet sm90 128x256x64".
std::string shortKernelName(std::string_view text);

} // namespace headroom
