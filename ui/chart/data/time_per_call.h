// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headroom::ui {

class Quantity;
class RunStore;

/// The unit in which the chart shows times.
enum class TimeUnit {
    Microseconds,
    Milliseconds,
    Seconds,
};

/// The largest of which the longest call of the visible runs took at least one; milliseconds where nothing is
/// measured.
TimeUnit timeUnitOf(const RunStore& store);

/// What stands for timePerCall() where times are shown in that unit.
const Quantity& timePerCallIn(TimeUnit unit);

} // namespace headroom::ui
