// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/quantity_menu.h"

#include "ui/chart/data/chart_state.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/plain_text.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

#include <algorithm>
#include <utility>

namespace headroom::ui {

QuantityMenu::QuantityMenu(ChartState* chart, std::vector<QuantityAction> actions, QMenu* bases,
                           QObject* parent)
    : QObject(parent), m_chart(chart), m_actions(std::move(actions)), m_bases(bases) {
    for (const QuantityAction& item : m_actions) {
        m_toolTips.push_back(item.action->toolTip());
        connect(item.action, &QAction::toggled, this,
                [this, quantity = item.quantity](bool on) { choose(*quantity, on); });
    }
    connect(m_chart, &ChartState::comparisonChanged, this, &QuantityMenu::showState);
    connect(m_bases, &QMenu::aboutToShow, this, &QuantityMenu::fill);
    showState();
}

void QuantityMenu::choose(const Quantity& quantity, bool on) {
    if (on != (&quantity == m_chart->curves().choices().quantity))
        m_chart->setQuantity(on ? quantity : throughput());
}

void QuantityMenu::showState() {
    const bool possible = !m_chart->curves().comparisonBases().empty();
    const QString reason =
        tr("Needs two runs on the chart: measure or open a second run, or show one from Runs "
           "or Reference data");
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        const auto& [quantity, action] = m_actions[i];
        if (quantity->comparesRuns()) {
            action->setEnabled(possible);
            action->setToolTip(possible ? m_toolTips[i] : reason);
        }
        if (quantity->comparesAll()) {
            const bool alike = m_chart->curves().alikeRuns() > 1;
            action->setEnabled(alike);
            action->setToolTip(alike ? m_toolTips[i]
                                     : tr("Needs two runs of one kind of card on the chart, better three or "
                                          "more: the same sweep on several nodes, or with several versions "
                                          "of a library"));
        }
        action->setChecked(quantity == m_chart->curves().choices().quantity);
    }
    m_bases->setEnabled(possible);
    m_bases->menuAction()->setToolTip(possible ? tr("The run that the front one is compared with") : reason);
}

void QuantityMenu::fill() {
    m_bases->clear();
    delete std::exchange(m_choice, new QActionGroup(this));
    for (const int runId : m_chart->curves().comparisonBases()) {
        const QString name = m_chart->curves().run(runId)->fullName();
        QAction* action =
            addPlainAction(m_bases, name, tr("The front run's throughput over that of %1").arg(name));
        m_choice->addAction(action);
        action->setCheckable(true);
        action->setChecked(runId == m_chart->curves().compared().baseId);
        connect(action, &QAction::triggered, this, [this, runId] { compareWith(runId); });
    }
}

void QuantityMenu::compareWith(int runId) {
    const auto compares = [](const QuantityAction& offered) { return offered.quantity->comparesRuns(); };
    if (m_chart->quantity().comparesRuns())
        m_chart->compareWith(runId, m_chart->quantity());
    else if (const auto first = std::ranges::find_if(m_actions, compares); first != m_actions.end())
        m_chart->compareWith(runId, *first->quantity);
}

} // namespace headroom::ui
