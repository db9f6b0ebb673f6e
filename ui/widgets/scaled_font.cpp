// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/scaled_font.h"

#include <QFontInfo>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace headroom::ui {

QFont scaledFont(const QFont& base, double factor) {
    QFont font(base);
    if (base.pixelSize() > 0)
        font.setPixelSize(std::max(1, static_cast<int>(std::lround(base.pixelSize() * factor))));
    else
        font.setPointSizeF(std::max(1.0, base.pointSizeF() * factor));
    return font;
}

QFont audienceFont(const QWidget& panel, double labelShare) {
    constexpr double kLeastLabel = 0.026; // of the shorter side: on a window that stands upright of its width
    QFont type;
    const double usual =
        QFontInfo(type).pixelSize() / panel.devicePixelRatioF(); // a small screen's may be many
    const double label = std::ceil(kLeastLabel * std::min(panel.height(), panel.width()));
    type.setPixelSize(static_cast<int>(std::ceil(std::max(usual, label / labelShare))));
    return type;
}

} // namespace headroom::ui
