// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "app/cli/program_devices.h"
#include "engine/sweep/sweep_runner.h"

namespace headroom::testing::tst_program_devices {

namespace {

class Unheard final : public SweepObserver {
public:
    void onMeasurement(const Measurement&) override {}
};

} // namespace

/// The devices of a whole program, and of a place that an engine process stands for.
class TestProgramDevices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aProcessorKeepsItsVisitsInAnyPlace_data();
    void aProcessorKeepsItsVisitsInAnyPlace();
};

void TestProgramDevices::aProcessorKeepsItsVisitsInAnyPlace_data() {
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("this process") << QByteArray("cpu");
    QTest::newRow("an engine process") << QByteArray("node3/cpu");
}

void TestProgramDevices::aProcessorKeepsItsVisitsInAnyPlace() {
#ifndef HEADROOM_HAS_ONEDNN
    QSKIP("this build measures no processor");
#endif
    QFETCH(const QByteArray, id);
    Place node = besideThisProgram(HEADROOM_ENGINE);
    node.name = "node3";
    const std::unique_ptr<Devices> devices = programDevices("tests");
    const FoundDevices found = devices->find({thisProcess(), node});
    const Result<DeviceInfo> here = findDevice(found, "cpu");
    const Result<DeviceInfo> device = findDevice(found, id.toStdString());
    QVERIFY2(here && device, device ? "" : device.error().reason.c_str());
    QVERIFY(here->visits > 1);
    QCOMPARE(device->visits, here->visits);
    QCOMPARE(device->kind(), DeviceKind::Processor);

    SweepSpec spec = defaultSpec(*device);
    spec.ratios = {64};
    spec.hiddenMin = 768;
    spec.hiddenMax = 2 * 768;
    spec.pointsPerCurve = 2;
    spec.seq = 128;
    spec.timeLimitS = 0.02;
    Unheard unheard;
    const SweepResult result = runSweep(makePlan(spec), *devices->executorFor(*device), unheard, {});
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(result.run.context.deviceId, device->id);
    QCOMPARE(result.run.measurements.size(), std::size_t{2});
    for (const Measurement& row : result.run.measurements) {
        QVERIFY2(row.ok(), row.reason.c_str());
        QVERIFY2(row.visits >= here->visits,
                 qPrintable(QString::number(row.visits))); // more on a noisy machine
    }
}

HEADROOM_TEST(TestProgramDevices, EventLoop)

} // namespace headroom::testing::tst_program_devices

#include "tst_program_devices.moc"
