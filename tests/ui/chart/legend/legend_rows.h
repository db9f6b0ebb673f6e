// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"

#include <QAbstractItemModel>

namespace headroom::testing {

inline QPoint centreOf(const ChartFixture& chart, int row) {
    return chart.legend->visualRect(chart.legend->model()->index(row, 0)).center();
}

inline void click(ChartFixture& chart, int row) {
    QTest::mouseClick(chart.legend->viewport(), Qt::LeftButton, {}, centreOf(chart, row));
    chart.settle();
}

/// As a user does it: press, release, press again as a double click, release.
inline void doubleClick(ChartFixture& chart, int row) {
    QTest::mouseClick(chart.legend->viewport(), Qt::LeftButton, {}, centreOf(chart, row));
    QTest::mouseDClick(chart.legend->viewport(), Qt::LeftButton, {}, centreOf(chart, row));
    chart.settle();
}

inline QString shownRows(const ChartFixture& chart) {
    QString text;
    for (int row = 0; row < chart.legend->model()->rowCount(); ++row)
        text += chart.legend->model()->index(row, 0).data(Qt::CheckStateRole).toInt() == Qt::Checked
                    ? QLatin1Char('x')
                    : QLatin1Char('.');
    return text;
}

/// The offscreen platform cannot give a menu the keyboard, and says so.
inline void expectPopup() {
    QTest::ignoreMessage(QtWarningMsg, "This plugin does not support grabbing the keyboard");
}

inline Run withoutRoof(int points = 8) {
    Run run = sampleRun(sampleSpec(points));
    run.context.roofs.clear();
    return run;
}

inline int rowOf(const ChartFixture& chart, const QString& label) {
    const QAbstractItemModel* model = chart.legend->model();
    const auto found = model->match(model->index(0, 0), Qt::DisplayRole, label, 1, Qt::MatchExactly);
    return found.isEmpty() ? -1 : found.first().row();
}

} // namespace headroom::testing
