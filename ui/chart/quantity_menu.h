// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <vector>

class QAction;
class QActionGroup;
class QMenu;

namespace headroom::ui {

class ChartState;
class Quantity;

/// A checkable action that lets the y axis show a quantity.
struct QuantityAction {
    const Quantity* quantity = nullptr;
    QAction* action = nullptr;
};

/// What a window offers of the y axis: actions that choose what it shows, of which one at most is checked,
/// and a menu of the runs to compare with.
class QuantityMenu final : public QObject {
    Q_OBJECT

public:
    /// All outlive this.
    QuantityMenu(ChartState* chart, std::vector<QuantityAction> actions, QMenu* bases,
                 QObject* parent = nullptr);

private:
    void choose(const Quantity& quantity, bool on);
    void showState();
    void fill();
    /// By what is shown, or else by the first quantity offered that compares.
    void compareWith(int runId);

    ChartState* m_chart;
    std::vector<QuantityAction> m_actions;
    QMenu* m_bases;
    QActionGroup* m_choice = nullptr; ///< of the menu's actions, made anew with them
    std::vector<QString> m_toolTips;  ///< of the actions while they can be used
};

} // namespace headroom::ui
