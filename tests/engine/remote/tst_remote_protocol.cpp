// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/test_program.h"

#include "engine/remote/line_buffer.h"
#include "engine/remote/protocol.h"
#include "engine/sweep/sweep_plan.h"

namespace headroom::testing::tst_remote_protocol {

namespace {

template <class T>
T roundTrip(const T& event) {
    const std::string line = toLine(Event(event));
    const Result<Event> read = eventFromLine(line);
    if (line.find('\n') != line.size() - 1 || !read || !std::holds_alternative<T>(*read))
        qFatal("%s does not survive", line.c_str());
    return std::get<T>(*read);
}

} // namespace

class TestRemoteProtocol : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesAreCutHoweverTheyArrive();
    void linesMayBeAsLongAsTheLimit();
    void overlongLinesEndTheStream();
    void requestsSurvive();
    void greetingSurvives();
    void eventsSurvive();
    void unknownFieldsAndEventsAreIgnored();
    void unknownWordsOfADeviceAreLeftOut();
    void brokenLinesAreRefused_data();
    void brokenLinesAreRefused();
};

void TestRemoteProtocol::linesAreCutHoweverTheyArrive() {
    const std::string text = "one\r\n\ntwo words\nrest";
    for (std::size_t step = 1; step <= text.size(); ++step) {
        LineBuffer buffer(100);
        std::vector<std::string> lines;
        for (std::size_t start = 0; start < text.size(); start += step) {
            buffer.append(text.substr(start, step));
            while (const auto line = buffer.takeLine())
                lines.push_back(*line);
        }
        QCOMPARE(lines, (std::vector<std::string>{"one", "", "two words"}));
        QCOMPARE(std::string(buffer.rest()), std::string("rest"));
        QVERIFY(!buffer.isOverlong());
    }
}

void TestRemoteProtocol::linesMayBeAsLongAsTheLimit() {
    LineBuffer buffer(4);
    buffer.append("1234");
    QVERIFY(!buffer.takeLine());
    QVERIFY(!buffer.isOverlong());
    buffer.append("\n");
    QCOMPARE(buffer.takeLine().value_or(""), std::string("1234"));
}

void TestRemoteProtocol::overlongLinesEndTheStream() {
    LineBuffer buffer(4);
    buffer.append("ok\n12345");
    QCOMPARE(buffer.takeLine().value_or(""), std::string("ok"));
    QVERIFY(!buffer.takeLine());
    QVERIFY(buffer.isOverlong());
    buffer.append("\nok\n");
    QVERIFY(!buffer.takeLine());
}

void TestRemoteProtocol::requestsSurvive() {
    const SweepSpec spec = testing::sampleSpec(3);
    const auto plan = requestFromLine(toLine(Request(PlanRequest{"cuda:1", spec})));
    QVERIFY(plan && std::holds_alternative<PlanRequest>(*plan));
    QCOMPARE(std::get<PlanRequest>(*plan).deviceId, std::string("cuda:1"));
    QVERIFY(std::get<PlanRequest>(*plan).spec == spec);
    QCOMPARE(std::get<PlanRequest>(*plan).operandLimit, kNoOperandLimit);
    const auto limited = requestFromLine(toLine(Request(PlanRequest{"cuda:1", spec, 1 << 30})));
    QVERIFY(limited);
    QCOMPARE(std::get<PlanRequest>(*limited).operandLimit, std::uint64_t{1 << 30});
    QVERIFY(!std::get<PlanRequest>(*plan).share);
    const auto beside = requestFromLine(toLine(Request(PlanRequest{"cuda:1", spec, kNoOperandLimit, true})));
    QVERIFY(beside && std::get<PlanRequest>(*beside).share);
    const auto measure = requestFromLine(toLine(Request(MeasureRequest{17})));
    QVERIFY(measure && std::holds_alternative<MeasureRequest>(*measure));
    QCOMPARE(std::get<MeasureRequest>(*measure).index, std::size_t{17});
}

void TestRemoteProtocol::greetingSurvives() {
    Greeting sent{kProtocolVersion, "1.2.3", {{testing::scriptedCpu(), testing::scriptedGpu()}, {}}};
    sent.found.devices[0].overheadBytes = 12345;
    sent.found.devices[1].hardwareIds = {"gpu-1", "gpu-2"};
    sent.found.unavailable = {{"cuBLAS", "cuda", "No driver, \"really\"\nnone."}};
    const Greeting got = roundTrip(sent);
    QCOMPARE(got.version, sent.version);
    QCOMPARE(got.found.devices.size(), std::size_t{2});
    const DeviceInfo& cpu = got.found.devices[0];
    QCOMPARE(cpu.id, std::string("cpu"));
    QCOMPARE(cpu.maxThreads, 2);
    QCOMPARE(cpu.freeMemoryBytes, sent.found.devices[0].freeMemoryBytes);
    QCOMPARE(cpu.overheadBytes, std::uint64_t{12345});
    QCOMPARE(cpu.types.size(), sent.found.devices[0].types.size());
    QVERIFY(!cpu.types[2].supported);
    QCOMPARE(cpu.types[2].reason, sent.found.devices[0].types[2].reason);
    const DeviceInfo& gpu = got.found.devices[1];
    QVERIFY(gpu.algorithms == sent.found.devices[1].algorithms);
    QVERIFY(gpu.regimes == sent.found.devices[1].regimes);
    QVERIFY(gpu.layouts == sent.found.devices[1].layouts);
    QVERIFY(gpu.defaultType == DataType::F16);
    QCOMPARE(gpu.roughTflops, 500.0);
    QVERIFY(cpu.hardwareIds.empty());
    QVERIFY(gpu.hardwareIds == sent.found.devices[1].hardwareIds);
    QCOMPARE(got.found.unavailable.front().reason, sent.found.unavailable.front().reason);
}

void TestRemoteProtocol::eventsSurvive() {
    const RunContext context = testing::sampleContext();
    const Started started = roundTrip(Started{12, context});
    QVERIFY(started.points == 12 && started.context == context);
    const Refused held = roundTrip(Refused{{Status::DeviceLost, "In use."}, "headroom 1.0 (process 7)"});
    QCOMPARE(held.holder, std::string("headroom 1.0 (process 7)"));
    const Refused refused = roundTrip(Refused{{Status::OutOfMemory, "Too much."}});
    QVERIFY(refused.error.status == Status::OutOfMemory);
    QCOMPARE(refused.error.reason, std::string("Too much."));
    QVERIFY(refused.holder.empty());
    for (const Measurement& row : testing::sampleRun(testing::sampleSpec(2)).measurements)
        QVERIFY(roundTrip(Measured{row}).measurement == row);
    const Measurement row = testing::sampleRun(testing::sampleSpec(2)).measurements.front();
    QVERIFY(roundTrip(Measured{row, true}).again);
    QVERIFY(!roundTrip(Measured{row, false}).again);
    QCOMPARE(roundTrip(Fault{"what?"}).reason, std::string("what?"));
    roundTrip(Heartbeat{});
}

void TestRemoteProtocol::unknownFieldsAndEventsAreIgnored() {
    const auto fault = eventFromLine(R"({"type":"fault","reason":"r","colour":[1,{"a":2}]})");
    QVERIFY(fault && std::holds_alternative<Fault>(*fault));
    const auto other = eventFromLine(R"({"type":"telemetry","watts":700})");
    QVERIFY(other && std::holds_alternative<UnknownEvent>(*other));
    // Of another protocol nothing more is read than its number.
    const auto greeting = eventFromLine(
        R"({"type":"greeting","program":"headroom-engine","protocol":2,"version":"2.0","devices":7})");
    QVERIFY(greeting && std::get<Greeting>(*greeting).protocol == 2);
}

void TestRemoteProtocol::unknownWordsOfADeviceAreLeftOut() {
    std::string line = toLine(Event(Greeting{kProtocolVersion, "1", {{testing::scriptedGpu()}, {}}}));
    const auto replace = [&line](const std::string& from, const std::string& to) {
        line.replace(line.find(from), from.size(), to);
    };
    replace("\"sustained\"", "\"freezing\"");
    replace("\"dtype\":\"bf16\"", "\"dtype\":\"fp4\"");
    const auto greeting = eventFromLine(line);
    QVERIFY(bool(greeting));
    const DeviceInfo& gpu = std::get<Greeting>(*greeting).found.devices.front();
    QVERIFY(gpu.regimes == std::vector<Regime>{Regime::Burst});
    QCOMPARE(gpu.types.size(), std::size_t{2});
}

void TestRemoteProtocol::brokenLinesAreRefused_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("Segmentation fault");
    QTest::newRow("list") << QByteArray("[1,2]");
    QTest::newRow("no type") << QByteArray(R"({"reason":"x"})");
    QTest::newRow("type is no text") << QByteArray(R"({"type":1})");
    QTest::newRow("cut") << QByteArray(R"({"type":"fault","reason":"x)");
    QTest::newRow("field missing") << QByteArray(R"({"type":"refused","status":"error"})");
    QTest::newRow("refused with ok") << QByteArray(R"({"type":"refused","status":"ok","reason":""})");
    QTest::newRow("no row") << QByteArray(R"({"type":"measurement"})");
    QTest::newRow("half a row") << QByteArray(R"({"type":"measurement","measurement":{"status":"ok"}})");
    QTest::newRow("beyond a double") << QByteArray(R"({"type":"heartbeat","x":1e999})");
    QTest::newRow("deep") << QByteArray(R"({"type":"heartbeat","x":)" + QByteArray(100'000, '['));
    RunContext elsewhere = testing::sampleContext("../../elsewhere");
    QTest::newRow("a run elsewhere") << QByteArray::fromStdString(toLine(Event(Started{1, elsewhere})));
    QTest::newRow("another program") << QByteArray(
        R"({"type":"greeting","program":"other","protocol":1,"version":"1"})");
}

void TestRemoteProtocol::brokenLinesAreRefused() {
    QFETCH(QByteArray, line);
    const auto event = eventFromLine(line.toStdString());
    QVERIFY(!event);
    QVERIFY(!event.error().reason.empty());
    QVERIFY(!requestFromLine(line.toStdString()));
}

HEADROOM_TEST(TestRemoteProtocol, Nothing)

} // namespace headroom::testing::tst_remote_protocol

#include "tst_remote_protocol.moc"
