// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include "engine/files/limits.h"
#include "engine/io/csv.h"
#include "engine/io/journal_reader.h"
#include "engine/io/run_file.h"
#include "engine/remote/protocol.h"
#include "engine/sweep/sweep_plan.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <functional>
#include <random>

namespace headroom::testing::tst_hostile_data {

using Json = nlohmann::json;

namespace {

constexpr int kMutations = 2000; ///< of each kind of text

/// Changes that files suffer or are made to: bytes lost, added, exchanged or repeated, and other values.
class Mutator {
public:
    std::string operator()(std::string text) {
        for (std::size_t changes = 1 + pick(3); changes > 0; --changes)
            change(text);
        return text;
    }

private:
    std::size_t pick(std::size_t below) { return below == 0 ? 0 : m_random() % below; }

    void change(std::string& text) {
        const std::size_t at = pick(text.size());
        switch (pick(6)) {
        case 0:
            text[at] = static_cast<char>(m_random());
            break;
        case 1:
            text.erase(at, 1 + pick(20));
            break;
        case 2:
            text.insert(at, std::string(1 + pick(4), static_cast<char>(m_random())));
            break;
        case 3:
            text.insert(at, text.substr(pick(text.size()), pick(200)));
            break;
        case 4:
            text.resize(std::max<std::size_t>(1, at));
            break;
        default:
            exchangeValue(text, at);
        }
    }

    void exchangeValue(std::string& text, std::size_t at) {
        static const std::vector<std::string> kValues = {"1e999",
                                                         "-1",
                                                         "0",
                                                         "-0.0",
                                                         "1e308",
                                                         "5e-324",
                                                         "9223372036854775807",
                                                         "18446744073709551615",
                                                         "1099511627776",
                                                         "null",
                                                         "[]",
                                                         "{}",
                                                         "\"\\u001b[2J\"",
                                                         "\"<img src='/dev/zero'>\"",
                                                         "true"};
        const std::size_t start = text.find(':', at);
        const std::size_t end = text.find_first_of(",}]", start == std::string::npos ? at : start);
        if (start != std::string::npos && end != std::string::npos)
            text.replace(start + 1, end - start - 1, kValues[pick(kValues.size())]);
    }

    std::mt19937_64 m_random{20260101};
};

/// Whatever was read can be counted with.
void verifySane(const Measurement& row) {
    QVERIFY(std::isfinite(row.throughputTflops()) && row.throughputTflops() >= 0);
    QVERIFY(std::isfinite(row.throughputLowTflops()) && std::isfinite(row.throughputHighTflops()));
    QVERIFY(row.throughputLowTflops() <= row.throughputTflops() * (1 + 1e-9));
    QVERIFY(operandBytes(row.point.gemm) > 0 && flop(row.point.gemm) > 0);
    QVERIFY(row.point.gemm.a.batch > 0 && row.point.gemm.b.batch > 0);
    QVERIFY(row.point.layer.batch * row.point.layer.heads > 0);
    QVERIFY(std::isfinite(row.cost.wallS + row.cost.timedS));
}

void verifySane(const Run& run) {
    QVERIFY(validate(run.spec).empty());
    QVERIFY(run.measurements.size() <= kMaxMeasurements);
    for (const Measurement& row : run.measurements) {
        verifySane(row);
        const auto roof = roofTflops(run.context, row.point.gemm);
        QVERIFY(!roof || std::isfinite(*roof));
    }
    QVERIFY(toCsv(run).find('\x1b') == std::string::npos);
}

void verifySane(const Request&) {}

void verifySane(const Event& event) {
    if (const auto* measured = std::get_if<Measured>(&event))
        verifySane(measured->measurement);
}

/// Reads many mutations of the text: each is a value that is sane, or a sentence. Returns how many were read.
template <class T>
int mutate(const std::string& text, Result<T> (*read)(std::string_view)) {
    Mutator mutator;
    int values = 0;
    for (int i = 0; i < kMutations; ++i) {
        const Result<T> value = read(mutator(text));
        if (value) {
            verifySane(*value);
            ++values;
        } else if (value.error().reason.empty() || value.error().reason.size() > 500) {
            QTest::qFail(value.error().reason.c_str(), __FILE__, __LINE__);
        }
    }
    return values;
}

Run smallRun() {
    Run run = testing::fullRun();
    run.measurements.resize(4);
    return run;
}

} // namespace

class TestHostileData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mutatedRunFiles();
    void mutatedMeasurements();
    void mutatedRequestsAndEvents();
    void mutatedJournals();
    void valuesThatOverflow_data();
    void valuesThatOverflow();
    void manyRatiosAreRefusedAtOnce();
    void rowsBelongToTheirSpec();
    void manyRevisitedRowsArePlacedAtOnce();
    void aNumberBeyondDoubleInAJournal();
    void longTextsAreQuotedShort();
    void textsAreReadAsShown();
    void textsThatGrowWhenShownAreRefused();
    void textsOfSpacesAreKept();
    void aRunIsNotNamedAsAPath();
};

void TestHostileData::mutatedRunFiles() {
    const int values = mutate<Run>(toJson(smallRun()), runFromJson);
    QVERIFY(values > 0 && values < kMutations); // both ends were seen
}

void TestHostileData::mutatedMeasurements() {
    for (const Measurement& row : smallRun().measurements) {
        const int values = mutate<Measurement>(measurementToJson(row), measurementFromJson);
        QVERIFY(values > 0 && values < kMutations);
    }
}

void TestHostileData::mutatedRequestsAndEvents() {
    const Run run = smallRun();
    FoundDevices found;
    found.devices.resize(2);
    found.devices[0].id = "cuda:0";
    found.unavailable = {{"oneDNN", "cpu", "Not built."}};
    for (const Event& event : std::initializer_list<Event>{
             Greeting{kProtocolVersion, "0.1.0", found}, Started{12, run.context},
             Refused{{Status::Error, "No."}}, Measured{run.measurements[0]}, Fault{"What?"}})
        mutate<Event>(toLine(event), eventFromLine);
    mutate<Request>(toLine(Request(PlanRequest{"cuda:0", run.spec})), requestFromLine);
    mutate<Request>(toLine(Request(MeasureRequest{7})), requestFromLine);
}

void TestHostileData::mutatedJournals() {
    const Run run = smallRun();
    std::string text = contextToJson(run.context) + '\n' + specToJson(run.spec) + '\n';
    for (const Measurement& row : run.measurements)
        text += measurementToJson(row) + '\n';
    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("a.jsonl")).toStdString();
    Mutator mutator;
    int values = 0;
    for (int i = 0; i < kMutations / 4; ++i) {
        QFile file(QString::fromStdString(path.string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(mutator(text)));
        file.close();
        const Result<RecoveredRun> read = readJournal(path);
        if (read) {
            verifySane(read->run);
            ++values;
        } else {
            QVERIFY(!read.error().reason.empty());
        }
    }
    QVERIFY(values > 0);
}

void TestHostileData::valuesThatOverflow_data() {
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char* pointer, const char* value) {
        QTest::newRow(qPrintable(QStringLiteral("%1 = %2").arg(QLatin1String(pointer), QLatin1String(value))))
            << QByteArray(pointer) << QByteArray(value);
    };
    for (const char* field :
         {"gemm_batch", "m", "n", "k", "hidden", "heads", "seq", "batch", "ratio", "index"}) {
        const QByteArray pointer = QByteArray("/measurements/0/point/") + field;
        for (const char* value : {"9223372036854775807", "-1", "1099511627777", "1.5"})
            row(pointer, value);
    }
    row("/measurements/0/point/gemm_batch", "1099511627776"); // in its range, but not with its m, n and k
    for (const char* field : {"median_s", "low_s", "high_s"})
        for (const char* value : {"1e300", "1e-300", "-1"})
            row(QByteArray("/measurements/0/time/") + field, value);
    row("/measurements/0/time/low_s", "1000");
    row("/measurements/0/time/high_s", "1e-9");
    row("/measurements/0/time/calls", "9223372036854775807");
    row("/measurements/0/cost/wall_s", "1e300");
    row("/measurements/0/visits", "2147483648");
    row("/context/roofs/0/peak_tflops", "1e300");
    row("/context/threads", "4294967296");
    for (const char* field : {"hidden_min", "hidden_max", "heads", "seq", "batch"})
        for (const char* value : {"9223372036854775807", "-1", "1073741824"})
            row(QByteArray("/spec/") + field, value);
    row("/spec/points_per_curve", "9223372036854775807");
    row("/spec/ratios/0", "9223372036854775807");
    row("/spec/ratios/0", "3"); // no power of two
    row("/spec/time_limit_s", "1e300");
}

void TestHostileData::valuesThatOverflow() {
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    Json document = Json::parse(toJson(smallRun()));
    const Json::json_pointer place(pointer.toStdString());
    QVERIFY(document.contains(place));
    document[place] = Json::parse(value.toStdString());
    const Result<Run> read = runFromJson(document.dump());
    QVERIFY(!read);
    QVERIFY2(read.error().reason.size() < 300, read.error().reason.c_str());
}

void TestHostileData::manyRatiosAreRefusedAtOnce() {
    Json document = Json::parse(toJson(smallRun()));
    for (int ratio = 1; ratio < 60'000; ++ratio)
        document["spec"]["ratios"].push_back(ratio);
    QElapsedTimer timer;
    timer.start();
    const Result<Run> read = runFromJson(document.dump());
    QVERIFY(!read);
    QVERIFY2(read.error().reason.find("at most 64 are read") != std::string::npos,
             read.error().reason.c_str());
    SweepSpec spec;
    spec.ratios.assign(100'000, 3);
    const std::vector<SpecError> errors = validate(spec);
    QCOMPARE(errors.size(), std::size_t{1});
    QVERIFY(errors.front().message.size() < 200);
    QVERIFY(timer.elapsed() < 5000);
}

void TestHostileData::rowsBelongToTheirSpec() {
    Run run = smallRun();
    run.measurements[1].point.ratio = 4; // the spec has 2, 8 and 128
    QVERIFY(runFromJson(toJson(run)).error().reason.find("ratio is none of the spec's") != std::string::npos);
    run = smallRun();
    run.measurements[1].point.index = run.measurements[0].point.index;
    QVERIFY(runFromJson(toJson(run)).error().reason.find("measurements[1].point.index is there twice") !=
            std::string::npos);
}

void TestHostileData::manyRevisitedRowsArePlacedAtOnce() {
    Run run = smallRun();
    Measurement row = run.measurements[0];
    run.measurements.clear();
    row.visits = 2;
    QElapsedTimer timer;
    timer.start();
    for (int round = 0; round < 2; ++round) {
        for (std::size_t index = 0; index < kMaxMeasurements; ++index) {
            row.point.index = index;
            QCOMPARE(place(run, row), index);
        }
        QCOMPARE(run.measurements.size(), kMaxMeasurements);
    }
    QVERIFY(timer.elapsed() < 5000);
    row.point.layer.hidden += 1; // the same index, but another point
    QCOMPARE(place(run, row), kMaxMeasurements);
}

void TestHostileData::aNumberBeyondDoubleInAJournal() {
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a.jsonl")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Run run = smallRun();
    file.write(QByteArray::fromStdString("[1e999]\n" + specToJson(run.spec) + "\n"));
    file.close();
    const Result<RecoveredRun> read = readJournal(file.fileName().toStdString());
    QVERIFY(!read);
    QVERIFY2(read.error().reason.find("a number is too large") != std::string::npos,
             read.error().reason.c_str());
}

void TestHostileData::longTextsAreQuotedShort() {
    Json document = Json::parse(toJson(smallRun()));
    std::string word;
    for (int i = 0; i < 10'000; ++i)
        word += "größe";
    document["spec"]["dtype"] = word;
    const Result<Run> read = runFromJson(document.dump());
    QVERIFY(!read);
    QVERIFY(read.error().reason.size() < 200);
    QVERIFY(QString::fromStdString(read.error().reason).toStdString() ==
            read.error().reason); // whole characters
}

void TestHostileData::textsAreReadAsShown() {
    Run run = smallRun();
    run.context.device = "\x1b[31mred\x1b[0m \xe2\x80\xae back";
    run.context.notes = {"bell\x07"};
    run.measurements[0].kernel = std::string("a\0b", 3);
    const Result<Run> read = runFromJson(toJson(run));
    QVERIFY(read);
    QCOMPARE(read->context.device, std::string("\xef\xbf\xbd[31mred\xef\xbf\xbd[0m \xef\xbf\xbd back"));
    QCOMPARE(read->context.notes.front(), std::string("bell\xef\xbf\xbd"));
    QCOMPARE(read->measurements[0].kernel, std::string("a\xef\xbf\xbd"
                                                       "b"));
    // The file itself may be looked at in a terminal.
    for (const char c : toJson(run))
        QVERIFY(c == '\n' || (c >= ' ' && c < 0x7f));
}

/// What takes the place of a byte has three: a file of it could not be read again.
void TestHostileData::textsThatGrowWhenShownAreRefused() {
    const auto read = [](std::size_t bytes, const char* pointer) {
        Json document = Json::parse(toJson(smallRun()));
        document[Json::json_pointer(pointer)] = std::string(bytes, '\x01');
        return runFromJson(document.dump());
    };
    for (const char* pointer : {"/context/host", "/context/notes/0"}) {
        const Result<Run> much = read(kMaxTextBytes / 3 + 1, pointer);
        QVERIFY(!much);
        QVERIFY2(much.error().reason.find("has too many bytes that cannot be shown") != std::string::npos,
                 much.error().reason.c_str());
        const Result<Run> most = read(kMaxTextBytes / 3, pointer);
        QVERIFY2(most, most ? "" : most.error().reason.c_str());
        QVERIFY(runFromJson(toJson(*most)));
    }
}

void TestHostileData::textsOfSpacesAreKept() {
    Json document = Json::parse(toJson(smallRun()));
    std::string text = document.dump();
    const std::string name = document["context"]["host"];
    std::string spaces;
    for (int i = 0; i < 300; ++i)
        spaces += "\\u0020";
    const std::size_t at = text.find("\"host\":\"" + name);
    QVERIFY(at != std::string::npos);
    text.insert(at + 8, spaces);
    const Result<Run> read = runFromJson(text);
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    const Result<Run> again = runFromJson(toJson(*read));
    QVERIFY2(again, again ? "" : again.error().reason.c_str());
    QVERIFY(*again == *read);
}

/// A run that cannot be written where it should be is kept in a file of its name.
void TestHostileData::aRunIsNotNamedAsAPath() {
    for (const char* id : {"../x", "/tmp", ".x", "a/b"}) {
        Run run = smallRun();
        run.context.runId = id;
        const Result<Run> read = runFromJson(toJson(run));
        QVERIFY(!read);
        QCOMPARE(read.error().reason, std::string("context.run_id is no name of a run"));
        QVERIFY(!contextFromJson(contextToJson(run.context)));
        QVERIFY(!eventFromLine(toLine(Event(Started{1, run.context}))));
    }
}

HEADROOM_TEST(TestHostileData, Nothing)

} // namespace headroom::testing::tst_hostile_data

#include "tst_hostile_data.moc"
