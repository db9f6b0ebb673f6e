// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/legend_view.h"

#include "ui/chart/chart_theme.h"
#include "ui/chart/curve_style.h"
#include "ui/chart/legend_model.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace headroom::ui {

namespace {

constexpr int kSwatchWidth = 34;
constexpr int kPadding = 8;
constexpr double kMarkerRadius = 4.2;

const LegendEntry& entryAt(const QModelIndex& index) {
    return static_cast<const LegendModel*>(index.model())->entry(index.row());
}

void paintSwatch(QPainter& painter, const LegendEntry& entry, const QRectF& area, const ChartTheme& theme) {
    const QPointF left(area.left(), area.center().y());
    const QPointF right(area.right(), area.center().y());
    if (entry.kind == LegendEntry::Kind::Roof) {
        painter.setPen(roofPen({}, theme));
        painter.drawLine(left, right);
        return;
    }
    Curve curve;
    curve.key = entry.key;
    curve.role = entry.role;
    curve.rank = entry.rank;
    painter.setPen(curvePen(curve, theme));
    painter.drawLine(left, right);
    painter.setPen(QPen(theme.sheet, 0.8));
    painter.setBrush(curveColor(entry.key.ratio, theme));
    painter.translate(area.center());
    painter.drawPath(markerPath(curveMarker(entry.key.ratio), kMarkerRadius));
    painter.translate(-area.center());
}

} // namespace

void LegendDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    const LegendEntry& entry = entryAt(index);
    const ChartTheme theme = themeFor(option.palette);
    const QRectF row = QRectF(option.rect).adjusted(kPadding, 0, -kPadding, 0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    if (focused || option.state.testFlag(QStyle::State_MouseOver)) {
        QColor shade = theme.text;
        shade.setAlphaF(focused ? 0.10F : 0.05F);
        painter->setPen(Qt::NoPen);
        painter->setBrush(shade);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(2, 1, -2, -1), 4, 4);
    }
    painter->setOpacity(entry.shown ? 1.0 : 0.35);
    QRectF text = row;
    QFont font = option.font;
    if (entry.kind == LegendEntry::Kind::Group) {
        font.setWeight(QFont::DemiBold);
        text.setTop(text.top() + kPadding / 2.0);
    } else {
        paintSwatch(*painter, entry, QRectF(row.left(), row.top(), kSwatchWidth, row.height()), theme);
        text.setLeft(row.left() + kSwatchWidth + kPadding);
    }
    if (!entry.shown)
        font.setStrikeOut(entry.kind != LegendEntry::Kind::Group);
    painter->setFont(font);
    painter->setPen(theme.text);
    const QFontMetricsF metrics(font);
    const double valueWidth =
        m_compact || entry.lastValue.isEmpty() ? 0 : metrics.horizontalAdvance(entry.lastValue) + kPadding;
    const QString label = metrics.elidedText(entry.label, Qt::ElideRight, text.width() - valueWidth);
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, label);
    font.setStrikeOut(false);
    painter->setFont(font);
    painter->setPen(theme.quiet);
    if (!m_compact)
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, entry.lastValue);
    painter->restore();
}

QSize LegendDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QFontMetrics metrics(option.font);
    const bool group = entryAt(index).kind == LegendEntry::Kind::Group;
    return {10 * metrics.averageCharWidth(), metrics.height() + (group ? 14 : 8)};
}

LegendView::LegendView(LegendModel* model, QWidget* parent)
    : QListView(parent), m_model(model), m_delegate(new LegendDelegate(this)) {
    setObjectName(QStringLiteral("legend"));
    setAccessibleName(tr("Legend"));
    setModel(model);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setUniformItemSizes(false);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    connect(this, &QListView::clicked, this, &LegendView::toggle);
    connect(this, &QListView::doubleClicked, this, [this](const QModelIndex& index) {
        toggle(index); // takes back what the first of the two clicks did
        isolate(index);
    });
}

void LegendView::toggle(const QModelIndex& index) {
    const bool shown = m_model->entry(index.row()).shown;
    m_model->setData(index, static_cast<int>(shown ? Qt::Unchecked : Qt::Checked), Qt::CheckStateRole);
}

void LegendView::isolate(const QModelIndex& index) {
    const LegendEntry entry = m_model->entry(index.row());
    if (entry.kind == LegendEntry::Kind::Curve)
        Q_EMIT isolateRequested(entry.key);
    else
        toggle(index);
}

void LegendView::keyPressEvent(QKeyEvent* event) {
    const QModelIndex current = currentIndex();
    if (current.isValid() && event->key() == Qt::Key_Space) {
        toggle(current);
    } else if (current.isValid() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        isolate(current);
    } else {
        QListView::keyPressEvent(event);
    }
}

void LegendView::changeEvent(QEvent* event) {
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

void LegendView::setTopMargin(int pixels) {
    if (viewportMargins().top() != pixels)
        setViewportMargins(0, pixels, 0, 0);
}

void LegendView::setCompact(bool on) {
    if (m_delegate->compact() == on)
        return;
    m_delegate->setCompact(on);
    updateGeometry();
    viewport()->update();
}

QSize LegendView::sizeHint() const {
    const QString widest =
        m_delegate->compact() ? QStringLiteral("h/a = 64") : QStringLiteral("h/a = 64   0.000000");
    return {kSwatchWidth + 4 * kPadding + QFontMetrics(font()).horizontalAdvance(widest), 200};
}

QSize LegendView::minimumSizeHint() const {
    return {sizeHint().width(), 60};
}

} // namespace headroom::ui
