// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/conformance/conformance.h"
#include "tests/support/gemm_shapes.h"
#include "tests/support/test_program.h"

#include "engine/sweep/sweep_plan.h"

#include <cstdlib>
#include <fstream>
#include <sched.h>
#include <unistd.h>

namespace headroom::testing::tst_backend_memory {

namespace {

const GemmShape kSmall = shapeOf({2, 64, 48, 32});

/// Pages mapped and pages in memory of this process, in bytes.
struct Footprint {
    std::int64_t mapped = 0;
    std::int64_t resident = 0;
};

Footprint footprint() {
    std::ifstream file("/proc/self/statm");
    Footprint pages;
    file >> pages.mapped >> pages.resident;
    const std::int64_t page = sysconf(_SC_PAGESIZE);
    return {pages.mapped * page, pages.resident * page};
}

cpu_set_t affinity() {
    cpu_set_t cpus;
    CPU_ZERO(&cpus);
    sched_getaffinity(0, sizeof cpus, &cpus);
    return cpus;
}

} // namespace

/// What every backend owes of memory: it says beforehand what it takes, and gives it back.
class TestBackendMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(!m_suite.devices().empty()); }
    void memoryNeedIsWhatOpenTakes_data();
    void memoryNeedIsWhatOpenTakes();
    void plansMadeForADeviceFit_data();
    void plansMadeForADeviceFit();
    void tooLargeIsOutOfMemory_data();
    void tooLargeIsOutOfMemory();
    void closingLeavesNothingBehind_data();
    void closingLeavesNothingBehind();

private:
    Conformance m_suite;
};

void TestBackendMemory::memoryNeedIsWhatOpenTakes_data() {
    m_suite.addDevices();
}

void TestBackendMemory::memoryNeedIsWhatOpenTakes() {
    QFETCH(QString, id);
    const SessionRequest request = requestFor({shapeOf({12, 512, 512, 8}), shapeOf({12, 512, 512, 1365})});
    const DeviceInfo device = m_suite.device(id);
    Backend& backend = m_suite.backend(id);
    QVERIFY(backend.open(device, request)); // starts the threads, which stay
    const MemoryNeed need = backend.memoryNeed(device, request);
    QVERIFY(need.neededBytes >= static_cast<std::uint64_t>(operandBytes(request.shapes.back())));
    QVERIFY(need.availableBytes > need.neededBytes);
    const Footprint before = footprint();
    const auto session = backend.open(device, request);
    QVERIFY(session);
    const Footprint after = footprint();
    const std::int64_t took = after.mapped - before.mapped;
    QVERIFY2(std::abs(took - static_cast<std::int64_t>(need.neededBytes)) < (4 << 20),
             qPrintable(QStringLiteral("needs %1, took %2").arg(need.neededBytes).arg(took)));
    // None of it is touched before it is needed.
    QVERIFY(after.resident - before.resident < (8 << 20));
}

void TestBackendMemory::plansMadeForADeviceFit_data() {
    m_suite.addDevices();
}

void TestBackendMemory::plansMadeForADeviceFit() {
    QFETCH(QString, id);
    const DeviceInfo device = m_suite.device(id);
    SweepSpec spec = defaultSpec(device);
    spec.mode = SweepMode::FixedHeadDim;
    spec.seq = 4096;
    const SweepPlan plan = makePlan(spec, operandLimit(device));
    std::vector<GemmShape> shapes;
    for (const PlannedPoint& point : plan.points)
        shapes.push_back(point.gemm);
    const MemoryNeed need = m_suite.backend(id).memoryNeed(device, requestFor(shapes));
    QVERIFY2(need.neededBytes <= need.availableBytes,
             qPrintable(QStringLiteral("%1 of %2").arg(need.neededBytes).arg(need.availableBytes)));
}

void TestBackendMemory::tooLargeIsOutOfMemory_data() {
    m_suite.addDevices();
}

void TestBackendMemory::tooLargeIsOutOfMemory() {
    QFETCH(QString, id);
    const std::int64_t huge = std::int64_t{1} << 40;
    for (const GemmShape& shape : {shapeOf({48, 1 << 20, 1 << 20, 64}),
                                   GemmShape{{huge, huge, huge, huge}, DataType::F32, {}, {}, {}}}) {
        const SessionRequest request = requestFor({kSmall, shape});
        const MemoryNeed need = m_suite.backend(id).memoryNeed(m_suite.device(id), request);
        QVERIFY(need.neededBytes > need.availableBytes);
        const auto session = m_suite.open(id, request);
        QVERIFY(!session);
        QCOMPARE(session.error().status, Status::OutOfMemory);
        QVERIFY(!session.error().reason.empty());
    }
    // Larger than what the session was opened for.
    const auto session = m_suite.open(id, requestFor({kSmall}));
    QVERIFY(session);
    const auto prepared = (*session)->prepare(shapeOf({12, 2048, 2048, 64}), Algorithm::Default);
    QVERIFY(!prepared);
    QCOMPARE(prepared.error().status, Status::OutOfMemory);
    QVERIFY(ready(**session, kSmall));
}

void TestBackendMemory::closingLeavesNothingBehind_data() {
    m_suite.addDevices();
}

void TestBackendMemory::closingLeavesNothingBehind() {
    QFETCH(QString, id);
    const GemmShape shape = shapeOf({12, 256, 256, 64});
    const cpu_set_t cpus = affinity();
    Footprint first;
    for (int turn = 0; turn < 6; ++turn) {
        const auto session = m_suite.open(id, requestFor({shape}));
        QVERIFY(session && ready(**session, shape));
        QVERIFY((*session)->callOnce(std::vector<OutputIndex>{{0, 0, 0}}));
        if (turn == 1)
            first = footprint();
        if (turn > 1) {
            QVERIFY(footprint().mapped - first.mapped < (4 << 20));
            QVERIFY(footprint().resident - first.resident < (8 << 20));
        }
    }
    const cpu_set_t now = affinity();
    QVERIFY(CPU_EQUAL(&now, &cpus));
}

HEADROOM_TEST(TestBackendMemory, Nothing)

} // namespace headroom::testing::tst_backend_memory

#include "tst_backend_memory.moc"
