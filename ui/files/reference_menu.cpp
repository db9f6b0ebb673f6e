// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/files/reference_menu.h"

#include "ui/reference/reference_runs.h"
#include "ui/sweep/run_store.h"

#include <QAction>
#include <QMenu>

namespace headroom::ui {

ReferenceMenu::ReferenceMenu(RunStore* store, QMenu* menu, QAction* first, QObject* parent)
    : QObject(parent), m_store(store), m_menu(menu), m_first(first) {
    m_menu->setToolTipsVisible(true);
    connect(m_menu, &QMenu::aboutToShow, this, &ReferenceMenu::fill);
    connect(m_first, &QAction::toggled, this, [this](bool shown) { setShown(0, shown); });
}

void ReferenceMenu::fill() {
    if (m_filled)
        return;
    const Result<std::vector<ReferenceRun>> references = shippedReferenceRuns();
    if (!references) {
        Q_EMIT failed(QString::fromStdString(references.error().reason));
        return;
    }
    m_filled = true;
    for (std::size_t position = 0; position < references->size(); ++position) {
        const ReferenceRun& reference = (*references)[position];
        QAction* action = position == 0 ? m_first : m_menu->addAction(reference.name);
        action->setToolTip(reference.source);
        if (position == 0)
            continue;
        action->setCheckable(true);
        connect(action, &QAction::toggled, this, [this, position](bool shown) { setShown(position, shown); });
    }
}

void ReferenceMenu::setShown(std::size_t position, bool shown) {
    if (const auto known = m_ids.find(position); known != m_ids.end()) {
        m_store->setVisible(known->second, shown);
        return;
    }
    if (!shown)
        return;
    Result<std::vector<ReferenceRun>> references = shippedReferenceRuns();
    if (!references) {
        Q_EMIT failed(QString::fromStdString(references.error().reason));
        return;
    }
    if (position >= references->size())
        return;
    ReferenceRun& reference = (*references)[position];
    m_ids[position] = m_store->add(RunKind::Reference, reference.name, std::move(reference.run));
}

} // namespace headroom::ui
