// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/compare_menu.h"

#include "ui/chart/chart_panel.h"
#include "ui/widgets/plain_text.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

#include <utility>

namespace headroom::ui {

CompareMenu::CompareMenu(ChartPanel* chart, QAction* compare, QMenu* bases, QAction* percentOfRoof,
                         QObject* parent)
    : QObject(parent)
    , m_chart(chart)
    , m_compare(compare)
    , m_bases(bases)
    , m_percentOfRoof(percentOfRoof)
    , m_toolTip(compare->toolTip()) {
    connect(m_compare, &QAction::toggled, m_chart, &ChartPanel::setComparing);
    connect(m_percentOfRoof, &QAction::toggled, m_chart, &ChartPanel::setPercentOfRoof);
    connect(m_chart, &ChartPanel::comparisonChanged, this, &CompareMenu::showState);
    connect(m_bases, &QMenu::aboutToShow, this, &CompareMenu::fill);
    showState();
}

void CompareMenu::showState() {
    const bool possible = !m_chart->comparisonBases().empty();
    const QString reason = tr("Needs a measured run and another one on the chart: measure or open a second "
                              "run, or show one from Runs or Reference data");
    m_compare->setEnabled(possible);
    m_compare->setToolTip(possible ? m_toolTip : reason);
    m_bases->setEnabled(possible);
    m_bases->menuAction()->setToolTip(possible ? tr("The run that the newest one is compared with") : reason);
    m_compare->setChecked(m_chart->comparing());
    m_percentOfRoof->setChecked(m_chart->showsPercentOfRoof());
}

void CompareMenu::fill() {
    m_bases->clear();
    delete std::exchange(m_choice, new QActionGroup(this));
    for (const auto& [runId, name] : m_chart->comparisonBases()) {
        QAction* action =
            addPlainAction(m_bases, name, tr("The newest run's throughput over that of %1").arg(name));
        m_choice->addAction(action);
        action->setCheckable(true);
        action->setChecked(runId == m_chart->comparisonBase());
        connect(action, &QAction::triggered, this, [this, id = runId] {
            m_chart->setComparisonBase(id);
            m_chart->setComparing(true);
        });
    }
}

} // namespace headroom::ui
