// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <string>

namespace headroom {

/// Columns of the terminal behind the descriptor as it is now, 80 where it does not know. COLUMNS is not
/// asked: a shell's variable tells of another moment, and of another terminal.
std::size_t terminalColumns(int descriptor);

/// One line of a terminal that never wraps: a bar, how far it is, and what came last. One column stays free,
/// since some terminals wrap when the last one is written. Where there is little room the bar is shorter,
/// what came last is left out, the rest is cut. `progress` and `last` are ASCII.
std::string progressLine(double share, const std::string& progress, const std::string& last,
                         std::size_t columns);

} // namespace headroom
