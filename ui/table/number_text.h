// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace headroom::ui {

/// A number to that many significant digits, never in exponent form between 1e-4 and 1e7: "0.4213", "231.4".
QString numberText(double value, int digits);
/// "12.3 µs", "4.56 ms", "1.20 s".
QString durationText(double seconds);

} // namespace headroom::ui
