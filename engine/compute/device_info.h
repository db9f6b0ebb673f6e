// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/terms.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// Whether a device computes in a type, and why not.
struct TypeSupport {
    DataType type;
    bool supported = false;
    std::string reason; ///< empty when supported
};

/// What computes: which cores are busy while it does, and how it is timed, follow from it.
enum class DeviceKind { Processor, Gpu };

/// What a device is and can do; all a form needs to offer it. A plain value.
struct DeviceInfo {
    std::string id;      ///< the word that selects it: "cpu", "cuda:0", "reference"
    std::string name;    ///< "NVIDIA H200", "Intel(R) Xeon(R) …"
    std::string place;   ///< name of the machine it is in; empty for this one
    std::string backend; ///< "oneDNN", "cuBLAS", "reference"
    std::string libraryVersion;
    std::string driverVersion;         ///< empty where there is none
    std::uint64_t memoryBytes = 0;     ///< in all
    std::uint64_t freeMemoryBytes = 0; ///< what a plan may use, when asked
    std::uint64_t overheadBytes = 0;   ///< of it not for operands: the library's own, others' on a processor
    std::uint64_t cacheBytes = 0;      ///< last-level cache
    int maxThreads = 0;                ///< CPU threads it can use; 0 on a GPU
    int parallelDevices = 1;           ///< above 1: so many devices that measure side by side
    std::vector<std::string> members;  ///< ids of the devices it stands for; empty where it is one
    /// The pieces of the machine it computes on, under names that all programs give them: a GPU's UUID, the
    /// memories of its CPUs. One program measures on each at a time.
    std::vector<std::string> hardwareIds;
    std::string givenAs; ///< what a scheduler gave: "CUDA_VISIBLE_DEVICES=3"; empty where nobody said
    int visits = 1;      ///< to each point in bursts; see TimingTraits::visits
    std::vector<TypeSupport> types;
    std::vector<Layout> layouts;
    std::vector<Algorithm> algorithms;
    std::vector<Regime> regimes;
    // The device's own defaults, where the user says nothing.
    std::int64_t defaultSeq = 2048;
    std::int64_t defaultBatch = 4;
    DataType defaultType = DataType::F16;
    double defaultPrecision = 0.01;
    /// A rough speed for the time estimate shown before the first point, TFLOP/s.
    double roughTflops = 0;

    bool standsForSeveral() const { return !members.empty(); }
    DeviceKind kind() const { return maxThreads > 0 ? DeviceKind::Processor : DeviceKind::Gpu; }
    /// Whether it computes on the cores that draw what it measures: drawing during a timed window falsifies
    /// it.
    bool computesWhereThisDraws() const { return kind() == DeviceKind::Processor && place.empty(); }
};

/// Why the device does not compute in that type, in a sentence; nothing where it does.
std::optional<std::string> whyNotIn(const DeviceInfo& device, DataType type);

/// A backend that has no device here, and why: shown by `devices` and beside the device box.
struct UnavailableBackend {
    std::string backend;    ///< "cuBLAS"
    std::string deviceWord; ///< the word that would have selected it: "cuda", "cpu", "node3/cuda"
    std::string reason;     ///< a sentence a user can act on
    std::string place = {}; ///< the name of the place it is missing in; empty on this machine
    /// This machine has no such hardware: there is nothing to mend, and nobody to tell unasked.
    bool noHardware = false;

    /// "cuBLAS: no NVIDIA driver was found."; a reason that begins with the backend's name stands alone.
    std::string told() const { return reason.starts_with(backend) ? reason : backend + ": " + reason; }
};

} // namespace headroom
