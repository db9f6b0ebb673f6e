// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace headroom::ui {

struct Tick {
    double value = 0;
    QString label;
};

/// At multiples of 1, 2, 2.5 or 5 times a power of ten: as many as fit, `wanted` at most, two where the range
/// allows.
std::vector<Tick> valueTicks(double min, double max, int wanted);

/// For a logarithmic axis of values: at 1, 2 and 5 times the powers of ten or, where these are more than
/// `wanted`, at powers of ten; within a few octaves as valueTicks.
std::vector<Tick> logTicks(double min, double max, int wanted);

/// For hidden sizes: multiples of a power of two, `wanted` at most.
std::vector<Tick> hiddenTicks(double min, double max, int wanted);

/// For a base-2 logarithmic axis: powers of two; inside two octaves, where these run out, as hiddenTicks.
std::vector<Tick> log2Ticks(double min, double max, int wanted);

} // namespace headroom::ui
