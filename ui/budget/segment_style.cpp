// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budget/segment_style.h"

#include "ui/widgets/words.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::ui {

namespace {

struct OperationLook {
    QRgb color;
    const char* label; ///< where its title has no room
};

/// In the order of Operation. What takes the same place in different models has neighbouring hues: linear
/// layers of attention are blue to violet, its products orange, an MLP green, experts red, logits grey.
constexpr std::array<OperationLook, 16> kLooks = {{
    {0xffe8871e, QT_TRANSLATE_NOOP("headroom::ui", "Score")},
    {0xfff2b544, QT_TRANSLATE_NOOP("headroom::ui", "Value")},
    {0xff1f77b4, QT_TRANSLATE_NOOP("headroom::ui", "QKV")},
    {0xff17a2b8, QT_TRANSLATE_NOOP("headroom::ui", "Proj.")},
    {0xff2ca02c, QT_TRANSLATE_NOOP("headroom::ui", "Up")},
    {0xff0f8f74, QT_TRANSLATE_NOOP("headroom::ui", "Gate, up")},
    {0xff8fbc3f, QT_TRANSLATE_NOOP("headroom::ui", "Down")},
    {0xff7f7f7f, QT_TRANSLATE_NOOP("headroom::ui", "Logits")},
    {0xffd62728, QT_TRANSLATE_NOOP("headroom::ui", "Gate, up")},
    {0xffe377a2, QT_TRANSLATE_NOOP("headroom::ui", "Down")},
    {0xff3b3f8f, QT_TRANSLATE_NOOP("headroom::ui", "Latent")},
    {0xff6a51a3, QT_TRANSLATE_NOOP("headroom::ui", "Query")},
    {0xff9467bd, QT_TRANSLATE_NOOP("headroom::ui", "Key, value")},
    {0xffb5651d, QT_TRANSLATE_NOOP("headroom::ui", "Query")},
    {0xff8c564b, QT_TRANSLATE_NOOP("headroom::ui", "Value")},
    {0xff1f77b4, QT_TRANSLATE_NOOP("headroom::ui", "GEMM")}, // of a list, never beside a layer's
}};

const OperationLook& lookOf(Operation operation) {
    return kLooks.at(static_cast<std::size_t>(operation));
}

constexpr double kDgradToSheet = 0.40; ///< so much of the way to the sheet's colour
constexpr double kWgradToSheet = 0.66;

SegmentStyle styled(const QColor& own, Pass pass, const ChartTheme& theme) {
    SegmentStyle style;
    const QColor dark(0x14, 0x14, 0x14);
    style.fill = pass == Pass::Forward ? own
                 : pass == Pass::Dgrad ? mixed(own, theme.sheet, kDgradToSheet)
                                       : mixed(own, theme.sheet, kWgradToSheet);
    if (pass == Pass::Wgrad)
        style.hatch = mixed(own, theme.sheet, 0.25);
    constexpr int kLight = 135; // of 255: above it dark type is read more easily
    style.text = qGray(style.fill.rgb()) > kLight ? dark : QColor(Qt::white);
    return style;
}

} // namespace

SegmentStyle segmentStyle(Operation operation, Pass pass, const ChartTheme& theme) {
    return styled(QColor(lookOf(operation).color), pass, theme);
}

QString shortLabel(Operation operation) {
    return words(lookOf(operation).label);
}

SegmentStyle passStyle(Pass pass, const ChartTheme& theme) {
    return styled(mixed(theme.sheet, theme.text, 0.6), pass, theme);
}

void paintSegment(QPainter& painter, const QRectF& box, const SegmentStyle& style, double spacing) {
    painter.fillRect(box, style.fill);
    if (!style.hatch.isValid() || box.isEmpty())
        return;
    painter.setPen(QPen(style.hatch, std::max(0.7, spacing / 6), Qt::SolidLine, Qt::FlatCap));
    // Lines x + y = c, each from where it enters the box to where it leaves it.
    const double first = std::ceil((box.left() + box.top()) / spacing) * spacing;
    for (double c = first; c < box.right() + box.bottom(); c += spacing) {
        const double left = std::max(box.left(), c - box.bottom());
        const double right = std::min(box.right(), c - box.top());
        if (right > left)
            painter.drawLine(QLineF(left, c - left, right, c - right));
    }
}

} // namespace headroom::ui
