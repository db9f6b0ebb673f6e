// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/number_text.h"

#include <algorithm>
#include <cmath>

namespace headroom::ui {

QString numberText(double value, int digits) {
    const double size = std::abs(value);
    if (size == 0)
        return QStringLiteral("0");
    if (!(size >= 1e-4 && size < 1e7))
        return QString::number(value, 'g', digits);
    const int decimals = std::max(0, digits - 1 - static_cast<int>(std::floor(std::log10(size))));
    return QString::number(value, 'f', decimals);
}

QString durationText(double seconds) {
    if (seconds < 1e-3)
        return numberText(seconds * 1e6, 3) + QStringLiteral(" µs");
    if (seconds < 1)
        return numberText(seconds * 1e3, 3) + QStringLiteral(" ms");
    return numberText(seconds, 3) + QStringLiteral(" s");
}

} // namespace headroom::ui
