// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/run_file.h"
#include "tests/support/sample_run.h"
#include "tests/ui/scripted_engine.h"
#include "ui/files/run_library.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using namespace headroom::testing;
using namespace headroom::ui;

namespace {

/// A sweep's worth of journal, still open as after a run.
std::shared_ptr<Journal> writeJournal(const std::filesystem::path& folder, const Run& run) {
    static SweepObserver* const nobody = [] {
        struct Nobody final : SweepObserver {
            void onMeasurement(const Measurement&) override {}
        };
        static Nobody observer;
        return &observer;
    }();
    auto journal = std::make_shared<Journal>(folder, run.spec, *nobody);
    journal->onStarted(run.context);
    for (const Measurement& measurement : run.measurements)
        journal->onMeasurement(measurement);
    return journal;
}

/// A library on an empty store, with a folder for files and journals.
struct Setup {
    QTemporaryDir folder;
    RunStore store;
    RunLibrary library{&store, journals()};
    Run run = sampleRun(sampleSpec(3));

    std::filesystem::path journals() const { return pathIn(folder, "journal"); }
    QString at(const char* name) const { return folder.filePath(QString::fromUtf8(name)); }
    struct Kept {
        int id;
        std::filesystem::path file;
    };
    /// A run measured in this session and its journal.
    Kept measured() {
        Kept kept{store.add(RunKind::Live, QStringLiteral("live"), run), {}};
        auto journal = writeJournal(journals(), run);
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
    void saysWhyAFileCannotBeOpened();
    void aFailedSaveKeepsTheJournal();
    void saysWhereAnUnsavedRunIs();
    void suggestsNames();
};

void TestRunLibrary::savesAndOpens() {
    Setup setup;
    setup.run = fullRun();
    const int id = setup.store.add(RunKind::Live, QStringLiteral("live"), setup.run);
    const QString path = setup.at("größe.headroom.json");
    QVERIFY(setup.library.save(id, path));
    QCOMPARE(setup.library.pathOf(id), path);
    const Result<int> opened = setup.library.open(path);
    QVERIFY(opened);
    QCOMPARE(setup.store.find(*opened)->run, setup.run);
    QCOMPARE(setup.store.find(*opened)->kind, RunKind::Opened);
    QCOMPARE(setup.store.find(*opened)->name, QStringLiteral("größe"));
    QVERIFY(!setup.library.isUnsaved(*opened));
}

void TestRunLibrary::knowsWhatWouldBeLost() {
    Setup setup;
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
}

void TestRunLibrary::savingRemovesTheJournal() {
    Setup setup;
    const auto [id, file] = setup.measured();
    QVERIFY(std::filesystem::exists(file));
    QVERIFY(setup.library.leftBehind().empty()); // this program lives
    QVERIFY(setup.library.save(id, setup.at("a.headroom.json")));
    QVERIFY(!std::filesystem::exists(file));
}

void TestRunLibrary::savedWhileRunningIsUnsavedAgain() {
    Setup setup;
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
    Setup setup;
    const auto [id, file] = setup.measured();
    setup.library.discard(id);
    QVERIFY(!std::filesystem::exists(file));
    QCOMPARE(setup.store.count(), 0);
}

void TestRunLibrary::recoversWhatWasLeftBehind() {
    Setup setup;
    writeJournal(setup.journals(), setup.run).reset(); // its program ended
    QCOMPARE(setup.library.leftBehind().size(), std::size_t(1));
    const std::filesystem::path file = setup.library.leftBehind().front();
    const Result<int> id = setup.library.recover(file);
    QVERIFY2(id, id ? "" : id.error().reason.c_str());
    QCOMPARE(setup.store.find(*id)->run.measurements, setup.run.measurements);
    QVERIFY(setup.library.isUnsaved(*id));
    QVERIFY(std::filesystem::exists(file)); // until it is safe elsewhere
    QVERIFY(setup.library.save(*id, setup.at("a.headroom.json")));
    QVERIFY(!std::filesystem::exists(file));
}

void TestRunLibrary::saysWhyAFileCannotBeOpened() {
    Setup setup;
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
    QVERIFY(!setup.library.open(setup.at("missing.headroom.json")));
    QCOMPARE(setup.store.count(), 0); // nothing half loaded
}

void TestRunLibrary::aFailedSaveKeepsTheJournal() {
    Setup setup;
    const auto [id, file] = setup.measured();
    const Outcome saved = setup.library.save(id, setup.at("no/such/folder/a.headroom.json"));
    QVERIFY(!saved);
    QVERIFY(setup.library.isUnsaved(id));
    QVERIFY(std::filesystem::exists(file));
}

void TestRunLibrary::saysWhereAnUnsavedRunIs() {
    Setup setup;
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
    Setup setup;
    const int id = setup.store.add(RunKind::Live, QStringLiteral("live"), sampleRun(sampleSpec(2)));
    QCOMPARE(setup.library.suggestedName(id),
             QStringLiteral("key-query-score-a12-cuda0-20260102-030405.headroom.json"));
}

QTEST_GUILESS_MAIN(TestRunLibrary)
#include "tst_run_library.moc"
