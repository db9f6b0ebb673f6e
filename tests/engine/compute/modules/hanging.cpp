// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A module whose driver does not answer when it is asked for devices. It says so, with its process's id, in
// the file that HEADROOM_TEST_HANGING names.

#include "engine/compute/backend.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

using namespace headroom;

extern "C" __attribute__((visibility("default"))) int headroomBackendInterfaceVersion() {
    return kBackendInterfaceVersion;
}

extern "C" __attribute__((visibility("default"))) Backend* headroomCreateBackend() {
    if (const char* path = std::getenv("HEADROOM_TEST_HANGING")) {
        if (std::FILE* file = std::fopen(path, "we")) {
            std::fprintf(file, "%d\n", static_cast<int>(::getpid()));
            std::fclose(file);
        }
    }
    while (true)
        ::pause();
}
