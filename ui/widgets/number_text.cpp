// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/number_text.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace headroom::ui {

QString shortNumber(double value, int digits) {
    if (value == 0 || !std::isfinite(value))
        return QString::number(value);
    const int before = static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
    return QString::number(value, 'f', std::clamp(digits - before, 0, 9));
}

QString timeText(double seconds) {
    constexpr double kRoundsUp = 0.9995; // of a unit: three digits would read "1000" in the one below
    constexpr std::array<std::pair<double, const char*>, 4> kUnits = {
        {{1.0, "s"}, {1e-3, "ms"}, {1e-6, "µs"}, {1e-9, "ns"}}};
    for (const auto& [unit, name] : kUnits)
        if (seconds >= unit * kRoundsUp || unit == kUnits.back().first)
            return QStringLiteral("%1 %2").arg(shortNumber(seconds / unit), QString::fromUtf8(name));
    return {};
}

QString localNumber(QString number) {
    return number.replace(QLatin1Char('.'), QLocale().decimalPoint());
}

double roundUp(double value) {
    if (!(value > 0) || !std::isfinite(value))
        return 1;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0})
        if (factor * power >= value * (1 - 1e-9))
            return factor * power;
    return 10 * power;
}

} // namespace headroom::ui
