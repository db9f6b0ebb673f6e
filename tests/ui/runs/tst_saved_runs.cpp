// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/run_file.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "ui/runs/run_library.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace headroom::testing::tst_saved_runs {

using namespace headroom::ui;

namespace {

/// A library with a run file that is opened, and a run that was measured.
struct SavedSetup {
    SavedSetup() {
        [this] { QVERIFY(writeRunFile(toPath(at("keep.headroom.json")), sampleRun(sampleSpec(2)))); }();
    }

    QString at(const char* name) const { return folder.filePath(QString::fromUtf8(name)); }
    int open(const QString& path) {
        const Result<int> opened = library.open(path);
        return opened ? *opened : 0;
    }

    QTemporaryDir folder;
    RunStore store;
    RunLibrary library{&store, std::make_shared<JournalFolder>(pathIn(folder, "journal"))};
    int measured = store.add(RunKind::Live, QStringLiteral("live"), sampleRun(sampleSpec(3)));
};

} // namespace

/// Which run a file holds, once several were saved to it or one was renamed.
class TestSavedRuns final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFileHoldsOneRun();
    void whateverTheFileIsCalled_data();
    void whateverTheFileIsCalled();
    void aNewNameStandsInNoJournal();
};

void TestSavedRuns::aFileHoldsOneRun() {
    SavedSetup setup;
    const int opened = setup.open(setup.at("keep.headroom.json"));
    QVERIFY(setup.library.save(setup.measured, setup.at("keep.headroom.json")));
    QVERIFY(!setup.library.isUnsaved(setup.measured));
    QCOMPARE(setup.library.unsavedRuns(), std::vector<int>{opened});
    QVERIFY(!setup.library.isOnlyRenamed(opened));
    QCOMPARE(setup.library.pathOf(opened), QString()); // so that saving it asks
    QCOMPARE(setup.library.whereUnsaved(opened), QStringLiteral("The run stays unsaved."));
    QCOMPARE(setup.library.runsInNoFile().size(), std::size_t{1});
    QVERIFY(setup.library.save(opened, setup.at("other.headroom.json")));
    QVERIFY(setup.library.unsavedRuns().empty());
    QCOMPARE(setup.library.pathOf(setup.measured), setup.at("keep.headroom.json"));
}

void TestSavedRuns::whateverTheFileIsCalled_data() {
    QTest::addColumn<QString>("opened");
    QTest::addColumn<QString>("saved");
    const auto file = QStringLiteral("keep.headroom.json");
    QTest::newRow("dots") << file << QStringLiteral("./keep.headroom.json");
    QTest::newRow("a link is opened") << QStringLiteral("link.headroom.json") << file;
    QTest::newRow("a link is saved to") << file << QStringLiteral("link.headroom.json");
    QTest::newRow("a folder's link") << QStringLiteral("folder/keep.headroom.json") << file;
}

void TestSavedRuns::whateverTheFileIsCalled() {
    QFETCH(const QString, opened);
    QFETCH(const QString, saved);
    SavedSetup setup;
    QVERIFY(QFile::link(setup.at("keep.headroom.json"), setup.at("link.headroom.json")));
    QVERIFY(QFile::link(setup.folder.path(), setup.at("folder")));
    QVERIFY(QFile::copy(setup.at("keep.headroom.json"), setup.at("copy.headroom.json")));
    const int copy = setup.open(setup.at("copy.headroom.json"));
    const int kept = setup.open(setup.at(qPrintable(opened)));
    QVERIFY(copy != 0 && kept != 0 && copy != kept);
    QVERIFY(setup.library.save(setup.measured, setup.folder.path() + u'/' + saved)); // as it is spelled
    QCOMPARE(setup.library.unsavedRuns(), std::vector<int>{kept});
    QVERIFY(!setup.library.isUnsaved(copy)); // another file
}

void TestSavedRuns::aNewNameStandsInNoJournal() {
    SavedSetup setup;
    setup.store.remove(setup.measured);
    const Run run = sampleRun(sampleSpec(2));
    QFile journal(setup.at("left.jsonl"));
    QVERIFY(journal.open(QIODevice::WriteOnly));
    for (const std::string& line :
         {contextToJson(run.context), specToJson(run.spec), measurementToJson(run.measurements.front())})
        journal.write(QByteArray::fromStdString(line + '\n'));
    journal.close();
    const int id = setup.open(journal.fileName());
    QVERIFY(id != 0 && !setup.library.isUnsaved(id));
    setup.store.setName(id, QStringLiteral("mine"));
    QVERIFY(setup.library.isUnsaved(id) && setup.library.isOnlyRenamed(id));
    QVERIFY(setup.library.runsInNoFile().empty()); // but for its name it is safe
    QVERIFY(setup.library.save(id, setup.at("mine.headroom.json")));
    QVERIFY(!setup.library.isUnsaved(id));
    QVERIFY(QFile::exists(journal.fileName()));
}

HEADROOM_TEST(TestSavedRuns, EventLoop)

} // namespace headroom::testing::tst_saved_runs

#include "tst_saved_runs.moc"
