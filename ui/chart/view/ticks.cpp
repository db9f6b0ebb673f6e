// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/view/ticks.h"

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

QString superscript(int number) {
    static const QString kRaisedDigits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString text = number < 0 ? QStringLiteral("⁻") : QString();
    const QString digits = QString::number(std::abs(number));
    for (const QChar digit : digits)
        text += kRaisedDigits.at(digit.digitValue());
    return text;
}

/// All labels of an axis share `decimals`; below 0.0001 they are powers of ten.
QString valueLabel(double value, double step) {
    if (std::abs(value) < step * 1e-9)
        return QStringLiteral("0");
    const int exponent = static_cast<int>(std::floor(std::log10(step) + 1e-9));
    if (exponent < -4 || exponent > 6) {
        const int own = static_cast<int>(std::floor(std::log10(std::abs(value)) + 1e-9));
        const double mantissa = value / std::pow(10.0, own);
        return QString::number(mantissa, 'g', 3) + QStringLiteral("×10") + superscript(own);
    }
    const double leading = step / std::pow(10.0, exponent);
    const bool halves = std::abs(leading - std::round(leading)) > 0.01; // a step of 2.5
    return QString::number(value, 'f', std::max(0, -exponent + (halves ? 1 : 0)));
}

double stepFor(double span, int wanted) {
    const double least = span / std::max(1, wanted - 1);
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    double first = 0;
    for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        const double step = factor * power;
        if (step < least * (1 - 1e-9))
            continue;
        if (std::abs(span / step - std::round(span / step)) < 1e-6)
            return step; // the axis ends at a label
        if (first == 0)
            first = step;
    }
    return first;
}

bool usable(double min, double max) {
    return std::isfinite(min) && std::isfinite(max) && max > min;
}

} // namespace

std::vector<Tick> valueTicks(double min, double max, int wanted) {
    std::vector<Tick> ticks;
    if (!usable(min, max))
        return ticks;
    const double step = stepFor(max - min, std::max(2, wanted));
    const double first = std::ceil(min / step - 1e-9);
    for (double i = first; i * step <= max + step * 1e-9; ++i)
        ticks.push_back({i * step, valueLabel(i * step, step)});
    return ticks;
}

std::vector<Tick> logTicks(double min, double max, int wanted) {
    constexpr double kNearlyLinear = 4; // from the lowest value to the highest
    if (!usable(min, max) || min <= 0)
        return {};
    if (max / min < kNearlyLinear)
        return valueTicks(min, max, wanted);
    const int first = static_cast<int>(std::floor(std::log10(min) + 1e-9));
    const int last = static_cast<int>(std::floor(std::log10(max) + 1e-9));
    std::vector<Tick> fine;
    std::vector<Tick> powers;
    for (int exponent = first; exponent <= last; ++exponent)
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double power = std::pow(10.0, exponent);
            const double value = factor * power;
            if (value < min * (1 - 1e-9) || value > max * (1 + 1e-9))
                continue;
            fine.push_back({value, valueLabel(value, power)});
            if (factor == 1)
                powers.push_back(fine.back());
        }
    const auto most = static_cast<std::size_t>(std::max(2, wanted));
    std::vector<Tick>& chosen = fine.size() <= most || powers.size() < 2 ? fine : powers;
    const std::size_t stride = (chosen.size() + most - 1) / most;
    std::vector<Tick> ticks;
    for (std::size_t i = 0; i < chosen.size(); i += std::max<std::size_t>(1, stride))
        ticks.push_back(chosen[i]);
    return ticks;
}

std::vector<Tick> hiddenTicks(double min, double max, int wanted) {
    std::vector<Tick> ticks;
    if (!usable(min, max))
        return ticks;
    double step = 1;
    while ((max - min) / step > std::max(1, wanted - 1) + 1e-9)
        step *= 2;
    for (double value = std::ceil(min / step - 1e-9) * step; value <= max + step * 1e-9; value += step)
        ticks.push_back({value, QString::number(value, 'f', 0)});
    return ticks;
}

std::vector<Tick> log2Ticks(double min, double max, int wanted) {
    std::vector<Tick> ticks;
    if (!usable(min, max) || min <= 0)
        return ticks;
    const double first = std::ceil(std::log2(min) - 1e-9);
    const double last = std::floor(std::log2(max) + 1e-9);
    if (last - first < 2)
        return hiddenTicks(min, max, std::max(2, wanted / 2)); // spacing halves within an octave
    double stride = 1;
    while ((last - first) / stride > std::max(1, wanted - 1))
        ++stride;
    for (double exponent = last; exponent >= first; exponent -= stride)
        ticks.push_back({std::exp2(exponent), QString::number(std::exp2(exponent), 'g', 9)});
    std::ranges::reverse(ticks);
    return ticks;
}

} // namespace headroom::ui
