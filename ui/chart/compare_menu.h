// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QAction;
class QActionGroup;
class QMenu;

namespace headroom::ui {

class ChartPanel;

/// What a window offers of the chart's comparison of two runs: an action that switches it, and a menu of the
/// runs to compare with.
class CompareMenu final : public QObject {
    Q_OBJECT

public:
    /// `compare` and `percentOfRoof` are checkable; they exclude each other. All outlive this.
    CompareMenu(ChartPanel* chart, QAction* compare, QMenu* bases, QAction* percentOfRoof,
                QObject* parent = nullptr);

private:
    void showState();
    void fill();

    ChartPanel* m_chart;
    QAction* m_compare;
    QMenu* m_bases;
    QAction* m_percentOfRoof;
    QActionGroup* m_choice = nullptr; ///< of the menu's actions, made anew with them
    QString m_toolTip;                ///< of the action while it can be used
};

} // namespace headroom::ui
