// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/conformance/conformance.h"
#include "tests/support/gemm_shapes.h"
#include "tests/support/test_program.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cmath>
#include <set>
#include <stop_token>
#include <thread>

namespace headroom::testing::tst_backends {

namespace {

const GemmShape kSmall = shapeOf({2, 64, 48, 32});

} // namespace

/// What every backend owes besides right results.
class TestBackends : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void devicesDescribeThemselves_data();
    void devicesDescribeThemselves();
    void everyTypeWorksOrSaysWhy_data();
    void everyTypeWorksOrSaysWhy();
    void whatIsNotOfferedIsRefused_data();
    void whatIsNotOfferedIsRefused();
    void callsOutOfTurnAreErrors_data();
    void callsOutOfTurnAreErrors();
    void windowsHaveTheBatchesAskedFor_data();
    void windowsHaveTheBatchesAskedFor();
    void stopEndsAWindow_data();
    void stopEndsAWindow();
    void threadsAreHonoured_data();
    void threadsAreHonoured();
    void roofIsMeasuredOrSaysWhy_data();
    void roofIsMeasuredOrSaysWhy();

private:
    Conformance m_suite;
    QTemporaryDir m_cache;
};

void TestBackends::initTestCase() {
    QVERIFY(m_cache.isValid());
    qputenv("XDG_CACHE_HOME", m_cache.path().toUtf8());
    QVERIFY(!m_suite.devices().empty());
}

void TestBackends::devicesDescribeThemselves_data() {
    m_suite.addDevices();
}

void TestBackends::devicesDescribeThemselves() {
    QFETCH(QString, id);
    const DeviceInfo device = m_suite.device(id);
    QVERIFY(!device.name.empty());
    QVERIFY(!device.backend.empty());
    QCOMPARE(device.backend, std::string(m_suite.backend(id).name()));
    QVERIFY(!device.libraryVersion.empty());
    QVERIFY(!device.hardwareIds.empty());
    QVERIFY(device.memoryBytes > 0);
    QVERIFY(device.freeMemoryBytes > 0 && device.freeMemoryBytes <= device.memoryBytes);
    QVERIFY(device.cacheBytes > 0);
    QVERIFY(has(device, device.defaultType));
    QVERIFY(!device.layouts.empty() && !device.algorithms.empty() && !device.regimes.empty());
    QVERIFY(device.defaultSeq > 0 && device.defaultBatch > 0 && device.roughTflops > 0);
    QVERIFY(!m_suite.backend(id).unavailable());
}

void TestBackends::everyTypeWorksOrSaysWhy_data() {
    m_suite.addDevices();
}

void TestBackends::everyTypeWorksOrSaysWhy() {
    QFETCH(QString, id);
    const DeviceInfo device = m_suite.device(id);
    std::set<DataType> named;
    for (const TypeSupport& support : device.types) {
        QVERIFY2(named.insert(support.type).second, toString(support.type));
        QCOMPARE(support.reason.empty(), support.supported);
        GemmShape shape = kSmall;
        shape.type = support.type;
        const auto session = m_suite.open(id, requestFor({shape}));
        QVERIFY(session);
        const auto prepared = (*session)->prepare(shape, Algorithm::Default);
        QCOMPARE(bool(prepared), support.supported);
        if (prepared) {
            const auto kernel = (*session)->select(0);
            QVERIFY(kernel);
            QVERIFY(!kernel->name.empty());
        } else {
            QCOMPARE(prepared.error().status, Status::Unsupported);
            QVERIFY(!prepared.error().reason.empty());
        }
    }
    QCOMPARE(named.size(), wordsOf<DataType>().size());
}

void TestBackends::whatIsNotOfferedIsRefused_data() {
    m_suite.addDevices();
}

void TestBackends::whatIsNotOfferedIsRefused() {
    QFETCH(QString, id);
    const DeviceInfo device = m_suite.device(id);
    for (const Regime regime : {Regime::Burst, Regime::Sustained}) {
        SessionRequest request = requestFor({kSmall});
        request.regime = regime;
        const auto session = m_suite.open(id, request);
        const bool offered =
            std::find(device.regimes.begin(), device.regimes.end(), regime) != device.regimes.end();
        QCOMPARE(bool(session), offered);
        if (!session) {
            QCOMPARE(session.error().status, Status::Unsupported);
            QVERIFY(!session.error().reason.empty());
        }
    }
    const auto session = m_suite.open(id, requestFor({kSmall}));
    QVERIFY(session);
    for (const Algorithm algorithm : {Algorithm::Default, Algorithm::Best}) {
        const auto prepared = (*session)->prepare(kSmall, algorithm);
        const bool offered = std::find(device.algorithms.begin(), device.algorithms.end(), algorithm) !=
                             device.algorithms.end();
        QCOMPARE(bool(prepared), offered);
        if (!prepared)
            QVERIFY(!prepared.error().reason.empty());
    }
    for (const GemmExtents empty : {GemmExtents{0, 8, 8, 8}, GemmExtents{1, 0, 8, 8}, GemmExtents{1, 8, 0, 8},
                                    GemmExtents{1, 8, 8, 0}, GemmExtents{1, -8, 8, 8}}) {
        const auto prepared = (*session)->prepare(shapeOf(empty), Algorithm::Default);
        QVERIFY(!prepared);
        QVERIFY(!prepared.error().reason.empty());
    }
}

void TestBackends::callsOutOfTurnAreErrors_data() {
    m_suite.addDevices();
}

void TestBackends::callsOutOfTurnAreErrors() {
    QFETCH(QString, id);
    const auto session = m_suite.open(id, requestFor({kSmall}));
    QVERIFY(session);
    const std::vector<OutputIndex> first{{0, 0, 0}};
    QVERIFY(!(*session)->select(0));
    QVERIFY(!(*session)->callOnce(first));
    QVERIFY(!(*session)->time({1, 1}, {}));
    const auto candidates = (*session)->prepare(kSmall, Algorithm::Default);
    QVERIFY(candidates);
    QCOMPARE(*candidates, 1);
    QVERIFY(!(*session)->callOnce(first));
    QVERIFY(!(*session)->time({1, 1}, {}));
    QVERIFY(!(*session)->select(-1));
    QVERIFY(!(*session)->select(1));
    QVERIFY((*session)->select(0));
    QVERIFY((*session)->callOnce(first));
    for (const OutputIndex& outside : {OutputIndex{2, 0, 0}, OutputIndex{0, 64, 0}, OutputIndex{0, 0, 48},
                                       OutputIndex{-1, 0, 0}, OutputIndex{0, -1, 0}, OutputIndex{0, 0, -1}})
        QVERIFY(!(*session)->callOnce(std::vector<OutputIndex>{outside}));
}

void TestBackends::windowsHaveTheBatchesAskedFor_data() {
    m_suite.addDevices();
}

void TestBackends::windowsHaveTheBatchesAskedFor() {
    QFETCH(QString, id);
    const auto session = m_suite.open(id, requestFor({kSmall}));
    QVERIFY(session && ready(**session, kSmall));
    for (const WindowRequest& request : {WindowRequest{1, 1}, WindowRequest{7, 3}, WindowRequest{20, 10}}) {
        QElapsedTimer timer;
        timer.start();
        const auto window = (*session)->time(request, {});
        const double wall = 1e-9 * static_cast<double>(timer.nsecsElapsed());
        QVERIFY(window);
        QCOMPARE(window->batchSeconds.size(), static_cast<std::size_t>(request.batches));
        double sum = 0;
        for (const double seconds : window->batchSeconds) {
            QVERIFY(seconds > 0);
            sum += seconds;
        }
        QVERIFY(sum <= wall);
    }
    const TimingTraits traits = (*session)->timing();
    QVERIFY(traits.minBatchS > 0 && traits.windowS >= traits.minBatchS && traits.minBatches >= 6);
}

void TestBackends::stopEndsAWindow_data() {
    m_suite.addDevices();
}

void TestBackends::stopEndsAWindow() {
    QFETCH(QString, id);
    const auto session = m_suite.open(id, requestFor({kSmall}));
    QVERIFY(session && ready(**session, kSmall));
    const WindowRequest hours{1000, 1000000000};

    std::stop_source before;
    before.request_stop();
    const auto none = (*session)->time(hours, before.get_token());
    QVERIFY(none);
    QVERIFY(none->batchSeconds.empty());

    std::stop_source during;
    std::thread stopper([&during] {
        const QDeadlineTimer soon(20);
        while (!soon.hasExpired())
            std::this_thread::yield();
        during.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    const auto cut = (*session)->time(hours, during.get_token());
    const qint64 elapsed = timer.elapsed();
    stopper.join();
    QVERIFY(cut);
    QVERIFY(cut->batchSeconds.empty());
    QVERIFY2(elapsed < 2000, qPrintable(QString::number(elapsed))); // a call takes well under 10 ms
    QVERIFY((*session)->time({1, 1}, {}));
}

void TestBackends::threadsAreHonoured_data() {
    m_suite.addDevices();
}

void TestBackends::threadsAreHonoured() {
    QFETCH(QString, id);
    const int most = m_suite.device(id).maxThreads;
    if (most == 0)
        QSKIP("a device without threads to choose");
    for (int threads = 1; threads <= std::min(most, 4); ++threads) {
        const auto session = m_suite.open(id, requestFor({kSmall}, threads));
        QVERIFY(session);
        QCOMPARE((*session)->threads(), threads);
        QVERIFY(ready(**session, kSmall));
    }
    const auto chosen = m_suite.open(id, requestFor({kSmall}, 0));
    QVERIFY(chosen);
    QVERIFY((*chosen)->threads() >= 1 && (*chosen)->threads() <= most);
    const auto tooMany = m_suite.open(id, requestFor({kSmall}, most + 1));
    QVERIFY(!tooMany);
    QCOMPARE(tooMany.error().status, Status::Unsupported);
    QVERIFY(!tooMany.error().reason.empty());
}

void TestBackends::roofIsMeasuredOrSaysWhy_data() {
    m_suite.addDevices();
}

void TestBackends::roofIsMeasuredOrSaysWhy() {
    QFETCH(QString, id);
    for (const TypeSupport& support : m_suite.device(id).types) {
        GemmShape shape = kSmall;
        shape.type = support.type;
        const auto session = m_suite.open(id, requestFor({shape}));
        QVERIFY(session);
        const Result<Roof> roof = (*session)->roof(support.type, {});
        if (!roof) {
            QVERIFY(!roof.error().reason.empty());
            continue;
        }
        QVERIFY(support.supported);
        QCOMPARE(roof->type, support.type);
        QVERIFY(roof->peakTflops > 0 && std::isfinite(roof->peakTflops));
        QVERIFY(roof->bandwidthBytesPerS > 0 && std::isfinite(roof->bandwidthBytesPerS));
        QVERIFY(roof->source.starts_with("measured") || roof->source.starts_with("specified"));
        // Known from now on, also to another session; and the session is as usable as before.
        const auto other = m_suite.open(id, requestFor({shape}));
        QVERIFY(other);
        const Result<Roof> again = (*other)->roof(support.type, {});
        QVERIFY(again);
        QCOMPARE(*again, *roof);
        QVERIFY(ready(**session, shape));
        const auto call = (*session)->callOnce(std::vector<OutputIndex>{{1, 63, 47}});
        QVERIFY(call);
        QVERIFY(std::isfinite(call->samples.front().value));
    }
}

HEADROOM_TEST(TestBackends, Nothing)

} // namespace headroom::testing::tst_backends

#include "tst_backends.moc"
