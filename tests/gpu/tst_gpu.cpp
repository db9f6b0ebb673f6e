// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Needs an NVIDIA GPU, and skips with the reason where there is none.

#include "tests/support/gemm_shapes.h"
#include "tests/support/test_program.h"

#include "engine/compute/module_loader.h"
#include "engine/measure/check.h"
#include "engine/measure/normal_numbers.h"
#include "engine/model/kernel_name.h"
#include "engine/sweep/local_executor.h"
#include "engine/sweep/sweep_runner.h"

namespace headroom::testing::tst_gpu {

namespace {

constexpr std::uint64_t kSeed = 20240129;

GemmShape shape(std::int64_t batch, std::int64_t m, std::int64_t n, std::int64_t k,
                DataType type = DataType::F16, Layout layout = Layout::NN) {
    return shapeOf({batch, m, n, k}, type, layout);
}

/// Seconds of a batch of that many calls; the median of nine batches.
double medianBatchS(Session& session, std::int64_t calls) {
    auto window = session.time({9, calls}, {});
    std::ranges::sort(window->batchSeconds);
    return window->batchSeconds[4];
}

/// Looked for from here, so that programs that were copied to a GPU node are tested there.
std::string beside(const char* module) {
    return (QCoreApplication::applicationDirPath() + QLatin1String(module)).toStdString();
}

class Quiet final : public SweepObserver {
public:
    void onStarted(const RunContext&) override {}
    void onMeasurement(const Measurement&) override {}
};

} // namespace

class TestGpu : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void operandsAreTheDefinedNumbers();
    void resultsAreRight_data();
    void resultsAreRight();
    void eightBitResultsAreRight_data();
    void eightBitResultsAreRight();
    void eightBitSweepFailsWhereItCannotRun();
    void typesTakeTurns();
    void everyCandidateIsRight_data();
    void everyCandidateIsRight();
    void windowsHoldWhatWasAskedFor();
    void timesGrowWithTheWork();
    void smallShapesHoldNoLaunch();
    void stoppedWindowIsEmpty();
    void shapesOutsideThePlanAreRefused();
    void tooLargePlanIsRefused();
    void sweepIsWhole();
    void wrongResultsAreCaught();
    void sustainedLoadSettles();

private:
    std::unique_ptr<Session> open(const std::vector<GemmShape>& shapes, Regime regime = Regime::Burst);
    /// Prepares, chooses and calls once; the check's complaint.
    std::string complaint(Session& session, const GemmShape& shape, int candidate = 0);

    std::unique_ptr<Backend> m_backend;
    DeviceInfo m_device;
};

void TestGpu::initTestCase() {
    auto backend = loadBackendModule(beside("/../bin/headroom_cuda.so"));
    if (!backend)
        QSKIP(qPrintable(QStringLiteral("No GPU module: ") + QString::fromStdString(backend.error().reason)));
    m_backend = std::move(*backend);
    if (const auto none = m_backend->unavailable())
        QSKIP(qPrintable(QStringLiteral("No GPU: ") + QString::fromStdString(none->reason)));
    m_device = m_backend->devices().front();
}

std::unique_ptr<Session> TestGpu::open(const std::vector<GemmShape>& shapes, Regime regime) {
    SessionRequest request;
    request.shapes = shapes;
    request.dataSeed = kSeed;
    request.regime = regime;
    auto session = m_backend->open(m_device, request);
    if (session)
        return std::move(*session);
    qInfo("%s", session.error().reason.c_str());
    return nullptr;
}

std::string TestGpu::complaint(Session& session, const GemmShape& shape, int candidate) {
    const auto kernel = session.select(candidate);
    if (!kernel)
        return kernel.error().reason;
    if (parseKernel(kernel->name).grid.empty())
        return "The kernel has no launch dimensions: " + kernel->name;
    const auto call = session.callOnce(elementsToCheck(shape));
    return call ? findWrongResult(shape.type, call->samples) : call.error().reason;
}

void TestGpu::operandsAreTheDefinedNumbers() {
    const GemmShape small = shape(3, 70, 130, 65, DataType::F32);
    const auto session = open({small});
    QVERIFY(session);
    QVERIFY(session->prepare(small, Algorithm::Default) && session->select(0));
    const auto call = session->callOnce(elementsToCheck(small));
    QVERIFY(call);
    for (const OutputSample& sample : call->samples) {
        const auto row =
            static_cast<std::uint64_t>((sample.index.batch * small.m + sample.index.row) * small.k);
        for (std::size_t i = 0; i < sample.a.size(); ++i) {
            const double expected = normalAt({kSeed, 0}, row + i);
            QVERIFY2(std::abs(sample.a[i] - expected) < 4e-6,
                     qPrintable(QStringLiteral("%1 %2").arg(sample.a[i]).arg(expected)));
        }
    }
}

void TestGpu::resultsAreRight_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("layout");
    for (const DataType type : {DataType::F16, DataType::Bf16, DataType::F32, DataType::Tf32})
        for (const Layout layout : {Layout::NN, Layout::NT, Layout::TN, Layout::Strided})
            QTest::addRow("%s %s", toString(type), toString(layout)) << int(type) << int(layout);
}

void TestGpu::eightBitResultsAreRight_data() {
    QTest::addColumn<DataType>("type");
    QTest::newRow("e4m3") << DataType::E4m3;
    QTest::newRow("e4m3-quantised") << DataType::E4m3Quantised;
}

void TestGpu::eightBitResultsAreRight() {
    QFETCH(const DataType, type);
    const auto support = std::ranges::find(m_device.types, type, &TypeSupport::type);
    if (!support->supported)
        QSKIP(support->reason.c_str());
    std::vector<GemmShape> shapes;
    for (const std::int64_t k : {16, 48, 64, 336, 1376, 28672})
        shapes.push_back(shape(k > 4096 ? 1 : 6, 200, 336, k, type, Layout::NT));
    shapes.push_back(shape(6, 200, 336, 128, type, Layout::Strided));
    const GemmShape odd = shape(6, 200, 336, 1365, type, Layout::NT);
    const GemmShape byRows = shape(6, 200, 336, 64, type, Layout::NN);
    shapes.insert(shapes.end(), {odd, byRows});
    const auto session = open(shapes);
    QVERIFY(session);
    QVERIFY(session->notes().at(1).find("fast accumulation is on") != std::string::npos);
    for (const GemmShape& one : shapes) {
        for (const Algorithm algorithm : {Algorithm::Default, Algorithm::Best}) {
            const auto candidates = session->prepare(one, algorithm);
            if (one == byRows && candidates)
                continue; // chips after Hopper read other layouts, too
            if (one == odd || one == byRows) {
                QVERIFY(!candidates);
                QCOMPARE(candidates.error().status, Status::Unsupported);
                QVERIFY(candidates.error().reason.find(one == odd ? "k = 1365" : "layout nt") !=
                        std::string::npos);
                continue;
            }
            QVERIFY2(candidates, candidates ? "" : candidates.error().reason.c_str());
            QVERIFY(algorithm == Algorithm::Best || *candidates == 1);
            for (int candidate = 0; candidate < *candidates; ++candidate) {
                const std::string wrong = complaint(*session, one, candidate);
                QVERIFY2(wrong.empty(), wrong.c_str());
            }
            const auto window = session->time({3, 20}, {});
            QVERIFY(window && !window->flags.has(Flag::KernelChanged));
        }
    }
}

/// The score's chart in e4m3: classes 16 to 64 are measured, those below cannot be, and say so.
void TestGpu::eightBitSweepFailsWhereItCannotRun() {
    SweepSpec spec = defaultSpec(m_device);
    chooseTypes(spec, {DataType::E4m3});
    if (!validate(spec, m_device).empty())
        QSKIP(validate(spec, m_device).front().message.c_str());
    spec.seq = 512;
    spec.batch = 1;
    spec.pointsPerCurve = 2;
    const SweepPlan plan = makePlan(spec);
    SteadyClock clock;
    LocalExecutor executor(*m_backend, m_device, clock);
    Quiet observer;
    const SweepResult result = runSweep(plan, executor, observer, {});
    QCOMPARE(result.end, SweepEnd::Completed);
    QCOMPARE(result.run.measurements.size(), plan.points.size());
    for (const Measurement& row : result.run.measurements) {
        // Multiples of 16 are what cuBLASLt documents; version 13.1 computes those of 4 as well, and rightly.
        QVERIFY2(row.ok() || row.point.ratio < 16, row.reason.c_str());
        QVERIFY(!row.ok() || row.point.ratio > 1);
        if (!row.ok()) {
            QCOMPARE(row.status, Status::Unsupported);
            QVERIFY(row.reason.find("multiples of 16") != std::string::npos);
        }
        QVERIFY(!row.flags.has(Flag::AboveRoof));
    }
}

/// In one session, whose operands are made anew for each.
void TestGpu::typesTakeTurns() {
    std::vector<GemmShape> shapes;
    for (const std::int64_t k : {64, 1024})
        for (const TypeSupport& support : m_device.types)
            if (support.supported)
                shapes.push_back(shape(4, 256, 256, k, support.type, Layout::NT));
    const auto session = open(shapes);
    QVERIFY(session);
    for (int turn = 0; turn < 2; ++turn)
        for (const GemmShape& one : shapes) {
            const auto candidates = session->prepare(one, Algorithm::Default);
            QVERIFY2(candidates, candidates ? "" : candidates.error().reason.c_str());
            const std::string wrong = complaint(*session, one);
            QVERIFY2(wrong.empty(), wrong.c_str());
            QVERIFY(session->time({3, 20}, {}));
        }
}

void TestGpu::resultsAreRight() {
    QFETCH(const int, type);
    QFETCH(const int, layout);
    std::vector<GemmShape> shapes;
    for (const std::int64_t k : {1, 2, 3, 8, 17, 64, 65, 128, 1365})
        shapes.push_back(shape(6, 200, 330, k, static_cast<DataType>(type), static_cast<Layout>(layout)));
    const auto session = open(shapes);
    QVERIFY(session);
    for (const GemmShape& one : shapes) {
        const auto candidates = session->prepare(one, Algorithm::Default);
        QVERIFY2(candidates, candidates ? "" : candidates.error().reason.c_str());
        QCOMPARE(*candidates, 1);
        const std::string wrong = complaint(*session, one);
        QVERIFY2(wrong.empty(), wrong.c_str());
    }
}

void TestGpu::everyCandidateIsRight_data() {
    resultsAreRight_data();
}

void TestGpu::everyCandidateIsRight() {
    QFETCH(const int, type);
    QFETCH(const int, layout);
    std::vector<GemmShape> shapes;
    for (const std::int64_t k : {17, 64, 336, 1365})
        shapes.push_back(shape(8, 512, 512, k, static_cast<DataType>(type), static_cast<Layout>(layout)));
    const auto session = open(shapes);
    QVERIFY(session);
    for (const GemmShape& one : shapes) {
        const auto candidates = session->prepare(one, Algorithm::Best);
        QVERIFY2(candidates, candidates ? "" : candidates.error().reason.c_str());
        QVERIFY(*candidates > 1);
        for (int candidate = 0; candidate < *candidates; ++candidate) {
            const std::string wrong = complaint(*session, one, candidate);
            QVERIFY2(wrong.empty(), wrong.c_str());
        }
    }
}

void TestGpu::windowsHoldWhatWasAskedFor() {
    const GemmShape one = shape(8, 512, 512, 64);
    const auto session = open({one});
    QVERIFY(session);
    QVERIFY(session->prepare(one, Algorithm::Default));
    QCOMPARE(complaint(*session, one), std::string());
    for (const WindowRequest request : {WindowRequest{7, 20}, {1, 1}, {3, 1000}, {20, 1000}}) {
        const auto window = session->time(request, {});
        QVERIFY2(window, window ? "" : window.error().reason.c_str());
        QCOMPARE(window->batchSeconds.size(), static_cast<std::size_t>(request.batches));
        for (const double seconds : window->batchSeconds)
            QVERIFY(seconds > 0);
        QVERIFY(window->clockMhz.value_or(0) > 100);
        QVERIFY(!window->flags.has(Flag::KernelChanged));
    }
}

void TestGpu::timesGrowWithTheWork() {
    const GemmShape one = shape(16, 1024, 1024, 512);
    const auto session = open({one});
    QVERIFY(session);
    QVERIFY(session->prepare(one, Algorithm::Default));
    QCOMPARE(complaint(*session, one), std::string());
    const auto seconds = [&](std::int64_t calls) { return medianBatchS(*session, calls); };
    seconds(50);
    const double shorter = seconds(50);
    const double longer = seconds(100);
    QVERIFY2(std::abs(longer / shorter - 2) < 0.1, qPrintable(QString::number(longer / shorter)));
    const auto roof = session->roof(one.type, {});
    if (roof)
        QVERIFY(tflops(flop(one), longer / 100) < roofTflops(*roof, one) * 1.02);
}

/// What a call adds to a longer graph is the call alone: launching cancels out.
void TestGpu::smallShapesHoldNoLaunch() {
    const GemmShape one = shape(8, 128, 128, 64);
    const auto session = open({one});
    QVERIFY(session);
    QVERIFY(session->prepare(one, Algorithm::Default));
    QCOMPARE(complaint(*session, one), std::string());
    const auto seconds = [&](std::int64_t calls) { return medianBatchS(*session, calls); };
    seconds(1000);
    const double shorter = seconds(1000);
    const double slope = (seconds(3000) - shorter) / 2000;
    const double perCall = shorter / 1000;
    qInfo("%.3f TFLOP/s a batch, %.3f TFLOP/s by the slope", tflops(flop(one), perCall),
          tflops(flop(one), slope));
    QVERIFY2(std::abs(perCall / slope - 1) < 0.03, qPrintable(QString::number(perCall / slope)));
}

void TestGpu::stoppedWindowIsEmpty() {
    const GemmShape one = shape(8, 512, 512, 64);
    const auto session = open({one});
    QVERIFY(session);
    QVERIFY(session->prepare(one, Algorithm::Default));
    QCOMPARE(complaint(*session, one), std::string());
    std::stop_source stop;
    stop.request_stop();
    const auto window = session->time({5, 10}, stop.get_token());
    QVERIFY(window);
    QVERIFY(window->batchSeconds.empty());
}

void TestGpu::shapesOutsideThePlanAreRefused() {
    const auto session = open({shape(8, 512, 512, 64)});
    QVERIFY(session);
    QCOMPARE(session->prepare(shape(64, 4096, 4096, 64), Algorithm::Default).error().status,
             Status::OutOfMemory);
    QVERIFY(session->prepare(shape(8, 512, 512, 64), Algorithm::Default));
    QVERIFY(!session->select(1));
}

void TestGpu::tooLargePlanIsRefused() {
    SessionRequest request;
    request.shapes = {shape(1024, 32768, 32768, 128)}; // 2 TiB of results
    const MemoryNeed need = m_backend->memoryNeed(m_device, request);
    QVERIFY(need.neededBytes > need.availableBytes);
    const auto session = m_backend->open(m_device, request);
    QVERIFY(!session);
    QCOMPARE(session.error().status, Status::OutOfMemory);
    QVERIFY(session.error().reason.find(std::to_string(need.neededBytes)) != std::string::npos);
}

void TestGpu::sweepIsWhole() {
    SweepSpec spec = defaultSpec(m_device);
    spec.seq = 512;
    spec.batch = 1;
    spec.pointsPerCurve = 2;
    spec.algorithm = Algorithm::Both;
    const SweepPlan plan = makePlan(spec);
    SteadyClock clock;
    LocalExecutor executor(*m_backend, m_device, clock);
    Quiet observer;
    const SweepResult result = runSweep(plan, executor, observer, {});
    QCOMPARE(result.end, SweepEnd::Completed);
    QCOMPARE(result.run.measurements.size(), plan.points.size());
    for (const Measurement& row : result.run.measurements) {
        QVERIFY2(row.ok(), row.reason.c_str());
        QVERIFY(row.throughputTflops() > 0);
        QVERIFY(!shortKernelName(row.kernel).empty());
        QVERIFY(!row.flags.has(Flag::AboveRoof));
    }
}

void TestGpu::wrongResultsAreCaught() {
    auto spoiled = loadBackendModule(beside("/headroom_cuda_spoiled.so"));
    QVERIFY2(spoiled, spoiled ? "" : spoiled.error().reason.c_str());
    SweepSpec spec = defaultSpec(m_device);
    spec.seq = 256;
    spec.batch = 1;
    spec.pointsPerCurve = 1;
    const SweepPlan plan = makePlan(spec);
    SteadyClock clock;
    LocalExecutor executor(**spoiled, m_device, clock);
    Quiet observer;
    const SweepResult result = runSweep(plan, executor, observer, {});
    QCOMPARE(result.run.measurements.size(), plan.points.size());
    for (const Measurement& row : result.run.measurements) {
        QCOMPARE(row.status, Status::CheckFailed);
        QVERIFY(row.reason.find("Wrong result") != std::string::npos);
        QCOMPARE(row.throughputTflops(), 0.0);
    }
}

void TestGpu::sustainedLoadSettles() {
    const GemmShape one = shape(48, 2048, 2048, 1024);
    const auto session = open({one}, Regime::Sustained);
    QVERIFY(session);
    QCOMPARE(session->timing().maxDuty, 1.0);
    QVERIFY(session->prepare(one, Algorithm::Default));
    QCOMPARE(complaint(*session, one), std::string());
    const auto window = session->time({20, 4}, {});
    QVERIFY(window);
    QCOMPARE(window->batchSeconds.size(), std::size_t{20});
    QVERIFY(window->settlingS >= 1);
    const auto next = session->time({20, 4}, {}); // still warm
    QVERIFY(next);
    QCOMPARE(next->settlingS, 0.0);
}

HEADROOM_TEST(TestGpu, EventLoop)

} // namespace headroom::testing::tst_gpu

#include "tst_gpu.moc"
