// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include "engine/files/limits.h"
#include "engine/io/journal_reader.h"
#include "engine/io/run_file.h"

#include <sys/stat.h>

namespace headroom::testing::tst_journal_reader {

namespace {

std::vector<std::string> linesOf(const Run& run) {
    std::vector<std::string> lines{contextToJson(run.context), specToJson(run.spec)};
    for (const Measurement& row : run.measurements)
        lines.push_back(measurementToJson(row));
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + '\n';
    return text;
}

std::string with(std::string text, const std::string& part, const std::string& other) {
    return text.replace(text.find(part), part.size(), other);
}

} // namespace

class TestJournalReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_run = testing::sampleRun(testing::sampleSpec(2));
    }
    void aWholeJournalIsTheRun();
    void aBadLineCostsThatLine_data();
    void aBadLineCostsThatLine();
    void aNoteMayComeBeforeTheFirstRow();
    void theFirstBadLineIsToldAndAllAreCounted();
    void aCutIsALineAtMost();
    void headersMayBeLost();
    void ofTwoLinesAboutAPointTheLaterOneCounts();
    void intervalsThatStayedWideAreFlagged();
    void whatIsReadCanBeKept();
    void noRunIsRefused_data();
    void noRunIsRefused();
    void otherThanFilesAreRefused();
    void readingMayEndEarly();

private:
    std::filesystem::path write(const std::string& text) const {
        const std::string path = m_folder->filePath(QStringLiteral("x.jsonl")).toStdString();
        QFile file(QString::fromStdString(path));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(text)) < 0)
            qFatal("cannot write the journal");
        return path;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Run m_run;
};

void TestJournalReader::aWholeJournalIsTheRun() {
    const Result<RecoveredRun> read = readJournal(write(joined(linesOf(m_run))));
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QVERIFY(read->run == m_run);
    QCOMPARE(read->leftOut, std::size_t{0});
    QVERIFY(read->note().empty());
}

void TestJournalReader::aBadLineCostsThatLine_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const std::string& line, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(line) << QByteArray(reason);
    };
    const Run run = testing::sampleRun(testing::sampleSpec(2));
    const std::string good = measurementToJson(run.measurements.front());
    row("no JSON", "these are words", "not valid JSON");
    row("empty", "", "it is empty");
    row("wrong type", with(good, "\"m\":2048", "\"m\":\"2048\""), "point.m is not a whole number");
    row("out of range", with(good, "\"m\":2048", "\"m\":-1"), "point.m is not a whole number");
    row("beyond double", with(good, "\"wall_s\":0.014", "\"wall_s\":1e999"), "too large");
    row("unknown word", with(good, "\"status\":\"ok\"", "\"status\":\"fine\""), "unknown value");
    row("cut", good.substr(0, good.size() / 2), "cut short");
    RunContext other = run.context;
    other.runId += "-other";
    row("another run's context", contextToJson(other), "point is missing");
    row("a second spec", specToJson(run.spec), "point is missing");
    row("zeros", std::string(5000, '\0'), "not valid JSON");
    row("zero inside", good.substr(0, 20) + std::string(1, '\0') + good.substr(20), "not valid JSON");
    row("overlong", std::string((3 << 20) + 17, 'x'), "longer than any line");
    row("another document", "[1, 2, 3]", "is not an object");
}

void TestJournalReader::aBadLineCostsThatLine() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, reason);
    std::vector<std::string> lines = linesOf(m_run);
    lines.insert(lines.begin() + 5, line.toStdString());
    const Result<RecoveredRun> read = readJournal(write(joined(lines)));
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QVERIFY(read->run.measurements == m_run.measurements);
    QVERIFY(read->run.spec == m_run.spec);
    QCOMPARE(read->leftOut, std::size_t{1});
    const QByteArray first = QByteArray::fromStdString(read->firstLeftOut);
    QVERIFY2(first.startsWith("line 6: ") && first.contains(reason), first.constData());
    // The file that it is saved to says so too.
    QCOMPARE(read->run.context.notes.size(), m_run.context.notes.size() + 1);
    QVERIFY(QByteArray::fromStdString(read->run.context.notes.back()).startsWith("One line of its journal"));
}

/// A device that drops out before its first row is told of at once.
void TestJournalReader::aNoteMayComeBeforeTheFirstRow() {
    std::vector<std::string> lines = linesOf(m_run);
    RunContext noted = m_run.context;
    noted.notes.emplace_back("cuda:3 dropped out.");
    lines.insert(lines.begin() + 2, journalHeadToJson(noted));
    const Result<RecoveredRun> read = readJournal(write(joined(lines)));
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QCOMPARE(read->leftOut, std::size_t{0});
    QVERIFY(read->run.context == noted);
    QVERIFY(read->run.measurements == m_run.measurements);
    lines.resize(3); // and killed then
    const Result<RecoveredRun> begun = readJournal(write(joined(lines)));
    QVERIFY(!begun);
    const QByteArray reason = QByteArray::fromStdString(begun.error().reason);
    QVERIFY2(reason.contains("it ends before the first measurement"), reason.constData());
}

void TestJournalReader::theFirstBadLineIsToldAndAllAreCounted() {
    std::vector<std::string> lines = linesOf(m_run);
    lines[3] = "first";
    lines[6] = "second";
    lines.push_back("third, without an end");
    std::string text = joined(lines);
    text.pop_back();
    const Result<RecoveredRun> read = readJournal(write(text));
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QCOMPARE(read->run.measurements.size(), m_run.measurements.size() - 2);
    QCOMPARE(read->leftOut, std::size_t{3});
    const QByteArray note = QByteArray::fromStdString(read->note());
    QVERIFY2(
        note.startsWith("3 lines of its journal could not be read and are left out, the first is line 4: "),
        note.constData());
}

void TestJournalReader::aCutIsALineAtMost() {
    const std::vector<std::string> lines = linesOf(m_run);
    const std::string text = joined(lines);
    const std::size_t begin = text.size() - lines.back().size() - 1; // of the last line
    for (std::size_t length = begin; length <= text.size(); length += length + 1 < text.size() ? 23 : 1) {
        const std::size_t size = std::min(length, text.size());
        const Result<RecoveredRun> read = readJournal(write(text.substr(0, size)));
        QVERIFY2(read, read ? "" : read.error().reason.c_str());
        const bool whole = size >= text.size() - 1; // the end of the line is no part of it
        QCOMPARE(read->run.measurements.size(), m_run.measurements.size() - (whole ? 0 : 1));
        QCOMPARE(read->leftOut, std::size_t(whole || size == begin ? 0 : 1));
    }
}

void TestJournalReader::headersMayBeLost() {
    std::vector<std::string> lines = linesOf(m_run);
    lines[0] = lines[0].substr(0, 30);
    lines[1] = std::string(100, '\0');
    const Result<RecoveredRun> read = readJournal(write(joined(lines)));
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QVERIFY(read->run.measurements == m_run.measurements);
    QCOMPARE(read->leftOut, std::size_t{2});
    QVERIFY(QByteArray::fromStdString(read->firstLeftOut).startsWith("line 1: "));
    QCOMPARE(read->run.spec.heads, m_run.spec.heads);
    QCOMPARE(read->run.spec.ratios, m_run.spec.ratios);
    QCOMPARE(read->run.spec.seq, m_run.spec.seq);
    QCOMPARE(read->run.spec.type, m_run.spec.type);
    QCOMPARE(read->run.context.runId, std::string("x"));
    QCOMPARE(read->run.context.startedUtc, m_run.measurements.front().timestampUtc);
}

/// A run file has each point once.
void TestJournalReader::ofTwoLinesAboutAPointTheLaterOneCounts() {
    std::vector<std::string> lines = linesOf(m_run);
    Measurement again = m_run.measurements[1];
    again.time.calls += 7;
    lines.push_back(measurementToJson(again));
    Measurement other = m_run.measurements[2];
    other.point.index = again.point.index;
    lines.push_back(measurementToJson(other));
    const Result<RecoveredRun> read = readJournal(write(joined(lines)));
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QCOMPARE(read->run.measurements.size(), m_run.measurements.size());
    QVERIFY(read->run.measurements[1] == again);
    QCOMPARE(read->leftOut, std::size_t{1});
    QVERIFY(read->firstLeftOut.find("not the one that was there under its number") != std::string::npos);
}

void TestJournalReader::intervalsThatStayedWideAreFlagged() {
    // As they stand in a journal whose program was killed before their last visit.
    Measurement& row = m_run.measurements.front();
    row.status = Status::Ok;
    row.flags = {};
    row.visitTimes = {{row.time.medianS, 0, true}};
    row.time.lowS = 0.9 * row.time.medianS;
    row.time.highS = 1.1 * row.time.medianS;
    QVERIFY(m_run.spec.precision < 0.05);
    Result<RecoveredRun> read = readJournal(write(joined(linesOf(m_run))));
    QVERIFY(read && read->run.measurements.front().flags == Flags(Flag::IntervalWide));
    row.time.lowS = row.time.highS = row.time.medianS;
    read = readJournal(write(joined(linesOf(m_run))));
    QVERIFY(read && read->run.measurements.front().flags.empty());
}

void TestJournalReader::whatIsReadCanBeKept() {
    std::vector<std::string> lines = linesOf(m_run);
    // As many notes as a run may have, and a line that is left out, which is no reason for one more.
    RunContext context = m_run.context;
    context.notes.assign(kMaxNotes, "A note.");
    lines[0] = contextToJson(context);
    lines.insert(lines.begin() + 4, "{");
    const Result<RecoveredRun> read = readJournal(write(joined(lines)));
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QCOMPARE(read->leftOut, std::size_t{1});
    QVERIFY(runFromJson(toJson(read->run)));

    // Rows of which no spec could be made that this program plans.
    Measurement row = m_run.measurements.front();
    row.point.layer.heads = std::int64_t{1} << 29;
    const Result<RecoveredRun> none = readJournal(write(measurementToJson(row) + '\n'));
    QVERIFY(!none);
    QVERIFY2(none.error().reason.find("no run that could be kept: spec: ") != std::string::npos,
             none.error().reason.c_str());
}

void TestJournalReader::noRunIsRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("reason");
    const Run run = testing::sampleRun(testing::sampleSpec(2));
    QTest::newRow("0 bytes") << QByteArray() << QByteArray("it is empty");
    QTest::newRow("headers alone") << QByteArray::fromStdString(
                                          joined({contextToJson(run.context), specToJson(run.spec)}))
                                   << QByteArray("ends before the first measurement");
    QTest::newRow("foreign") << QByteArray("{\"event\": 1}\n{\"event\": 2}\n")
                             << QByteArray("no measurement; line 1: run_id is missing");
    QTest::newRow("a run file") << QByteArray::fromStdString(toJson(run))
                                << QByteArray("it is a run file, and no journal");
    QTest::newRow("zeros") << QByteArray(100'000, '\0') << QByteArray("no measurement");
}

void TestJournalReader::noRunIsRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, reason);
    const std::filesystem::path path = write(text.toStdString());
    const Result<RecoveredRun> read = readJournal(path);
    QVERIFY(!read);
    const QByteArray told = QByteArray::fromStdString(read.error().reason);
    QVERIFY2(told.contains(reason) && told.contains(path.c_str()), told.constData());
}

void TestJournalReader::otherThanFilesAreRefused() {
    const std::string pipe = m_folder->filePath(QStringLiteral("pipe.jsonl")).toStdString();
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    for (const std::string& path : {pipe, std::string("/dev/zero"), m_folder->path().toStdString()}) {
        const Result<RecoveredRun> read = readJournal(path); // and nobody waits for the pipe
        QVERIFY(!read);
        QVERIFY2(QByteArray::fromStdString(read.error().reason).contains("it is not a file"),
                 read.error().reason.c_str());
    }
    QVERIFY(!readJournal(m_folder->filePath(QStringLiteral("missing.jsonl")).toStdString()));
    const std::string huge = m_folder->filePath(QStringLiteral("huge.jsonl")).toStdString();
    QVERIFY(QFile(QString::fromStdString(huge)).open(QIODevice::WriteOnly));
    std::filesystem::resize_file(huge, std::uintmax_t{1} << 40); // of holes
    QVERIFY(QByteArray::fromStdString(readJournal(huge).error().reason).contains("more than any journal"));
}

void TestJournalReader::readingMayEndEarly() {
    std::vector<std::string> lines = linesOf(m_run);
    lines.emplace_back("never looked at");
    const Result<RecoveredRun> read = readJournal(write(joined(lines)), 1);
    QVERIFY(read);
    QCOMPARE(read->run.measurements.size(), std::size_t{1});
    QCOMPARE(read->leftOut, std::size_t{0});
}

HEADROOM_TEST(TestJournalReader, Nothing)

} // namespace headroom::testing::tst_journal_reader

#include "tst_journal_reader.moc"
