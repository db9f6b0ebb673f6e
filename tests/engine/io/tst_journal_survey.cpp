// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include "engine/io/journal_survey.h"
#include "engine/io/run_file.h"

namespace headroom::testing::tst_journal_survey {

using namespace std::chrono_literals;

class TestJournalSurvey : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_path = m_temporary->filePath(QStringLiteral("journal")).toStdString();
        QVERIFY(std::filesystem::create_directory(m_path));
    }
    void offersWhatWasLeftBehindNewestFirst();
    void leavesAloneWhatRuns();
    void twoProgramsDoNotTakeOneJournal();
    void leavesAloneWhatItCannotRead();
    void aPipeIsNotWaitedFor();
    void namesTheBrokenOnceAndSetsThemAside();
    void oldOnesEndOnceTheyWereOffered();
    void tooManyEndOnceTheyWereOffered();
    void whatRunsNeverEnds();
    void whatWasSetAsideEnds();
    void linksAreNoJournals();
    void noFolderIsNoJournal();
    void newerOnesAreToldOnceAndStay();

private:
    std::filesystem::path write(const std::string& name, const QByteArray& text) const {
        const std::filesystem::path path = m_path / name;
        QFile file(QString::fromStdString(path.string()));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("cannot write the journal");
        return path;
    }
    /// One that a program left behind.
    std::filesystem::path writeSound(const std::string& id) const {
        Run run = testing::sampleRun(testing::sampleSpec(2));
        run.context.runId = id;
        return write(id + ".jsonl",
                     QByteArray::fromStdString(contextToJson(run.context) + '\n' + specToJson(run.spec) +
                                               '\n' + measurementToJson(run.measurements.front()) + '\n'));
    }
    JournalSurvey survey(std::chrono::system_clock::duration later = 0s) const {
        JournalFolder anew(m_path);
        return surveyJournals(anew, std::chrono::system_clock::now() + later);
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::filesystem::path m_path;
};

using Paths = std::vector<std::filesystem::path>;

void TestJournalSurvey::offersWhatWasLeftBehindNewestFirst() {
    const auto older = writeSound("20260101T000000Z-1");
    const auto newer = writeSound("20260102T000000Z-1");
    for (int start = 0; start < 2; ++start) { // again at each start
        const JournalSurvey found = survey();
        QCOMPARE(found.paths(JournalState::LeftBehind), (Paths{newer, older}));
        QCOMPARE(found.journals.size(), std::size_t{2});
        QCOMPARE(found.ended, std::size_t{0});
        QVERIFY(found.setAsideNote().empty());
        QVERIFY(found.endedNote().empty());
    }
}

void TestJournalSurvey::leavesAloneWhatRuns() {
    JournalFolder other(m_path);
    const auto running = m_path / "running.jsonl";
    QVERIFY(other.claim(running));
    write("running.jsonl", {}); // nothing measured yet
    const JournalSurvey found = survey();
    QCOMPARE(found.paths(JournalState::InUse), Paths{running});
    QCOMPARE(found.journals.size(), std::size_t{1});
    QVERIFY(std::filesystem::exists(running));
}

void TestJournalSurvey::twoProgramsDoNotTakeOneJournal() {
    const auto journal = writeSound("one");
    const auto second = writeSound("two");
    JournalFolder a(m_path);
    auto b = std::make_unique<JournalFolder>(m_path);
    QVERIFY(a.claim(journal));
    QVERIFY(!a.claim(journal)); // twice in one program neither
    QVERIFY(!b->claim(journal));
    QVERIFY(b->isClaimed(journal));
    QVERIFY(b->claim(second));
    QVERIFY(a.isClaimed(second));
    b->release(journal); // not its own to give back
    QVERIFY(JournalFolder(m_path).isClaimed(journal));
    a.release(journal);
    QVERIFY(b->claim(journal));
    b.reset(); // its program ends
    QVERIFY(a.claim(journal));
    QVERIFY(a.claim(second));
}

void TestJournalSurvey::leavesAloneWhatItCannotRead() {
    const auto journal = writeSound("closed");
    ::chmod(journal.c_str(), 0);
    const bool isRoot = ::geteuid() == 0;
    if (isRoot) { // who may read all
        for (const auto& folder : {m_path, m_path.parent_path()})
            ::chmod(folder.c_str(), 0777);
        QCOMPARE(::seteuid(65534), 0);
    }
    const JournalSurvey found = survey();
    if (isRoot)
        QCOMPARE(::seteuid(0), 0);
    QCOMPARE(found.paths(JournalState::Unreadable), Paths{journal});
    QVERIFY2(found.journals.front().reason.find(journal.string() + ": Permission denied.") !=
                 std::string::npos,
             found.journals.front().reason.c_str());
    QVERIFY(found.setAsideNote().empty());
    QVERIFY(QByteArray::fromStdString(found.unreadableNote()).endsWith(": Permission denied. It stays."));
    ::chmod(journal.c_str(), 0600);
    QCOMPARE(survey().paths(JournalState::LeftBehind), Paths{journal});
}

void TestJournalSurvey::aPipeIsNotWaitedFor() {
    const auto journal = writeSound("one");
    QCOMPARE(::mkfifo((m_path / "offered").c_str(), 0600), 0);
    QCOMPARE(survey().paths(JournalState::LeftBehind), Paths{journal});
}

void TestJournalSurvey::namesTheBrokenOnceAndSetsThemAside() {
    const auto sound = writeSound("sound");
    const std::map<std::string, QByteArray> broken{{"empty", {}},
                                                   {"foreign", "{\"a\": 1}\n"},
                                                   {"cut", "{\"run_id\": \"x"},
                                                   {"zeros", QByteArray(70'000, 0)}};
    for (const auto& [name, text] : broken)
        write(name + ".jsonl", text);
    const JournalSurvey first = survey();
    QCOMPARE(first.paths(JournalState::LeftBehind), Paths{sound});
    const Paths aside = first.paths(JournalState::Broken);
    QCOMPARE(aside.size(), broken.size());
    for (const auto& path : aside) { // as they were
        QCOMPARE(path.parent_path(), m_path / "set-aside");
        QFile file(QString::fromStdString(path.string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), broken.at(path.stem()));
    }
    for (const FoundJournal& journal : first.journals)
        QCOMPARE(journal.reason.empty(), journal.state != JournalState::Broken);
    const QByteArray note = QByteArray::fromStdString(first.setAsideNote());
    QVERIFY2(note.contains("4 journals hold no measurement") && note.contains("set-aside"), note.constData());

    QCOMPARE(survey().journals.size(), std::size_t{1}); // not named again
    write("empty.jsonl", "another of that name");
    QCOMPARE(survey().paths(JournalState::Broken), Paths{m_path / "set-aside" / "empty-2.jsonl"});
    QCOMPARE(std::filesystem::file_size(m_path / "set-aside" / "empty.jsonl"), std::uintmax_t{0});
}

void TestJournalSurvey::oldOnesEndOnceTheyWereOffered() {
    const auto journal = writeSound("a");
    QCOMPARE(survey(91 * 24h).paths(JournalState::LeftBehind), Paths{journal}); // never offered before
    QCOMPARE(survey(89 * 24h).paths(JournalState::LeftBehind), Paths{journal});
    const auto neverOffered = writeSound("b");
    const JournalSurvey found = survey(91 * 24h);
    QCOMPARE(found.paths(JournalState::LeftBehind), Paths{neverOffered});
    QCOMPARE(found.ended, std::size_t{1});
    QVERIFY(!std::filesystem::exists(journal));
    QVERIFY(QByteArray::fromStdString(found.endedNote()).contains("One journal offered earlier"));
}

void TestJournalSurvey::tooManyEndOnceTheyWereOffered() {
    const std::size_t many = kMostJournalsKept + 3;
    for (std::size_t i = 0; i < many; ++i)
        writeSound(std::to_string(1000 + i));
    QCOMPARE(survey().paths(JournalState::LeftBehind).size(), many);
    const JournalSurvey found = survey();
    QCOMPARE(found.ended, std::size_t{3});
    const Paths kept = found.paths(JournalState::LeftBehind);
    QCOMPARE(kept.size(), kMostJournalsKept);
    QCOMPARE(kept.back(), m_path / "1003.jsonl"); // the newest
    QVERIFY(!std::filesystem::exists(m_path / "1002.jsonl"));
}

void TestJournalSurvey::whatRunsNeverEnds() {
    const auto journal = writeSound("a");
    survey();
    JournalFolder other(m_path);
    QVERIFY(other.claim(journal)); // recovered, and not saved yet
    const JournalSurvey found = survey(1000 * 24h);
    QCOMPARE(found.paths(JournalState::InUse), Paths{journal});
    QCOMPARE(found.ended, std::size_t{0});
    QVERIFY(std::filesystem::exists(journal));
}

void TestJournalSurvey::whatWasSetAsideEnds() {
    write("broken.jsonl", "x");
    survey();
    const auto aside = m_path / "set-aside" / "broken.jsonl";
    QCOMPARE(survey(89 * 24h).ended, std::size_t{0});
    QVERIFY(std::filesystem::exists(aside));
    QCOMPARE(survey(91 * 24h).ended, std::size_t{1});
    QVERIFY(!std::filesystem::exists(aside));
}

void TestJournalSurvey::linksAreNoJournals() {
    const QString elsewhere = m_temporary->filePath(QStringLiteral("elsewhere"));
    QVERIFY(QFile(elsewhere).open(QIODevice::WriteOnly));
    QVERIFY(QFile::link(elsewhere, QString::fromStdString((m_path / "link.jsonl").string())));
    QVERIFY(survey(1000 * 24h).journals.empty());
    QVERIFY(QFile::exists(elsewhere));
}

void TestJournalSurvey::noFolderIsNoJournal() {
    JournalFolder missing(m_path / "missing");
    QVERIFY(surveyJournals(missing).journals.empty());
    QVERIFY(!std::filesystem::exists(missing.path()));
    // Nothing of the current folder is looked at where there is none.
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(QString::fromStdString(m_path.string())));
    write("broken.jsonl", {});
    JournalFolder none{std::filesystem::path()};
    QVERIFY(surveyJournals(none).journals.empty());
    QVERIFY(QDir::setCurrent(before));
    QVERIFY(std::filesystem::exists(m_path / "broken.jsonl"));
}

void TestJournalSurvey::newerOnesAreToldOnceAndStay() {
    const QByteArray text("{\"journal_version\": 3, \"of\": \"another kind\"}\n[1, 2]\n");
    const auto newer = write("newer.jsonl", text);
    const auto sound = writeSound("sound");
    const JournalSurvey first = survey();
    QCOMPARE(first.paths(JournalState::Newer), Paths{newer});
    QCOMPARE(first.paths(JournalState::LeftBehind), Paths{sound});
    const QByteArray told(
        "newer.jsonl: it was written by a newer Headroom (version 3; this program reads up to "
        "version 1): update Headroom to open it.");
    QVERIFY2(QByteArray::fromStdString(first.newerNote).endsWith(told), first.newerNote.c_str());
    QVERIFY(survey().newerNote.empty());
    const JournalSurvey later = survey(1000 * 24h);
    QCOMPARE(later.paths(JournalState::Newer), Paths{newer});
    QCOMPARE(later.ended, std::size_t{1});
    QFile file(QString::fromStdString(newer.string()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), text);
}

HEADROOM_TEST(TestJournalSurvey, Nothing)

} // namespace headroom::testing::tst_journal_survey

#include "tst_journal_survey.moc"
