// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/device_info.h"
#include "engine/model/result.h"

#include <optional>
#include <string_view>
#include <vector>

namespace headroom {

/// The word for every GPU of a machine at once; "gpu7/cuda:all" for those of a place.
inline constexpr const char* kAllGpus = "cuda:all";

/// The words of a list of devices, "cuda:0,gpu7/cuda:all"; at least one.
std::vector<std::string_view> deviceWords(std::string_view list);
/// The place that a word names in front of "/"; nothing where it is of this machine.
std::optional<std::string_view> placeIn(std::string_view word);

/// A place whose devices are there while a scheduler's job is held.
struct QueuedPlace {
    std::string place;
    std::string jobId; ///< of the job that is held; empty where none is: the place is among the unavailable
};

/// The devices that can be measured on, here or in another process, and why other backends have none.
struct FoundDevices {
    std::vector<DeviceInfo> devices;
    std::vector<UnavailableBackend> unavailable;
    std::vector<QueuedPlace> queued = {};
};

/// The device a word selects. "auto" is the first GPU, else the CPU; "cuda:all" is all GPUs of this machine
/// as one device, "gpu7/cuda:all" those of a place, and a list, "cuda:0,gpu7/cuda:all", all that it names:
/// like cards, for a run has one roof. The error says whether the word is unknown (Status::Unsupported: wrong
/// usage) or its device missing (Status::DeviceLost), and why.
Result<DeviceInfo> findDevice(const FoundDevices& found, std::string_view word);

/// What a word names, as words for a run each: one of every kind of card, and one of each processor, since a
/// run has one roof. The word itself where one run does, or where it names nothing.
std::vector<std::string> wordsOfRuns(const FoundDevices& found, std::string_view word);

/// The word that names those of what was found.
std::string wordFor(const FoundDevices& found, const std::vector<DeviceInfo>& devices);

/// Those devices by what is in the machines, in the order of the first of each kind.
std::vector<std::vector<DeviceInfo>> byCard(const std::vector<DeviceInfo>& devices);

/// The GPUs in that place, in this machine where it has no name: what "cuda:all" stands for there.
std::vector<DeviceInfo> gpusOf(const FoundDevices& found, std::string_view place = {});

/// The libraries that devices of this machine are measured with, each once: "cuBLAS 13.1.0, driver 580.65.06
/// (CUDA 13.0)".
std::vector<std::string> librariesHere(const FoundDevices& found);

/// Those devices as one, called `id`, which can do what each of them can. Requires at least one.
DeviceInfo asOne(const std::vector<DeviceInfo>& devices, std::string id);

} // namespace headroom
