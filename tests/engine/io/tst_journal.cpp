// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include "engine/io/journal.h"
#include "engine/io/journal_reader.h"

#include "engine/sweep/sweep_plan.h"

#include <csignal>
#include <functional>
#include <sys/resource.h>
#include <sys/stat.h>

namespace headroom::testing::tst_journal {

namespace {

class Listener final : public SweepObserver {
public:
    void onStarted(const RunContext&) override { ++started; }
    void onMeasurement(const Measurement&) override {
        if (onRow)
            onRow();
    }
    void betweenPoints(std::stop_token) override { ++pauses; }
    void onJournalNote(const std::string& sentence) override { notes.push_back(sentence); }
    int started = 0;
    int pauses = 0;
    std::function<void()> onRow;
    std::vector<std::string> notes;
};

std::size_t openDescriptors() {
    const std::filesystem::directory_iterator descriptors("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(descriptors), end(descriptors)));
}

mode_t modeOf(const std::filesystem::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

/// While it lives no file of this process grows beyond that many bytes.
class FileSizeLimit {
public:
    explicit FileSizeLimit(std::uintmax_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{static_cast<rlim_t>(bytes), m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    rlimit m_before{};
    void (*m_handler)(int) = std::signal(SIGXFSZ, SIG_IGN); // write() says EFBIG instead
};

} // namespace

class TestJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_run = testing::sampleRun(testing::sampleSpec(2));
        m_listener = Listener();
    }
    void rowsAreOnDiskBeforeTheyAreShown();
    void aLaterVisitTakesThePlaceOfTheEarlier();
    void whatWasLearntMeanwhileIsKept();
    void aFailureIsToldAtOnceAndOnce();
    void tellsWhereItIsKeptInstead();
    void nothingMeasuredLeavesNothing();
    void noDescriptorStaysOpen();
    void othersMayNotLookIn();
    void runningJournalsAreNotAbandoned();
    void whatTheDiskDoesNotTakeIsTriedAgain();
    void aRemovedFileHoldsNothing();
    void discardRemovesIt();
    void unwritableFolderIsAProblemNotAStop();

private:
    std::filesystem::path folder() const { return m_folder->path().toStdString() + "/state/journal"; }
    /// A program of its own, as others see it.
    std::shared_ptr<JournalFolder> journals() const { return std::make_shared<JournalFolder>(folder()); }
    void record(Journal& journal, std::size_t rows);

    std::unique_ptr<QTemporaryDir> m_folder;
    Run m_run;
    Listener m_listener;
};

void TestJournal::record(Journal& journal, std::size_t rows) {
    journal.onStarted(m_run.context);
    for (std::size_t i = 0; i < rows; ++i)
        journal.onMeasurement(m_run.measurements[i]);
}

void TestJournal::rowsAreOnDiskBeforeTheyAreShown() {
    Journal journal(journals(), m_run.spec, m_listener);
    std::size_t shown = 0;
    m_listener.onRow = [&] {
        ++shown;
        const Result<RecoveredRun> read = readJournal(journal.path());
        QVERIFY(read);
        QCOMPARE(read->run.measurements.size(), shown);
    };
    record(journal, 5);
    journal.betweenPoints({});
    QCOMPARE(shown, std::size_t{5});
    QCOMPARE(m_listener.started, 1);
    QCOMPARE(m_listener.pauses, 1);
    QVERIFY(journal.problem().empty());
    const Result<RecoveredRun> read = readJournal(journal.path());
    QVERIFY(read->run.context == m_run.context);
    QVERIFY(read->run.spec == m_run.spec);
    QVERIFY(
        std::equal(read->run.measurements.begin(), read->run.measurements.end(), m_run.measurements.begin()));
}

void TestJournal::aLaterVisitTakesThePlaceOfTheEarlier() {
    Journal journal(journals(), m_run.spec, m_listener);
    record(journal, 5);
    Measurement again = testing::sampleMeasurement(m_run.measurements[1].point, 123);
    again.visits = 2;
    journal.onMeasurement(again);
    const Result<RecoveredRun> read = readJournal(journal.path());
    QVERIFY(read);
    QCOMPARE(read->run.measurements.size(), std::size_t{5});
    QVERIFY(read->run.measurements[1] == again);
    QVERIFY(read->run.measurements[2] == m_run.measurements[2]);
}

void TestJournal::runningJournalsAreNotAbandoned() {
    QVERIFY(abandonedJournals(folder()).empty());
    std::filesystem::path path;
    {
        Journal journal(journals(), m_run.spec, m_listener);
        record(journal, 1);
        path = journal.path();
        QVERIFY(abandonedJournals(folder()).empty());
    }
    QCOMPARE(abandonedJournals(folder()), std::vector{path});
    m_run.context.runId = "zz-newer";
    {
        Journal journal(journals(), m_run.spec, m_listener);
        record(journal, 1);
    }
    const auto journals = abandonedJournals(folder());
    QCOMPARE(journals.size(), std::size_t{2});
    QCOMPARE(journals.back(), path); // newest first
}

void TestJournal::whatTheDiskDoesNotTakeIsTriedAgain() {
    Journal journal(journals(), m_run.spec, m_listener);
    QVERIFY(!journal.holdsAll()); // nothing begun
    record(journal, 2);
    QVERIFY(journal.holdsAll());
    {
        // Ends within the next row, as a disk does that fills up.
        const FileSizeLimit limit(std::filesystem::file_size(journal.path()) + 100);
        journal.onMeasurement(m_run.measurements[2]);
        QVERIFY(!journal.holdsAll());
        QVERIFY2(QByteArray::fromStdString(journal.problem()).contains("File too large"),
                 journal.problem().c_str());
        QVERIFY(QByteArray::fromStdString(journal.problem()).contains(journal.path().c_str()));
        journal.onMeasurement(m_run.measurements[3]);
        QVERIFY(!journal.holdsAll());
    }
    journal.onMeasurement(m_run.measurements[4]); // there is room again
    QVERIFY(journal.holdsAll());
    QVERIFY(journal.problem().empty());
    const Result<RecoveredRun> read = readJournal(journal.path());
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QCOMPARE(read->run.measurements.size(), std::size_t{5});
    QVERIFY(
        std::equal(read->run.measurements.begin(), read->run.measurements.end(), m_run.measurements.begin()));
}

void TestJournal::whatWasLearntMeanwhileIsKept() {
    Journal journal(journals(), m_run.spec, m_listener);
    record(journal, 2);
    RunContext learnt = m_run.context;
    learnt.notes.push_back("The machine was shared.");
    journal.onNote(learnt, learnt.notes.back());
    const Result<RecoveredRun> read = readJournal(journal.path());
    QVERIFY(read);
    QVERIFY(read->run.context == learnt);
    QCOMPARE(read->leftOut, std::size_t{0});
    QCOMPARE(read->run.measurements.size(), std::size_t{2});
}

void TestJournal::aFailureIsToldAtOnceAndOnce() {
    Journal journal(journals(), m_run.spec, m_listener);
    record(journal, 1);
    QVERIFY(m_listener.notes.empty());
    std::size_t notesAtRow = 0;
    m_listener.onRow = [&] { notesAtRow = m_listener.notes.size(); };
    {
        const FileSizeLimit limit(std::filesystem::file_size(journal.path()));
        journal.onMeasurement(m_run.measurements[1]);
        QCOMPARE(notesAtRow, std::size_t{1}); // with the row, not at the end
        QVERIFY(m_listener.notes.back().starts_with(journal.problem()));
        QVERIFY(m_listener.notes.back().find("The sweep goes on") != std::string::npos);
        journal.onMeasurement(m_run.measurements[2]);
        QCOMPARE(notesAtRow, std::size_t{1});
    }
    journal.onMeasurement(m_run.measurements[3]);
    QCOMPARE(m_listener.notes.size(), std::size_t{2});
    QVERIFY(QByteArray::fromStdString(m_listener.notes.back()).contains("holds everything again"));
}

void TestJournal::tellsWhereItIsKeptInstead() {
    const QByteArray blocked = m_folder->filePath(QStringLiteral("blocked")).toUtf8();
    QVERIFY(QFile(QString::fromUtf8(blocked)).open(QIODevice::WriteOnly));
    const QByteArray home = qgetenv("HOME");
    const QByteArray state = qgetenv("XDG_STATE_HOME");
    qputenv("HOME", m_folder->path().toUtf8());
    qputenv("XDG_STATE_HOME", blocked);
    const auto folder = std::make_shared<JournalFolder>();
    qputenv("HOME", home);
    qputenv("XDG_STATE_HOME", state);
    Journal journal(folder, m_run.spec, m_listener);
    record(journal, 1);
    QCOMPARE(journal.path().parent_path().string(),
             m_folder->path().toStdString() + "/.local/state/headroom/journal");
    QCOMPARE(m_listener.notes.size(), std::size_t{1});
    const QByteArray note = QByteArray::fromStdString(m_listener.notes.front());
    QVERIFY2(note.startsWith("Journals are kept in " + m_folder->path().toUtf8()), note.constData());
    QVERIFY2(note.contains("XDG_STATE_HOME leads through " + blocked), note.constData());
    QVERIFY(journal.holdsAll());
}

void TestJournal::nothingMeasuredLeavesNothing() {
    std::filesystem::path path;
    {
        Journal journal(journals(), m_run.spec, m_listener);
        record(journal, 0);
        path = journal.path();
        QVERIFY(std::filesystem::exists(path));
    }
    QVERIFY(!std::filesystem::exists(path));
}

void TestJournal::noDescriptorStaysOpen() {
    const auto folder = journals();
    std::vector<std::unique_ptr<Journal>> ended;
    std::size_t open = 0;
    for (int run = 0; run < 5; ++run) {
        m_run.context.runId = "run-" + std::to_string(run);
        ended.push_back(std::make_unique<Journal>(folder, m_run.spec, m_listener));
        record(*ended.back(), 2);
        ended.back()->close();
        QVERIFY(ended.back()->holdsAll());
        if (run == 0)
            open = openDescriptors(); // the folder's own, which keeps others away
        QCOMPARE(openDescriptors(), open);
    }
    QVERIFY(abandonedJournals(this->folder()).empty()); // all of them still this program's
    const std::filesystem::path last = ended.back()->path();
    ended.back()->discard();
    ended.pop_back();
    QVERIFY(!std::filesystem::exists(last));
    ended.clear();
    QCOMPARE(abandonedJournals(this->folder()).size(), std::size_t{4});
}

void TestJournal::othersMayNotLookIn() {
    const mode_t before = ::umask(0);
    Journal journal(journals(), m_run.spec, m_listener);
    record(journal, 1);
    ::umask(before);
    QCOMPARE(modeOf(journal.path()), mode_t{0600});
    for (const auto& made : {folder(), folder().parent_path()})
        QCOMPARE(modeOf(made), mode_t{0700});
    ::chmod(folder().c_str(), 0755); // as an earlier version made it
    m_run.context.runId = "another";
    Journal another(journals(), m_run.spec, m_listener);
    record(another, 1);
    QCOMPARE(modeOf(folder()), mode_t{0700});
}

void TestJournal::aRemovedFileHoldsNothing() {
    Journal journal(journals(), m_run.spec, m_listener);
    record(journal, 1);
    std::filesystem::remove(journal.path());
    journal.onMeasurement(m_run.measurements[1]);
    QVERIFY(!journal.holdsAll());
}

void TestJournal::discardRemovesIt() {
    Journal journal(journals(), m_run.spec, m_listener);
    record(journal, 2);
    QVERIFY(std::filesystem::exists(journal.path()));
    journal.discard();
    QVERIFY(!std::filesystem::exists(journal.path()));
    QVERIFY(!journal.holdsAll());
    journal.onMeasurement(m_run.measurements[2]); // goes on without
    QVERIFY(!std::filesystem::exists(journal.path()));
}

void TestJournal::unwritableFolderIsAProblemNotAStop() {
    QFile blocker(m_folder->filePath(QStringLiteral("blocked")));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    Journal journal(std::make_shared<JournalFolder>(blocker.fileName().toStdString()), m_run.spec,
                    m_listener);
    int rows = 0;
    m_listener.onRow = [&rows] { ++rows; };
    record(journal, 3);
    QCOMPARE(rows, 3);
    QVERIFY(QByteArray::fromStdString(journal.problem()).contains("No journal is kept"));
    QCOMPARE(m_listener.notes, std::vector{journal.problem()});
    QVERIFY(!journal.holdsAll());
}

HEADROOM_TEST(TestJournal, Nothing)

} // namespace headroom::testing::tst_journal

#include "tst_journal.moc"
