// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/test_program.h"

#include "engine/claim/device_lock.h"
#include "engine/files/unique_fd.h"
#include "engine/remote/line_buffer.h"
#include "engine/remote/protocol.h"
#include "engine/remote/serve.h"
#include "engine/sweep/sweep_plan.h"

#include <array>
#include <atomic>
#include <csignal>
#include <future>
#include <poll.h>
#include <sys/socket.h>

namespace headroom::testing::tst_remote_serve {

using headroom::testing::Script;
using headroom::testing::ScriptedBackend;

namespace {

SweepSpec smallSpec() {
    SweepSpec spec = testing::sampleSpec(2);
    spec.seq = 128;
    spec.batch = 1;
    spec.type = DataType::F32;
    return spec;
}

/// A worker on a thread of its own, and the client's ends of its streams.
class Worker {
public:
    explicit Worker(
        std::shared_ptr<Script> script, ServeOptions options = {}, std::function<void()> onSearch = [] {}) {
        std::array<int, 2> input{};
        std::array<int, 2> output{};
        if (::socketpair(AF_UNIX, SOCK_STREAM, 0, input.data()) != 0 || ::pipe(output.data()) != 0)
            qFatal("no streams");
        toWorker = UniqueFd(input[0]);
        fromWorker = UniqueFd(output[0]);
        m_serving = std::async(std::launch::async, [=, this, workerInput = UniqueFd(input[1]),
                                                    workerOutput = UniqueFd(output[1])] {
            const auto findDevices = [&] {
                onSearch();
                std::vector<std::unique_ptr<Backend>> backends;
                backends.push_back(std::make_unique<ScriptedBackend>(script));
                return Registry(std::move(backends), {{"cuBLAS", "cuda", "No driver."}});
            };
            return serve(findDevices, workerInput.get(), workerOutput.get(), options, stop.get_token());
        });
    }
    ~Worker() {
        toWorker.reset();
        fromWorker.reset();
    }

    void send(const std::string& text) const {
        if (::send(toWorker.get(), text.data(), text.size(), MSG_NOSIGNAL) != ssize_t(text.size()))
            qFatal("cannot send");
    }
    void send(const Request& request) const { send(toLine(request)); }
    /// Takes the greeting and opens the small plan.
    void openPlan() {
        next();
        send(PlanRequest{"cpu", smallSpec()});
        if (!std::holds_alternative<Started>(next()))
            qFatal("the plan was not opened");
    }
    /// The same, and asks for its first point.
    void measureFirst() {
        openPlan();
        send(MeasureRequest{0});
    }

    /// The next event that is no heartbeat, or is one where `heartbeats` are wanted.
    Event next(bool heartbeats = false) {
        while (true) {
            while (const auto line = m_lines.takeLine()) {
                if (line->empty())
                    continue;
                Result<Event> event = eventFromLine(*line);
                if (!event)
                    qFatal("%s: %s", line->c_str(), event.error().reason.c_str());
                if (heartbeats || !std::holds_alternative<Heartbeat>(*event))
                    return std::move(*event);
            }
            pollfd output{fromWorker.get(), POLLIN, 0};
            std::array<char, 4096> chunk;
            if (::poll(&output, 1, 30'000) != 1)
                return Fault{"(nothing came)"};
            const ssize_t count = ::read(fromWorker.get(), chunk.data(), chunk.size());
            if (count <= 0)
                return Fault{"(the output closed)"};
            m_lines.append({chunk.data(), std::size_t(count)});
        }
    }

    bool hasEnded() { return m_serving.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }
    ServeEnd end() { return m_serving.get(); }

    UniqueFd toWorker;
    UniqueFd fromWorker;
    std::stop_source stop;

private:
    LineBuffer m_lines{kMaxLineBytes};
    std::future<ServeEnd> m_serving;
};

std::string reasonOf(const Event& event) {
    if (const auto* refused = std::get_if<Refused>(&event))
        return refused->error.reason;
    if (const auto* fault = std::get_if<Fault>(&event))
        return fault->reason;
    return {};
}

} // namespace

class TestRemoteServe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); } // as the program does
    void init() { m_script = std::make_shared<Script>(); }

    void greetsWithItsDevices();
    void measuresWhatItIsAskedFor();
    void failedPointsAreRows();
    void refusesPlans_data();
    void refusesPlans();
    void heldDevicesAreRefusedWithTheirHolder();
    void badRequestsEndIt_data();
    void badRequestsEndIt();
    void overlongRequestsEndIt();
    void beatsDuringAPoint();
    void stopsWithinABatchWhenItsInputCloses();
    void stopsWhenAskedTo();
    void stopsWhenNobodyReads();
    void callsForHelpWhenACallNeverReturns();
    void callsForHelpWhenTheSearchNeverReturns();
    void endsAfterADeviceIsLost();

private:
    std::shared_ptr<Script> m_script;
};

void TestRemoteServe::greetsWithItsDevices() {
    Worker worker(m_script);
    const Event event = worker.next();
    const auto* greeting = std::get_if<Greeting>(&event);
    QVERIFY(greeting);
    QCOMPARE(greeting->protocol, kProtocolVersion);
    QCOMPARE(greeting->found.devices.front().name, std::string("Scripted CPU"));
    QCOMPARE(greeting->found.unavailable.front().reason, std::string("No driver."));
    worker.toWorker.reset();
    QCOMPARE(worker.end(), ServeEnd::InputClosed);
}

void TestRemoteServe::measuresWhatItIsAskedFor() {
    Worker worker(m_script);
    worker.next();
    const SweepPlan plan = makePlan(smallSpec());
    worker.send(PlanRequest{"cpu", plan.spec});
    const Event opened = worker.next();
    const auto* started = std::get_if<Started>(&opened);
    QVERIFY2(started, reasonOf(opened).c_str());
    QCOMPARE(started->points, plan.points.size());
    QCOMPARE(started->context.deviceId, std::string("cpu"));
    QCOMPARE(started->context.roofs.size(), std::size_t{1});
    // Both under way at once, in an order of the client's own.
    worker.send(toLine(Request(MeasureRequest{5})) + toLine(Request(MeasureRequest{2})));
    for (const std::size_t index : {5, 2}) {
        const Event event = worker.next();
        const auto* measured = std::get_if<Measured>(&event);
        QVERIFY2(measured, reasonOf(event).c_str());
        QVERIFY(measured->measurement.point == plan.points[index]);
        QVERIFY(measured->measurement.ok());
        QVERIFY(measured->measurement.time.medianS > 0);
        QCOMPARE(measured->measurement.deviceId, std::string("cpu"));
    }
    QCOMPARE(m_script->prepared(), 2);
    // Another plan takes the place of the first.
    SweepSpec other = plan.spec;
    other.ratios = {8};
    worker.send(PlanRequest{"cpu", other});
    const Event reopened = worker.next();
    QVERIFY(std::holds_alternative<Started>(reopened));
    QCOMPARE(std::get<Started>(reopened).points, std::size_t{2});
    QCOMPARE(m_script->sessionsOpen(), 1);
}

void TestRemoteServe::failedPointsAreRows() {
    m_script->failAt(1, {Status::Unsupported, "Not that shape."});
    Worker worker(m_script);
    worker.measureFirst();
    const Event event = worker.next();
    QVERIFY(std::holds_alternative<Measured>(event));
    QCOMPARE(std::get<Measured>(event).measurement.status, Status::Unsupported);
    QCOMPARE(std::get<Measured>(event).measurement.reason, std::string("Not that shape."));
}

void TestRemoteServe::refusesPlans_data() {
    QTest::addColumn<QByteArray>("device");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("no such word") << QByteArray("gpu") << QByteArray("f32") << QByteArray("no device word");
    QTest::newRow("no such device") << QByteArray("cuda:0") << QByteArray("f32") << QByteArray("No driver.");
    QTest::newRow("no one device") << QByteArray("auto") << QByteArray("f32") << QByteArray("not name one");
    QTest::newRow("no such type") << QByteArray("cpu") << QByteArray("f16")
                                  << QByteArray("no f16 arithmetic");
}

void TestRemoteServe::refusesPlans() {
    QFETCH(QByteArray, device);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, told);
    Worker worker(m_script);
    worker.next();
    SweepSpec spec = smallSpec();
    QVERIFY(parse(type.toStdString(), spec.type));
    worker.send(PlanRequest{device.toStdString(), spec});
    const Event event = worker.next();
    QVERIFY(std::holds_alternative<Refused>(event));
    QVERIFY2(QByteArray::fromStdString(reasonOf(event)).contains(told), reasonOf(event).c_str());
    QCOMPARE(m_script->sessionsOpen(), 0);
    worker.send(PlanRequest{"cpu", smallSpec()}); // and it goes on
    QVERIFY(std::holds_alternative<Started>(worker.next()));
}

void TestRemoteServe::heldDevicesAreRefusedWithTheirHolder() {
    m_script->device.hardwareIds = {"serve-test"};
    std::optional<LockAttempt> other(DeviceLock::take({"serve-test"}, "something else"));
    QVERIFY(!other->holder && other->problem.empty());
    Worker worker(m_script);
    worker.next();
    const auto ask = [&](bool share) {
        worker.send(PlanRequest{"cpu", smallSpec(), kNoOperandLimit, share});
        return worker.next();
    };
    const Event event = ask(false);
    QVERIFY(std::holds_alternative<Refused>(event));
    const auto& refused = std::get<Refused>(event);
    QCOMPARE(refused.error.status, Status::DeviceLost);
    QVERIFY2(refused.holder.starts_with("tests_engine "), refused.holder.c_str());
    QVERIFY2(refused.error.reason.find(refused.holder) != std::string::npos, refused.error.reason.c_str());
    // Beside it, by the user's wish.
    QVERIFY(std::holds_alternative<Started>(ask(true)));
    worker.send(MeasureRequest{0});
    const Event row = worker.next();
    QVERIFY(std::holds_alternative<Measured>(row));
    QVERIFY(std::get<Measured>(row).measurement.flags.has(Flag::DeviceBusy));
    // Asked again when it is free: the same worker goes on.
    other.reset();
    QVERIFY(std::holds_alternative<Started>(ask(false)));
    worker.send(MeasureRequest{0});
    const Event alone = worker.next();
    QVERIFY(!std::get<Measured>(alone).measurement.flags.has(Flag::DeviceBusy));
    QVERIFY(DeviceLock::take({"serve-test"}, "x").holder);
    worker.toWorker.reset();
    QCOMPARE(worker.end(), ServeEnd::InputClosed);
    QVERIFY(!DeviceLock::take({"serve-test"}, "x").holder);
}

void TestRemoteServe::badRequestsEndIt_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("text") << QByteArray("open the door");
    QTest::newRow("unknown") << QByteArray(R"({"type":"run","path":"/bin/sh"})");
    QTest::newRow("cut") << QByteArray(R"({"type":"measure","index":)");
    QTest::newRow("negative") << QByteArray(R"({"type":"measure","index":-1})");
    QTest::newRow("no plan") << QByteArray(R"({"type":"measure","index":0})");
    QTest::newRow("no spec") << QByteArray(R"({"type":"plan","device":"cpu"})");
}

void TestRemoteServe::badRequestsEndIt() {
    QFETCH(QByteArray, line);
    Worker worker(m_script);
    worker.next();
    worker.send(line.toStdString() + "\n");
    const Event event = worker.next();
    QVERIFY(std::holds_alternative<Fault>(event));
    QVERIFY(!reasonOf(event).starts_with('('));
    QCOMPARE(worker.end(), ServeEnd::Fault);
}

void TestRemoteServe::overlongRequestsEndIt() {
    Worker worker(m_script);
    worker.next();
    const std::string piece(64 << 10, 'x');
    std::size_t sent = 0;
    while (sent <= kMaxLineBytes) {
        worker.send(piece);
        sent += piece.size();
    }
    QVERIFY(std::holds_alternative<Fault>(worker.next()));
    QCOMPARE(worker.end(), ServeEnd::Fault);
}

void TestRemoteServe::beatsDuringAPoint() {
    m_script->holdAt(1);
    ServeOptions options;
    options.heartbeatS = 0.01;
    Worker worker(m_script, options);
    worker.measureFirst();
    QVERIFY(m_script->waitUntilHeld());
    for (int beat = 0; beat < 5; ++beat)
        QVERIFY(std::holds_alternative<Heartbeat>(worker.next(true)));
    m_script->release();
    QVERIFY(std::holds_alternative<Measured>(worker.next()));
}

void TestRemoteServe::stopsWithinABatchWhenItsInputCloses() {
    m_script->holdAt(1);
    Worker worker(m_script);
    worker.measureFirst();
    worker.send(MeasureRequest{1});
    QVERIFY(m_script->waitUntilHeld());
    worker.toWorker.reset();
    QCOMPARE(worker.end(), ServeEnd::InputClosed); // without a release
    QCOMPARE(m_script->prepared(), 1);
    QCOMPARE(m_script->sessionsOpen(), 0);
}

void TestRemoteServe::stopsWhenAskedTo() {
    Worker worker(m_script);
    worker.next();
    worker.stop.request_stop();
    QCOMPARE(worker.end(), ServeEnd::InputClosed);
}

void TestRemoteServe::stopsWhenNobodyReads() {
    ServeOptions options;
    options.heartbeatS = 0.01;
    Worker worker(m_script, options);
    worker.next();
    worker.fromWorker.reset();
    QCOMPARE(worker.end(), ServeEnd::Fault);
}

void TestRemoteServe::callsForHelpWhenACallNeverReturns() {
    m_script->holdDeaf(1);
    std::atomic<int> calls = 0;
    ServeOptions options;
    options.stuckS = 0.05;
    options.onStuck = [&] { ++calls; };
    Worker worker(m_script, options);
    worker.measureFirst();
    QVERIFY(m_script->waitUntilHeld());
    worker.toWorker.reset();
    QTRY_COMPARE(calls.load(), 1);
    QVERIFY(!worker.hasEnded());
    m_script->release();
    QCOMPARE(worker.end(), ServeEnd::InputClosed);
}

void TestRemoteServe::callsForHelpWhenTheSearchNeverReturns() {
    std::atomic<int> calls = 0;
    std::promise<void> found;
    ServeOptions options;
    options.stuckS = 0.05;
    options.onStuck = [&] { ++calls; };
    Worker worker(m_script, options, [&] { found.get_future().wait(); });
    worker.toWorker.reset();
    QTRY_COMPARE(calls.load(), 1);
    QVERIFY(!worker.hasEnded());
    found.set_value();
    QCOMPARE(worker.end(), ServeEnd::InputClosed);
}

void TestRemoteServe::endsAfterADeviceIsLost() {
    m_script->failAt(1, {Status::DeviceLost, "An illegal address was met."});
    Worker worker(m_script);
    worker.measureFirst();
    const Event event = worker.next();
    QVERIFY(std::holds_alternative<Measured>(event));
    QCOMPARE(std::get<Measured>(event).measurement.status, Status::DeviceLost);
    QCOMPARE(worker.end(), ServeEnd::DeviceLost);
}

HEADROOM_TEST(TestRemoteServe, EventLoop)

} // namespace headroom::testing::tst_remote_serve

#include "tst_remote_serve.moc"
