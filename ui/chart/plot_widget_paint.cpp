// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/plot_widget.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/intervals.h"
#include "ui/chart/paint/off_scale_notes.h"
#include "ui/chart/paint/paint_curves.h"
#include "ui/chart/reading/comparison_note.h"

#include <QPainter>

#include <algorithm>

namespace headroom::ui {

void PlotWidget::paintDepth(QPainter& painter, Depth depth) {
    painter.setRenderHint(QPainter::Antialiasing);
    paintCurves(painter, *m_curves, m_view, depth,
                [this](QPainter& onto, const std::vector<CurveLine>& lines, const PlotView& view) {
                    m_scene.paint(onto, lines, view, size());
                });
}

/// What lies behind the front run is drawn anew only where it changed: with many runs it takes most of the
/// time.
void PlotWidget::renderBehind() {
    const Behind wanted{m_view.mapping, m_curves->behindRevision(), areBands(*m_curves, m_view)};
    if (m_behindAs == wanted && m_behind.devicePixelRatioF() == devicePixelRatioF())
        return;
    const QSize pixels = (QSizeF(size()) * devicePixelRatioF()).toSize();
    if (m_behind.size() != pixels)
        m_behind = QPixmap(pixels);
    m_behind.setDevicePixelRatio(devicePixelRatioF());
    m_behind.fill(m_view.theme.sheet);
    m_behindAs.reset();
    if (m_layout.plot.isEmpty())
        return;
    QPainter painter(&m_behind);
    paintFrameBelow(painter, m_layout, m_view);
    paintDepth(painter, Depth::Behind);
    if (m_view.raised.empty()) // else the front run is there too
        m_behindAs = wanted;
}

void PlotWidget::renderContent() {
    m_stale = false;
    renderBehind();
    m_content = m_behind;
    if (m_layout.plot.isEmpty())
        return;
    QPainter painter(&m_content);
    paintDepth(painter, Depth::Front);
    paintOffScaleNotes(painter, *m_curves, m_view, [this]() -> const CurveCover& { return cover(); });
    m_labels.paint(painter, *m_curves, m_view);
    paintFrameTexts(painter, m_layout, m_texts, frameFonts(), m_view);
    paintComparisonNote(painter, *m_curves, m_note, m_view);
    if (!hint().isEmpty() && m_layout.showTicks)
        paintHint(painter);
}

/// On a sheet of its own: no line of the plot runs through the words.
void PlotWidget::paintHint(QPainter& painter) const {
    constexpr double kPadding = 8;
    constexpr int kFlags = Qt::AlignCenter | Qt::TextWordWrap;
    const QRectF room = m_layout.plot.adjusted(16, 16, -16, -16);
    painter.setFont(font());
    const QRectF words = painter.boundingRect(room, kFlags, hint());
    painter.fillRect(words.adjusted(-kPadding, -kPadding, kPadding, kPadding), m_view.theme.sheet);
    painter.setPen(m_view.theme.quiet);
    painter.drawText(room, kFlags, hint());
}

QRectF PlotWidget::stageNoteRoom() const {
    const FrameFonts fonts = frameFonts();
    const double title = QFontMetricsF(fonts.axis).horizontalAdvance(m_texts.xAxis);
    const QRectF& row = m_layout.xTitle;
    const double left = row.center().x() + title / 2 + 2 * m_layout.textGap;
    return {left, row.top(), std::max(0.0, width() - m_layout.textGap - left), row.height()};
}

void PlotWidget::paintStageNote(QPainter& painter) const {
    const QRectF room = stageNoteRoom();
    painter.setFont(frameFonts().subtitle);
    painter.setPen(m_view.theme.quiet);
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetricsF(painter.font()).elidedText(m_stageNote, Qt::ElideMiddle, room.width()));
}

void PlotWidget::paintEvent(QPaintEvent*) {
    if (size().isEmpty())
        return;
    if (m_stale || m_content.devicePixelRatioF() != devicePixelRatioF())
        renderContent();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_content);
    if (m_keyboardFocus) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawRect(m_layout.plot);
    }
    if (!m_stageNote.isEmpty())
        paintStageNote(painter);
    if (m_arrow)
        paintArrow(painter, *m_arrow, m_view);
    m_pins.paint(painter, m_view);
    if (m_drag == Drag::None && !m_hover.empty()) {
        const auto read = m_hover.pointed(m_view.mapping);
        m_hover.paint(painter, m_view, surroundings(true), read && m_pins.has(read->point));
    }
}

} // namespace headroom::ui
