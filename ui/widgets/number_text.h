// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace headroom::ui {

/// Digits of a throughput and its interval.
inline constexpr int kThroughputDigits = 4;

/// So many significant digits, and all of those before the point; never an exponent within what GEMMs reach.
QString shortNumber(double value, int digits = 3);
/// "1.64 ms", "12.0 s": the unit that leaves one to three digits before the point.
QString timeText(double seconds);

/// A number as figures have it, with the decimal sign of the desktop's language: for spreadsheets that take
/// it from the clipboard.
QString localNumber(QString number);

/// The lowest round number at or above `value`: 1, 1.2, 1.5, 2, 2.5, 3, 3.5, 4 and 5 to 9 times a power of
/// ten.
double roundUp(double value);

} // namespace headroom::ui
