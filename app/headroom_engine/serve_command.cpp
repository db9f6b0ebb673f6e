// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/serve_command.h"

#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "engine/remote/serve.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace headroom {

int runServeCommand(Registry (*findDevices)(), InterruptWatch& interrupts) {
    // What a library prints must not stand between the protocol's lines: it goes where free text belongs.
    const int output = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (output < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
        std::fprintf(stderr, "headroom-engine: Cannot use the standard output: %s.\n", std::strerror(errno));
        return kExitSomeFailed;
    }
    std::stop_source stop;
    interrupts.start([&stop] { stop.request_stop(); });
    const Registry registry = findDevices();
    ServeOptions options;
    options.onStuck = [] {
        std::fputs("headroom-engine: A call in flight did not return after the input closed.\n", stderr);
        ::_exit(kExitSomeFailed);
    };
    switch (serve(registry, STDIN_FILENO, output, options, stop.get_token())) {
    case ServeEnd::InputClosed:
        return kExitOk;
    case ServeEnd::DeviceLost:
        return kExitNoDevice;
    case ServeEnd::Fault:
        break;
    }
    return kExitSomeFailed;
}

} // namespace headroom
