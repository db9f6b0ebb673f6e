// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/named_rows.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "ui/runs/run_store.h"
#include "ui/table/table_text.h"

#include <QLocale>
#include <QTest>

#include <cmath>

namespace headroom::testing::tst_table_text {

using namespace headroom::ui;

/// What a spreadsheet gets from the clipboard.
class TestTableText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QLocale::setDefault(QLocale::c()); }
    void numbersOfTheLocale_data();
    void numbersOfTheLocale();
};

void TestTableText::numbersOfTheLocale_data() {
    QTest::addColumn<QLocale>("locale");
    QTest::newRow("point") << QLocale(QLocale::English, QLocale::UnitedStates);
    QTest::newRow("comma") << QLocale(QLocale::German, QLocale::Germany);
}

void TestTableText::numbersOfTheLocale() {
    QFETCH(QLocale, locale);
    QLocale::setDefault(locale);
    RunStore store;
    Run run = sampleRun(sampleSpec(2));
    run.measurements[0].kernel = "550.54"; // a text, whatever it looks like
    run.measurements[1] = failedMeasurement(run.measurements[1].point, Status::Error, "none");
    store.add(RunKind::Live, QStringLiteral("one"), run);
    const NamedRows copied(measurementText(store, [](int, int) { return true; }), QLatin1Char('\t'));
    QCOMPARE(copied.count(), static_cast<int>(run.measurements.size()));
    QCOMPARE(copied.at(0, "kernel"), QStringLiteral("550.54"));
    const std::pair<const char*, double (*)(const Measurement&)> figures[] = {
        {"throughput (TFLOP/s)", [](const Measurement& row) { return row.throughputTflops(); }},
        {"low (TFLOP/s)", [](const Measurement& row) { return row.throughputLowTflops(); }},
        {"high (TFLOP/s)", [](const Measurement& row) { return row.throughputHighTflops(); }},
        {"time (ms)", [](const Measurement& row) { return row.time.medianS * 1e3; }},
    };
    for (int row = 0; row < copied.count(); ++row) {
        for (const auto& [name, figure] : figures) {
            bool isNumber = false;
            const double value = locale.toDouble(copied.at(row, name), &isNumber);
            if (row == 1) {
                QCOMPARE(copied.at(row, name), QString()); // nothing was measured
                continue;
            }
            const double exact = figure(run.measurements[static_cast<std::size_t>(row)]);
            QVERIFY2(isNumber, qPrintable(copied.at(row, name)));
            QVERIFY(std::abs(value - exact) <= 1e-3 * exact);
        }
        bool isShare = false;
        locale.toDouble(copied.at(row, "% of roof"), &isShare);
        QCOMPARE(isShare, row != 1);
    }
}

HEADROOM_TEST(TestTableText, EventLoop)

} // namespace headroom::testing::tst_table_text

#include "tst_table_text.moc"
