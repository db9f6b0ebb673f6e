// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/headroom/command_line.h"
#include "engine/devices/devices.h"

namespace headroom {
class InterruptWatch;
}

namespace headroom::ui {

/// Opens the runs, measures if asked to, writes the exports; without a window, on this thread. Needs a
/// QApplication of any platform. Returns the exit status.
int runBatch(const CommandLine& line, Devices& devices, InterruptWatch& interrupts);

} // namespace headroom::ui
