// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"

#include <QComboBox>

namespace headroom::testing::tst_gpu_process {

using namespace headroom::ui;

using Searches = std::vector<std::vector<Place>>;

const std::vector<Place> kBeside = placesHere(false);
const std::vector<Place> kHere = placesHere(true);

/// The setting that says which process drives GPUs.
class TestGpuProcess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void isTheirOwnAtFirst();
    void isLookedForAnewWhenChosen();
    void isRemembered();
    void isSetForOneStart();
    void isNotLookedForTwice();
    void waitsForTheSweep();
};

void TestGpuProcess::isTheirOwnAtFirst() {
    const WindowFixture setup(scriptedGpu());
    QTRY_VERIFY(setup.ready());
    const QAction* action = setup.action("gpusInProcess");
    QVERIFY(action->isCheckable() && !action->isChecked());
    QVERIFY(action->toolTip().contains(QStringLiteral("ends the window")));
    QCOMPARE(setup.searched, Searches{kBeside});
}

void TestGpuProcess::isLookedForAnewWhenChosen() {
    WindowFixture setup(scriptedGpu());
    QTRY_VERIFY(setup.ready());
    // What the form says stays.
    setup.find<QWidget>("heads")->findChild<QLineEdit*>()->setText(QStringLiteral("24"));
    setup.find<QWidget>("seq")->findChild<QLineEdit*>()->setText(QStringLiteral("640"));
    setup.action("gpusInProcess")->trigger();
    setup.action("start")->trigger(); // measured where the new search found it
    TRY_DONE(setup);
    QCOMPARE(setup.searched, (Searches{kBeside, kHere}));
    QTRY_VERIFY(setup.ready());
    QCOMPARE(setup.find<SweepForm>("sweepForm")->device()->id, std::string("cuda:0"));
    QCOMPARE(setup.find<SweepForm>("sweepForm")->spec().heads, std::int64_t(24));
    QCOMPARE(setup.find<SweepForm>("sweepForm")->spec().seq, std::int64_t(640));
    QCOMPARE(setup.find<QComboBox>("deviceBox")->currentText(),
             setup.find<QComboBox>("device")->currentText());
}

void TestGpuProcess::isRemembered() {
    WindowFixture setup(scriptedGpu());
    QTRY_VERIFY(setup.ready());
    setup.action("gpusInProcess")->trigger();
    QVERIFY(setup.preferences->gpusInProcess());
    setup.action("gpusInProcess")->trigger();
    QVERIFY(!setup.preferences->gpusInProcess());
}

void TestGpuProcess::isSetForOneStart() {
    WindowFixture setup(scriptedGpu());
    setup.crash();
    setup.gpusInProcess = true; // as --in-process does
    setup.searched.clear();
    setup.open();
    QTRY_VERIFY(setup.ready());
    QVERIFY(setup.action("gpusInProcess")->isChecked());
    QCOMPARE(setup.searched, Searches{kHere});
    QVERIFY(setup.window->close());
    QVERIFY(!setup.preferences->gpusInProcess());
}

void TestGpuProcess::isNotLookedForTwice() {
    WindowFixture setup(scriptedGpu());
    setup.crash();
    setup.found = FoundDevices{{scriptedGpu()}, {}}; // as the program does that has looked for them before
    setup.searched.clear();
    setup.open();
    QTRY_VERIFY(setup.ready());
    QVERIFY(setup.searched.empty());
    QCOMPARE(setup.find<SweepForm>("sweepForm")->spec(), smallSpec()); // which was preset after it was opened
    setup.measure();
}

void TestGpuProcess::waitsForTheSweep() {
    WindowFixture setup(scriptedGpu());
    QTRY_VERIFY(setup.ready());
    setup.script->holdAt(3);
    setup.action("start")->trigger();
    QVERIFY(setup.script->waitUntilHeld());
    setup.action("gpusInProcess")->trigger();
    QCOMPARE(setup.searched, Searches{kBeside});
    setup.script->release();
    TRY_DONE(setup);
    QCOMPARE(setup.tableRows(), kPoints);
    setup.action("start")->trigger();
    TRY_DONE(setup);
    QCOMPARE(setup.searched, (Searches{kBeside, kHere}));
}

HEADROOM_TEST(TestGpuProcess, Windows)

} // namespace headroom::testing::tst_gpu_process

#include "tst_gpu_process.moc"
