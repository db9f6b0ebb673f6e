// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/files/removal_question.h"

#include "ui/files/file_commands.h"
#include "ui/runs/run_library.h"
#include "ui/widgets/plain_text.h"

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
    auto* box = new QMessageBox(QMessageBox::Question, tr("Headroom"),
                                tr("“%1” is not saved.").arg(run->fullName()), QMessageBox::Cancel, m_window);
    box->setObjectName(QStringLiteral("removalBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("A run that is removed without being saved is lost, with its journal."));
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
