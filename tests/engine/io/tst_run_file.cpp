// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include "engine/io/csv.h"
#include "engine/io/run_file.h"

#include "engine/sweep/sweep_plan.h"

#include <nlohmann/json.hpp>

namespace headroom::testing::tst_run_file {

using Json = nlohmann::json;

class TestRunFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void roundTripOfTheSpecsVariants();
    void roundTripThroughAFile();
    void pieces();
    void unknownFieldsAreIgnored();
    void rowsOfOlderFilesNameNoOperation();
    void olderFilesNameNoCommit();
    void malformedIsRefusedWithThePlace_data();
    void malformedIsRefusedWithThePlace();
    void cutShortIsRefusedEverywhere();
    void badFilesAreRefused();
    void rowsAsCsvAreTold();
    void aGigabyteOfZerosIsRefusedUnread();
    void bytesThatAreNoTextAreReplaced();

private:
    void writeFile(const QString& path, const QByteArray& content);
    QTemporaryDir m_folder;
};

void TestRunFile::writeFile(const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

void TestRunFile::roundTrip() {
    const Run run = testing::fullRun();
    const Result<Run> read = runFromJson(toJson(run));
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QVERIFY(read->context == run.context);
    QVERIFY(read->spec == run.spec);
    QVERIFY(read->measurements == run.measurements);
}

void TestRunFile::roundTripOfTheSpecsVariants() {
    Run run = testing::fullRun();
    run.spec.pointsPerCurve.reset();
    run.spec.mode = SweepMode::FixedHeadDim;
    run.spec.algorithm = Algorithm::Both;
    run.spec.regime = Regime::Sustained;
    run.spec.orderSeed = ~std::uint64_t{0};
    const Result<Run> read = runFromJson(toJson(run));
    QVERIFY(read);
    QVERIFY(read->spec == run.spec);
    run.measurements.clear();
    QVERIFY(*runFromJson(toJson(run)) == run);
}

void TestRunFile::roundTripThroughAFile() {
    const std::filesystem::path path = m_folder.filePath(QStringLiteral("a.headroom.json")).toStdString();
    const Run run = testing::fullRun();
    QVERIFY(writeRunFile(path, run));
    QVERIFY(*readRunFile(path) == run);
}

void TestRunFile::pieces() {
    const Run run = testing::fullRun();
    QVERIFY(*contextFromJson(contextToJson(run.context)) == run.context);
    QVERIFY(*specFromJson(specToJson(run.spec)) == run.spec);
    for (const Measurement& row : run.measurements) {
        const std::string line = measurementToJson(row);
        QCOMPARE(line.find('\n'), std::string::npos);
        QVERIFY(*measurementFromJson(line) == row);
    }
}

void TestRunFile::unknownFieldsAreIgnored() {
    Json document = Json::parse(toJson(testing::fullRun()));
    document["future"] = {1, 2, 3};
    document["context"]["colour"] = "green";
    document["measurements"][0]["time"]["jitter_s"] = 1;
    const Result<Run> read = runFromJson(document.dump());
    QVERIFY(read);
    QVERIFY(*read == testing::fullRun());
}

void TestRunFile::rowsOfOlderFilesNameNoOperation() {
    Json document = Json::parse(toJson(testing::fullRun()));
    for (Json& row : document["measurements"])
        QVERIFY(row["point"].erase("operation") == 1);
    const Result<Run> read = runFromJson(document.dump());
    QVERIFY(read);
    QVERIFY(*read == testing::fullRun());
    document["measurements"][0]["point"]["operation"] = "guess";
    QVERIFY(!runFromJson(document.dump()));
}

void TestRunFile::olderFilesNameNoCommit() {
    Run run = testing::fullRun();
    Json document = Json::parse(toJson(run));
    QCOMPARE(document["context"]["headroom_commit"].get<std::string>(), run.context.headroomCommit);
    QVERIFY(document["context"].erase("headroom_commit") == 1);
    run.context.headroomCommit.clear();
    const Result<Run> read = runFromJson(document.dump());
    QVERIFY(read);
    QVERIFY(*read == run);
    QVERIFY(!Json::parse(toJson(run))["context"].contains("headroom_commit"));
}

void TestRunFile::malformedIsRefusedWithThePlace_data() {
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value"); // JSON; empty removes the field
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char* name, const char* pointer, const char* value, const char* part) {
        QTest::newRow(name) << QByteArray(pointer) << QByteArray(value) << QByteArray(part);
    };
    row("no version", "/schema_version", "", "no Headroom run");
    row("version of tomorrow", "/schema_version", "2", "reads up to version 1");
    row("version as text", "/schema_version", "\"1\"", "schema_version is not a whole number");
    row("no context", "/context", "", "context is missing");
    row("context a list", "/context", "[]", "context is not an object");
    row("host a number", "/context/host", "5", "context.host is not a text");
    row("commit a number", "/context/headroom_commit", "5", "context.headroom_commit is not a text");
    row("roof type", "/context/roofs/0/dtype", "\"f64\"",
        "context.roofs[0].dtype has the unknown value \"f64\"");
    row("rows an object", "/measurements", "{}", "measurements is not a list");
    row("row a number", "/measurements/1", "7", "measurements[1] is not an object");
    row("no median", "/measurements/1/time/median_s", "", "measurements[1].time.median_s is missing");
    row("negative time", "/measurements/1/time/min_s", "-1",
        "measurements[1].time.min_s is not a number of at least 0");
    row("median 0", "/measurements/0/time/median_s", "0", "measurements[0].time.median_s is not above 0");
    row("huge k", "/measurements/0/point/k", "1e30", "measurements[0].point.k is not a whole number");
    row("hidden 0", "/measurements/0/point/hidden", "0",
        "measurements[0].point.hidden is not a whole number from 1");
    row("unknown flag", "/measurements/0/flags", "\"hot\"", "measurements[0].flags has the unknown value");
    row("unknown status", "/measurements/0/status", "\"fine\"",
        "measurements[0].status has the unknown value");
    row("ratio text", "/spec/ratios/2", "\"x\"", "spec.ratios[2] is not a whole number");
    row("points none", "/spec/points_per_curve", "0", "spec.points_per_curve is not a whole number from 1");
    row("64 bits exceeded", "/spec/heads", "18446744073709551615", "spec.heads is not a whole number");
}

void TestRunFile::malformedIsRefusedWithThePlace() {
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, part);
    Json document = Json::parse(toJson(testing::fullRun()));
    const Json::json_pointer place(pointer.toStdString());
    QVERIFY(document.contains(place));
    if (value.isEmpty())
        document[place.parent_pointer()].erase(place.back());
    else
        document[place] = Json::parse(value.toStdString());
    const Result<Run> read = runFromJson(document.dump());
    QVERIFY(!read);
    const QByteArray reason = QByteArray::fromStdString(read.error().reason);
    QVERIFY2(reason.contains(part), reason.constData());
}

void TestRunFile::cutShortIsRefusedEverywhere() {
    const std::string text = toJson(testing::fullRun());
    for (std::size_t length = 0; length + 2 < text.size(); length += 13)
        QVERIFY(!runFromJson(std::string_view(text).substr(0, length)));
}

void TestRunFile::badFilesAreRefused() {
    const auto reasonFor = [](const QString& path) {
        const Result<Run> run = readRunFile(path.toStdString());
        return run ? QByteArray() : QByteArray::fromStdString(run.error().reason);
    };
    const QString empty = m_folder.filePath(QStringLiteral("empty.headroom.json"));
    writeFile(empty, {});
    QVERIFY2(reasonFor(empty).contains("it is empty"), reasonFor(empty).constData());
    QVERIFY(reasonFor(empty).contains("empty.headroom.json"));
    const QString picture = m_folder.filePath(QStringLiteral("picture.json"));
    writeFile(picture, QByteArray("\x89PNG\r\n\x1a\n\0\0", 10));
    QVERIFY(reasonFor(picture).contains("not valid JSON"));
    QVERIFY(reasonFor(m_folder.filePath(QStringLiteral("missing"))).contains("no such file"));
    QVERIFY(reasonFor(m_folder.path()).contains("not a file"));
    const QString deep = m_folder.filePath(QStringLiteral("deep.json"));
    writeFile(deep, QByteArray(100'000, '[') + QByteArray(100'000, ']'));
    QVERIFY(!reasonFor(deep).isEmpty());
}

void TestRunFile::rowsAsCsvAreTold() {
    const QString path = m_folder.filePath(QStringLiteral("rows.csv"));
    const Run run = sampleRun(sampleSpec(1));
    for (const CsvStyle style : {CsvStyle::Standard, CsvStyle::DecimalComma}) {
        writeFile(path, QByteArray::fromStdString(csvHeader(style) + '\n' + csvRows(run, style)));
        QVERIFY(
            QByteArray::fromStdString(readRunFile(path.toStdString()).error().reason)
                .endsWith(" as a run: these are rows as CSV; a run file is what --json writes, or Save in "
                          "the window."));
    }
}

void TestRunFile::aGigabyteOfZerosIsRefusedUnread() {
    const QString path = m_folder.filePath(QStringLiteral("zeros.headroom.json"));
    writeFile(path, {});
    QVERIFY(QFile::resize(path, qint64{1} << 30)); // sparse
    const Result<Run> run = readRunFile(path.toStdString());
    QVERIFY(!run);
    QVERIFY(QByteArray::fromStdString(run.error().reason).contains("1073741824 bytes"));
    QVERIFY(QFile::resize(path, 1 << 20)); // small enough to read
    QVERIFY(
        QByteArray::fromStdString(readRunFile(path.toStdString()).error().reason).contains("not valid JSON"));
}

void TestRunFile::bytesThatAreNoTextAreReplaced() {
    Run run = testing::fullRun();
    run.context.host = "caf\xe9";
    const Result<Run> read = runFromJson(toJson(run));
    QVERIFY(read);
    QCOMPARE(read->context.host, std::string("caf\xef\xbf\xbd"));
}

HEADROOM_TEST(TestRunFile, Nothing)

} // namespace headroom::testing::tst_run_file

#include "tst_run_file.moc"
