// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/copy_as_menu.h"

#include "engine/io/reproducer.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QTableView>

#include <utility>

namespace headroom::ui {

void addCopyAsMenu(QMenu* menu, const StoredRun& run, int row) {
    const auto at = static_cast<std::size_t>(row);
    if (row < 0 || at >= run.run.measurements.size())
        return;
    QMenu* programs = menu->addMenu(words("&Copy as"));
    programs->setObjectName(QStringLiteral("copyAsMenu"));
    programs->setToolTipsVisible(true);
    for (const Word<Reproducer>& word : wordsOf<Reproducer>()) {
        const Result<std::string> program = reproduce(word.value, run.run, run.run.measurements[at]);
        QAction* action = programs->addAction(QLatin1String(nameOf(word.value)));
        action->setObjectName(QStringLiteral("copyAs-") + QLatin1String(word.text));
        action->setEnabled(static_cast<bool>(program));
        action->setToolTip(program ? words("A program that runs this GEMM and times it, without Headroom")
                                   : QString::fromStdString(program.error().reason));
        if (program)
            QObject::connect(action, &QAction::triggered, action, [text = QString::fromStdString(*program)] {
                QGuiApplication::clipboard()->setText(text);
            });
    }
}

void offerRowMenu(QTableView* table, std::function<TableRow(const QModelIndex&)> rowAt,
                  std::function<void()> copySelection) {
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(
        table, &QTableView::customContextMenuRequested, table,
        [table, rowAt = std::move(rowAt), copySelection = std::move(copySelection)](const QPoint& at) {
            const QModelIndex index = table->indexAt(at);
            if (!index.isValid())
                return;
            auto* menu = new QMenu(table);
            menu->setObjectName(QStringLiteral("rowMenu"));
            menu->setAttribute(Qt::WA_DeleteOnClose);
            QObject::connect(menu->addAction(words("&Copy rows")), &QAction::triggered, table, copySelection);
            if (const TableRow row = rowAt(index); row.run)
                addCopyAsMenu(menu, *row.run, row.row);
            menu->popup(table->viewport()->mapToGlobal(at));
        });
}

} // namespace headroom::ui
