// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include "engine/files/exact_number.h"
#include "engine/io/csv.h"
#include "engine/io/csv_columns.h"

#include "engine/sweep/sweep_plan.h"

#include <clocale>
#include <cmath>
#include <limits>

namespace headroom::testing::tst_csv {

namespace {

/// One row of each kind: measured, with an awkward text, and failed.
Run goldenRun() {
    Run run;
    run.spec = testing::sampleSpec();
    run.context = testing::sampleContext("20260102T030405Z-00000001");
    const SweepPlan plan = makePlan(run.spec);
    run.measurements = {
        testing::sampleMeasurement(plan.points[0], 93.75), testing::sampleMeasurement(plan.points[9], 131.5),
        testing::failedMeasurement(plan.points[20], Status::CheckFailed, "Wrong, \"very\" wrong")};
    run.measurements[1].smClockMhz = 1980.5;
    run.measurements[1].flags = Flags(Flag::ClockLow) | Flag::CapHit;
    run.measurements[1].kernel = "kernel<a, b>";
    run.name = "before at night";
    return run;
}

/// Fields of one line as RFC 4180 reads them.
QStringList fields(const QString& line) {
    QStringList result{QString()};
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (quoted && c == QLatin1Char('"') && i + 1 < line.size() && line[i + 1] == c)
            result.back() += line[++i];
        else if (c == QLatin1Char('"'))
            quoted = !quoted;
        else if (c == QLatin1Char(',') && !quoted)
            result.append(QString());
        else
            result.back() += c;
    }
    return result;
}

/// The fields of a line, by the names of their columns.
QMap<QString, QString> cells(const std::string& line) {
    const QStringList names = fields(QString::fromStdString(csvHeader()));
    const QStringList values = fields(QString::fromStdString(line));
    QMap<QString, QString> result;
    for (qsizetype i = 0; i < std::min(names.size(), values.size()); ++i)
        result.insert(names[i], values[i]);
    return result;
}

const QStringList kTexts{QStringLiteral("run_id"),         QStringLiteral("kernel"),
                         QStringLiteral("reason"),         QStringLiteral("device"),
                         QStringLiteral("backend"),        QStringLiteral("library_version"),
                         QStringLiteral("driver_version"), QStringLiteral("host"),
                         QStringLiteral("timestamp_utc"),  QStringLiteral("headroom_version"),
                         QStringLiteral("device_id"),      QStringLiteral("run_name"),
                         QStringLiteral("model")};

} // namespace

class TestCsv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headerIsTheContract();
    void manualNamesEveryColumn();
    void rowsNameTheirDevice();
    void matchesTheGoldenFile();
    void isTheSameUnderACommaLocale();
    void spreadsheetsGetSemicolonsAndCommas();
    void everyRowHasEveryColumn();
    void awkwardTextsAreQuoted();
    void formulasStayTexts_data();
    void formulasStayTexts();
    void failedRowsHaveNoTimes();
    void whatIsNotKnownIsEmpty();
    void numbersReadBack();
};

void TestCsv::headerIsTheContract() {
    QCOMPARE(
        csvHeader(),
        std::string(
            "run_id,operation,mode,ratio,hidden,heads,head_dim,seq,batch,dtype,layout,algorithm,"
            "gemm_batch,m,n,k,flop,time_median_s,time_min_s,time_q1_s,time_q3_s,calls,"
            "throughput_tflops,throughput_low_tflops,throughput_high_tflops,roof_tflops,kernel,"
            "sm_clock_mhz,status,reason,flags,regime,device,backend,library_version,driver_version,"
            "host,timestamp_utc,headroom_version,device_id,run_name,pass,kv_heads,value_dim,ffn,vocab,kv_seq,"
            "tensor_parallel,per_layer,per_model,model,label"));
}

void TestCsv::manualNamesEveryColumn() {
    QFile page(QStringLiteral(HEADROOM_SOURCE "/resources/manual/files.md"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(page.readAll());
    const qsizetype table = text.indexOf(QStringLiteral("| columns | meaning |"));
    QVERIFY(table >= 0);
    QStringList named;
    for (const QString& line :
         text.mid(table, text.indexOf(QStringLiteral("\n\n"), table) - table).split(QLatin1Char('\n'))) {
        static const QRegularExpression word(QStringLiteral("`([^`]+)`"));
        const QString cell = line.section(QStringLiteral(" | "), 0, 0);
        for (auto match = word.globalMatch(cell); match.hasNext();)
            named << match.next().captured(1);
    }
    QStringList columns;
    for (const CsvColumn& column : csvColumns())
        columns << QString::fromUtf8(column.name.data(), qsizetype(column.name.size()));
    QCOMPARE(named, columns);
}

void TestCsv::rowsNameTheirDevice() {
    Run run = goldenRun();
    run.context.deviceId = "cuda:all";
    run.measurements[1].deviceId = "cuda:3";
    run.measurements[2].deviceId.clear(); // as rows of older files
    QCOMPARE(cells(csvRow(run, run.measurements[1])).value(QStringLiteral("device_id")),
             QStringLiteral("cuda:3"));
    QCOMPARE(cells(csvRow(run, run.measurements[2])).value(QStringLiteral("device_id")),
             QStringLiteral("cuda:all"));
}

void TestCsv::matchesTheGoldenFile() {
    QFile golden(QStringLiteral(HEADROOM_GOLDEN_CSV));
    QVERIFY(golden.open(QIODevice::ReadOnly));
    QCOMPARE(QByteArray::fromStdString(toCsv(goldenRun())), golden.readAll());
}

void TestCsv::isTheSameUnderACommaLocale() {
    const std::string expected = toCsv(goldenRun());
    // The locale is compiled here, so that the test does not depend on what the machine has installed.
    QTemporaryDir folder;
    QProcess localedef;
    localedef.start(QStringLiteral("localedef"),
                    {QStringLiteral("-i"), QStringLiteral("de_DE"), QStringLiteral("-f"),
                     QStringLiteral("UTF-8"), folder.filePath(QStringLiteral("comma"))});
    QVERIFY2(localedef.waitForFinished(60000),
             "localedef did not end; is the package \"locales\" installed?");
    qputenv("LOCPATH", folder.path().toLocal8Bit());
    QVERIFY2(std::setlocale(LC_ALL, "comma"),
             "localedef made no locale; is the package \"locales\" installed?");
    QCOMPARE(QByteArray(std::localeconv()->decimal_point), QByteArray(","));
    const std::string found = toCsv(goldenRun());
    std::setlocale(LC_ALL, "C");
    qunsetenv("LOCPATH");
    QCOMPARE(found, expected);
}

void TestCsv::spreadsheetsGetSemicolonsAndCommas() {
    Run run = goldenRun();
    run.measurements[1].kernel = "gemm; 1.5 \"fast\"";
    const std::string row = csvRow(run, run.measurements[1], CsvStyle::DecimalComma);
    QVERIFY(row.find(";\"gemm; 1.5 \"\"fast\"\"\";") != std::string::npos); // a text stays as it is
    run.measurements[1].kernel = "a, b";
    QVERIFY(csvRow(run, run.measurements[1], CsvStyle::DecimalComma).find(";a, b;") != std::string::npos);
    // Otherwise the same cells.
    const QStringList plain =
        QString::fromStdString(csvRow(run, run.measurements[0])).split(QLatin1Char(','));
    const QStringList names = QString::fromStdString(csvHeader()).split(QLatin1Char(','));
    const QStringList comma = QString::fromStdString(csvRow(run, run.measurements[0], CsvStyle::DecimalComma))
                                  .split(QLatin1Char(';'));
    QCOMPARE(QString::fromStdString(csvHeader(CsvStyle::DecimalComma)).split(QLatin1Char(';')), names);
    QCOMPARE(comma.size(), plain.size());
    for (qsizetype i = 0; i < plain.size(); ++i) {
        QString expected = plain[i];
        if (!csvColumns()[static_cast<std::size_t>(i)].isText)
            expected.replace(QLatin1Char('.'), QLatin1Char(','));
        QCOMPARE(comma[i], expected);
    }
}

void TestCsv::everyRowHasEveryColumn() {
    const QStringList lines = QString::fromStdString(toCsv(goldenRun())).split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 5); // header, three rows, nothing after the last line's end
    QVERIFY(lines.back().isEmpty());
    for (int i = 0; i < 4; ++i)
        QCOMPARE(fields(lines[i]).size(), qsizetype(csvColumns().size()));
}

void TestCsv::awkwardTextsAreQuoted() {
    Run run = goldenRun();
    run.measurements[2].reason = "line one\nline \"two\", end";
    const QStringList lines = QString::fromStdString(toCsv(run)).split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 5);
    QCOMPARE(cells(lines[2].toStdString()).value(QStringLiteral("kernel")), QStringLiteral("kernel<a, b>"));
    QCOMPARE(cells(lines[3].toStdString()).value(QStringLiteral("reason")),
             QStringLiteral("line one line \"two\", end"));
}

void TestCsv::formulasStayTexts_data() {
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QString>("cell");
    QTest::newRow("formula") << QByteArray("=1+1") << QStringLiteral("'=1+1");
    QTest::newRow("quoted formula") << QByteArray("=HYPERLINK(\"http://x\",\"y\")")
                                    << QStringLiteral("'=HYPERLINK(\"http://x\",\"y\")");
    QTest::newRow("plus") << QByteArray("+1") << QStringLiteral("'+1");
    QTest::newRow("minus") << QByteArray("-2+3") << QStringLiteral("'-2+3");
    QTest::newRow("at") << QByteArray("@SUM(A1)") << QStringLiteral("'@SUM(A1)");
    QTest::newRow("after a tab") << QByteArray("\t=1") << QStringLiteral("' =1");
    QTest::newRow("after a line end") << QByteArray("\n=1") << QStringLiteral("' =1");
    QTest::newRow("after a return") << QByteArray("\r=1") << QStringLiteral("\uFFFD=1");
    QTest::newRow("inside") << QByteArray("a=1, b-2") << QStringLiteral("a=1, b-2");
    QTest::newRow("escape") << QByteArray("\x1b[2J") << QStringLiteral("\uFFFD[2J");
}

void TestCsv::formulasStayTexts() {
    QFETCH(QByteArray, given);
    QFETCH(QString, cell);
    Run run = goldenRun();
    const std::string text = given.toStdString();
    RunContext& context = run.context;
    Measurement& first = run.measurements[0];
    for (std::string* field : {&context.runId, &context.device, &context.backend, &context.libraryVersion,
                               &context.driverVersion, &context.host, &context.headroomVersion, &first.kernel,
                               &first.reason, &first.timestampUtc, &first.deviceId, &run.name})
        *field = text;
    run.spec.budget.emplace().model.name = text;
    const auto row = cells(csvRow(run, run.measurements[0]));
    QCOMPARE(row.size(), qsizetype(csvColumns().size()));
    for (const QString& column : kTexts)
        QCOMPARE(row[column], cell);
    bool isNumber = false;
    QVERIFY(row[QStringLiteral("time_median_s")].toDouble(&isNumber) > 0 && isNumber); // stays as it is
}

void TestCsv::failedRowsHaveNoTimes() {
    const auto row = cells(csvRow(goldenRun(), goldenRun().measurements[2]));
    for (const char* column : {"time_median_s", "time_min_s", "time_q1_s", "time_q3_s", "throughput_tflops",
                               "throughput_low_tflops", "throughput_high_tflops"})
        QVERIFY2(row[QLatin1String(column)].isEmpty(), column);
    QCOMPARE(row[QStringLiteral("status")], QStringLiteral("check-failed"));
}

/// As of figures read off a picture: a zero would be read as a figure.
void TestCsv::whatIsNotKnownIsEmpty() {
    const Run golden = goldenRun();
    Measurement published = golden.measurements[0];
    published.time = {};
    published.time.medianS = 0.002;
    const auto row = cells(csvRow(golden, published));
    QCOMPARE(row[QStringLiteral("status")], QStringLiteral("ok"));
    for (const char* column : {"time_median_s", "throughput_tflops"})
        QVERIFY2(row[QLatin1String(column)].toDouble() > 0, column);
    for (const char* column :
         {"time_min_s", "time_q1_s", "time_q3_s", "throughput_low_tflops", "throughput_high_tflops"})
        QVERIFY2(row[QLatin1String(column)].isEmpty(), column);
}

void TestCsv::numbersReadBack() {
    for (const double value : {0.0, 1.0, 0.1, 1e-300, 123456789012345680.0, 1.0 / 3, 5e-324})
        QCOMPARE(QByteArray::fromStdString(exactNumber(value)).toDouble(), value);
    QCOMPARE(exactNumber(std::nan("")), std::string());
    QCOMPARE(exactNumber(std::numeric_limits<double>::infinity()), std::string());
}

HEADROOM_TEST(TestCsv, Nothing)

} // namespace headroom::testing::tst_csv

#include "tst_csv.moc"
