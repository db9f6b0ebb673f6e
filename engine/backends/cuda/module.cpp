// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/cuda_backend.h"
#include "engine/backends/cuda/device.h"
#include "engine/compute/module_loader.h"

#include <string>

// What loadBackendModule() looks for; nothing else of this library is visible.

extern "C" __attribute__((visibility("default"))) int headroomBackendInterfaceVersion() {
    return headroom::kBackendInterfaceVersion;
}

extern "C" __attribute__((visibility("default"))) headroom::Backend* headroomCreateBackend() {
    try {
        return new headroom::cuda::CudaBackend;
    } catch (...) {
        return nullptr;
    }
}

extern "C" __attribute__((visibility("default"))) const char* headroomLibraries() {
    static const std::string libraries = headroom::cuda::librariesText();
    return libraries.c_str();
}
