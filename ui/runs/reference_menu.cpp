// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/reference_menu.h"

#include "ui/runs/reference_runs.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/plain_text.h"

#include <QAction>
#include <QMenu>

#include <algorithm>

namespace headroom::ui {

ReferenceMenu::ReferenceMenu(RunStore* store, QMenu* menu, QAction* first, QObject* parent)
    : QObject(parent), m_store(store) {
    menu->setToolTipsVisible(true);
    const std::vector<ReferenceRun> references = shippedReferenceRuns();
    for (std::size_t position = 0; position < references.size(); ++position) {
        const ReferenceRun& reference = references[position];
        const QString text = tr("%1, %2").arg(reference.name, reference.origin);
        QAction* action = position == 0 ? first : addPlainAction(menu, text, reference.source);
        action->setToolTip(toolTipText(reference.source));
        action->setCheckable(true);
        m_actions.push_back(action);
        connect(store, &RunStore::runRemoved, action, [this, position, action](int id) {
            if (const auto known = m_ids.find(position); known != m_ids.end() && known->second == id) {
                m_ids.erase(known);
                action->setChecked(false);
            }
        });
        // One that was hidden in the legend is there still, to be shown again.
        connect(store, &RunStore::runChanged, action, [this, position, action](int id) {
            if (const auto known = m_ids.find(position); known != m_ids.end() && known->second == id)
                action->setChecked(m_store->find(id)->visible);
        });
        connect(action, &QAction::toggled, this, [this, position, name = reference.name](bool shown) {
            setShown(position, name, shown);
            Q_EMIT shownChanged();
        });
    }
}

void ReferenceMenu::showExample() {
    m_actions[kExampleReference]->setChecked(true);
}

bool ReferenceMenu::showsWholeRun() const {
    return std::ranges::any_of(m_ids, [this](const auto& entry) {
        const StoredRun* run = m_store->find(entry.second);
        return entry.first != 0 && run && run->visible;
    });
}

void ReferenceMenu::setShown(std::size_t position, const QString& name, bool shown) {
    if (const auto known = m_ids.find(position); known != m_ids.end()) {
        const int id = known->second;
        if (shown)
            m_store->setVisible(id, true);
        else if (m_store->find(id)->visible)
            m_store->remove(id);
        return;
    }
    if (!shown)
        return;
    if (Result<Run> run = readReferenceRun(position))
        m_ids[position] = m_store->add(RunKind::Reference, name, std::move(*run));
    else
        Q_EMIT failed(QString::fromStdString(run.error().reason));
}

} // namespace headroom::ui
