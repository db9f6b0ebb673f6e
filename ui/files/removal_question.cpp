// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/files/removal_question.h"

#include "ui/files/file_commands.h"
#include "ui/runs/run_library.h"
#include "ui/widgets/plain_text.h"

#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

namespace headroom::ui {

RemovalQuestion::RemovalQuestion(QWidget* window, RunStore* store, RunLibrary* library, FileCommands* files)
    : QObject(window), m_window(window), m_store(store), m_library(library), m_files(files) {}

void RemovalQuestion::remove(int runId) {
    const StoredRun* run = m_store->find(runId);
    if (!run || m_window->findChild<QMessageBox*>(QStringLiteral("removalBox")))
        return;
    if (!m_library->isUnsaved(runId)) {
        m_library->discard(runId);
        return;
    }
    const bool onlyRenamed = m_library->isOnlyRenamed(runId);
    const QString what = onlyRenamed ? tr("The new name of “%1” is not saved.") : tr("“%1” is not saved.");
    auto* box = new QMessageBox(QMessageBox::Question, tr("Headroom"), what.arg(run->fullName()),
                                QMessageBox::Cancel, m_window);
    box->setObjectName(QStringLiteral("removalBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QString file = printableText(QFileInfo(m_library->pathOf(runId)).fileName());
    if (!onlyRenamed)
        box->setInformativeText(tr("A run that is removed without being saved is lost, with its journal."));
    else if (file.isEmpty()) // a picture or a journal
        box->setInformativeText(tr("Its measurements stay in the file that it was opened from, under the "
                                   "name that the run had."));
    else
        box->setInformativeText(
            tr("Its measurements stay in %1, under the name that the run had.").arg(file));
    QPushButton* save = box->addButton(tr("&Save and remove…"), QMessageBox::AcceptRole);
    QPushButton* lose = box->addButton(tr("&Remove"), QMessageBox::DestructiveRole);
    save->setObjectName(QStringLiteral("saveButton"));
    lose->setObjectName(QStringLiteral("discardButton"));
    box->setDefaultButton(save);
    makePlain(box);
    connect(save, &QPushButton::clicked, this,
            [this, runId] { m_files->saveAll({runId}, [this, runId] { m_library->discard(runId); }); });
    connect(lose, &QPushButton::clicked, this, [this, runId] { m_library->discard(runId); });
    box->open();
}

} // namespace headroom::ui
