// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/run_store.h"
#include "ui/table/table_panel.h"

#include <QAbstractItemModel>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

namespace headroom::testing {

/// Of a point that the run does not have yet: a row of one that it has would take that one's place.
inline Measurement furtherRow(const Run& run) {
    Measurement row = run.measurements.front();
    row.point.index = run.measurements.size();
    return row;
}

/// A shown table panel and its parts.
struct TableFixture {
    explicit TableFixture(const ui::RunStore* store) : panel(store) {
        panel.resize(900, 400);
        panel.show();
    }
    int rows() const { return view->model()->rowCount(); }
    QString cell(int row, int column) const { return view->model()->index(row, column).data().toString(); }
    QString count() const { return panel.findChild<QLabel*>(QStringLiteral("tableCount"))->text(); }
    void type(const QString& text) const {
        words->setFocus();
        words->clear();
        QTest::keyClicks(words, text);
    }

    ui::TablePanel panel;
    QTableView* view = panel.findChild<QTableView*>(QStringLiteral("table"));
    QLineEdit* words = panel.findChild<QLineEdit*>(QStringLiteral("tableFilter"));
    QCheckBox* onlyVisible = panel.findChild<QCheckBox*>(QStringLiteral("onlyVisibleCurves"));
};

} // namespace headroom::testing
