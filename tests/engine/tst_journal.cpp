// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"

#include "engine/io/journal.h"

#include "engine/sweep/sweep_plan.h"

#include <QtTest>

#include <csignal>
#include <functional>
#include <sys/resource.h>

using namespace headroom;

namespace {

class Listener final : public SweepObserver {
public:
    void onStarted(const RunContext&) override { ++started; }
    void onMeasurement(const Measurement&) override {
        if (onRow)
            onRow();
    }
    void betweenPoints(std::stop_token) override { ++pauses; }
    int started = 0;
    int pauses = 0;
    std::function<void()> onRow;
};

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
    void cutLastLineIsDropped();
    void damagedLinesAreRefused();
    void runningJournalsAreNotAbandoned();
    void whatTheDiskDoesNotTakeIsTriedAgain();
    void aRemovedFileHoldsNothing();
    void discardRemovesIt();
    void unwritableFolderIsAProblemNotAStop();

private:
    std::filesystem::path folder() const { return m_folder->path().toStdString() + "/state/journal"; }
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
    Journal journal(folder(), m_run.spec, m_listener);
    std::size_t shown = 0;
    m_listener.onRow = [&] {
        ++shown;
        const Result<Run> read = readJournal(journal.path());
        QVERIFY(read);
        QCOMPARE(read->measurements.size(), shown);
    };
    record(journal, 5);
    journal.betweenPoints({});
    QCOMPARE(shown, std::size_t{5});
    QCOMPARE(m_listener.started, 1);
    QCOMPARE(m_listener.pauses, 1);
    QVERIFY(journal.problem().empty());
    const Result<Run> read = readJournal(journal.path());
    QVERIFY(read->context == m_run.context);
    QVERIFY(read->spec == m_run.spec);
    QVERIFY(std::equal(read->measurements.begin(), read->measurements.end(), m_run.measurements.begin()));
}

void TestJournal::aLaterVisitTakesThePlaceOfTheEarlier() {
    Journal journal(folder(), m_run.spec, m_listener);
    record(journal, 5);
    Measurement again = testing::sampleMeasurement(m_run.measurements[1].point, 123);
    again.visits = 2;
    journal.onMeasurement(again);
    const Result<Run> read = readJournal(journal.path());
    QVERIFY(read);
    QCOMPARE(read->measurements.size(), std::size_t{5});
    QVERIFY(read->measurements[1] == again);
    QVERIFY(read->measurements[2] == m_run.measurements[2]);
}

void TestJournal::cutLastLineIsDropped() {
    std::filesystem::path path;
    {
        Journal journal(folder(), m_run.spec, m_listener);
        record(journal, 3);
        path = journal.path();
    }
    for (int cut = 1; cut < 200; cut += 17) {
        const QString copy = m_folder->filePath(QStringLiteral("cut-%1").arg(cut));
        QVERIFY(QFile::copy(QString::fromStdString(path.string()), copy));
        QVERIFY(QFile::resize(copy, QFileInfo(copy).size() - cut));
        const Result<Run> read = readJournal(copy.toStdString());
        QVERIFY2(read, read ? "" : read.error().reason.c_str());
        QCOMPARE(read->measurements.size(), std::size_t{2});
    }
    const QString head = m_folder->filePath(QStringLiteral("head"));
    QVERIFY(QFile::copy(QString::fromStdString(path.string()), head));
    QVERIFY(QFile::resize(head, 40));
    QVERIFY(!readJournal(head.toStdString()));
}

void TestJournal::damagedLinesAreRefused() {
    std::filesystem::path path;
    {
        Journal journal(folder(), m_run.spec, m_listener);
        record(journal, 2);
        path = journal.path();
    }
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::Append));
    file.write("{\"point\": 1}\n");
    file.close();
    const Result<Run> read = readJournal(path);
    QVERIFY(!read);
    QVERIFY(QByteArray::fromStdString(read.error().reason).contains("line 5: point is not an object"));
}

void TestJournal::runningJournalsAreNotAbandoned() {
    QVERIFY(abandonedJournals(folder()).empty());
    std::filesystem::path path;
    {
        Journal journal(folder(), m_run.spec, m_listener);
        record(journal, 1);
        path = journal.path();
        QVERIFY(abandonedJournals(folder()).empty());
    }
    QCOMPARE(abandonedJournals(folder()), std::vector{path});
    m_run.context.runId = "zz-newer";
    {
        Journal journal(folder(), m_run.spec, m_listener);
        record(journal, 1);
    }
    const auto journals = abandonedJournals(folder());
    QCOMPARE(journals.size(), std::size_t{2});
    QCOMPARE(journals.back(), path); // newest first
}

void TestJournal::whatTheDiskDoesNotTakeIsTriedAgain() {
    Journal journal(folder(), m_run.spec, m_listener);
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
    const Result<Run> read = readJournal(journal.path());
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QCOMPARE(read->measurements.size(), std::size_t{5});
    QVERIFY(std::equal(read->measurements.begin(), read->measurements.end(), m_run.measurements.begin()));
}

void TestJournal::aRemovedFileHoldsNothing() {
    Journal journal(folder(), m_run.spec, m_listener);
    record(journal, 1);
    std::filesystem::remove(journal.path());
    journal.onMeasurement(m_run.measurements[1]);
    QVERIFY(!journal.holdsAll());
}

void TestJournal::discardRemovesIt() {
    Journal journal(folder(), m_run.spec, m_listener);
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
    Journal journal(blocker.fileName().toStdString(), m_run.spec, m_listener);
    int rows = 0;
    m_listener.onRow = [&rows] { ++rows; };
    record(journal, 3);
    QCOMPARE(rows, 3);
    QVERIFY(QByteArray::fromStdString(journal.problem()).contains("No journal is kept"));
    QVERIFY(!journal.holdsAll());
}

QTEST_APPLESS_MAIN(TestJournal)
#include "tst_journal.moc"
