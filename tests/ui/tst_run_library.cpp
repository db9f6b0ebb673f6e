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
    void suggestsNames();

private:
    std::filesystem::path journals(const QTemporaryDir& folder) const { return pathIn(folder, "journal"); }
};

void TestRunLibrary::savesAndOpens() {
    QTemporaryDir folder;
    RunStore store;
    RunLibrary library(&store, journals(folder));
    const Run run = sampleRun(sampleSpec(3));
    const int id = store.add(RunKind::Live, QStringLiteral("live"), run);
    const QString path = folder.filePath(QStringLiteral("größe.headroom.json"));
    QVERIFY(library.save(id, path));
    QCOMPARE(library.pathOf(id), path);
    const Result<int> opened = library.open(path);
    QVERIFY(opened);
    QCOMPARE(store.find(*opened)->run, run);
    QCOMPARE(store.find(*opened)->kind, RunKind::Opened);
    QCOMPARE(store.find(*opened)->name, QStringLiteral("größe"));
    QVERIFY(!library.isUnsaved(*opened));
}

void TestRunLibrary::knowsWhatWouldBeLost() {
    QTemporaryDir folder;
    RunStore store;
    RunLibrary library(&store, journals(folder));
    const Run run = sampleRun(sampleSpec(3));
    const int empty =
        store.add(RunKind::Live, QStringLiteral("nothing measured"), Run{run.context, run.spec, {}});
    const int live = store.add(RunKind::Live, QStringLiteral("live"), run);
    const int hidden = store.add(RunKind::Live, QStringLiteral("hidden"), run);
    store.setVisible(hidden, false);
    const int reference = store.add(RunKind::Reference, QStringLiteral("paper"), run);
    QVERIFY(!library.isUnsaved(empty));
    QVERIFY(!library.isUnsaved(reference));
    QCOMPARE(library.unsavedRuns(), (std::vector<int>{live, hidden}));
    QVERIFY(library.save(live, folder.filePath(QStringLiteral("a.headroom.json"))));
    QCOMPARE(library.unsavedRuns(), std::vector<int>{hidden});
}

void TestRunLibrary::savingRemovesTheJournal() {
    QTemporaryDir folder;
    RunStore store;
    RunLibrary library(&store, journals(folder));
    const Run run = sampleRun(sampleSpec(3));
    const int id = store.add(RunKind::Live, QStringLiteral("live"), run);
    auto journal = writeJournal(journals(folder), run);
    const std::filesystem::path file = journal->path();
    library.adoptJournal(id, std::move(journal));
    QVERIFY(std::filesystem::exists(file));
    QVERIFY(library.leftBehind().empty()); // this program lives
    QVERIFY(library.save(id, folder.filePath(QStringLiteral("a.headroom.json"))));
    QVERIFY(!std::filesystem::exists(file));
}

void TestRunLibrary::savedWhileRunningIsUnsavedAgain() {
    QTemporaryDir folder;
    RunStore store;
    RunLibrary library(&store, journals(folder));
    const Run run = sampleRun(sampleSpec(3));
    const int id = store.add(RunKind::Live, QStringLiteral("live"), run);
    QVERIFY(library.save(id, folder.filePath(QStringLiteral("a.headroom.json"))));
    QVERIFY(!library.isUnsaved(id));
    store.append(id, run.measurements.front());
    QVERIFY(library.isUnsaved(id));
}

void TestRunLibrary::discardingRemovesRunAndJournal() {
    QTemporaryDir folder;
    RunStore store;
    RunLibrary library(&store, journals(folder));
    const Run run = sampleRun(sampleSpec(3));
    const int id = store.add(RunKind::Live, QStringLiteral("live"), run);
    auto journal = writeJournal(journals(folder), run);
    const std::filesystem::path file = journal->path();
    library.adoptJournal(id, std::move(journal));
    library.discard(id);
    QVERIFY(!std::filesystem::exists(file));
    QCOMPARE(store.count(), 0);
}

void TestRunLibrary::recoversWhatWasLeftBehind() {
    QTemporaryDir folder;
    Run run = sampleRun(sampleSpec(3));
    writeJournal(journals(folder), run).reset(); // its program ended
    RunStore store;
    RunLibrary library(&store, journals(folder));
    QCOMPARE(library.leftBehind().size(), std::size_t(1));
    const std::filesystem::path file = library.leftBehind().front();
    const Result<int> id = library.recover(file);
    QVERIFY2(id, id ? "" : id.error().reason.c_str());
    QCOMPARE(store.find(*id)->run.measurements, run.measurements);
    QVERIFY(library.isUnsaved(*id));
    QVERIFY(std::filesystem::exists(file)); // until it is safe elsewhere
    QVERIFY(library.save(*id, folder.filePath(QStringLiteral("a.headroom.json"))));
    QVERIFY(!std::filesystem::exists(file));
}

void TestRunLibrary::saysWhyAFileCannotBeOpened() {
    QTemporaryDir folder;
    RunStore store;
    RunLibrary library(&store, journals(folder));
    const auto refused = [&](const char* name, const QByteArray& content) {
        QFile file(folder.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly))
            return false;
        file.write(content);
        file.close();
        const Result<int> opened = library.open(file.fileName());
        return !opened && !opened.error().reason.empty();
    };
    const QByteArray whole = QByteArray::fromStdString(toJson(sampleRun(sampleSpec(2))));
    QVERIFY(refused("empty.headroom.json", {}));
    QVERIFY(refused("cut.headroom.json", whole.left(whole.size() / 2)));
    QVERIFY(refused("zeros.headroom.json", QByteArray(100000, '\0')));
    QVERIFY(refused("noise.png", "this is no picture"));
    QVERIFY(!library.open(folder.filePath(QStringLiteral("missing.headroom.json"))));
    QCOMPARE(store.count(), 0); // nothing half loaded
}

void TestRunLibrary::aFailedSaveKeepsTheJournal() {
    QTemporaryDir folder;
    RunStore store;
    RunLibrary library(&store, journals(folder));
    const Run run = sampleRun(sampleSpec(3));
    const int id = store.add(RunKind::Live, QStringLiteral("live"), run);
    auto journal = writeJournal(journals(folder), run);
    const std::filesystem::path file = journal->path();
    library.adoptJournal(id, std::move(journal));
    const Outcome saved = library.save(id, folder.filePath(QStringLiteral("no/such/folder/a.headroom.json")));
    QVERIFY(!saved);
    QVERIFY(library.isUnsaved(id));
    QVERIFY(std::filesystem::exists(file));
}

void TestRunLibrary::suggestsNames() {
    QTemporaryDir folder;
    RunStore store;
    RunLibrary library(&store, journals(folder));
    const int id = store.add(RunKind::Live, QStringLiteral("live"), sampleRun(sampleSpec(2)));
    QCOMPARE(library.suggestedName(id),
             QStringLiteral("key-query-score-a12-cuda0-20260102-030405.headroom.json"));
}

QTEST_GUILESS_MAIN(TestRunLibrary)
#include "tst_run_library.moc"
