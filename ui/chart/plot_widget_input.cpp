// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/plot_widget.h"

#include "engine/sweep/advice_question.h"
#include "ui/chart/data/curve_set.h"
#include "ui/runs/copy_as_menu.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QRubberBand>

namespace headroom::ui {

namespace {

constexpr double kWheelFactor = 0.85; ///< for one notch towards the user's screen
constexpr double kNotch = 120;        ///< eighths of a degree
constexpr double kClickSlack = 4;     ///< pixels a click may move

} // namespace

void PlotWidget::scaleView(const QPointF& about, double factorX, double factorY) {
    if (m_layout.plot.isEmpty())
        return;
    const ViewRange view = bounded(zoomed(m_view.mapping, about, factorX, factorY), m_views.home(), m_scales);
    if (m_wheelPause.isActive())
        m_views.replace(view);
    else
        m_views.push(view);
    m_wheelPause.start();
    viewChanged();
}

bool PlotWidget::event(QEvent* event) {
    if (event->type() == QEvent::NativeGesture) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            const double factor = 1 / (1 + std::clamp(gesture->value(), -0.5, 1.0));
            scaleView(gesture->position(), factor, factor);
            return true;
        }
    }
    return QWidget::event(event);
}

void PlotWidget::wheelEvent(QWheelEvent* event) {
    const QPoint turn = event->angleDelta();
    const int delta = turn.y() != 0 ? turn.y() : turn.x(); // some platforms turn the axis with a modifier
    const double factor = std::pow(kWheelFactor, delta / kNotch);
    const QPointF at = event->position();
    // Over an axis, or with its key held, only that axis.
    const bool xOnly = event->modifiers().testFlag(Qt::ShiftModifier) || at.y() > m_layout.plot.bottom();
    const bool yOnly = event->modifiers().testFlag(Qt::ControlModifier) || at.x() < m_layout.plot.left();
    if (delta != 0)
        scaleView(at, yOnly && !xOnly ? 1 : factor, xOnly && !yOnly ? 1 : factor);
    event->accept();
}

void PlotWidget::beginDrag(Drag drag, const QPointF& at) {
    m_drag = drag;
    m_dragFrom = at;
    m_dragMoved = false;
    m_dragMapping = m_view.mapping;
    updateCursor();
}

void PlotWidget::endDrag() {
    m_drag = Drag::None;
    m_band->hide();
    updateCursor();
    update();
}

void PlotWidget::mousePressEvent(QMouseEvent* event) {
    switch (event->button()) {
    case Qt::LeftButton:
        m_draggedPin = m_pins.at(event->position(), m_view);
        if (m_draggedPin >= 0)
            beginDrag(Drag::Pin, event->position());
        else if (m_layout.plot.contains(event->position()))
            beginDrag(m_spaceHeld ? Drag::Pan : Drag::Band, event->position());
        break;
    case Qt::MiddleButton:
        beginDrag(Drag::Pan, event->position());
        break;
    case Qt::BackButton:
        goBack();
        break;
    case Qt::ForwardButton:
        goForward();
        break;
    default:
        QWidget::mousePressEvent(event);
    }
}

void PlotWidget::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    setPointerLeads(true);
    if (m_drag == Drag::None) {
        hoverChanged(m_hover.follow(m_view.mapping, at));
        return;
    }
    const bool begins = !m_dragMoved;
    m_dragMoved = m_dragMoved || (at - m_dragFrom).manhattanLength() > kClickSlack;
    if (!m_dragMoved)
        return;
    switch (m_drag) {
    case Drag::Band:
        m_band->setGeometry(bandOf(m_layout.plot, m_dragFrom, at).toAlignedRect());
        m_band->show();
        break;
    case Drag::Pan:
        moveView(at, begins);
        break;
    case Drag::Pin:
        movePin(at);
        break;
    case Drag::None:
        break;
    }
}

void PlotWidget::moveView(const QPointF& at, bool begins) {
    // The whole drag is one step: the first move pushes, the rest replace it.
    const ViewRange view = bounded(panned(m_dragMapping, at - m_dragFrom), m_views.home(), m_scales);
    if (begins)
        m_views.push(view);
    else
        m_views.replace(view);
    viewChanged();
}

void PlotWidget::movePin(const QPointF& at) {
    m_pins.moveBy(m_draggedPin, at - m_dragFrom, m_view);
    m_dragFrom = at;
    update();
}

void PlotWidget::zoomToBand() {
    const QRectF band = m_band->geometry();
    if (band.width() < kClickSlack || band.height() < kClickSlack)
        return;
    m_views.push(bounded(viewOf(m_view.mapping, band), m_views.home(), m_scales));
    viewChanged();
}

void PlotWidget::click(const QPointF& at, Qt::KeyboardModifiers modifiers) {
    hoverChanged(m_hover.follow(m_view.mapping, at));
    const auto hit = m_hover.pointed(m_view.mapping);
    if (!hit)
        return;
    const PointKey point = hit->point;
    if (!modifiers.testFlag(Qt::ControlModifier)) {
        Q_EMIT pointActivated(point.runId, point.row);
        return;
    }
    m_pins.toggle(point);
    pinsChanged();
}

void PlotWidget::mouseReleaseEvent(QMouseEvent* event) {
    const bool middle = event->button() == Qt::MiddleButton;
    if (m_drag == Drag::None || (middle ? m_drag != Drag::Pan : event->button() != Qt::LeftButton))
        return;
    const Drag drag = m_drag;
    endDrag();
    if (drag == Drag::Band && m_dragMoved)
        zoomToBand();
    else if (drag == Drag::Band)
        click(event->position(), event->modifiers());
    else if (drag == Drag::Pin && !m_dragMoved && event->modifiers().testFlag(Qt::ControlModifier))
        m_pins.remove(m_draggedPin);
    pinsChanged();
}

void PlotWidget::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        goHome();
}

void PlotWidget::addPointActions(QMenu* menu, const PointKey& point) {
    const auto add = [this, menu, point](const QString& text, int key) {
        menu->addAction(text, this, [this, key, point] { annotate(key, point); });
    };
    add(m_pins.has(point) ? tr("Take the &pin off\tP") : tr("&Pin this read-out\tP"), Qt::Key_P);
    add(tr("Cursor &A here\tA"), Qt::Key_A);
    add(tr("Cursor &B here\tB"), Qt::Key_B);
    menu->addSeparator();
}

void PlotWidget::addAdviceAction(QMenu* menu, const PointKey& point) {
    const AxisInfo& axis = m_curves->axis();
    if (lengthOf(axis.axis))
        menu->addAction(tr("B&etter %1 nearby…").arg(QLatin1String(axis.name)), this,
                        [this, point] { Q_EMIT adviceWanted(point.runId, point.row); });
}

void PlotWidget::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("chartMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    std::optional<PointKey> point;
    if (const int pin = byKey ? -1 : m_pins.at(event->pos(), m_view); pin >= 0)
        point = m_pins.pointOf(pin);
    else if (const auto hit = m_hover.pointed(m_view.mapping))
        point = hit->point;
    if (point)
        addPointActions(menu, *point);
    QAction* clear =
        menu->addAction(tr("&Take all pins and cursors off\tDel"), this, &PlotWidget::clearAnnotations);
    clear->setEnabled(!m_pins.empty());
    menu->addSeparator();
    if (point)
        addAdviceAction(menu, *point);
    if (const StoredRun* run = point ? m_curves->run(point->runId) : nullptr) {
        addCopyAsMenu(menu, *run, point->row);
        menu->addSeparator();
    }
    QAction* unified = menu->addAction(tr("Read &all curves at once\tX"));
    unified->setCheckable(true);
    unified->setChecked(m_hover.unified());
    connect(unified, &QAction::triggered, this, &PlotWidget::setUnifiedHover);
    menu->addAction(tr("&Go to a hidden size…"), this, &PlotWidget::askForHidden);
    menu->popup(byKey ? mapToGlobal(m_layout.plot.center().toPoint()) : event->globalPos());
}

void PlotWidget::enterEvent(QEnterEvent*) {
    setPointerLeads(true);
}

void PlotWidget::leaveEvent(QEvent*) {
    setPointerLeads(false);
    hoverChanged(m_hover.clear(m_view.mapping));
}

void PlotWidget::hideEvent(QHideEvent*) {
    setPointerLeads(false);
}

void PlotWidget::focusInEvent(QFocusEvent* event) {
    m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void PlotWidget::focusOutEvent(QFocusEvent*) {
    m_keyboardFocus = false;
    m_spaceHeld = false;
    endDrag();
}

void PlotWidget::updateCursor() {
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
    else if (m_spaceHeld)
        setCursor(Qt::OpenHandCursor);
    else if (m_drag == Drag::Band)
        setCursor(Qt::CrossCursor);
    else
        unsetCursor();
}

} // namespace headroom::ui
