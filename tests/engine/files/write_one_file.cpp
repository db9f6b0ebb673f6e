// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// write_one_file check|write PATH SIZE: asks whether PATH can be written, or writes SIZE times 'n' to it.
// Prints why not and ends with 1.

#include "engine/files/atomic_file.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

int main(int argc, char** argv) {
    if (argc != 4)
        return 2;
    std::signal(SIGXFSZ, SIG_IGN);
    const std::string content(static_cast<std::size_t>(std::atoi(argv[3])), 'n');
    const headroom::Outcome outcome = std::strcmp(argv[1], "check") == 0
                                          ? headroom::checkWritable(argv[2])
                                          : headroom::writeFileAtomically(argv[2], content);
    if (!outcome)
        std::puts(outcome.error().reason.c_str());
    return outcome ? 0 : 1;
}
