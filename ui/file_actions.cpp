// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/file_actions.h"

#include "ui/files/file_commands.h"
#include "ui/runs/run_facts.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/plain_text.h"
#include "ui/window_actions.h"

#include <QAction>
#include <QMenu>

namespace headroom::ui {

namespace {

void tellWithKeys(QAction* action, const QString& text) {
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(toolTipText(QStringLiteral("%1 (%2)").arg(text, keys)));
}

} // namespace

FileActions::FileActions(const WindowActions* actions, const RunStore* store, FileCommands* files,
                         QObject* parent)
    : QObject(parent), m_actions(actions), m_store(store) {
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(actions->openRun, [files] { files->openRun(); });
    on(actions->openFolder, [files] { files->chooseFolder(); });
    on(actions->saveRun, [store, files] {
        if (const StoredRun* run = store->newestSavable())
            files->saveRun(run->id);
    });
    on(actions->saveRunAs, [store, files] {
        if (const StoredRun* run = store->newestSavable())
            files->saveRunAs(run->id);
    });
    on(actions->exportPicture, [files] { files->exportPicture(); });
    on(actions->exportCsv, [files] { files->exportCsv(CsvRows::All); });
    on(actions->exportVisibleCsv, [files] { files->exportCsv(CsvRows::Visible); });
    on(actions->copyChart, [files] { files->copyFigure(); });
    on(actions->replayRun, [files] { files->chooseReplay(); });
    connect(actions->recentMenu, &QMenu::aboutToShow, this,
            [actions, files] { files->fillRecentMenu(actions->recentMenu); });
    connect(store, &RunStore::topicChanged, this, &FileActions::showState);
    connect(store, &RunStore::namesChanged, this, &FileActions::showState);
    connect(store, &RunStore::orderChanged, this, &FileActions::showState);
    for (const auto signal : {&RunStore::runAdded, &RunStore::runRemoved, &RunStore::runChanged})
        connect(store, signal, this, &FileActions::showState);
}

void FileActions::showState() {
    const StoredRun* savable = m_store->newestSavable();
    for (QAction* action : {m_actions->saveRun, m_actions->saveRunAs})
        action->setEnabled(savable != nullptr);
    const QString name = savable ? nameAlone(*m_store, *savable) : tr("the run");
    tellWithKeys(m_actions->saveRun, tr("Save %1 with all its measurements").arg(name));
    tellWithKeys(m_actions->saveRunAs, tr("Save %1 to another file").arg(name));
    const bool shown = m_store->newestShown() != nullptr;
    for (QAction* action : {m_actions->exportVisibleCsv, m_actions->copyTable})
        action->setEnabled(shown);
    // References make a figure too; where all runs are hidden the command says so.
    for (QAction* action : {m_actions->exportPicture, m_actions->copyChart})
        action->setEnabled(m_store->hasPoints() || m_store->shownReference());
    m_actions->exportCsv->setEnabled(m_store->hasPoints());
}

} // namespace headroom::ui
