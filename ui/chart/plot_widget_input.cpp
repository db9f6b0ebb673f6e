// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/plot_widget.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QRubberBand>

namespace headroom::ui {

namespace {

constexpr double kWheelFactor = 0.85; ///< for one notch towards the user's screen
constexpr double kNotch = 120;        ///< eighths of a degree
constexpr double kClickSlack = 4;     ///< pixels a click may move
constexpr double kKeyZoom = 0.7;

} // namespace

void PlotWidget::scaleView(const QPointF& about, double factorX, double factorY) {
    if (m_layout.plot.isEmpty())
        return;
    const ViewRange view = bounded(zoomed(m_view.mapping, about, factorX, factorY), m_views.home(), m_logX);
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
    const ViewRange view = bounded(panned(m_dragMapping, at - m_dragFrom), m_views.home(), m_logX);
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
    m_views.push(bounded(viewOf(m_view.mapping, band), m_views.home(), m_logX));
    viewChanged();
}

void PlotWidget::click(const QPointF& at) {
    hoverChanged(m_hover.follow(m_view.mapping, at));
    m_clicked.reset();
    const auto hit = m_hover.pointed(m_view.mapping);
    if (!hit)
        return;
    const PointKey point = hit->point;
    m_clicked = point;
    m_pins.toggle(point);
    update();
    Q_EMIT pointActivated(point.runId, point.row);
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
        click(event->position());
    else if (drag == Drag::Pin && !m_dragMoved)
        m_pins.remove(m_draggedPin);
}

void PlotWidget::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    if (m_clicked) // take back what the first of the two clicks did
        m_pins.toggle(*std::exchange(m_clicked, std::nullopt));
    goHome();
}

void PlotWidget::leaveEvent(QEvent*) {
    hoverChanged(m_hover.clear());
}

bool PlotWidget::stepBy(int key) {
    const int along = (key == Qt::Key_Right ? 1 : 0) - (key == Qt::Key_Left ? 1 : 0);
    const int across = (key == Qt::Key_Up ? 1 : 0) - (key == Qt::Key_Down ? 1 : 0);
    if (along == 0 && across == 0)
        return false;
    hoverChanged(m_hover.step(m_view.mapping, along, across));
    return true;
}

bool PlotWidget::annotate(int key) {
    const auto hit = m_hover.pointed(m_view.mapping);
    if (!hit)
        return false;
    const PointKey point = hit->point;
    switch (key) {
    case Qt::Key_P:
        m_pins.toggle(point);
        break;
    case Qt::Key_A:
        m_pins.setCursor(Pins::Cursor::A, point);
        break;
    case Qt::Key_B:
        m_pins.setCursor(Pins::Cursor::B, point);
        break;
    default:
        return false;
    }
    update();
    if (const QString text = m_pins.comparison(m_view.mapping); !text.isEmpty())
        Q_EMIT readoutChanged(text);
    return true;
}

void PlotWidget::clearCursors() {
    m_pins.clearCursors();
    update();
    Q_EMIT readoutChanged(m_hover.text());
}

bool PlotWidget::escape() {
    if (m_drag != Drag::None)
        endDrag();
    else if (!m_hover.hits().empty())
        hoverChanged(m_hover.clear());
    else if (m_pins.hasCursors())
        clearCursors();
    else
        return false;
    return true;
}

void PlotWidget::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers().testAnyFlags(Qt::AltModifier | Qt::ControlModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (stepBy(event->key()) || annotate(event->key()))
        return;
    switch (event->key()) {
    case Qt::Key_Home:
    case Qt::Key_0:
        goHome();
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(kKeyZoom);
        break;
    case Qt::Key_Minus:
        zoom(1 / kKeyZoom);
        break;
    case Qt::Key_Backspace:
        goBack();
        break;
    case Qt::Key_X:
        setUnifiedHover(!m_hover.unified());
        break;
    case Qt::Key_Space:
        m_spaceHeld = true;
        updateCursor();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const auto hit = m_hover.pointed(m_view.mapping))
            Q_EMIT pointActivated(hit->point.runId, hit->point.row);
        break;
    case Qt::Key_Delete:
        m_pins.clear();
        clearCursors();
        break;
    case Qt::Key_Escape:
        if (!escape())
            QWidget::keyPressEvent(event);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void PlotWidget::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Space || event->isAutoRepeat()) {
        QWidget::keyReleaseEvent(event);
        return;
    }
    m_spaceHeld = false;
    updateCursor();
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
