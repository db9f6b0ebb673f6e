// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/io/run_file.h"
#include "tests/support/budget_runs.h"
#include "tests/ui/window_fixture.h"
#include "ui/budget/budget_panel.h"
#include "ui/budget/budget_table_model.h"

#include <QMenu>
#include <QMouseEvent>

namespace headroom::testing {

/// A window that opens runs of layers, and of curves.
struct BudgetWindow : WindowFixture {
    BudgetWindow() {
        [this] { QVERIFY(QTest::qWaitForWindowExposed(window.get())); }();
    }

    QString write(const char* name, const Run& run) const {
        const QString path = at(name);
        [&] { QVERIFY(writeRunFile(path.toStdString(), run)); }();
        return path;
    }
    void openLayer(const char* model = "llama-3.1-8b", std::int64_t tensorParallel = 1) const {
        const QString name =
            QStringLiteral("%1-t%2.headroom.json").arg(QLatin1String(model)).arg(tensorParallel);
        window->openRuns({write(qPrintable(name), budgetRun(model, tensorParallel))});
    }
    void openCurves() const { window->openRuns({write("curves.headroom.json", sampleRun(sampleSpec(2)))}); }
    ui::BudgetPanel* panel() const { return find<ui::BudgetPanel>("budget"); }
    QTableView* table() const { return find<QTableView>("budgetTable"); }
    QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
    QStringList runsMenu() const {
        auto* menu = find<QMenu>("runsMenu");
        Q_EMIT menu->aboutToShow();
        QStringList texts;
        for (const QAction* action : menu->actions())
            texts << action->text();
        return texts;
    }
    void moveTo(const QPointF& at) const {
        QMouseEvent move(QEvent::MouseMove, at, panel()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         Qt::NoModifier);
        QCoreApplication::sendEvent(panel(), &move);
    }
};

} // namespace headroom::testing
