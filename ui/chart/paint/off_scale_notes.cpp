// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/off_scale_notes.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/curve_cover.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/frame.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/view/off_scale.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace headroom::ui {

namespace {

constexpr double kNoteMargin = 8; ///< to the plot's edge
constexpr double kEdgePadding = 3;

QColor seeThrough(QColor sheet) {
    sheet.setAlphaF(0.85F);
    return sheet;
}

/// At the right, where a roof is level, and in its colour.
void paintRoofNote(QPainter& painter, const QString& text, const QRectF& room, const PlotView& view) {
    const QString note = QStringLiteral("↑ ") + text;
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(note);
    if (text.isEmpty() || width > room.width())
        return;
    const QRectF place(room.right() - width, room.top(), width, metrics.height());
    painter.fillRect(place.adjusted(-kEdgePadding, 0, kEdgePadding, 0), seeThrough(view.theme.sheet));
    painter.setPen(view.theme.roof);
    painter.drawText(place.adjusted(0, 0, 1, 1), Qt::TextSingleLine, note);
}

/// One note as it fits into the plot: an arrow for each curve, or a single one, then the text, broken into
/// lines where the plot is narrow.
struct NoteLayout {
    std::size_t arrows = 0;
    double indent = 0;
    QSizeF text;
};

QString arrowOf(const OffScale& note) {
    return note.above ? QStringLiteral("↑") : QStringLiteral("↓");
}

NoteLayout layOut(const OffScale& note, double width, const QFontMetricsF& metrics) {
    const double arrow = metrics.horizontalAdvance(arrowOf(note));
    const double text = metrics.horizontalAdvance(note.text);
    const auto wanted = static_cast<double>(note.curves.size());
    NoteLayout layout;
    layout.arrows = wanted * arrow + kEdgePadding + text <= width ? note.curves.size() : 1;
    layout.indent = static_cast<double>(layout.arrows) * arrow + kEdgePadding;
    const QRectF room(0, 0, std::max(1.0, width - layout.indent), 1e4);
    layout.text = metrics.boundingRect(room, Qt::TextWordWrap, note.text).size();
    return layout;
}

/// Along the edge where the note covers the least of the curves, as far to the left as that allows.
double clearestLeft(QRectF box, const QRectF& room, const CurveCover& cover) {
    constexpr double kStep = 8; // pixels
    double best = room.left();
    int least = cover.under(box);
    for (double left = best; left + box.width() <= room.right() && least > 0; left += kStep) {
        box.moveLeft(left);
        if (const int covered = cover.under(box); covered < least) {
            least = covered;
            best = left;
        }
    }
    return best;
}

/// A note as it stands in the plot.
struct PlacedNote {
    OffScale note;
    NoteLayout layout;
    QRectF box;
};

std::vector<PlacedNote> placed(const CurveSet& curves, const PlotView& view) {
    std::vector<PlacedNote> all;
    std::vector<OffScale> notes = offScale(curves, view.mapping.view());
    if (notes.empty())
        return all;
    const QFontMetricsF metrics(FrameFonts(view.font).tick);
    const QRectF room = view.mapping.plot().adjusted(kNoteMargin, kEdgePadding, -kNoteMargin, -kEdgePadding);
    const CurveCover cover(curves.curves(), view.mapping);
    double top = room.top();
    double bottom = room.bottom();
    for (OffScale& note : notes) {
        const NoteLayout layout = layOut(note, room.width(), metrics);
        const double height = layout.text.height();
        bottom -= note.above ? 0 : height;
        QRectF box(room.left(), note.above ? top : bottom, layout.indent + layout.text.width(), height);
        box.moveLeft(clearestLeft(box, room, cover));
        top += note.above ? height : 0;
        all.push_back({std::move(note), layout, box});
    }
    return all;
}

void paintNote(QPainter& painter, const PlacedNote& placed, const PlotView& view) {
    const auto& [note, layout, box] = placed;
    const QFontMetricsF metrics(painter.font());
    painter.fillRect(box.adjusted(-kEdgePadding, 0, kEdgePadding, 0), seeThrough(view.theme.sheet));
    const QColor common =
        note.curves.size() == 1 ? curveColor(*note.curves.front(), view.theme) : view.theme.label;
    QPointF baseline = box.topLeft() + QPointF(0, metrics.ascent());
    for (std::size_t i = 0; i < layout.arrows; ++i) {
        painter.setPen(layout.arrows == 1 ? common : curveColor(*note.curves[i], view.theme));
        painter.drawText(baseline, arrowOf(note));
        baseline += QPointF(metrics.horizontalAdvance(arrowOf(note)), 0);
    }
    painter.setPen(common);
    painter.drawText(QRectF(box.topLeft() + QPointF(layout.indent, 0), layout.text + QSizeF(1, 1)),
                     Qt::TextWordWrap, note.text);
}

} // namespace

std::vector<QRectF> offScaleBoxes(const CurveSet& curves, const PlotView& view) {
    std::vector<QRectF> boxes;
    for (const PlacedNote& note : placed(curves, view))
        boxes.push_back(note.box);
    return boxes;
}

void paintOffScaleNotes(QPainter& painter, const CurveSet& curves, const PlotView& view) {
    const QString roof = roofAbove(curves, view.mapping.view());
    const std::vector<PlacedNote> notes = placed(curves, view);
    if (notes.empty() && roof.isEmpty())
        return;
    painter.save();
    painter.setFont(FrameFonts(view.font).tick);
    QRectF room = view.mapping.plot().adjusted(kNoteMargin, kEdgePadding, -kNoteMargin, -kEdgePadding);
    for (const PlacedNote& note : notes) {
        paintNote(painter, note, view);
        if (note.note.above)
            room.setTop(note.box.bottom());
    }
    paintRoofNote(painter, roof, room, view);
    painter.restore();
}

} // namespace headroom::ui
