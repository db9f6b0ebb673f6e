// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A module as it should be, with a backend that has no device.

#include "engine/compute/backend.h"

using namespace headroom;

namespace {

class EmptyBackend final : public Backend {
public:
    const char* name() const override { return "empty"; }
    std::vector<DeviceInfo> devices() const override { return {}; }
    std::optional<UnavailableBackend> unavailable() const override {
        return UnavailableBackend{"empty", "cuda", "it is a test."};
    }
    MemoryNeed memoryNeed(const DeviceInfo&, const SessionRequest&) const override { return {}; }
    Result<std::unique_ptr<Session>> open(const DeviceInfo&, const SessionRequest&) override {
        return Error{Status::Unsupported, "it is a test."};
    }
};

} // namespace

extern "C" __attribute__((visibility("default"))) int headroomBackendInterfaceVersion() {
    return kBackendInterfaceVersion;
}

extern "C" __attribute__((visibility("default"))) Backend* headroomCreateBackend() {
    return new EmptyBackend;
}

extern "C" __attribute__((visibility("default"))) const char* headroomLibraries() {
    return "Nothing 1.0";
}
