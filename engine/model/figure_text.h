// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace headroom {

// Figures to be read in tables and sentences, with a decimal point in every locale.

/// With four figures, none of them in an exponent.
std::string fourFigures(double value);
std::string milliseconds(double seconds);
/// With three figures: "0.3 s", "15 s".
std::string secondsText(double seconds);
/// Half of the interval, in percent of its middle: "±1.2 %"; empty where there is none.
std::string halfWidth(double middle, double low, double high);
/// "46.1 %".
std::string percent(double part);
/// With its sign: "+46.1 %", "-0.3 %".
std::string signedPercent(double part);

/// As a sentence begins; of ASCII letters alone.
std::string capitalised(std::string text);

} // namespace headroom
