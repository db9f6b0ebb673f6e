// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A module of another version: asked for its version, it must not be asked for anything else.

#include <cstdlib>

extern "C" __attribute__((visibility("default"))) int headroomBackendInterfaceVersion() {
    return 999;
}

extern "C" __attribute__((visibility("default"))) void* headroomCreateBackend() {
    std::abort();
}
