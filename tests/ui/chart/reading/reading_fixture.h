// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/reading/readings_view.h"

#include <QLabel>
#include <QLineEdit>
#include <QTableView>

namespace headroom::testing {

/// A chart whose curves are read all at once.
struct Reading : ChartFixture {
    using ChartFixture::ChartFixture;

    ui::ReadingsView* view = panel.findChild<ui::ReadingsView*>();
    QTableView* table = panel.findChild<QTableView*>(QStringLiteral("readingsTable"));

    QString text(int row, int column) const { return table->model()->index(row, column).data().toString(); }
    QString title(int column) const {
        return table->model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    }
    QStringList titleLines(int column) const {
        return table->model()
            ->headerData(column, Qt::Horizontal, ui::ReadingsModel::LinesRole)
            .toStringList();
    }
    QString headline() const { return panel.findChild<QLabel*>(QStringLiteral("readingsHeadline"))->text(); }
    QString key() const { return panel.findChild<QLabel*>(QStringLiteral("readingsKey"))->text(); }
    int rows() const { return table->model()->rowCount(); }
    int columns() const { return table->model()->columnCount(); }

    void typeHidden(const QString& wanted) {
        panel.askForHidden();
        auto* edit = panel.findChild<QLineEdit*>(QStringLiteral("hiddenEdit"));
        edit->setText(wanted);
        QTest::keyClick(edit, Qt::Key_Return);
        settle();
    }
};

} // namespace headroom::testing
