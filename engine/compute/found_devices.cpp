// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/compute/found_devices.h"

#include <algorithm>

namespace headroom {

namespace {

constexpr std::string_view kGpuPrefix = "cuda:";
constexpr std::string_view kAnyDevice = "auto";

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

/// What is in the machine, whichever place that is in: "NVIDIA H200".
std::string cardOf(const DeviceInfo& device) {
    const std::string suffix = " · " + device.place;
    const bool isElsewhere = !device.place.empty() && device.name.ends_with(suffix);
    return isElsewhere ? device.name.substr(0, device.name.size() - suffix.size()) : device.name;
}

/// Adds it where it is not there yet.
void include(std::vector<std::string>& texts, const std::string& text) {
    if (!text.empty() && std::ranges::find(texts, text) == texts.end())
        texts.push_back(text);
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts)
        all += (all.empty() ? "" : " + ") + text;
    return all;
}

/// All of a few, and of many how many they are: the name stands in titles.
std::string joinedPlaces(std::vector<std::string> places) {
    constexpr std::size_t kNamed = 3;
    if (places.size() <= kNamed + 1)
        return joined(places);
    const std::size_t others = places.size() - kNamed;
    places.resize(kNamed);
    return joined(places) + " + " + std::to_string(others) + " more";
}

/// "2 × NVIDIA H200", or each name where they differ; and the places they are in.
std::string nameOf(const std::vector<DeviceInfo>& devices) {
    std::vector<std::string> names;
    std::vector<std::string> places;
    for (const DeviceInfo& device : devices) {
        names.push_back(cardOf(device));
        include(places, device.place);
    }
    const bool alike =
        std::ranges::all_of(names, [&names](const auto& name) { return name == names.front(); });
    const std::string cards = !alike              ? joined(names)
                              : names.size() == 1 ? names.front()
                                                  : std::to_string(names.size()) + " × " + names.front();
    return places.empty() ? cards : cards + " · " + joinedPlaces(places);
}

} // namespace

std::vector<std::string_view> deviceWords(std::string_view list) {
    std::vector<std::string_view> words;
    for (std::size_t start = 0; start <= list.size();) {
        const std::size_t comma = std::min(list.find(',', start), list.size());
        words.push_back(list.substr(start, comma - start));
        start = comma + 1;
    }
    return words;
}

std::optional<std::string_view> placeIn(std::string_view word) {
    const std::size_t slash = word.find('/');
    return slash == std::string_view::npos ? std::nullopt : std::optional(word.substr(0, slash));
}

std::vector<DeviceInfo> gpusOf(const FoundDevices& found, std::string_view place) {
    std::vector<DeviceInfo> gpus;
    std::ranges::copy_if(found.devices, std::back_inserter(gpus), [place](const DeviceInfo& device) {
        return device.kind() == DeviceKind::Gpu && !device.standsForSeveral() && device.place == place;
    });
    return gpus;
}

std::vector<std::string> librariesHere(const FoundDevices& found) {
    std::vector<std::string> libraries;
    for (const DeviceInfo& device : found.devices)
        if (device.place.empty() && device.backend != "reference") // that is this program's own code
            include(libraries, device.backend + ' ' + device.libraryVersion +
                                   (device.driverVersion.empty() ? "" : ", driver " + device.driverVersion));
    return libraries;
}

DeviceInfo asOne(const std::vector<DeviceInfo>& devices, std::string id) {
    DeviceInfo all = devices.front();
    all.id = std::move(id);
    all.name = nameOf(devices);
    all.parallelDevices = static_cast<int>(devices.size());
    all.hardwareIds.clear();
    all.givenAs.clear();
    all.members.clear();
    const auto isElsewhere = [&all](const DeviceInfo& device) { return device.place != all.place; };
    if (std::ranges::any_of(devices, isElsewhere))
        all.place.clear();
    for (const DeviceInfo& gpu : devices) {
        all.members.push_back(gpu.id);
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

namespace {

/// The devices of one word of a list.
Result<std::vector<DeviceInfo>> devicesOf(const FoundDevices& found, std::string_view word) {
    const std::optional<std::string_view> place = placeIn(word);
    const std::vector<DeviceInfo> gpus = gpusOf(found, place.value_or(""));
    const std::string_view wordThere = word.substr(place ? place->size() + 1 : 0);
    if (!gpus.empty() && wordThere == kAllGpus)
        return gpus;
    if (wordThere == kAnyDevice && !gpus.empty())
        return std::vector{gpus.front()};
    const std::string prefix(word.substr(0, word.size() - wordThere.size()));
    const std::string id = wordThere == kAnyDevice ? prefix + "cpu" : std::string(word);
    const auto device = std::ranges::find(found.devices, id, &DeviceInfo::id);
    if (device != found.devices.end())
        return std::vector{*device};

    const bool anyDevice = wordThere == kAnyDevice;
    const std::string name(word);
    const bool isWord = anyDevice || wordThere == "cpu" || wordThere == kAllGpus || isNumberedWord(wordThere);
    const auto isInPlaceOf = [word](const UnavailableBackend& backend) {
        return !backend.place.empty() && word.starts_with(backend.place + "/");
    };
    const bool isKnownPlace =
        !place || std::ranges::any_of(found.unavailable, isInPlaceOf) ||
        std::ranges::find(found.devices, *place, &DeviceInfo::place) != found.devices.end();
    if (!isKnownPlace || !(isWord || (place && wordThere == "reference")))
        return Error{
            Status::Unsupported,
            "There is no device word \"" + name +
                "\". Use auto, cpu, cuda:N, cuda:all or reference, after PLACE/ for a device elsewhere."};
    std::string reasons;
    for (const UnavailableBackend& backend : found.unavailable)
        if ((anyDevice && !place) ||
            (backend.deviceWord == backend.place
                 ? isInPlaceOf(backend)
                 : word.starts_with(backend.deviceWord) || (anyDevice && isInPlaceOf(backend))))
            reasons += (reasons.empty() ? "" : " ") + backend.told();
    if (reasons.empty())
        reasons = place ? "The place has no such device." : "This machine has no such device.";
    return Error{Status::DeviceLost, "The device \"" + name + "\" is not available. " + reasons};
}

/// Whether all of them can be one run's, which has one roof and one kind of clock.
Outcome checkAlike(const std::vector<DeviceInfo>& devices) {
    const DeviceInfo& first = devices.front();
    for (const DeviceInfo& device : devices) {
        if (device.kind() == DeviceKind::Processor)
            return Error{Status::Unsupported,
                         device.id + " is a processor: it is measured in a run of its own."};
        if (cardOf(device) != cardOf(first))
            return Error{Status::Unsupported, first.id + " is an " + cardOf(first) + " and " + device.id +
                                                  " an " + cardOf(device) +
                                                  ": unlike cards are measured in a run each."};
    }
    return success();
}

/// All that the words of a list name, each once.
Result<std::vector<DeviceInfo>> devicesNamed(const FoundDevices& found, std::string_view list) {
    std::vector<DeviceInfo> devices;
    for (const std::string_view word : deviceWords(list)) {
        const Result<std::vector<DeviceInfo>> some = devicesOf(found, word);
        if (!some)
            return some.error();
        for (const DeviceInfo& device : *some)
            if (std::ranges::find(devices, device.id, &DeviceInfo::id) == devices.end())
                devices.push_back(device);
    }
    return devices;
}

} // namespace

std::vector<std::vector<DeviceInfo>> byCard(const std::vector<DeviceInfo>& devices) {
    std::vector<std::vector<DeviceInfo>> kinds;
    for (const DeviceInfo& device : devices) {
        const auto isAlike = [&device](const std::vector<DeviceInfo>& kind) {
            return device.kind() == DeviceKind::Gpu && kind.front().kind() == DeviceKind::Gpu &&
                   cardOf(kind.front()) == cardOf(device);
        };
        const auto kind = std::ranges::find_if(kinds, isAlike);
        if (kind != kinds.end())
            kind->push_back(device);
        else
            kinds.push_back({device});
    }
    return kinds;
}

std::vector<std::string> wordsOfRuns(const FoundDevices& found, std::string_view word) {
    const Result<std::vector<DeviceInfo>> devices = devicesNamed(found, word);
    const auto kinds = devices ? byCard(*devices) : std::vector<std::vector<DeviceInfo>>();
    if (kinds.size() <= 1)
        return {std::string(word)};
    std::vector<std::string> words;
    for (const std::vector<DeviceInfo>& kind : kinds)
        words.push_back(wordFor(found, kind));
    return words;
}

std::string wordFor(const FoundDevices& found, const std::vector<DeviceInfo>& devices) {
    std::vector<std::string> words;
    for (const DeviceInfo& device : devices) {
        const std::vector<DeviceInfo> gpus = gpusOf(found, device.place);
        const auto isNamed = [&devices](const DeviceInfo& gpu) {
            return std::ranges::find(devices, gpu.id, &DeviceInfo::id) != devices.end();
        };
        const bool areAll = gpus.size() > 1 && std::ranges::all_of(gpus, isNamed);
        include(words, !areAll                ? device.id
                       : device.place.empty() ? std::string(kAllGpus)
                                              : device.place + "/" + kAllGpus);
    }
    std::string word;
    for (const std::string& one : words)
        word += (word.empty() ? "" : ",") + one;
    return word;
}

Result<DeviceInfo> findDevice(const FoundDevices& found, std::string_view word) {
    const Result<std::vector<DeviceInfo>> devices = devicesNamed(found, word);
    if (!devices)
        return devices.error();
    const bool isOne = deviceWords(word).size() == 1 && !word.ends_with(kAllGpus);
    if (isOne)
        return devices->front();
    if (const Outcome alike = checkAlike(*devices); !alike)
        return alike.error();
    return asOne(*devices, std::string(word));
}

} // namespace headroom
