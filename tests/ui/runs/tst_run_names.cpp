// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/budget_runs.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "ui/runs/run_library.h"
#include "ui/runs/run_store.h"

#include <QSignalSpy>
#include <QTest>

namespace headroom::testing::tst_run_names {

using namespace headroom::ui;

namespace {

Run runOn(const char* device, std::int64_t seq = 2048, const char* time = "2026-01-02T03:04:05Z") {
    SweepSpec spec = sampleSpec(1);
    spec.seq = seq;
    Run run = sampleRun(spec);
    run.context.device = device;
    run.context.startedUtc = time;
    return run;
}

Run runOf(const char* device, std::int64_t heads) {
    Run run = runOn(device);
    run.spec.heads = heads;
    return run;
}

/// Of all runs, from back to front.
QStringList namesIn(const RunStore& store) {
    QStringList names;
    for (const StoredRun& run : store.runs())
        names << run.fullName();
    return names;
}

} // namespace

class TestRunNames final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunAloneIsItsDevice();
    void namesSayWhatVaries();
    void aNameIsWhatTellsApart();
    void aGivenNameStays();
    void timeTellsWhereNothingElseDoes();
    void noTwoAreAlike();
    void referencesMakeNoNameLonger();
    void shapesOfReferencesCount();
    void hidingRenamesNoRun();
    void renamingIsTold();
    void filesLoseTheirKnownEndingAlone_data();
    void filesLoseTheirKnownEndingAlone();
    void moves();
    void whatItIsCalledBecomesItsName();
    void anotherNoteIsNoOtherRun();
};

void TestRunNames::aRunAloneIsItsDevice() {
    RunStore store;
    store.add(RunKind::Live, {}, runOn("H200"));
    QCOMPARE(namesIn(store), QStringList{QStringLiteral("H200")});
    Run run = runOn("");
    RunStore other;
    other.add(RunKind::Live, {}, run);
    QCOMPARE(namesIn(other), QStringList{QStringLiteral("a run without a name")});
}

void TestRunNames::namesSayWhatVaries() {
    RunStore store;
    store.add(RunKind::Live, {}, runOn("H200", 1024));
    store.add(RunKind::Live, {}, runOn("H200", 2048));
    QCOMPARE(namesIn(store), (QStringList{QStringLiteral("s = 1024"), QStringLiteral("s = 2048")}));
    store.add(RunKind::Live, {}, runOn("H100", 2048));
    QCOMPARE(namesIn(store),
             (QStringList{QStringLiteral("H200 · s = 1024"), QStringLiteral("H200 · s = 2048"),
                          QStringLiteral("H100 · s = 2048")}));
    Run library = runOn("H100", 2048);
    library.context.libraryVersion = "2.0";
    store.add(RunKind::Live, {}, library);
    QCOMPARE(namesIn(store).constLast(), QStringLiteral("H100 · s = 2048 · sample 2.0"));
}

void TestRunNames::aNameIsWhatTellsApart() {
    RunStore store;
    std::int64_t heads = 12;
    for (const char* library : {"1.0", "2.0", "1.0"}) {
        Run run = runOf("H200", heads += 4);
        run.context.libraryVersion = library;
        store.add(RunKind::Live, {}, run);
    }
    const StoredRun& first = store.runs().front();
    QCOMPARE(first.called, (RunName{QStringLiteral("a = 16"), QStringLiteral("sample 1.0")}));
    // Beside a given name, too, what tells most stands first.
    store.setName(first.id, QStringLiteral("mine"));
    QCOMPARE(first.called, (RunName{QStringLiteral("mine"), QStringLiteral("a = 16 · sample 1.0")}));
}

void TestRunNames::aGivenNameStays() {
    RunStore store;
    store.add(RunKind::Opened, QStringLiteral("driver-550.54"), runOn("H200", 1024));
    QCOMPARE(namesIn(store), QStringList{QStringLiteral("driver-550.54")});
    store.add(RunKind::Opened, QStringLiteral("driver-560"), runOn("H200", 2048));
    QCOMPARE(store.runs().front().name(), QStringLiteral("driver-550.54"));
    QCOMPARE(namesIn(store), (QStringList{QStringLiteral("driver-550.54 · s = 1024"),
                                          QStringLiteral("driver-560 · s = 2048")}));
    // One from a file beside one of this machine: neither is taken for the other.
    store.remove(store.runs().front().id);
    store.add(RunKind::Live, {}, runOn("H200", 2048));
    QCOMPARE(namesIn(store),
             (QStringList{QStringLiteral("driver-560 · from a file"), QStringLiteral("measured here")}));
}

void TestRunNames::timeTellsWhereNothingElseDoes() {
    RunStore store;
    store.add(RunKind::Live, {}, runOn("H200", 2048, "2026-01-02T03:04:05Z"));
    store.add(RunKind::Live, {}, runOn("H200", 2048, "2026-01-02T03:05:06Z"));
    QCOMPARE(namesIn(store),
             (QStringList{QStringLiteral("2026-01-02 03:04 UTC"), QStringLiteral("2026-01-02 03:05 UTC")}));
    store.add(RunKind::Live, {}, runOn("H200", 2048, "2026-01-02T03:05:07Z"));
    QCOMPARE(namesIn(store).constLast(), QStringLiteral("2026-01-02 03:05:07 UTC"));
    store.add(RunKind::Live, {}, runOn("H200", 1024, "2026-01-02T04:05:07Z"));
    QCOMPARE(namesIn(store).constLast(), QStringLiteral("s = 1024")); // which no other is
    QCOMPARE(namesIn(store).constFirst(), QStringLiteral("s = 2048 · 2026-01-02 03:04:05 UTC"));
}

void TestRunNames::noTwoAreAlike() {
    RunStore store;
    for (int copy = 0; copy < 3; ++copy)
        store.add(RunKind::Opened, QStringLiteral("same"), runOn("H200"));
    for (int copy = 0; copy < 2; ++copy)
        store.add(RunKind::Opened, {}, runOn("H200"));
    QSet<QString> names; // short ones
    for (const StoredRun& run : store.runs())
        names.insert(run.name());
    QCOMPARE(names.size(), qsizetype{5});
    QVERIFY(namesIn(store).constFirst().startsWith(QStringLiteral("same · ")));
}

void TestRunNames::referencesMakeNoNameLonger() {
    RunStore store;
    store.add(RunKind::Reference, QStringLiteral("A100 (paper)"), runOn("A100"));
    store.add(RunKind::Live, {}, runOn("H200"));
    QCOMPARE(namesIn(store), (QStringList{QStringLiteral("A100 (paper)"), QStringLiteral("H200")}));
}

void TestRunNames::shapesOfReferencesCount() {
    RunStore store;
    store.add(RunKind::Reference, QStringLiteral("A100 (paper)"), runOn("A100", 2048));
    store.add(RunKind::Live, {}, runOn("H200", 1024));
    QCOMPARE(namesIn(store),
             (QStringList{QStringLiteral("A100 (paper) · s = 2048"), QStringLiteral("H200 · s = 1024")}));
    // Nor is a device taken for that of a reference.
    store.add(RunKind::Live, {}, runOn("H200", 2048));
    QCOMPARE(namesIn(store).constLast(), QStringLiteral("H200 · s = 2048"));
}

void TestRunNames::hidingRenamesNoRun() {
    RunStore store;
    const int first = store.add(RunKind::Live, {}, runOn("H200", 1024));
    store.add(RunKind::Live, {}, runOn("H200", 2048));
    const QStringList names = namesIn(store);
    store.setVisible(first, false); // a row that is clicked stays where it is
    QCOMPARE(namesIn(store), names);
    store.remove(first);
    QCOMPARE(namesIn(store), QStringList{QStringLiteral("H200")});
}

void TestRunNames::renamingIsTold() {
    RunStore store;
    const int id = store.add(RunKind::Live, {}, runOn("H200"));
    QSignalSpy renamed(&store, &RunStore::namesChanged);
    store.setName(id, QStringLiteral("before the fix"));
    QCOMPARE(renamed.size(), 1);
    QCOMPARE(store.find(id)->name(), QStringLiteral("before the fix"));
    QCOMPARE(store.find(id)->run.name, std::string("before the fix")); // its file will say so
    store.setName(id, QStringLiteral("before the fix"));
    QCOMPARE(renamed.size(), 1);
    store.add(RunKind::Live, {}, runOn("H100"));
    QCOMPARE(renamed.size(), 1); // that a run came tells it
    QCOMPARE(store.find(id)->fullName(), QStringLiteral("before the fix · H200"));
    const int replay = store.add(RunKind::Replay, QStringLiteral("Replay of x"), runOn("H100"));
    store.setName(replay, QStringLiteral("measured now"));
    QCOMPARE(store.find(replay)->given, QStringLiteral("Replay of x"));
}

void TestRunNames::filesLoseTheirKnownEndingAlone_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("name");
    const std::pair<const char*, const char*> rows[] = {
        {"/a/driver-550.54.headroom.json", "driver-550.54"},
        {"/a/h200.v2.headroom.json", "h200.v2"},
        {"/a/h200.v2.json", "h200.v2"},
        {"/a/fig.1.png", "fig.1"},
        {"/a/FIG.PNG", "FIG"},
        {"/a/journal.jsonl", "journal"},
        {"/a/.headroom.json", ".headroom"},
        {"/a/no ending", "no ending"},
        {"/a/x.headroom.json.bak", "x.headroom.json.bak"},
    };
    for (const auto& [path, name] : rows)
        QTest::addRow("%s", path) << QString::fromUtf8(path) << QString::fromUtf8(name);
}

void TestRunNames::filesLoseTheirKnownEndingAlone() {
    QFETCH(QString, path);
    QTEST(runNameOf(path), "name");
}

void TestRunNames::moves() {
    RunStore store;
    const int reference = store.add(RunKind::Reference, QStringLiteral("r"), runOn("A100"));
    const int a = store.add(RunKind::Opened, QStringLiteral("a"), runOn("H200"));
    const int b = store.add(RunKind::Opened, QStringLiteral("b"), runOn("H200"));
    const int c = store.add(RunKind::Opened, QStringLiteral("c"), runOn("H200"));
    const auto order = [&store] {
        std::vector<int> ids;
        for (const StoredRun& run : store.measured())
            ids.push_back(run.id);
        return ids;
    };
    QSignalSpy moved(&store, &RunStore::orderChanged);
    store.move(a, 1);
    QCOMPARE(order(), (std::vector{b, a, c}));
    QCOMPARE(store.newestShown()->id, c);
    store.move(a, 5); // to the front, and no further
    QCOMPARE(order(), (std::vector{b, c, a}));
    QCOMPARE(store.newestShown()->id, a);
    QCOMPARE(moved.size(), 2);
    store.move(a, 1);
    store.move(reference, 1); // the only one of its kind
    store.move(-1, 1);
    QCOMPARE(moved.size(), 2);
    store.move(a, -2);
    QCOMPARE(order(), (std::vector{a, b, c}));
    // Past those that the legend shows beside it alone.
    store.add(RunKind::Opened, QStringLiteral("layers"), budgetRun("llama-2-7b"));
    const int last = store.add(RunKind::Opened, QStringLiteral("d"), runOn("H200"));
    store.move(last, -1);
    const std::vector<int> now = order();
    QVERIFY(std::ranges::find(now, last) < std::ranges::find(now, c));
}

void TestRunNames::whatItIsCalledBecomesItsName() {
    RunStore store;
    const int id = store.add(RunKind::Live, {}, runOn("H200"));
    QSignalSpy named(&store, &RunStore::namesChanged);
    store.setName(id, store.find(id)->name());
    QCOMPARE(named.size(), 1); // its file is to say it now
}

void TestRunNames::anotherNoteIsNoOtherRun() {
    RunStore store;
    const int id = store.add(RunKind::Live, {}, runOn("GPU"));
    QSignalSpy changed(&store, &RunStore::runChanged);
    RunContext context = store.find(id)->run.context;
    context.notes.push_back("node3/cuda:0 was measured elsewhere.");
    store.setContext(id, context);
    QCOMPARE(changed.count(), 0); // a long table would be built anew for each of many
    QVERIFY(store.find(id)->run.context == context);
    context.device = "Another GPU";
    store.setContext(id, context);
    QCOMPARE(changed.count(), 1);
}

HEADROOM_TEST(TestRunNames, EventLoop)

} // namespace headroom::testing::tst_run_names

#include "tst_run_names.moc"
