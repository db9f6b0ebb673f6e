// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What keys do in the plot: with the keyboard's focus, or while the pointer is over it.
#include "ui/chart/plot_widget.h"
#include "ui/widgets/pointer_keys.h"

#include <QApplication>
#include <QKeyEvent>

#include <utility>

namespace headroom::ui {

namespace {

constexpr double kKeyZoom = 0.7;

} // namespace

void PlotWidget::setPointerLeads(bool leads) {
    if (std::exchange(m_pointerLeads, leads) == leads)
        return;
    if (leads)
        qApp->installEventFilter(this);
    else
        qApp->removeEventFilter(this);
}

bool PlotWidget::eventFilter(QObject* watched, QEvent* event) {
    const bool press = event->type() == QEvent::KeyPress;
    if ((!press && event->type() != QEvent::KeyRelease) || !isKeyForPointed(this, watched))
        return QWidget::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    const bool before = key->isAccepted();
    key->accept();
    press ? keyPressEvent(key) : keyReleaseEvent(key);
    const bool taken = key->isAccepted();
    if (!taken)
        key->setAccepted(before);
    return taken;
}

bool PlotWidget::stepBy(int key) {
    const int along = (key == Qt::Key_Right ? 1 : 0) - (key == Qt::Key_Left ? 1 : 0);
    const int across = (key == Qt::Key_Up ? 1 : 0) - (key == Qt::Key_Down ? 1 : 0);
    if (along == 0 && across == 0)
        return false;
    hoverChanged(m_hover.step(m_view.mapping, along, across));
    return true;
}

void PlotWidget::annotate(int key, const PointKey& point) {
    if (key == Qt::Key_P)
        m_pins.toggle(point);
    else
        m_pins.setCursor(key == Qt::Key_A ? Pins::Cursor::A : Pins::Cursor::B, point);
    pinsChanged();
    if (const QStringList lines = m_pins.comparison(m_view.mapping); !lines.isEmpty())
        Q_EMIT readoutChanged(lines.join(QStringLiteral("  ·  ")));
}

bool PlotWidget::annotate(int key) {
    if (key != Qt::Key_P && key != Qt::Key_A && key != Qt::Key_B)
        return false;
    if (const auto hit = m_hover.pointed(m_view.mapping))
        annotate(key, PointKey(hit->point));
    return true;
}

void PlotWidget::clearCursors() {
    m_pins.clearCursors();
    pinsChanged();
    Q_EMIT readoutChanged(m_hover.text());
}

void PlotWidget::clearAnnotations() {
    m_pins.clear();
    clearCursors();
}

bool PlotWidget::escape() {
    if (m_drag != Drag::None)
        endDrag();
    else if (m_hover.held())
        hoverChanged(m_hover.release(m_view.mapping));
    else if (!m_hover.empty())
        hoverChanged(m_hover.clear(m_view.mapping));
    else if (m_pins.hasCursors())
        clearCursors();
    else if (m_advice)
        Q_EMIT adviceDismissed();
    else
        return false;
    return true;
}

bool PlotWidget::navigate(int key) {
    switch (key) {
    case Qt::Key_Home:
    case Qt::Key_0:
        goHome();
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(kKeyZoom);
        return true;
    case Qt::Key_Minus:
        zoom(1 / kKeyZoom);
        return true;
    case Qt::Key_Backspace:
        goBack();
        return true;
    default:
        return stepBy(key);
    }
}

void PlotWidget::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers().testAnyFlags(Qt::AltModifier | Qt::ControlModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (navigate(event->key()) || annotate(event->key()))
        return;
    switch (event->key()) {
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
        clearAnnotations();
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

} // namespace headroom::ui
