// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/growing_parts.h"
#include "tests/support/test_program.h"

#include "engine/files/limits.h"
#include "engine/io/part_folder.h"

#include <algorithm>
#include <memory>

namespace headroom::testing::tst_part_folder {

namespace {

std::vector<Measurement> sorted(std::vector<Measurement> rows) {
    std::ranges::sort(rows, {}, [](const Measurement& row) { return row.point.index; });
    return rows;
}

} // namespace

/// Parts of a sweep that grow while a folder is looked at.
class TestPartFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_parts = std::make_unique<GrowingParts>(m_folder->path());
        m_followed = std::make_unique<PartFolder>(m_folder->path().toStdString());
    }
    void partsGrowIntoTheWhole();
    void onlyWhatIsNewIsNews();
    void aLineWithoutItsEndIsNoFault();
    void aKilledPartGoesOn();
    void aRunningProgramsPartIsNotFinished();
    void runFileAndJournalAreOnePart();
    void whatMergeWroteBelongsToItsParts();
    void otherPlansAreRunsOfTheirOwn();
    void wholeRunsAreNotMixed();
    void aBrokenFileSpoilsNothing();
    void otherPointsAreLeftOut();
    void zerosAreReadAgain();
    void thereMustBeAFolder();
    void tooMuchIsRefused();

private:
    const PartedRun& look() {
        const Outcome looked = m_followed->look();
        if (!looked)
            qFatal("%s", looked.error().reason.c_str());
        return m_followed->at(0);
    }
    QByteArray fault() const {
        return m_followed->faults().empty() ? QByteArray()
                                            : QByteArray::fromStdString(m_followed->faults().front());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<GrowingParts> m_parts;
    std::unique_ptr<PartFolder> m_followed;
};

void TestPartFolder::partsGrowIntoTheWhole() {
    QVERIFY(m_followed->look());
    QCOMPARE(m_followed->count(), std::size_t{0});
    m_parts->writeJournal(1, 0);
    const PartedRun& parted = look();
    QCOMPARE(parted.run.measurements.size(), std::size_t{0});
    QCOMPARE(parted.planned, m_parts->whole().measurements.size());
    QCOMPARE(parted.parts, std::size_t{1});
    QCOMPARE(parted.allParts, std::size_t{4});
    std::vector<Run> all;
    for (const int number : {1, 4, 3, 2}) {
        m_parts->writeJournal(number, 2);
        look();
        QVERIFY(!parted.isWhole());
        for (std::size_t row = 2; row < m_parts->sizeOf(number); ++row)
            m_parts->append(number, row);
        look();
        all.push_back(m_parts->part(number));
        QCOMPARE(parted.finished, all.size());
    }
    std::ranges::sort(all, {}, [](const Run& run) { return run.context.runId; });
    QVERIFY(parted.isWhole());
    QCOMPARE(m_followed->count(), std::size_t{1});
    const Result<Run> merged = mergeRuns(all);
    QVERIFY(merged);
    QCOMPARE(sorted(parted.run.measurements), sorted(merged->measurements));
    QVERIFY(parted.run.spec == merged->spec);
    QVERIFY(parted.run.context == merged->context);
    QVERIFY(parted.run.name.empty());
    QVERIFY(checkRun(parted.run));
}

void TestPartFolder::onlyWhatIsNewIsNews() {
    m_parts->writeJournal(1, 3);
    QCOMPARE(look().news, (std::vector<std::size_t>{0, 1, 2}));
    QVERIFY(look().news.empty());
    m_parts->writeJournal(2, 1);
    m_parts->append(1, 3);
    const PartedRun& parted = look();
    QCOMPARE(parted.news, (std::vector<std::size_t>{3, 4})); // rows that are there do not move
    QCOMPARE(parted.run.measurements[3], m_parts->part(1).measurements[3]);
    // A second visit takes the first one's place.
    Measurement again = m_parts->part(2).measurements[0];
    again.visits = 2;
    again.timestampUtc = "2027-01-01T00:00:00Z";
    m_parts->appendText(GrowingParts::journalOf(2), measurementToJson(again) + '\n');
    look();
    QCOMPARE(parted.news, (std::vector<std::size_t>{4}));
    QCOMPARE(parted.run.measurements[4], again);
    QCOMPARE(parted.run.measurements.size(), std::size_t{5});
}

void TestPartFolder::aLineWithoutItsEndIsNoFault() {
    const std::string row = measurementToJson(m_parts->part(1).measurements[2]) + '\n';
    m_parts->writeJournal(1, 2, row.substr(0, 40));
    QCOMPARE(look().run.measurements.size(), std::size_t{2});
    QCOMPARE(fault(), QByteArray());
    m_parts->appendText(GrowingParts::journalOf(1), row.substr(40));
    QCOMPARE(look().run.measurements.size(), std::size_t{3});
    QCOMPARE(fault(), QByteArray());
}

void TestPartFolder::aKilledPartGoesOn() {
    m_parts->writeJournal(1, 3, R"({"point":{"ind)");
    look();
    // As Journal does that goes on: another file in its place.
    QVERIFY(QFile::rename(m_parts->at(GrowingParts::journalOf(1)), m_parts->at(QStringLiteral("old"))));
    m_parts->writeJournal(1, 3);
    QVERIFY(look().news.empty());
    m_parts->append(1, 3);
    const PartedRun& parted = look();
    QCOMPARE(parted.news, (std::vector<std::size_t>{3}));
    QCOMPARE(parted.run.measurements, m_parts->part(1, 4).measurements);
    QCOMPARE(fault(), QByteArray());
    // Where nothing can be renamed, in the same file.
    m_parts->appendText(GrowingParts::journalOf(1), R"({"point":{"ind)");
    look();
    m_parts->writeJournal(1, 6);
    QCOMPARE(look().run.measurements, m_parts->part(1, 6).measurements);
    QCOMPARE(fault(), QByteArray());
}

void TestPartFolder::aRunningProgramsPartIsNotFinished() {
    const std::filesystem::path journal = m_parts->at(GrowingParts::journalOf(1)).toStdString();
    JournalFolder writer(m_folder->path().toStdString());
    QVERIFY(writer.claim(journal));
    m_parts->writeJournal(1, m_parts->sizeOf(1));
    QCOMPARE(look().finished, std::size_t{0}); // there may be another visit to come
    writer.release(journal);
    QCOMPARE(look().finished, std::size_t{1});
}

void TestPartFolder::runFileAndJournalAreOnePart() {
    m_parts->writeJournal(2, m_parts->sizeOf(2));
    QVERIFY(writeRunFile(m_parts->at(QStringLiteral("part2.headroom.json")).toStdString(), m_parts->part(2)));
    const PartedRun& parted = look();
    QCOMPARE(m_followed->count(), std::size_t{1});
    QCOMPARE(parted.parts, std::size_t{1});
    QCOMPARE(parted.run.measurements.size(), m_parts->sizeOf(2));
}

void TestPartFolder::whatMergeWroteBelongsToItsParts() {
    std::vector<Run> all;
    for (int number = 1; number <= 4; ++number) {
        m_parts->writeJournal(number, m_parts->sizeOf(number));
        all.push_back(m_parts->part(number));
    }
    const Result<Run> merged = mergeRuns(all);
    QVERIFY(merged && writeRunFile(m_parts->at(QStringLiteral("all.headroom.json")).toStdString(), *merged));
    QVERIFY(look().isWhole());
    QCOMPARE(m_followed->count(), std::size_t{1});
    QCOMPARE(m_followed->at(0).run.measurements.size(), m_parts->whole().measurements.size());
}

void TestPartFolder::otherPlansAreRunsOfTheirOwn() {
    SweepSpec spec = sampleSpec(4);
    spec.seq *= 2;
    GrowingParts others(m_folder->path(), 4, spec);
    m_parts->writeJournal(1, 2);
    others.writeJournal(2, 3);
    Run elsewhere = m_parts->part(3);
    elsewhere.context.device = "NVIDIA H100";
    QVERIFY(writeRunFile(m_parts->at(QStringLiteral("x.headroom.json")).toStdString(), elsewhere));
    look();
    QCOMPARE(m_followed->count(), std::size_t{3});
    QCOMPARE(m_followed->at(1).run.measurements.size(), std::size_t{3});
    QCOMPARE(fault(), QByteArray());
}

void TestPartFolder::wholeRunsAreNotMixed() {
    Run run = m_parts->whole();
    for (const char* node : {"node1", "node2"}) {
        run.context.runId = run.context.host = node;
        run.name = std::string("the ") + node;
        QVERIFY(writeRunFile(
            m_parts->at(QStringLiteral("%1.headroom.json").arg(QLatin1String(node))).toStdString(), run));
    }
    QVERIFY(look().isWhole());
    QCOMPARE(m_followed->count(), std::size_t{2});
    QVERIFY(m_followed->at(1).isWhole());
    QCOMPARE(m_followed->at(1).run.name, std::string("the node2"));
    QCOMPARE(m_followed->at(1).first.filename().string(), std::string("node2.headroom.json"));
}

void TestPartFolder::aBrokenFileSpoilsNothing() {
    m_parts->writeJournal(1, 2);
    m_parts->write(QStringLiteral("a.jsonl"), "no journal\n");
    m_parts->write(QStringLiteral("b.headroom.json"), "{");
    m_parts->write(QStringLiteral("config.json"), "{\"hidden_size\": 4096}"); // of a model
    m_parts->write(QStringLiteral("notes.txt"), "others are not looked at");
    m_parts->write(QStringLiteral("empty.jsonl"), "");
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folder.jsonl")));
    QCOMPARE(look().run.measurements.size(), std::size_t{2});
    QCOMPARE(m_followed->faults().size(), std::size_t{2});
    QVERIFY2(fault().contains("a.jsonl as a journal: it holds no measurement; line 1: "),
             fault().constData());
    QVERIFY(m_followed->faults()[1].find("b.headroom.json as a run: ") != std::string::npos);
    m_parts->append(1, 2);
    QCOMPARE(look().run.measurements.size(), std::size_t{3});
    QCOMPARE(fault(), QByteArray());                                             // told once
    m_parts->write(QStringLiteral("b.headroom.json"), toJson(m_parts->part(2))); // it was being copied
    QCOMPARE(look().parts, std::size_t{2});
}

void TestPartFolder::otherPointsAreLeftOut() {
    m_parts->writeJournal(1, 2);
    Run other = m_parts->part(2);
    other.measurements[0].point = m_parts->part(1).measurements[0].point;
    other.measurements[0].point.layer.hidden += 12;
    QVERIFY(writeRunFile(m_parts->at(QStringLiteral("z.headroom.json")).toStdString(), other));
    QCOMPARE(look().run.measurements.size(), std::size_t{2});
    QVERIFY2(fault().contains("z.headroom.json planned other points"), fault().constData());
    m_parts->append(1, 2);
    QCOMPARE(look().run.measurements.size(), std::size_t{3});
}

void TestPartFolder::zerosAreReadAgain() {
    const std::string row = measurementToJson(m_parts->part(1).measurements[2]) + '\n';
    m_parts->writeJournal(1, 2, std::string(row.size(), '\0')); // on their way over the network
    QCOMPARE(look().run.measurements.size(), std::size_t{2});
    QFile file(m_parts->at(GrowingParts::journalOf(1)));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() - qsizetype(row.size())));
    QVERIFY(file.write(QByteArray::fromStdString(row)) > 0);
    file.close();
    m_parts->append(1, 3);
    QCOMPARE(look().run.measurements, m_parts->part(1, 4).measurements);
}

void TestPartFolder::thereMustBeAFolder() {
    m_parts->writeJournal(1, 2);
    look();
    QVERIFY(QDir(m_folder->path()).removeRecursively());
    const Outcome looked = m_followed->look();
    QVERIFY(!looked);
    QVERIFY2(looked.error().reason.ends_with(" is not there."), looked.error().reason.c_str());
    QCOMPARE(m_followed->at(0).run.measurements.size(), std::size_t{2}); // what was read stays
    QVERIFY(QDir().mkpath(m_folder->path()));
    m_parts->writeJournal(1, 3);
    QCOMPARE(look().run.measurements.size(), std::size_t{3});
    const Outcome file = PartFolder(m_parts->at(GrowingParts::journalOf(1)).toStdString()).look();
    QVERIFY(!file && file.error().reason.ends_with(" is none."));
}

void TestPartFolder::tooMuchIsRefused() {
    const std::string folder = m_folder->path().toStdString();
    for (std::size_t i = 0; i <= kMaxFollowedFiles; ++i)
        QVERIFY(QFile(m_parts->at(QStringLiteral("%1.jsonl").arg(i))).open(QIODevice::WriteOnly));
    const Outcome looked = m_followed->look();
    QVERIFY(!looked);
    QVERIFY2(looked.error().reason.find("more than 4000 run files") != std::string::npos,
             looked.error().reason.c_str());
}

HEADROOM_TEST(TestPartFolder, Nothing)

} // namespace headroom::testing::tst_part_folder

#include "tst_part_folder.moc"
