// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/comparison_note.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/paint/wrapped_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::ui {

namespace {

constexpr double kNotePadding = 6; ///< pixels at scale 1
constexpr double kNoteEdge = 4;    ///< to the plot's border

/// No line ends within "h/a = 64" or "4.1 %".
QString noteText(const CurveSet& curves) {
    QString text = curves.notes().join(QLatin1Char('\n'));
    for (const QString& held : {QStringLiteral(" = "), QStringLiteral(" %")})
        text.replace(held, QString(held).replace(u' ', QChar::Nbsp));
    return text;
}

QFont noteFont(QFont font) {
    constexpr double kSmaller = 0.9;
    if (font.pixelSize() > 0)
        font.setPixelSize(std::max(1, static_cast<int>(std::lround(kSmaller * font.pixelSize()))));
    else
        font.setPointSizeF(kSmaller * font.pointSizeF());
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

ClearPlace comparisonNotePlace(const CurveSet& curves, const PlotView& view, const CurveCover& cover) {
    constexpr std::array kWidths = {1.0, 0.6, 0.4, 0.3}; // of the room: on more and more lines
    constexpr double kRounded = 1;                       // pixels
    const QString text = noteText(curves);
    const double padding = kNotePadding * view.scale;
    const QRectF room = view.mapping.plot().adjusted(kNoteEdge, kNoteEdge, -kNoteEdge, -kNoteEdge);
    if (text.isEmpty() || room.width() <= 2 * padding)
        return {{}, 0};
    const QFontMetricsF metrics(noteFont(view.font));
    const double distance = markerDiameter(view) / 2;
    ClearPlace best;
    for (const double share : kWidths) {
        const QRectF most(0, 0, share * room.width() - 2 * padding, room.height() - 2 * padding);
        const QSizeF type =
            metrics.boundingRect(most, Qt::AlignLeft, wrapped(text, most.width(), metrics)).size();
        if (type.width() > most.width() + kRounded || type.height() > most.height())
            break; // a word alone is wider; on more lines it is only higher
        const QSizeF size(std::ceil(type.width()) + 1 + 2 * padding, std::ceil(type.height()) + 2 * padding);
        const ClearPlace place = clearestPlace(size, distance, {room, cover, {}});
        if (place.covered < best.covered)
            best = place;
        if (best.covered == 0)
            break;
    }
    return best;
}

void paintComparisonNote(QPainter& painter, const CurveSet& curves, const QRectF& box, const PlotView& view) {
    if (box.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(view.theme.calloutBorder, 1));
    painter.setBrush(view.theme.callout);
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setFont(noteFont(view.font));
    painter.setPen(view.theme.text);
    const double padding = kNotePadding * view.scale;
    const QRectF words = box.adjusted(padding, padding, -padding, -padding);
    painter.drawText(words, Qt::AlignLeft,
                     wrapped(noteText(curves), words.width(), QFontMetricsF(painter.font())));
    painter.restore();
}

} // namespace headroom::ui
