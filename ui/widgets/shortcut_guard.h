// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QKeyEvent;
class QWidget;

namespace headroom::ui {

/// Keeps the shortcuts of a window's actions from its text fields. A field claims the keys that the desktop
/// gives to editing, among them Emacs' (Ctrl+E, Ctrl+U and Ctrl+D on X11), before a shortcut sees them: what
/// such a key did would depend on where the keyboard is, and could empty a field. Those that everybody edits
/// with (copy, cut, paste, undo, redo, select all) stay the field's.
class ShortcutGuard final : public QObject {
    Q_OBJECT

public:
    ShortcutGuard(QWidget* window, QList<QAction*> actions);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool isShortcut(const QKeyEvent& event) const;

    QWidget* m_window;
    QList<QAction*> m_actions;
};

} // namespace headroom::ui
