// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The cache of calibrations of a processor.

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_file.h"

#include "engine/backends/onednn/roof_cache.h"
#include "engine/model/words.h"

#include <cmath>

namespace headroom::fuzzing {

namespace {

FUZZ_TARGET(roof_cache) {
    static MemoryFile file;
    file.write(bytes);
    const RoofCache cache(file.path());
    const std::string processor = "cpu";
    for (const DataType type : {DataType::F32, DataType::Bf16}) {
        const std::optional<Roof> roof = cache.find({processor, 2, type});
        if (!roof)
            continue;
        require(roof->type == type, "a roof is of the type asked for");
        require(std::isfinite(roof->peakTflops) && roof->peakTflops > 0, "a peak is a number above 0");
        require(std::isfinite(roof->bandwidthBytesPerS) && roof->bandwidthBytesPerS > 0,
                "a bandwidth is a number above 0");
        requireSentence(roof->source);
    }
    for (const auto& [cpu, loads] : cache.findPaces(processor)) {
        require(cpu >= -1, "a core has a number");
        for (const auto& [load, pace] : loads)
            require(std::isfinite(pace) && pace > 0, "a pace is a number above 0");
    }
}

} // namespace

} // namespace headroom::fuzzing
