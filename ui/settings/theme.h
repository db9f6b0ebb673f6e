// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QActionGroup;
class QColor;
class QMenu;
class QWidget;

namespace headroom::ui {

class Preferences;

/// Light or dark: the desktop's own colours, or colours of ours whatever the desktop has. Changes those of
/// the whole program at once, by the application's palette, which all that is drawn follows, and remembers
/// the choice. In the desktop's colours too it sees to it that hints in empty fields can be read.
class Theme final : public QObject {
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark };

    /// Fills the menu with the choices and applies the remembered one. `preferences` outlives it; the window
    /// is its parent.
    Theme(Preferences* preferences, QMenu* menu, QWidget* window);

    void choose(Choice choice);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply(Choice choice);

    Preferences* m_preferences;
    QActionGroup* m_actions;
    QString m_systemStyle; ///< its name, while another one is in use
};

/// How well the ink is read on that ground, from 1 to 21; 4.5 is enough for small type (WCAG 2).
double contrast(const QColor& ink, const QColor& ground);

} // namespace headroom::ui
