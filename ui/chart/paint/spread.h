// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace headroom::ui {

/// Moves positions apart until neighbours are `height` apart: all of them as little as that allows, and
/// inside [top, bottom] while there is room. The result is in the order of the wishes.
std::vector<double> spread(const std::vector<double>& wishes, double height, double top, double bottom);

} // namespace headroom::ui
