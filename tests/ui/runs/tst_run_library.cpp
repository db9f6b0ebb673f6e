// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/run_file.h"
#include "tests/support/growing_parts.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "ui/runs/run_library.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace headroom::testing::tst_run_library {

using namespace headroom::ui;

namespace {

/// A sweep's worth of journal, still open as after a run.
std::shared_ptr<Journal> writeJournal(std::shared_ptr<JournalFolder> folder, const Run& run) {
    static SweepObserver* const nobody = [] {
        struct Nobody final : SweepObserver {
            void onMeasurement(const Measurement&) override {}
        };
        static Nobody observer;
        return &observer;
    }();
    auto journal = std::make_shared<Journal>(std::move(folder), run.spec, *nobody);
    journal->onStarted(run.context);
    for (const Measurement& measurement : run.measurements)
        journal->onMeasurement(measurement);
    return journal;
}

/// A library on an empty store, with a folder for files and journals.
struct LibrarySetup {
    QTemporaryDir folder;
    RunStore store;
    std::shared_ptr<JournalFolder> journalFolder = anotherProgram();
    RunLibrary library{&store, journalFolder};
    Run run = sampleRun(sampleSpec(3));

    std::filesystem::path journals() const { return pathIn(folder, "journal"); }
    /// The journals as a program of its own sees them.
    std::shared_ptr<JournalFolder> anotherProgram() const {
        return std::make_shared<JournalFolder>(journals());
    }
    /// What a window that starts now would offer.
    std::vector<std::filesystem::path> offered() const {
        return surveyJournals(*anotherProgram()).paths(JournalState::LeftBehind);
    }
    /// A journal whose program has ended.
    std::filesystem::path leaveBehind() const { return writeJournal(anotherProgram(), run)->path(); }
    QString at(const char* name) const { return folder.filePath(QString::fromUtf8(name)); }
    struct Kept {
        int id;
        std::filesystem::path file;
    };
    /// A run measured in this session and its journal.
    Kept measured() {
        Kept kept{store.add(RunKind::Live, QStringLiteral("live"), run), {}};
        auto journal = writeJournal(journalFolder, run);
        kept.file = journal->path();
        library.adoptJournal(kept.id, std::move(journal));
        return kept;
    }
};

} // namespace

class TestRunLibrary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void savesAndOpens();
    void knowsWhatWouldBeLost();
    void savingRemovesTheJournal();
    void savedWhileRunningIsUnsavedAgain();
    void discardingRemovesRunAndJournal();
    void recoversWhatWasLeftBehind();
    void aJournalOfWhichLinesAreLeftOutStays();
    void twoWindowsDoNotTakeOneJournal();
    void aJournalTakenElsewhereIsLeftAlone();
    void opensAJournalAsAFile();
    void opensAFolderOfPartsAsItIs();
    void tellsWhatCouldNotBeRead();
    void noDescriptorStaysOpenForARunThatIsOver();
    void saysWhyAFileCannotBeOpened();
    void advicesAreRunsOfTheirOwn();
    void aFailedSaveKeepsTheJournal();
    void saysWhereAnUnsavedRunIs();
    void suggestsNames();
    void namesWhatWouldBeLostWithTheProgram();
    void whatIsOpenIsBroughtToTheFront();
};

void TestRunLibrary::savesAndOpens() {
    LibrarySetup setup;
    setup.run = fullRun();
    const int id = setup.store.add(RunKind::Live, QStringLiteral("live"), setup.run);
    const QString path = setup.at("größe.headroom.json");
    QVERIFY(setup.library.save(id, path));
    QCOMPARE(setup.library.pathOf(id), path);
    QCOMPARE(*setup.library.open(path), id); // it is there
    setup.library.discard(id);
    const Result<int> opened = setup.library.open(path);
    QVERIFY(opened);
    QCOMPARE(setup.store.find(*opened)->run, setup.run);
    QCOMPARE(setup.store.find(*opened)->kind, RunKind::Opened);
    QCOMPARE(setup.store.find(*opened)->name(), QStringLiteral("größe"));
    QVERIFY(!setup.library.isUnsaved(*opened));
}

void TestRunLibrary::knowsWhatWouldBeLost() {
    LibrarySetup setup;
    const int empty = setup.store.add(RunKind::Live, QStringLiteral("nothing measured"),
                                      Run{setup.run.context, setup.run.spec, {}});
    const int live = setup.store.add(RunKind::Live, QStringLiteral("live"), setup.run);
    const int hidden = setup.store.add(RunKind::Live, QStringLiteral("hidden"), setup.run);
    setup.store.setVisible(hidden, false);
    const int reference = setup.store.add(RunKind::Reference, QStringLiteral("paper"), setup.run);
    const int replay = setup.store.add(RunKind::Replay, QStringLiteral("Replay of live"), setup.run);
    QVERIFY(!setup.library.isUnsaved(empty));
    QVERIFY(!setup.library.isUnsaved(replay));
    QVERIFY(!setup.library.isUnsaved(reference));
    QCOMPARE(setup.library.unsavedRuns(), (std::vector<int>{live, hidden}));
    QVERIFY(setup.library.save(live, setup.at("a.headroom.json")));
    QCOMPARE(setup.library.unsavedRuns(), std::vector<int>{hidden});
    // A new name is not in the file yet.
    setup.store.setName(live, QStringLiteral("before the fix"));
    QCOMPARE(setup.library.unsavedRuns(), (std::vector<int>{live, hidden}));
    QVERIFY(setup.library.save(live, setup.at("a.headroom.json")));
    QCOMPARE(setup.library.unsavedRuns(), std::vector<int>{hidden});
    const Result<int> again = setup.library.open(setup.at("a.headroom.json"));
    QVERIFY(again);
    QCOMPARE(setup.store.find(*again)->given, QStringLiteral("before the fix"));
}

void TestRunLibrary::savingRemovesTheJournal() {
    LibrarySetup setup;
    const auto [id, file] = setup.measured();
    QVERIFY(std::filesystem::exists(file));
    QVERIFY(setup.offered().empty()); // this program lives
    QVERIFY(setup.library.save(id, setup.at("a.headroom.json")));
    QVERIFY(!std::filesystem::exists(file));
}

void TestRunLibrary::savedWhileRunningIsUnsavedAgain() {
    LibrarySetup setup;
    const int id = setup.store.add(RunKind::Live, QStringLiteral("live"), setup.run);
    QVERIFY(setup.library.save(id, setup.at("a.headroom.json")));
    QVERIFY(!setup.library.isUnsaved(id));
    setup.store.append(id, setup.run.measurements.front());
    QVERIFY(setup.library.isUnsaved(id));
    QVERIFY(setup.library.save(id, setup.at("a.headroom.json")));
    Measurement again = setup.run.measurements.front(); // in the place of its earlier visit
    again.visits = 2;
    const std::size_t rows = setup.store.find(id)->run.measurements.size();
    setup.store.append(id, again);
    QCOMPARE(setup.store.find(id)->run.measurements.size(), rows);
    QVERIFY(setup.library.isUnsaved(id));
}

void TestRunLibrary::discardingRemovesRunAndJournal() {
    LibrarySetup setup;
    const auto [id, file] = setup.measured();
    setup.library.discard(id);
    QVERIFY(!std::filesystem::exists(file));
    QCOMPARE(setup.store.count(), 0);
}

void TestRunLibrary::recoversWhatWasLeftBehind() {
    LibrarySetup setup;
    const std::filesystem::path file = setup.leaveBehind();
    QSignalSpy found(&setup.library, &RunLibrary::leftBehindFound);
    setup.library.lookForLeftBehind();
    QTRY_COMPARE(found.count(), 1);
    QCOMPARE(found[0][0].value<JournalSurvey>().paths(JournalState::LeftBehind), std::vector{file});
    const Result<int> id = setup.library.recover(file);
    QVERIFY2(id, id ? "" : id.error().reason.c_str());
    QCOMPARE(setup.store.find(*id)->run.measurements, setup.run.measurements);
    QVERIFY(setup.library.isUnsaved(*id));
    QVERIFY(std::filesystem::exists(file)); // until it is safe elsewhere
    QVERIFY(setup.library.save(*id, setup.at("a.headroom.json")));
    QVERIFY(!std::filesystem::exists(file));
}

/// A second look may find what the first one missed.
void TestRunLibrary::aJournalOfWhichLinesAreLeftOutStays() {
    LibrarySetup setup;
    const std::filesystem::path file = setup.leaveBehind();
    QFile journal(toQString(file));
    QVERIFY(journal.open(QIODevice::Append));
    journal.write("no row\n");
    journal.close();
    QSignalSpy noted(&setup.library, &RunLibrary::noted);
    const Result<int> id = setup.library.recover(file);
    QVERIFY(id);
    QCOMPARE(noted.count(), 1);
    QVERIFY(setup.library.save(*id, setup.at("a.headroom.json")));
    QCOMPARE(noted.count(), 2);
    QVERIFY(noted.last().first().toString().contains(toQString(file)));
    QVERIFY(!setup.library.isUnsaved(*id));
    QVERIFY(std::filesystem::exists(file));
    QVERIFY(!setup.journalFolder->isClaimed(file));
    QVERIFY(setup.library.throwAway(file)); // by the user's hand
    QVERIFY(!std::filesystem::exists(file));
}

void TestRunLibrary::twoWindowsDoNotTakeOneJournal() {
    LibrarySetup setup;
    const std::filesystem::path file = setup.leaveBehind();
    RunStore otherStore;
    auto other = std::make_unique<RunLibrary>(&otherStore, setup.anotherProgram());
    QVERIFY(setup.library.recover(file));
    QVERIFY(setup.offered().empty()); // not saved yet, and not to be had
    const Result<int> second = other->recover(file);
    QVERIFY(!second);
    QVERIFY(QByteArray::fromStdString(second.error().reason).contains("Another window has"));
    QVERIFY(!setup.library.recover(file)); // nor twice in one window
    QCOMPARE(otherStore.count() + setup.store.count(), 1);
    other->throwAway(file);
    QVERIFY(std::filesystem::exists(file));
    setup.library.discard(setup.store.runs().front().id);
    QVERIFY(!std::filesystem::exists(file));
    QVERIFY(!other->recover(file)); // what is gone is said, and no run is made of it
    QCOMPARE(otherStore.count(), 0);
}

void TestRunLibrary::aJournalTakenElsewhereIsLeftAlone() {
    LibrarySetup setup;
    const std::filesystem::path file = setup.leaveBehind();
    {
        RunStore otherStore;
        RunLibrary other(&otherStore, setup.anotherProgram());
        QVERIFY(other.recover(file));
        setup.library.throwAway(file);
        QVERIFY(std::filesystem::exists(file));
    }
    QCOMPARE(setup.offered(), std::vector{file}); // that window ended without saving it
    QVERIFY(setup.library.recover(file));
}

void TestRunLibrary::opensAFolderOfPartsAsItIs() {
    LibrarySetup setup;
    QVERIFY(QDir().mkpath(setup.at("job")));
    const Result<int> nothing = setup.library.open(setup.at("job"));
    QVERIFY(!nothing);
    QVERIFY2(nothing.error().reason.find("no part of a sweep") != std::string::npos,
             nothing.error().reason.c_str());
    const GrowingParts parts(setup.at("job"), 2);
    parts.writeJournal(1, 3);
    parts.writeJournal(2, 4);
    const Result<int> opened = setup.library.open(setup.at("job"));
    QVERIFY(opened);
    QCOMPARE(setup.store.count(), 1);
    QCOMPARE(setup.store.find(*opened)->run.measurements.size(), std::size_t{7});
    QCOMPARE(setup.store.find(*opened)->name(), QStringLiteral("job"));
    QCOMPARE(setup.library.pathOf(*opened), QString()); // no place to save to
    QVERIFY(!setup.library.isUnsaved(*opened));
    QVERIFY(readRunToReplay(setup.at("job")));
}

void TestRunLibrary::opensAJournalAsAFile() {
    LibrarySetup setup;
    const std::filesystem::path file = setup.leaveBehind();
    QSignalSpy noted(&setup.library, &RunLibrary::noted);
    const Result<int> id = setup.library.open(toQString(file));
    QVERIFY2(id, id ? "" : id.error().reason.c_str());
    QCOMPARE(setup.store.find(*id)->run, setup.run);
    QVERIFY(!setup.library.isUnsaved(*id));       // it is in that file
    QVERIFY(setup.library.pathOf(*id).isEmpty()); // to which no run file is saved
    QCOMPARE(noted.count(), 0);
    setup.library.discard(*id);
    QVERIFY(std::filesystem::exists(file));
    QVERIFY(readRunToReplay(toQString(file)));

    const auto running = writeJournal(setup.anotherProgram(), [&] {
        Run another = setup.run;
        another.context.runId = "another";
        return another;
    }());
    QVERIFY(setup.library.open(toQString(running->path()))); // read-only, and said
    QCOMPARE(noted.count(), 1);
    QVERIFY(noted[0][0].toString().contains(QStringLiteral("as far as it goes now")));
}

void TestRunLibrary::tellsWhatCouldNotBeRead() {
    LibrarySetup setup;
    const std::filesystem::path path = setup.leaveBehind();
    QFile file(toQString(path));
    QVERIFY(file.open(QIODevice::Append));
    file.write("{\"point\": 1}\n{\"point\"");
    file.close();
    QSignalSpy noted(&setup.library, &RunLibrary::noted);
    const Result<int> id = setup.library.recover(path);
    QVERIFY(id);
    QCOMPARE(setup.store.find(*id)->run.measurements, setup.run.measurements);
    QCOMPARE(noted.count(), 1);
    QVERIFY(noted[0][0].toString().startsWith(QStringLiteral("2 lines of its journal could not be read")));
    QVERIFY(setup.library.open(toQString(path)));
    QCOMPARE(noted.count(), 2);
}

void TestRunLibrary::noDescriptorStaysOpenForARunThatIsOver() {
    const auto open = [] { return QDir(QStringLiteral("/proc/self/fd")).count(); };
    LibrarySetup setup;
    setup.measured(); // opens what keeps other windows away, once
    const auto before = open();
    for (int i = 0; i < 4; ++i) {
        setup.run.context.runId = "run-" + std::to_string(i);
        const auto [completed, file] = setup.measured();
        QCOMPARE(open(), before);
        QVERIFY(setup.offered().empty());
        if (i == 1)
            QVERIFY(setup.library.save(completed, setup.at("a.headroom.json")));
        if (i == 2)
            setup.library.discard(completed);
        QCOMPARE(open(), before);
    }
    setup.run.context.runId = "left";
    QVERIFY(setup.library.recover(setup.leaveBehind()));
    QCOMPARE(open(), before);
}

void TestRunLibrary::saysWhyAFileCannotBeOpened() {
    LibrarySetup setup;
    const auto refused = [&](const char* name, const QByteArray& content) {
        QFile file(setup.at(name));
        if (!file.open(QIODevice::WriteOnly))
            return false;
        file.write(content);
        file.close();
        const Result<int> opened = setup.library.open(file.fileName());
        return !opened && !opened.error().reason.empty();
    };
    const QByteArray whole = QByteArray::fromStdString(toJson(sampleRun(sampleSpec(2))));
    QVERIFY(refused("empty.headroom.json", {}));
    QVERIFY(refused("cut.headroom.json", whole.left(whole.size() / 2)));
    QVERIFY(refused("zeros.headroom.json", QByteArray(100000, '\0')));
    QVERIFY(refused("noise.png", "this is no picture"));
    QVERIFY(refused("empty.jsonl", {}));
    QVERIFY(refused("foreign.jsonl", "{\"a\": 1}\n"));
    for (const char* drawing : {"figure.svg", "figure.PDF"}) {
        QVERIFY(refused(drawing, "<svg/>"));
        const std::string why = setup.library.open(setup.at(drawing)).error().reason;
        QVERIFY2(why.find("only PNGs carry their runs") != std::string::npos, why.c_str());
    }
    QVERIFY(!setup.library.open(setup.at("missing.headroom.json")));
    QCOMPARE(setup.store.count(), 0); // nothing half loaded
}

void TestRunLibrary::advicesAreRunsOfTheirOwn() {
    LibrarySetup setup;
    setup.run.spec.budget = BudgetSpec{*findPreset("llama-3.1-8b")};
    setup.run.spec.budget->variants = LengthVariants{Length::Ffn, {14336, 14400}};
    setup.run.measurements.clear();
    const QString file = setup.at("advice.headroom.json");
    QVERIFY(writeRunFile(toPath(file), setup.run));
    const Result<int> opened = setup.library.open(file);
    QVERIFY2(opened, opened ? "" : opened.error().reason.c_str());
    QCOMPARE(setup.store.find(*opened)->topic(), RunTopic::Advice);
    QCOMPARE(setup.store.topic(), RunTopic::Advice);
    QVERIFY2(setup.library.suggestedName(*opened).startsWith(QStringLiteral("advice-ffn-llama-3_1-8b-t1")),
             qPrintable(setup.library.suggestedName(*opened)));
    setup.run.measurements = {sampleMeasurement(makePlan(setup.run.spec).points[0], 100)};
    const Result<int> recovered = setup.library.recover(setup.leaveBehind());
    QVERIFY2(recovered, recovered ? "" : recovered.error().reason.c_str());
    QVERIFY(setup.library.isUnsaved(*recovered));
}

void TestRunLibrary::aFailedSaveKeepsTheJournal() {
    LibrarySetup setup;
    const auto [id, file] = setup.measured();
    const Outcome saved = setup.library.save(id, setup.at("no/such/folder/a.headroom.json"));
    QVERIFY(!saved);
    QVERIFY(setup.library.isUnsaved(id));
    QVERIFY(std::filesystem::exists(file));
}

void TestRunLibrary::saysWhereAnUnsavedRunIs() {
    LibrarySetup setup;
    const auto [id, file] = setup.measured();
    QVERIFY(setup.library.whereUnsaved(id).contains(toQString(file)));
    std::filesystem::remove(file); // somebody did
    QVERIFY(setup.library.whereUnsaved(id).contains(QStringLiteral("in this window alone")));
    const int running = setup.store.add(RunKind::Live, QStringLiteral("running"), setup.run);
    QCOMPARE(setup.library.whereUnsaved(running), QStringLiteral("The run stays unsaved."));
    QVERIFY(setup.library.save(id, setup.at("a.headroom.json")));
    QCOMPARE(setup.library.whereUnsaved(id), QString());
}

void TestRunLibrary::suggestsNames() {
    LibrarySetup setup;
    const int id = setup.store.add(RunKind::Live, QStringLiteral("live"), sampleRun(sampleSpec(2)));
    QCOMPARE(setup.library.suggestedName(id),
             QStringLiteral("key-query-score-a12-cuda0-20260102-030405.headroom.json"));
    SweepSpec list;
    list.budget = BudgetSpec{};
    list.budget->model.name = "my.gemms.csv";
    list.budget->list = {{{1, 64, 64, 64}, {}, {}, "a"}};
    const int listed = setup.store.add(RunKind::Live, QStringLiteral("list"), sampleRun(list));
    QCOMPARE(setup.library.suggestedName(listed),
             QStringLiteral("list-my_gemms-cuda0-20260102-030405.headroom.json"));
}

void TestRunLibrary::namesWhatWouldBeLostWithTheProgram() {
    LibrarySetup setup;
    const auto lost = [&setup] {
        std::vector<int> ids;
        for (const StoredRun* run : setup.library.runsInNoFile())
            ids.push_back(run->id);
        return ids;
    };
    const auto [kept, file] = setup.measured();
    QVERIFY(lost().empty());
    std::filesystem::remove(file);
    QCOMPARE(lost(), std::vector<int>{kept});
    setup.library.discard(kept);
    // One that is still measured has a journal that another thread writes.
    const auto journal = writeJournal(setup.journalFolder, setup.run);
    const int running = setup.store.add(RunKind::Live, QStringLiteral("running"), setup.run);
    QVERIFY(lost().empty());
    setup.store.append(running, failedMeasurement(makePlan(sampleSpec(9)).points.back(), Status::Error, "x"));
    QCOMPARE(lost(), std::vector<int>{running});
    setup.library.abandonUnsaved(); // its user does not want it
    QVERIFY(lost().empty());
}

void TestRunLibrary::whatIsOpenIsBroughtToTheFront() {
    LibrarySetup setup;
    const QString first = setup.at("first.headroom.json");
    const QString second = setup.at("second.headroom.json");
    QVERIFY(writeRunFile(toPath(first), setup.run));
    QVERIFY(writeRunFile(toPath(second), setup.run));
    const Result<int> id = setup.library.open(first);
    QVERIFY(id && setup.library.open(second));
    QCOMPARE(setup.store.count(), 2); // a copy is another file
    setup.store.setVisible(*id, false);
    QSignalSpy noted(&setup.library, &RunLibrary::noted);
    const Result<int> again = setup.library.open(first);
    QVERIFY(again);
    QCOMPARE(*again, *id);
    QCOMPARE(setup.store.count(), 2);
    QCOMPARE(setup.store.newestShown()->id, *id);
    QCOMPARE(noted.count(), 1);
    QCOMPARE(noted[0][0].toString(),
             QStringLiteral("first.headroom.json is open already: it is in front now."));
    // Measured anew, it is another run.
    setup.run.measurements.pop_back();
    QVERIFY(writeRunFile(toPath(first), setup.run));
    QVERIFY(setup.library.open(first));
    QCOMPARE(setup.store.count(), 3);
}

HEADROOM_TEST(TestRunLibrary, EventLoop)

} // namespace headroom::testing::tst_run_library

#include "tst_run_library.moc"
