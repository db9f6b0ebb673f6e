// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wheel_guard.h"

#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QFocusEvent>
#include <QScrollBar>

namespace headroom::ui {

namespace {

/// The widget itself where the wheel would change its value, else null.
QWidget* valueWidget(QObject* object) {
    const bool holdsValue = qobject_cast<QComboBox*>(object) || qobject_cast<QAbstractSpinBox*>(object) ||
                            (qobject_cast<QAbstractSlider*>(object) && !qobject_cast<QScrollBar*>(object));
    return holdsValue ? static_cast<QWidget*>(object) : nullptr;
}

/// Else the wheel would give it the keyboard.
void keepFocusFromWheel(QObject* object) {
    if (QWidget* widget = valueWidget(object); widget && widget->focusPolicy() == Qt::WheelFocus)
        widget->setFocusPolicy(Qt::StrongFocus);
}

} // namespace

WheelGuard::WheelGuard(QObject* parent) : QObject(parent) {
    for (QWidget* widget : QApplication::allWidgets())
        keepFocusFromWheel(widget);
    qApp->installEventFilter(this); // sees to those to come
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::Polish:
        keepFocusFromWheel(watched);
        break;
    case QEvent::MouseButtonPress:
    case QEvent::KeyPress:
        // The line in a box is its child.
        if (QWidget* widget = valueWidget(watched) ? valueWidget(watched) : valueWidget(watched->parent()))
            m_entered = widget;
        break;
    case QEvent::FocusOut: {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        if (watched == m_entered && reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason)
            m_entered.clear();
        break;
    }
    case QEvent::Wheel:
        if (QWidget* widget = valueWidget(watched); widget && (widget != m_entered || !widget->hasFocus())) {
            event->ignore(); // to what lies around it
            return true;
        }
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace headroom::ui
