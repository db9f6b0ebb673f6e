// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/serve_command.h"

#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/standard_streams.h"
#include "engine/remote/serve.h"

#include <cstdio>
#include <unistd.h>

namespace headroom {

int runServeCommand(Registry (*findDevices)(), InterruptWatch& interrupts) {
    const DataOutput output;
    if (const Outcome usable = output.check(); !usable) {
        tell("headroom-engine", {usable.error().reason});
        return kExitSomeFailed;
    }
    std::stop_source stop;
    const auto find = [&] {
        Registry registry = findDevices();
        interrupts.onInterrupt([stop]() mutable { stop.request_stop(); });
        return registry;
    };
    ServeOptions options;
    options.onStuck = [] {
        std::fputs("headroom-engine: A call in flight did not return after the input closed.\n", stderr);
        ::_exit(kExitSomeFailed);
    };
    switch (serve(find, STDIN_FILENO, output.fd(), options, stop.get_token())) {
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
