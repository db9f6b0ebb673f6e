// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A module whose factory fails.

#include "engine/compute/backend.h"

extern "C" __attribute__((visibility("default"))) int headroomBackendInterfaceVersion() {
    return headroom::kBackendInterfaceVersion;
}

extern "C" __attribute__((visibility("default"))) headroom::Backend* headroomCreateBackend() {
    return nullptr;
}
