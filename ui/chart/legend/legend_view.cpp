// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/legend/legend_view.h"

#include "ui/chart/legend/legend_delegate.h"
#include "ui/chart/legend/legend_model.h"
#include "ui/widgets/pointer_keys.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

#include <utility>

namespace headroom::ui {

namespace {

/// Whether a run of its kind stands so many rows further down, to change places with.
bool canMoveBy(const LegendModel& model, int row, int rows) {
    const int other = row + rows;
    if (other < 0 || other >= model.rowCount() || model.entry(other).kind != LegendEntry::Kind::Run)
        return false;
    const auto isReference = [&model](int at) { return model.entry(at).role == CurveRole::Reference; };
    return isReference(other) == isReference(row);
}

} // namespace

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
    connect(model, &LegendModel::layoutChanged, this, &LegendView::updateGeometry);
    connect(this, &QListView::entered, this, &LegendView::point);
    connect(this, &QListView::viewportEntered, this, [this] { point({}); });
    connect(this, &QListView::clicked, this, &LegendView::toggle);
    connect(this, &QListView::doubleClicked, this, [this](const QModelIndex& index) {
        toggle(index); // takes back what the first of the two clicks did
        isolate(index);
    });
}

void LegendView::point(const QModelIndex& index) {
    if (m_pointed == index)
        return;
    m_pointed = index;
    Q_EMIT pointerMoved();
}

std::vector<CurveKey> LegendView::pointedCurves() const {
    return m_pointed.isValid() ? m_model->curvesOf(m_pointed.row()) : std::vector<CurveKey>();
}

void LegendView::toggle(const QModelIndex& index) {
    const bool shown = m_model->entry(index.row()).shown;
    m_model->setData(index, static_cast<int>(shown ? Qt::Unchecked : Qt::Checked), Qt::CheckStateRole);
}

void LegendView::isolate(const QModelIndex& index) {
    const LegendEntry entry = m_model->entry(index.row());
    if (entry.kind == LegendEntry::Kind::Curve)
        Q_EMIT isolateRequested(entry.curves);
    else if (entry.kind == LegendEntry::Kind::Run)
        Q_EMIT isolateRunRequested(entry.key.runId);
    else
        toggle(index);
}

void LegendView::rename(const QModelIndex& index) {
    if (const int runId = m_model->entry(index.row()).key.runId; runId != 0)
        Q_EMIT renameRequested(runId);
}

void LegendView::scaleTo(const QModelIndex& index) {
    Q_EMIT scaleRequested(m_model->entry(index.row()).key.runId);
}

void LegendView::remove(const QModelIndex& index) {
    if (const int runId = m_model->entry(index.row()).key.runId; runId != 0)
        Q_EMIT removeRequested(runId);
}

void LegendView::move(const QModelIndex& index, int forward) {
    const int runId = m_model->entry(index.row()).key.runId;
    Q_EMIT moveRequested(runId, forward);
    for (int row = 0; row < m_model->rowCount(); ++row) // to be moved on
        if (m_model->entry(row).key.runId == runId && m_model->entry(row).kind == LegendEntry::Kind::Run)
            setCurrentIndex(m_model->index(row));
}

void LegendView::moveForward(const QModelIndex& index) {
    move(index, 1);
}

void LegendView::moveBack(const QModelIndex& index) {
    move(index, -1);
}

void LegendView::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPersistentModelIndex index(byKey ? currentIndex() : indexAt(event->pos()));
    if (!index.isValid() || m_model->entry(index.row()).kind == LegendEntry::Kind::Hollow)
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
    if (entry.kind == LegendEntry::Kind::Curve || entry.kind == LegendEntry::Kind::Run)
        menu->addAction(tr("Show &alone"), this, onRow(&LegendView::isolate));
    if (entry.kind == LegendEntry::Kind::Run) {
        if (entry.role != CurveRole::Reference)
            menu->addAction(tr("&Scale to this run"), this, onRow(&LegendView::scaleTo));
        menu->addSeparator();
        menu->addAction(tr("Move &up"), QKeySequence(Qt::CTRL | Qt::Key_Up), this,
                        onRow(&LegendView::moveForward))
            ->setEnabled(canMoveBy(*m_model, index.row(), -1));
        menu->addAction(tr("Move &down"), QKeySequence(Qt::CTRL | Qt::Key_Down), this,
                        onRow(&LegendView::moveBack))
            ->setEnabled(canMoveBy(*m_model, index.row(), 1));
    }
    if (entry.key.runId != 0) {
        menu->addSeparator();
        menu->addAction(tr("Re&move run"), QKeySequence(Qt::Key_Delete), this, onRow(&LegendView::remove));
        menu->addAction(tr("&Rename run…"), QKeySequence(Qt::Key_F2), this, onRow(&LegendView::rename));
    }
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

bool LegendView::act(const QKeyEvent& event, const QModelIndex& current) {
    const bool isRun = m_model->entry(current.row()).kind == LegendEntry::Kind::Run;
    const bool control = event.modifiers().testFlag(Qt::ControlModifier);
    switch (event.key()) {
    case Qt::Key_Space:
        toggle(current);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        isolate(current);
        return true;
    case Qt::Key_F2:
        rename(current);
        return true;
    case Qt::Key_Delete:
        remove(current);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (!control || !isRun)
            return false;
        event.key() == Qt::Key_Up ? moveForward(current) : moveBack(current);
        return true;
    default:
        return false;
    }
}

void LegendView::setPointer(std::optional<QPoint> at) {
    const bool before = std::exchange(m_pointer, at).has_value();
    if (!before && at)
        qApp->installEventFilter(this);
    else if (before && !at)
        qApp->removeEventFilter(this);
}

bool LegendView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::MouseMove)
        setPointer(static_cast<QMouseEvent*>(event)->position().toPoint());
    else if (event->type() == QEvent::Enter)
        setPointer(static_cast<QEnterEvent*>(event)->position().toPoint());
    else if (event->type() == QEvent::Leave) {
        setPointer(std::nullopt);
        point({});
    }
    return QListView::viewportEvent(event);
}

void LegendView::hideEvent(QHideEvent* event) {
    setPointer(std::nullopt);
    point({});
    QListView::hideEvent(event);
}

bool LegendView::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress || !isKeyForPointed(this, watched))
        return QListView::eventFilter(watched, event);
    const auto& key = *static_cast<QKeyEvent*>(event);
    const bool isOfRow = key.key() == Qt::Key_F2 || key.key() == Qt::Key_Delete;
    const QModelIndex row = meantRow();
    return isOfRow && key.modifiers() == Qt::NoModifier && row.isValid() && act(key, row);
}

QModelIndex LegendView::meantRow() const {
    const QModelIndex pointed = m_pointer ? indexAt(*m_pointer) : QModelIndex();
    return pointed.isValid() ? pointed : currentIndex();
}

void LegendView::keyPressEvent(QKeyEvent* event) {
    const bool isOfRow = event->key() == Qt::Key_F2 || event->key() == Qt::Key_Delete;
    const QModelIndex row = isOfRow ? meantRow() : currentIndex();
    if (row.isValid() && act(*event, row))
        return;
    if (!isOfRow)
        setPointer(std::nullopt);
    QListView::keyPressEvent(event);
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
    scheduleDelayedItemsLayout(); // names take other numbers of lines
}

QSize LegendView::sizeHint() const {
    return {m_delegate->width(*m_model, font()) + verticalScrollBar()->sizeHint().width(), 200};
}

QSize LegendView::minimumSizeHint() const {
    return {sizeHint().width(), 60};
}

} // namespace headroom::ui
