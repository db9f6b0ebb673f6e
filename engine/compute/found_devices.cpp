// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/compute/found_devices.h"

#include <algorithm>

namespace headroom {

namespace {

constexpr std::string_view kGpuPrefix = "cuda:";

bool isGpu(const DeviceInfo& device) {
    return device.kind() == DeviceKind::Gpu && !standsForAllGpus(device);
}

bool isNumberedWord(std::string_view word) {
    return word.size() > kGpuPrefix.size() && word.starts_with(kGpuPrefix) &&
           std::ranges::all_of(word.substr(kGpuPrefix.size()), [](char c) { return c >= '0' && c <= '9'; });
}

/// Keeps of `common` what `other` has too.
template <class T>
void intersect(std::vector<T>& common, const std::vector<T>& other) {
    std::erase_if(common, [&other](T value) { return std::ranges::find(other, value) == other.end(); });
}

void intersectTypes(std::vector<TypeSupport>& common, const DeviceInfo& other) {
    for (TypeSupport& type : common) {
        const auto theirs = std::ranges::find(other.types, type.type, &TypeSupport::type);
        if (!type.supported || (theirs != other.types.end() && theirs->supported))
            continue;
        type.supported = false;
        type.reason = theirs != other.types.end() ? other.id + ": " + theirs->reason
                                                  : other.id + " does not compute in it.";
    }
}

/// "2 × NVIDIA H200", or each name where they differ.
std::string nameOf(const std::vector<DeviceInfo>& gpus) {
    const std::string& first = gpus.front().name;
    if (std::ranges::all_of(gpus, [&first](const DeviceInfo& gpu) { return gpu.name == first; }))
        return gpus.size() == 1 ? first : std::to_string(gpus.size()) + " × " + first;
    std::string names;
    for (const DeviceInfo& gpu : gpus)
        names += (names.empty() ? "" : " + ") + gpu.name;
    return names;
}

} // namespace

std::vector<DeviceInfo> gpusOf(const FoundDevices& found) {
    std::vector<DeviceInfo> gpus;
    std::ranges::copy_if(found.devices, std::back_inserter(gpus), isGpu);
    return gpus;
}

DeviceInfo allAsOne(const std::vector<DeviceInfo>& gpus) {
    DeviceInfo all = gpus.front();
    all.id = kAllGpus;
    all.name = nameOf(gpus);
    all.parallelDevices = static_cast<int>(gpus.size());
    all.hardwareIds.clear();
    for (const DeviceInfo& gpu : gpus) {
        all.memoryBytes = std::min(all.memoryBytes, gpu.memoryBytes);
        all.freeMemoryBytes = std::min(all.freeMemoryBytes, gpu.freeMemoryBytes);
        all.overheadBytes = std::max(all.overheadBytes, gpu.overheadBytes);
        all.cacheBytes = std::min(all.cacheBytes, gpu.cacheBytes);
        all.roughTflops = std::min(all.roughTflops, gpu.roughTflops);
        all.hardwareIds.insert(all.hardwareIds.end(), gpu.hardwareIds.begin(), gpu.hardwareIds.end());
        intersectTypes(all.types, gpu);
        intersect(all.layouts, gpu.layouts);
        intersect(all.algorithms, gpu.algorithms);
        intersect(all.regimes, gpu.regimes);
    }
    return all;
}

Result<DeviceInfo> findDevice(const FoundDevices& found, std::string_view word) {
    const std::vector<DeviceInfo> gpus = gpusOf(found);
    if (word == kAllGpus && !gpus.empty())
        return allAsOne(gpus);
    if (word == "auto" && !gpus.empty())
        return gpus.front();
    const std::string_view id = word == "auto" ? "cpu" : word;
    const auto device = std::ranges::find(found.devices, id, &DeviceInfo::id);
    if (device != found.devices.end())
        return *device;

    const bool anyDevice = word == "auto";
    const std::string name(word);
    const auto isInPlaceOf = [word](const UnavailableBackend& backend) {
        return !backend.place.empty() && word.starts_with(backend.place + "/");
    };
    const bool isOfAPlace = std::ranges::any_of(found.unavailable, isInPlaceOf);
    if (!anyDevice && word != "cpu" && word != kAllGpus && !isNumberedWord(word) && !isOfAPlace)
        return Error{Status::Unsupported,
                     "There is no device word \"" + name + "\". Use auto, cpu, cuda:N or cuda:all."};
    std::string reasons;
    for (const UnavailableBackend& backend : found.unavailable)
        if (anyDevice || (backend.deviceWord == backend.place ? isInPlaceOf(backend)
                                                              : word.starts_with(backend.deviceWord)))
            reasons += (reasons.empty() ? "" : " ") + backend.backend + ": " + backend.reason;
    if (reasons.empty())
        reasons = "This machine has no such device.";
    return Error{Status::DeviceLost, "The device \"" + name + "\" is not available. " + reasons};
}

} // namespace headroom
