// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/fuzz/judged_sweep.h"

#include "tests/fuzz/fuzz_target.h"

namespace headroom::fuzzing {

namespace {

DeviceInfo device(const char* id, int maxThreads, DataType type) {
    DeviceInfo info;
    info.id = id;
    info.name = id;
    info.backend = "made up";
    info.memoryBytes = info.freeMemoryBytes = std::uint64_t{64} << 30;
    info.maxThreads = maxThreads;
    info.types = {{type, true, {}}};
    info.layouts = {Layout::NN, Layout::NT, Layout::TN};
    info.algorithms = {Algorithm::Default, Algorithm::Best, Algorithm::Both};
    info.regimes = {Regime::Burst, Regime::Sustained};
    info.defaultSeq = 256;
    info.defaultBatch = 1;
    info.defaultType = type;
    return info;
}

} // namespace

void requireJudged(const SweepOptions& options) {
    static const FoundDevices found{{device("cpu", 4, DataType::F32), device("cuda:0", 0, DataType::F16)},
                                    {}};
    for (const std::string& fault : faultsOfWords(options))
        require(!fault.empty(), "a fault is told");
    const SweepChoice choice = chooseSweep(options, found);
    if (const auto* refused = std::get_if<RefusedSweep>(&choice)) {
        require(!refused->messages.empty() && refused->exitStatus != 0, "a refusal says why");
        for (const std::string& message : refused->messages)
            require(!message.empty(), "each is told");
        return;
    }
    const ChosenSweep& chosen = std::get<ChosenSweep>(choice);
    require(validate(chosen.spec, chosen.device).empty(), "a chosen sweep can be planned");
}

} // namespace headroom::fuzzing
