// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/device_json.h"

namespace headroom {

namespace {

using Json = nlohmann::json;

template <class T>
Json words(const std::vector<T>& values) {
    Json list = Json::array();
    for (const T value : values)
        list.push_back(toString(value));
    return list;
}

Json toJson(const DeviceInfo& device) {
    Json types = Json::array();
    for (const TypeSupport& type : device.types)
        types.push_back(
            {{"dtype", toString(type.type)}, {"supported", type.supported}, {"reason", type.reason}});
    return {{"id", device.id},
            {"name", device.name},
            {"backend", device.backend},
            {"library_version", device.libraryVersion},
            {"driver_version", device.driverVersion},
            {"memory_bytes", device.memoryBytes},
            {"free_memory_bytes", device.freeMemoryBytes},
            {"overhead_bytes", device.overheadBytes},
            {"cache_bytes", device.cacheBytes},
            {"max_threads", device.maxThreads},
            {"visits", device.visits},
            {"hardware_ids", device.hardwareIds},
            {"given_as", device.givenAs},
            {"types", std::move(types)},
            {"layouts", words(device.layouts)},
            {"algorithms", words(device.algorithms)},
            {"regimes", words(device.regimes)},
            {"default_seq", device.defaultSeq},
            {"default_batch", device.defaultBatch},
            {"default_dtype", toString(device.defaultType)},
            {"default_precision", device.defaultPrecision},
            {"rough_tflops", device.roughTflops}};
}

template <class T>
std::vector<T> readWords(JsonReader& in, const char* key) {
    std::vector<T> values;
    for (const Json& word : in.array(key, kMaxWords))
        if (T value{}; word.is_string() && parse(word.get_ref<const std::string&>(), value))
            values.push_back(value);
    return values;
}

std::vector<TypeSupport> readTypes(JsonReader& in, std::string& fault) {
    std::vector<TypeSupport> types;
    for (const Json& element : in.array("types", kMaxWords)) {
        JsonReader type(element, in.placeOf("types"), fault);
        TypeSupport support{};
        support.reason = type.text("reason");
        support.supported = element.is_object() && element.value("supported", Json()) == Json(true);
        if (parse(type.text("dtype"), support.type))
            types.push_back(std::move(support));
    }
    return types;
}

DeviceInfo readDevice(JsonReader in, std::string& fault) {
    DeviceInfo device;
    device.id = in.text("id");
    device.name = in.text("name");
    device.backend = in.text("backend");
    device.libraryVersion = in.text("library_version");
    device.driverVersion = in.text("driver_version");
    device.memoryBytes = in.unsignedInteger("memory_bytes");
    device.freeMemoryBytes = in.unsignedInteger("free_memory_bytes");
    if (in.has("overhead_bytes"))
        device.overheadBytes = in.unsignedInteger("overhead_bytes");
    device.cacheBytes = in.unsignedInteger("cache_bytes");
    device.maxThreads = static_cast<int>(in.integer("max_threads", 0, kMaxSmallCount));
    if (in.has("visits"))
        device.visits = static_cast<int>(in.integer("visits", 1, kMaxWantedVisits));
    if (in.has("hardware_ids")) // which 0.1.0 did not tell
        for (const Json& id : in.array("hardware_ids", kMaxDevices))
            if (id.is_string())
                device.hardwareIds.push_back(in.shownText(id, "hardware_ids"));
    if (in.has("given_as"))
        device.givenAs = in.text("given_as");
    device.types = readTypes(in, fault);
    device.layouts = readWords<Layout>(in, "layouts");
    device.algorithms = readWords<Algorithm>(in, "algorithms");
    device.regimes = readWords<Regime>(in, "regimes");
    device.defaultSeq = in.integer("default_seq", 1, kMaxCount);
    device.defaultBatch = in.integer("default_batch", 1, kMaxCount);
    device.defaultType = in.word<DataType>("default_dtype");
    if (in.has("default_precision"))
        device.defaultPrecision = in.amount("default_precision");
    device.roughTflops = in.amount("rough_tflops");
    return device;
}

} // namespace

Json toJson(const FoundDevices& found) {
    Json devices = Json::array();
    for (const DeviceInfo& device : found.devices)
        devices.push_back(toJson(device));
    Json unavailable = Json::array();
    for (const UnavailableBackend& backend : found.unavailable)
        unavailable.push_back(
            {{"device", backend.deviceWord}, {"backend", backend.backend}, {"reason", backend.reason}});
    return {{"devices", std::move(devices)}, {"unavailable", std::move(unavailable)}};
}

FoundDevices readFoundDevices(JsonReader in, std::string& fault) {
    FoundDevices found;
    for (const Json& element : in.array("devices", kMaxDevices))
        found.devices.push_back(readDevice(JsonReader(element, in.placeOf("devices"), fault), fault));
    for (const Json& element : in.array("unavailable", kMaxDevices)) {
        JsonReader backend(element, in.placeOf("unavailable"), fault);
        found.unavailable.push_back(
            {backend.text("backend"), backend.text("device"), backend.text("reason")});
    }
    return found;
}

} // namespace headroom
