// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Which devices a machine has, as JSON, and the words by which one is asked for: behind the JSON's last line.

#include "tests/fuzz/fuzz_target.h"

#include "engine/compute/found_devices.h"
#include "engine/files/parse_json.h"
#include "engine/files/printable.h"
#include "engine/io/device_json.h"
#include "engine/sweep/sweep_spec.h"

#include <algorithm>

namespace headroom::fuzzing {

namespace {

void judge(const FoundDevices& found, std::string_view word) {
    const Result<DeviceInfo> device = findDevice(found, printable(word)); // as it is quoted
    if (!device)
        return requireSentence(device.error().reason);
    for (const std::string& member : device->members)
        require(std::ranges::find(found.devices, member, &DeviceInfo::id) != found.devices.end(),
                "devices that are one are those that were found");
    for (const SpecError& error : validate(defaultSpec(*device), *device))
        requireSentence(error.message);
}

FUZZ_TARGET(devices) {
    const std::size_t end = std::min(bytes.rfind('\n'), bytes.size());
    const Result<nlohmann::json> document = parseJson(bytes.substr(0, end));
    if (!document)
        return requireSentence(document.error().reason);
    std::string fault;
    const FoundDevices found = readFoundDevices(JsonReader(*document, {}, fault), fault);
    if (!fault.empty())
        return requireSentence(fault);
    const nlohmann::json written = toJson(found);
    const FoundDevices again = readFoundDevices(JsonReader(written, {}, fault), fault);
    require(fault.empty(), "devices that were written can be read");
    require(toJson(again) == written, "and are the same");
    judge(found, "auto");
    judge(found, bytes.substr(std::min(end + 1, bytes.size())));
    for (const DeviceInfo& device : found.devices)
        judge(found, device.id);
}

} // namespace

} // namespace headroom::fuzzing
