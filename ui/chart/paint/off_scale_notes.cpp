// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/off_scale_notes.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/frame.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/view/off_scale.h"
#include "ui/widgets/words.h"

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
    const std::size_t wanted = std::max<std::size_t>(1, note.curves.size());
    NoteLayout layout;
    layout.arrows = static_cast<double>(wanted) * arrow + kEdgePadding + text <= width ? wanted : 1;
    layout.indent = static_cast<double>(layout.arrows) * arrow + kEdgePadding;
    const QRectF room(0, 0, std::max(1.0, width - layout.indent), 1e4);
    layout.text = metrics.boundingRect(room, Qt::TextWordWrap, note.text).size();
    return layout;
}

/// Where that leaves the note on one line: more would cover what it speaks of.
void advise(OffScale& note, double width, const QFontMetricsF& metrics) {
    OffScale longer(note);
    longer.text = words("%1: %2").arg(note.text, note.advice);
    if (layOut(longer, width, metrics).text.height() < 1.5 * metrics.height())
        note = longer;
}

/// A note as it stands in the plot.
struct PlacedNote {
    OffScale note; ///< without curves where it is of a roof
    NoteLayout layout;
    QRectF box;

    bool isOfRoof() const { return note.curves.empty(); }
};

/// Where the note covers the least of the lines: as near to its edge as that allows, then as far to the left,
/// or of a roof, which is level there, to the right.
QRectF clearest(const PlacedNote& placed, const QRectF& room, const CurveCover& cover) {
    constexpr double kStep = 8; // pixels
    constexpr int kRows = 12;
    const QRectF& box = placed.box;
    const int columns = static_cast<int>(std::max(0.0, room.width() - box.width()) / kStep);
    QRectF best = box;
    int least = cover.underWithRoofs(box);
    for (int row = 0; row < kRows && least > 0; ++row)
        for (int column = 0; column <= columns && least > 0; ++column) {
            const QRectF there = box.translated((placed.isOfRoof() ? -kStep : kStep) * column,
                                                (placed.note.above ? kStep : -kStep) * row);
            if (const int covered = cover.underWithRoofs(there); covered < least && room.contains(there)) {
                least = covered;
                best = there;
            }
        }
    return best;
}

std::vector<PlacedNote> placed(const CurveSet& curves, const PlotView& view, const CoverOfView& cover) {
    std::vector<PlacedNote> all;
    std::vector<OffScale> notes = offScale(curves, view.mapping.view());
    if (QString roof = roofAbove(curves, view.mapping.view()); !roof.isEmpty())
        notes.push_back({std::move(roof), true, {}});
    if (notes.empty())
        return all;
    const QFontMetricsF metrics(FrameFonts(view.font).tick);
    QRectF room = view.mapping.plot().adjusted(kNoteMargin, kEdgePadding, -kNoteMargin, -kEdgePadding);
    // The curves are seen where they lie flat.
    const double flat =
        view.mapping.toPixel(0, kFlatShare * view.mapping.view().yMax).y() - markerDiameter(view);
    for (OffScale& note : notes) {
        if (view.advises && !note.advice.isEmpty())
            advise(note, room.width(), metrics);
        if (note.flat)
            room.setBottom(std::min(room.bottom(), flat));
        const NoteLayout layout = layOut(note, room.width(), metrics);
        PlacedNote placed{std::move(note), layout, {}};
        placed.box.setSize({layout.indent + layout.text.width(), layout.text.height()});
        placed.note.above ? placed.box.moveTop(room.top()) : placed.box.moveBottom(room.bottom());
        placed.isOfRoof() ? placed.box.moveRight(room.right()) : placed.box.moveLeft(room.left());
        placed.box = clearest(placed, room, cover());
        placed.note.above ? room.setTop(placed.box.bottom()) : room.setBottom(placed.box.top());
        all.push_back(std::move(placed));
    }
    return all;
}

void paintNote(QPainter& painter, const PlacedNote& placed, const PlotView& view) {
    const auto& [note, layout, box] = placed;
    const QFontMetricsF metrics(painter.font());
    painter.fillRect(box.adjusted(-kEdgePadding, 0, kEdgePadding, 0), seeThrough(view.theme.sheet));
    const QColor common = placed.isOfRoof()         ? view.theme.roof
                          : note.curves.size() == 1 ? curveColor(*note.curves.front(), view.theme)
                                                    : view.theme.label;
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

std::vector<QRectF> offScaleBoxes(const CurveSet& curves, const PlotView& view, const CoverOfView& cover) {
    std::vector<QRectF> boxes;
    for (const PlacedNote& note : placed(curves, view, cover))
        boxes.push_back(note.box);
    return boxes;
}

void paintOffScaleNotes(QPainter& painter, const CurveSet& curves, const PlotView& view,
                        const CoverOfView& cover) {
    const std::vector<PlacedNote> notes = placed(curves, view, cover);
    if (notes.empty())
        return;
    painter.save();
    painter.setFont(FrameFonts(view.font).tick);
    for (const PlacedNote& note : notes)
        paintNote(painter, note, view);
    painter.restore();
}

} // namespace headroom::ui
