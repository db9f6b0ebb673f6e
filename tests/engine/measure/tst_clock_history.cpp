// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/measure/clock_history.h"

namespace headroom::testing::tst_clock_history {

class TestClockHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingToCompareWithAtFirst();
    void harderWorkSetsTheReference();
    void kindsAreKeptApart();
    void beatenWindowsAreForgotten();
};

void TestClockHistory::nothingToCompareWithAtFirst() {
    const ClockHistory history;
    QCOMPARE(history.reference("8 nvjet", 700), 0.0);
}

void TestClockHistory::harderWorkSetsTheReference() {
    ClockHistory history;
    history.add("8 nvjet", 404, 1775);
    history.add("8 nvjet", 710, 1545);
    history.add("8 nvjet", 752, 1513);
    QCOMPARE(history.reference("8 nvjet", 400), 1775.0);
    QCOMPARE(history.reference("8 nvjet", 700), 1545.0); // the light load's clock says nothing of this one
    QCOMPARE(history.reference("8 nvjet", 752), 1513.0);
    QCOMPARE(history.reference("8 nvjet", 800), 0.0);
    QCOMPARE(history.reference("8 nvjet", 758), 1513.0); // as good as equal
}

void TestClockHistory::kindsAreKeptApart() {
    ClockHistory history;
    history.add("8 nvjet", 700, 1545);
    QCOMPARE(history.reference("1 cutlass", 140), 0.0);
}

void TestClockHistory::beatenWindowsAreForgotten() {
    ClockHistory history;
    for (int i = 0; i < 10000; ++i)
        history.add("1 cutlass", 140 + i % 7, 1800 + i % 5);
    QCOMPARE(history.reference("1 cutlass", 146), 1804.0);
    QCOMPARE(history.reference("1 cutlass", 100), 1804.0);
}

HEADROOM_TEST(TestClockHistory, EventLoop)

} // namespace headroom::testing::tst_clock_history

#include "tst_clock_history.moc"
