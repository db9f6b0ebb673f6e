// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A module whose factory is missing.

#include "engine/compute/backend.h"

extern "C" __attribute__((visibility("default"))) int headroomBackendInterfaceVersion() {
    return headroom::kBackendInterfaceVersion;
}
