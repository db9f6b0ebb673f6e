// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A module that needs a library which is not on the loader's path.

#include "engine/compute/backend.h"

extern "C" int providedElsewhere();

extern "C" __attribute__((visibility("default"))) int headroomBackendInterfaceVersion() {
    return headroom::kBackendInterfaceVersion + providedElsewhere();
}
