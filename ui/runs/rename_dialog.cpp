// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/rename_dialog.h"

#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <QInputDialog>

namespace headroom::ui {

void askForRunName(QWidget* parent, RunStore* store, int runId) {
    const StoredRun* run = store->find(runId);
    if (!run)
        return;
    auto* dialog = new QInputDialog(parent);
    dialog->setObjectName(QStringLiteral("renameRun"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(words("Rename run"));
    dialog->setLabelText(words("Name of the run, as legend, hover text and pictures show it:"));
    dialog->setTextValue(run->name());
    const auto take = [store, runId, before = run->name()](const QString& text) {
        if (const QString name = text.simplified(); !name.isEmpty() && name != before.simplified())
            store->setName(runId, name);
    };
    QObject::connect(dialog, &QInputDialog::textValueSelected, store, take);
    dialog->open();
}

} // namespace headroom::ui
