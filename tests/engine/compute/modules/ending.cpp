// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A module that ends the process that asks it for devices: by the signal whose number HEADROOM_TEST_ENDING
// names, or in order where that is 0.

#include "engine/compute/backend.h"

#include <csignal>
#include <cstdlib>
#include <unistd.h>

using namespace headroom;

extern "C" __attribute__((visibility("default"))) int headroomBackendInterfaceVersion() {
    return kBackendInterfaceVersion;
}

extern "C" __attribute__((visibility("default"))) Backend* headroomCreateBackend() {
    const char* number = std::getenv("HEADROOM_TEST_ENDING");
    const int signal = number != nullptr ? std::atoi(number) : 0;
    if (signal == 0)
        ::_exit(0);
    std::signal(signal, SIG_DFL);
    ::raise(signal);
    return nullptr;
}
