// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/progress_bar.h"

#include <algorithm>
#include <sys/ioctl.h>

namespace headroom {

namespace {

constexpr std::size_t kUnknownColumns = 80;
constexpr std::size_t kLongestBar = 24;
/// A shorter one tells less than the figures beside it.
constexpr std::size_t kShortestBar = 6;

/// Each cell takes three bytes and one column.
std::string bar(double share, std::size_t cells) {
    const auto filled = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * static_cast<double>(cells));
    std::string text;
    for (std::size_t cell = 0; cell < cells; ++cell)
        text += cell < filled ? "█" : "░";
    return text + ' ';
}

} // namespace

std::size_t terminalColumns(int descriptor) {
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return kUnknownColumns;
    return size.ws_col;
}

std::string progressLine(double share, const std::string& progress, const std::string& last,
                         std::size_t columns) {
    const std::size_t room = columns > 0 ? columns - 1 : 0;
    std::string text = progress + ", " + last;
    if (text.size() > room)
        text = progress.substr(0, room);
    const std::size_t left = room - text.size();
    if (left < kShortestBar + 1)
        return text;
    return bar(share, std::min(kLongestBar, left - 1)) + text;
}

} // namespace headroom
