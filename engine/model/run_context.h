// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/gemm_shape.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// The physical limits of a device for one type.
struct Roof {
    DataType type = DataType::F32;
    double peakTflops = 0;         ///< arithmetic, TFLOP/s
    double bandwidthBytesPerS = 0; ///< memory
    std::string source;            ///< "measured on this machine" or "specified", and how
    double clockMhz = 0;           ///< that the peak is for; 0 where it is not known

    friend bool operator==(const Roof&, const Roof&) = default;
};

/// min(peak, bandwidth · flop / operandBytes) in TFLOP/s: each operand read or written once.
double roofTflops(const Roof& roof, const GemmShape& shape);

/// The roof where the chip ran at another clock than the peak is for, as a measurement tells; the memory's
/// own clock stays. Nothing where the roof names no clock.
std::optional<double> roofTflopsAt(const Roof& roof, const GemmShape& shape, double clockMhz);

/// The circumstances of a run: exported with every result.
struct RunContext {
    std::string runId;
    std::string device;   ///< as the user reads it: "Intel Xeon …, 2 threads", "NVIDIA H200"
    std::string deviceId; ///< "cpu", "cuda:0"
    std::string backend;  ///< "oneDNN", "cuBLAS", "reference"
    std::string libraryVersion;
    std::string driverVersion; ///< empty where there is no driver
    std::string host;
    std::string headroomVersion;
    std::string headroomCommit; ///< of which that was built; empty where the program did not know it
    std::string startedUtc;     ///< ISO 8601
    int threads = 0;            ///< CPU threads that compute; 0 on a GPU
    std::uint64_t dataSeed = 0; ///< of the operands' normal(0,1) numbers
    /// Relative standard deviation between runs that the visits of one run do not show: temperature, where
    /// memory lies. Taken from experience with such devices; part of every interval.
    double betweenRuns = 0;
    std::vector<Roof> roofs;        ///< one for each type measured; empty where none is known
    std::vector<std::string> notes; ///< what a reader should know of the whole run
    /// Variables that libraries read, as the program was given them: NAME=VALUE. See compute/environment.h.
    std::vector<std::string> environment;

    bool isOfProcessor() const { return threads > 0; }

    friend bool operator==(const RunContext&, const RunContext&) = default;
};

/// Whether a run may have that id: files are named after it, so it is no path.
bool isRunId(std::string_view id);

/// The roof of that shape's type in TFLOP/s, where the run knows one.
std::optional<double> roofTflops(const RunContext& context, const GemmShape& shape);

} // namespace headroom
