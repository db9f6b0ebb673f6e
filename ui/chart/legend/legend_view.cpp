// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/legend/legend_view.h"

#include "ui/chart/legend/legend_model.h"
#include "ui/chart/paint/chart_theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

namespace headroom::ui {

namespace {

constexpr int kSwatchWidth = 34;
constexpr int kRowPadding = 8;
constexpr double kSwatchRadius = 4.2;

const LegendEntry& entryAt(const QModelIndex& index) {
    return static_cast<const LegendModel*>(index.model())->entry(index.row());
}

/// "16 · 0.213": number of points and last value, each right-aligned below those of the other rows.
class NumberColumns {
public:
    NumberColumns(const QFont& font, const QModelIndex& index)
        : m_metrics(font)
        , m_value(m_metrics.horizontalAdvance(static_cast<const LegendModel*>(index.model())->widestValue()))
        , m_dot(m_metrics.horizontalAdvance(kDot)) {}

    double width(const LegendEntry& entry) const {
        return m_metrics.horizontalAdvance(QString::number(entry.points)) + m_dot + m_value;
    }
    void paint(QPainter& painter, QRectF row, const LegendEntry& entry) const {
        constexpr int kFlags = Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine;
        painter.drawText(row, kFlags, entry.lastValue);
        row.setRight(row.right() - m_value);
        painter.drawText(row, kFlags, kDot);
        row.setRight(row.right() - m_dot);
        painter.drawText(row, kFlags, QString::number(entry.points));
    }

private:
    inline static const QString kDot = QStringLiteral(" · ");

    QFontMetricsF m_metrics;
    double m_value;
    double m_dot;
};

} // namespace

void LegendDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    const LegendEntry& entry = entryAt(index);
    const ChartTheme theme = themeFor(option.palette);
    const QRectF row = QRectF(option.rect).adjusted(kRowPadding, 0, -kRowPadding, 0);
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
        text.setTop(text.top() + kRowPadding / 2.0);
    } else {
        paintSwatch(*painter, entry, QRectF(row.left(), row.top(), kSwatchWidth, row.height()), kSwatchRadius,
                    theme);
        text.setLeft(row.left() + kSwatchWidth + kRowPadding);
    }
    if (!entry.shown)
        font.setStrikeOut(entry.kind != LegendEntry::Kind::Group);
    painter->setFont(font);
    painter->setPen(theme.text);
    const bool numbers = !m_compact && !entry.lastValue.isEmpty();
    const NumberColumns columns(option.font, index);
    const double room = text.width() - (numbers ? columns.width(entry) + kRowPadding : 0);
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      QFontMetricsF(font).elidedText(entry.label, Qt::ElideRight, room));
    painter->setFont(option.font);
    painter->setPen(theme.quiet);
    if (numbers)
        columns.paint(*painter, text, entry);
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
    connect(model, &LegendModel::modelReset, this, &LegendView::updateGeometry);
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

void LegendView::rename(const QModelIndex& index) {
    if (const int runId = m_model->entry(index.row()).key.runId; runId != 0)
        Q_EMIT renameRequested(runId);
}

void LegendView::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPersistentModelIndex index(byKey ? currentIndex() : indexAt(event->pos()));
    if (!index.isValid())
        return;
    // Rows may come and go while the menu is open: its actions ask again whether theirs is there.
    const auto onRow = [this, index](void (LegendView::*action)(const QModelIndex&)) {
        return [this, index, action] {
            if (index.isValid())
                (this->*action)(index);
        };
    };
    const LegendEntry& entry = m_model->entry(index.row());
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("legendMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(entry.shown ? tr("&Hide") : tr("&Show"), this, onRow(&LegendView::toggle));
    if (entry.kind == LegendEntry::Kind::Curve)
        menu->addAction(tr("Show &alone"), this, onRow(&LegendView::isolate));
    if (entry.key.runId != 0)
        menu->addAction(tr("&Rename run…"), this, onRow(&LegendView::rename));
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

void LegendView::keyPressEvent(QKeyEvent* event) {
    const QModelIndex current = currentIndex();
    if (current.isValid() && event->key() == Qt::Key_Space) {
        toggle(current);
    } else if (current.isValid() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        isolate(current);
    } else if (current.isValid() && event->key() == Qt::Key_F2) {
        rename(current);
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
    // As wide as the curves' labels alone and numbers as they usually are: the plot keeps its place while
    // measurements arrive.
    const QFontMetrics metrics(font());
    int width = metrics.horizontalAdvance(QStringLiteral("h/a = 64"));
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->entry(row).kind == LegendEntry::Kind::Curve)
            width = std::max(width, metrics.horizontalAdvance(m_model->entry(row).label));
    if (!m_delegate->compact())
        width += kRowPadding + metrics.horizontalAdvance(QStringLiteral("1000 · 0.000"));
    return {kSwatchWidth + 4 * kRowPadding + width + verticalScrollBar()->sizeHint().width(), 200};
}

QSize LegendView::minimumSizeHint() const {
    return {sizeHint().width(), 60};
}

} // namespace headroom::ui
