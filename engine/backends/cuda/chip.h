// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"
#include "engine/model/run_context.h"

#include <array>
#include <cstdint>
#include <string>

namespace headroom::cuda {

/// A GPU as its driver describes it: all that is needed to work out what it can do at the most.
struct Chip {
    std::string name;
    int major = 0; ///< compute capability
    int minor = 0;
    int multiprocessors = 0;
    double clockHz = 0;       ///< highest clock of the multiprocessors
    double memoryClockHz = 0; ///< transfers happen on both edges
    int busBits = 0;
    std::uint64_t cacheBytes = 0; ///< L2
};

/// FLOP that one multiprocessor finishes in one clock, dense, with f32 accumulation: tensor cores for f16,
/// bf16, tf32 and e4m3, fused multiply-adds for f32. 0 where the chip does not compute in the type or is
/// unknown.
int flopPerClock(const Chip& chip, DataType type);

/// "" where the chip computes in the type, otherwise why it does not, for users.
std::string whyUnsupported(const Chip& chip, DataType type);

/// Why cuBLASLt proposes nothing for that shape in e4m3, by what its documentation asks of operands
/// (cublasLt, 8-bit floating point data types usage): its own m, n and k are our n, m and k.
std::string whyNoAlgorithm(const GemmShape& shape);

/// The limits that follow from the chip's figures at its highest clock.
Result<Roof> specifiedRoof(const Chip& chip, DataType type);

/// How far a GEMM of that length goes beyond the power that the chip can draw without end: 0 where it does
/// not, 1 at full load. Measured on an H200 under continuous load: the clock falls from a quarter of the
/// tensor peak on, a fifth where the memory is busy too, and by a quarter at two thirds of the peak.
double excessPower(const Roof& roof, const GemmShape& shape, double callS);

/// The workspace that cuBLAS asks for on that chip (cuBLAS documentation, cublasSetWorkspace).
std::uint64_t workspaceBytes(const Chip& chip);

/// DeviceInfo::hardwareIds of that GPU, or slice of one (MIG): by its UUID, which each program sees, whatever
/// CUDA_VISIBLE_DEVICES makes of its number; by its PCI address where the UUID is not known.
using Uuid = std::array<unsigned char, 16>;
std::string hardwareId(const Uuid& uuid, const std::string& pciBusId);

} // namespace headroom::cuda
