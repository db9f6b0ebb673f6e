// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/shortcut_guard.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

#include <algorithm>
#include <utility>

namespace headroom::ui {

namespace {

/// The widget itself where text is typed into it, else null.
QWidget* textField(QObject* object) {
    const bool takesText = qobject_cast<QLineEdit*>(object) || qobject_cast<QAbstractSpinBox*>(object) ||
                           qobject_cast<QTextEdit*>(object) || qobject_cast<QPlainTextEdit*>(object);
    return takesText ? static_cast<QWidget*>(object) : nullptr;
}

bool everybodyEditsWith(const QKeyEvent& event) {
    constexpr QKeySequence::StandardKey kKeys[] = {QKeySequence::Copy,  QKeySequence::Cut,
                                                   QKeySequence::Paste, QKeySequence::Undo,
                                                   QKeySequence::Redo,  QKeySequence::SelectAll};
    return std::ranges::any_of(kKeys, [&event](auto key) { return event.matches(key); });
}

} // namespace

ShortcutGuard::ShortcutGuard(QWidget* window, QList<QAction*> actions)
    : QObject(window), m_window(window), m_actions(std::move(actions)) {
    qApp->installEventFilter(this); // fields come and go
}

bool ShortcutGuard::isShortcut(const QKeyEvent& event) const {
    const QKeySequence keys(QKeyCombination(event.modifiers() & ~Qt::KeypadModifier, Qt::Key(event.key())));
    return std::ranges::any_of(
               m_actions, [&keys](const QAction* action) { return action->shortcuts().contains(keys); }) &&
           !everybodyEditsWith(event);
}

bool ShortcutGuard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return QObject::eventFilter(watched, event);
    const QWidget* field = textField(watched);
    if (!field || field->window() != m_window || !isShortcut(*static_cast<QKeyEvent*>(event)))
        return QObject::eventFilter(watched, event);
    // Goes on to what lies around the field: a presenter's keys are taken there. The key itself comes where
    // its action cannot be used now, and edits nothing then either.
    event->ignore();
    return true;
}

} // namespace headroom::ui
