// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/chart_theme.h"

#include <QPalette>

namespace headroom::ui {

QColor mixed(const QColor& from, const QColor& to, double share) {
    const auto between = [share](int a, int b) { return static_cast<int>(a + (b - a) * share); };
    return {between(from.red(), to.red()), between(from.green(), to.green()),
            between(from.blue(), to.blue())};
}

namespace {

ChartTheme themeOf(const QColor& sheet, const QColor& text) {
    ChartTheme theme;
    theme.dark = sheet.lightness() < 128;
    theme.sheet = sheet;
    theme.text = text;
    theme.label = mixed(sheet, text, 0.82);
    theme.quiet = mixed(sheet, text, 0.62);
    theme.axis = mixed(sheet, text, 0.45);
    theme.grid = mixed(sheet, text, theme.dark ? 0.16 : 0.11);
    theme.roof = mixed(sheet, text, 0.60);
    theme.failure = theme.dark ? QColor(0xff, 0x6b, 0x6b) : QColor(0xc0, 0x1c, 0x28);
    theme.callout = theme.dark ? mixed(sheet, text, 0.10) : mixed(sheet, text, 0.015);
    theme.calloutBorder = mixed(sheet, text, 0.35);
    return theme;
}

} // namespace

ChartTheme themeFor(const QPalette& palette) {
    return themeOf(palette.color(QPalette::Base), palette.color(QPalette::Text));
}

ChartTheme paperTheme(bool dark) {
    return dark ? themeOf(QColor(0x1b, 0x1d, 0x21), QColor(0xf2, 0xf2, 0xf2))
                : themeOf(Qt::white, QColor(0x11, 0x11, 0x11));
}

} // namespace headroom::ui
