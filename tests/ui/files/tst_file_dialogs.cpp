// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/run_file.h"
#include "tests/support/file_content.h"
#include "tests/support/named_rows.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/files/file_dialogs.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>

namespace headroom::testing::tst_file_dialogs {

using namespace headroom::ui;
using headroom::testing::contentOf;

namespace {

void write(const QString& path, const QByteArray& content) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("The file was not written.");
}

/// A window with three runs that are not saved.
struct UnsavedRuns : WindowFixture {
    UnsavedRuns() {
        measure();
        for (int run = 0; run < 2; ++run) {
            action("start")->trigger();
            finish();
        }
    }
    void finish() const { QTRY_VERIFY_WITH_TIMEOUT(idle(), 20000); }
    static QStringList savedIn(const QString& path) {
        return QDir(path).entryList({QStringLiteral("*.headroom.json")}, QDir::Files, QDir::Name);
    }
};

} // namespace

/// What is asked before files are written and read.
class TestFileDialogs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void cleanup() { QLocale::setDefault(QLocale::c()); }
    void endings_data();
    void endings();
    void freePaths();
    void aNameWithAPointGetsItsEnding_data();
    void aNameWithAPointGetsItsEnding();
    void asksBeforeReplacingTheNameThatResults();
    void anotherEndingChoosesItsFormat();
    void anUnknownFormatIsRefused();
    void severalBrokenFilesAreOneMessage();
    void manyBrokenFilesFitOnTheScreen();
    void severalSavesAskForOneFolder();
    void severalSavesReplaceNothing();
    void severalSavesThatFailAreOneMessage();
    void csvForSpreadsheets_data();
    void csvForSpreadsheets();
};

void TestFileDialogs::endings_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("endings");
    QTest::addColumn<QString>("whole");
    const auto row = [](const char* name, const QStringList& endings, const char* whole) {
        QTest::newRow(name) << QString::fromUtf8(name) << endings << QString::fromUtf8(whole);
    };
    const QStringList run{QStringLiteral("headroom.json")};
    row("/runs/h200", run, "/runs/h200.headroom.json");
    row("/runs/h200.v2", run, "/runs/h200.v2.headroom.json");
    row("driver-550.54", run, "driver-550.54.headroom.json");
    row("a.headroom.json", run, "a.headroom.json");
    row("a.Headroom.JSON", run, "a.Headroom.JSON");
    row("a.json", run, "a.headroom.json");
    row("a.headroom", run, "a.headroom.json");
    row("a.", run, "a.headroom.json");
    row("a.csv", run, "a.csv.headroom.json");
    row("/runs.d/a", run, "/runs.d/a.headroom.json");
    const QStringList picture{QStringLiteral("svg"), QStringLiteral("png"), QStringLiteral("pdf")};
    row("fig.1", picture, "fig.1.svg");
    row("fig.png", picture, "fig.png");
    row("fig.PDF", picture, "fig.PDF");
    row("fig.csv", picture, "fig.csv.svg");
}

void TestFileDialogs::endings() {
    QFETCH(QString, name);
    QFETCH(QStringList, endings);
    QFETCH(QString, whole);
    QCOMPARE(withEnding(name, endings), whole);
}

void TestFileDialogs::freePaths() {
    const QTemporaryDir folder;
    const QString ending = QStringLiteral("headroom.json");
    const auto free = [&] { return freePath(folder.path(), QStringLiteral("a.headroom.json"), ending); };
    QCOMPARE(free(), folder.filePath(QStringLiteral("a.headroom.json")));
    write(free(), "one");
    QCOMPARE(free(), folder.filePath(QStringLiteral("a-2.headroom.json")));
    QVERIFY(QFile::link(QStringLiteral("/no/such/file"), free()));
    QCOMPARE(free(), folder.filePath(QStringLiteral("a-3.headroom.json")));
}

void TestFileDialogs::aNameWithAPointGetsItsEnding_data() {
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("written");
    QTest::newRow("run") << QByteArray("saveRun") << "h200.v2"
                         << "h200.v2.headroom.json";
    QTest::newRow("run as") << QByteArray("saveRunAs") << "h200.json"
                            << "h200.headroom.json";
    QTest::newRow("all") << QByteArray("exportCsv") << "data.2026"
                         << "data.2026.csv";
    QTest::newRow("visible") << QByteArray("exportVisibleCsv") << "data.txt"
                             << "data.txt.csv";
    QTest::newRow("picture") << QByteArray() << "fig.1"
                             << "fig.1.png";
}

void TestFileDialogs::aNameWithAPointGetsItsEnding() {
    QFETCH(QByteArray, action);
    QFETCH(QString, typed);
    QFETCH(QString, written);
    WindowFixture setup;
    setup.measure();
    if (action.isEmpty()) {
        setup.exportPicture(setup.folder.filePath(typed));
    } else {
        setup.action(action)->trigger();
        setup.choose(setup.folder.filePath(typed));
    }
    QVERIFY(!setup.find<QMessageBox>("errorBox"));
    QVERIFY(QFile::exists(setup.folder.filePath(written)));
    QVERIFY(!QFile::exists(setup.folder.filePath(typed)));
}

void TestFileDialogs::asksBeforeReplacingTheNameThatResults() {
    WindowFixture setup;
    setup.measure();
    write(setup.at("fig.1.csv"), "old");
    write(setup.at("fig.1"), "not asked about");
    const auto ask = [&setup] {
        setup.action("exportCsv")->trigger();
        setup.choose(setup.at("fig.1"));
        auto* box = setup.find<QMessageBox>("replaceBox");
        QVERIFY(box);
        QCOMPARE(box->text(), QStringLiteral("fig.1.csv exists already."));
        for (const QLabel* label : box->findChildren<QLabel*>()) // whatever a name holds
            QCOMPARE(label->textFormat(), Qt::PlainText);
    };
    ask();
    setup.find<QMessageBox>("replaceBox")->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(!setup.find<QMessageBox>("replaceBox"));
    QCOMPARE(contentOf(setup.at("fig.1.csv")), QByteArray("old"));
    // Another name: asked again, beginning with the one refused.
    ask();
    setup.find<QPushButton>("otherNameButton")->click();
    QTRY_VERIFY(setup.find<QFileDialog>("fileDialog"));
    QVERIFY(setup.find<QFileDialog>("fileDialog")
                ->selectedFiles()
                .front()
                .endsWith(QStringLiteral("/fig.1.csv")));
    QTRY_VERIFY(!setup.find<QMessageBox>("replaceBox"));
    setup.choose(setup.at("fig.2"));
    QVERIFY(contentOf(setup.at("fig.2.csv")).count('\n') == 1 + kPoints);
    QCOMPARE(contentOf(setup.at("fig.1.csv")), QByteArray("old"));
    ask();
    setup.find<QPushButton>("replaceButton")->click();
    QTRY_COMPARE(contentOf(setup.at("fig.1.csv")).count('\n'), 1 + kPoints);
    QCOMPARE(contentOf(setup.at("fig.1")), QByteArray("not asked about"));
}

void TestFileDialogs::anotherEndingChoosesItsFormat() {
    WindowFixture setup;
    setup.measure();
    setup.exportPicture(setup.at("drawing.v2.svg")); // PNG was chosen
    QVERIFY(contentOf(setup.at("drawing.v2.svg")).contains("<svg"));
}

void TestFileDialogs::anUnknownFormatIsRefused() {
    WindowFixture setup;
    setup.measure();
    setup.exportPicture(setup.at("g1.eps"));
    auto* box = setup.find<QMessageBox>("endingBox");
    QVERIFY(box);
    QCOMPARE(box->text(), QStringLiteral("The ending of g1.eps says a format that cannot be written here."));
    QCOMPARE(box->informativeText(), QStringLiteral("Use .pdf, .png or .svg."));
    QCOMPARE(QDir(setup.folder.path()).entryList({QStringLiteral("g1*")}), QStringList());
    // Asked again, with a name that can be.
    box->button(QMessageBox::Ok)->click();
    QTRY_VERIFY(setup.find<QFileDialog>("fileDialog"));
    QVERIFY(
        setup.find<QFileDialog>("fileDialog")->selectedFiles().front().endsWith(QStringLiteral("/g1.png")));
    setup.choose(setup.at("g1.svg"));
    QVERIFY(contentOf(setup.at("g1.svg")).contains("<svg"));
}

void TestFileDialogs::severalBrokenFilesAreOneMessage() {
    WindowFixture setup;
    const Run run = sampleRun(sampleSpec(2));
    QStringList paths;
    for (const char* name :
         {"one.headroom.json", "two.headroom.json", "a&b <i>.headroom.json", "none.jsonl", "picture.png"}) {
        paths << setup.at(name);
        if (paths.size() <= 2)
            QVERIFY(writeRunFile(paths.back().toStdString(), run));
        else if (paths.size() != 4)
            write(paths.back(), "broken");
    }
    setup.drop(paths);
    QCOMPARE(setup.tableRows(), 2 * static_cast<int>(run.measurements.size()));
    const auto boxes = setup.window->findChildren<QMessageBox*>(QStringLiteral("errorBox"));
    QCOMPARE(boxes.size(), 1);
    QCOMPARE(boxes.front()->text(), QStringLiteral("3 of 5 files cannot be opened."));
    for (const char* name : {"a&b <i>.headroom.json", "none.jsonl", "picture.png"})
        QVERIFY2(boxes.front()->informativeText().contains(QLatin1String(name)),
                 qPrintable(boxes.front()->informativeText()));
}

void TestFileDialogs::manyBrokenFilesFitOnTheScreen() {
    WindowFixture setup;
    QStringList paths;
    for (int i = 0; i < 30; ++i)
        paths << setup.at(qPrintable(QStringLiteral("none-%1.headroom.json").arg(i)));
    setup.window->openRuns(paths);
    auto* box = setup.find<QMessageBox>("errorBox");
    QVERIFY(box->informativeText().contains(QStringLiteral("24 more")));
    for (const QString& path : paths)
        QVERIFY(box->detailedText().contains(path));
    QVERIFY(box->height() < 600);
}

void TestFileDialogs::severalSavesAskForOneFolder() {
    UnsavedRuns setup;
    const QString folder = setup.at("kept");
    QVERIFY(QDir().mkdir(folder));
    QVERIFY(!setup.window->close());
    setup.find<QPushButton>("saveButton")->click();
    QTRY_VERIFY(setup.find<QFileDialog>("fileDialog"));
    QCOMPARE(setup.find<QFileDialog>("fileDialog")->fileMode(), QFileDialog::Directory);
    setup.choose(folder); // once
    QTRY_VERIFY(!setup.window->isVisible());
    const QStringList saved = setup.savedIn(folder);
    QCOMPARE(saved.size(), 3);
    for (const QString& name : saved)
        QVERIFY(readRunFile(QDir(folder).filePath(name).toStdString()));
    QCOMPARE(setup.preferences->folder(QStringLiteral("runs")), folder);
    setup.crash();
    QVERIFY(abandonedJournals(setup.journals()).empty());
}

void TestFileDialogs::severalSavesReplaceNothing() {
    UnsavedRuns setup;
    // One has a file of its own by now, and names that would be suggested are taken.
    setup.action("saveRun")->trigger();
    setup.choose(setup.at("own.headroom.json"));
    QVERIFY(!setup.window->close());
    setup.find<QPushButton>("saveButton")->click();
    QTRY_VERIFY(setup.find<QFileDialog>("fileDialog"));
    QVERIFY(QDir().mkdir(setup.at("first")));
    setup.choose(setup.at("first"));
    QTRY_VERIFY(!setup.window->isVisible());
    const QStringList names = setup.savedIn(setup.at("first"));
    QCOMPARE(names.size(), 2);
    UnsavedRuns again;
    QVERIFY(QDir().mkdir(again.at("second")));
    QVERIFY(!again.window->close());
    again.find<QPushButton>("saveButton")->click();
    QTRY_VERIFY(again.find<QFileDialog>("fileDialog"));
    // All in one second have the same name, and here is one already.
    write(QDir(again.at("second")).filePath(names.front()), "mine");
    again.choose(again.at("second"));
    QTRY_VERIFY(!again.window->isVisible());
    QCOMPARE(contentOf(QDir(again.at("second")).filePath(names.front())), QByteArray("mine"));
    QCOMPARE(again.savedIn(again.at("second")).size(), 3 + 1);
}

void TestFileDialogs::severalSavesThatFailAreOneMessage() {
    UnsavedRuns setup;
    QVERIFY(!setup.window->close());
    setup.find<QPushButton>("saveButton")->click();
    QTRY_VERIFY(setup.find<QFileDialog>("fileDialog"));
    setup.choose(QStringLiteral("/proc/self")); // where nobody can write
    auto* box = setup.find<QMessageBox>("errorBox");
    QVERIFY(box);
    QCOMPARE(box->text(), QStringLiteral("3 of 3 runs were not saved."));
    QVERIFY(box->informativeText().contains(QStringLiteral("stays unsaved; its journal keeps it")));
    QVERIFY(setup.window->isVisible());
    QVERIFY(setup.window->isWindowModified());
}

void TestFileDialogs::csvForSpreadsheets_data() {
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("filter");
    QTest::newRow("English") << QLocale::c() << "CSV for spreadsheets with a decimal comma (; and ,)";
    QTest::newRow("German") << QLocale(QLocale::German) << "CSV for spreadsheets in this language (; and ,)";
}

void TestFileDialogs::csvForSpreadsheets() {
    QFETCH(QLocale, locale);
    QFETCH(QString, filter);
    QLocale::setDefault(locale);
    WindowFixture setup;
    setup.measure();
    const auto filters = [&setup] { return setup.find<QFileDialog>("fileDialog")->nameFilters(); };
    setup.action("exportCsv")->trigger();
    QCOMPARE(setup.find<QFileDialog>("fileDialog")->selectedNameFilter(), filters().constFirst());
    setup.choose(setup.at("plain.csv"));
    setup.action("exportCsv")->trigger();
    QVERIFY2(filters().constLast().startsWith(filter), qPrintable(filters().constLast()));
    setup.find<QFileDialog>("fileDialog")->selectNameFilter(filters().constLast());
    setup.choose(setup.at("comma"));
    // What programs read is the same in every language.
    QVERIFY(contentOf(setup.at("plain.csv")).startsWith("run_id,operation,"));
    const QByteArray comma = contentOf(setup.at("comma.csv"));
    QVERIFY(comma.startsWith("\xEF\xBB\xBFrun_id;operation;"));
    const NamedRows plainRows(QString::fromUtf8(contentOf(setup.at("plain.csv"))), QLatin1Char(','));
    const NamedRows commaRows(QString::fromUtf8(comma.mid(3)), QLatin1Char(';'));
    QCOMPARE(commaRows.count(), kPoints);
    for (int row = 0; row < kPoints; ++row) {
        QString number = plainRows.at(row, "throughput_tflops");
        QCOMPARE(commaRows.at(row, "throughput_tflops"), number.replace(QLatin1Char('.'), QLatin1Char(',')));
        QCOMPARE(commaRows.at(row, "hidden"), plainRows.at(row, "hidden"));
    }
    // The choice is remembered.
    setup.action("exportVisibleCsv")->trigger();
    QCOMPARE(setup.find<QFileDialog>("fileDialog")->selectedNameFilter(), filters().constLast());
}

HEADROOM_TEST(TestFileDialogs, Windows)

} // namespace headroom::testing::tst_file_dialogs

#include "tst_file_dialogs.moc"
