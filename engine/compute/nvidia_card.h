// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace headroom {

/// Whether this machine shows an NVIDIA card, its driver or its device nodes: then something can be mended
/// where no GPU is found. Without any of them nobody misses one. `root` is where the system's folders are.
bool hasNvidiaCard(const std::string& root = "/");

/// The oldest driver for all releases of that CUDA, by NVIDIA's "CUDA Compatibility": "580" of 13; empty
/// where it is not known.
inline std::string oldestDriverOf(int cudaMajor) {
    return cudaMajor == 12 ? "525" : cudaMajor == 13 ? "580" : "";
}

} // namespace headroom
