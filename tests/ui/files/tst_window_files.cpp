// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/csv.h"
#include "engine/io/run_file.h"
#include "tests/support/file_content.h"
#include "tests/support/named_rows.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/runs/picture_runs.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QSvgRenderer>

namespace headroom::testing::tst_window_files {

using namespace headroom::ui;
using headroom::testing::contentOf;

namespace {

Run write(const QString& path, const Run& run) {
    return writeRunFile(path.toStdString(), run) ? run : Run();
}

/// A run file of that many points a curve.
Run writeRun(const QString& path, int points) {
    return write(path, sampleRun(sampleSpec(points)));
}

int rowsOf(const Run& run) {
    return static_cast<int>(run.measurements.size());
}

/// Hides the curve in that row of the legend, as a user does.
void clickLegend(const WindowFixture& setup, int row) {
    auto* legend = setup.find<QWidget>("chart")->findChild<QListView*>();
    QTest::mouseClick(legend->viewport(), Qt::LeftButton, {},
                      legend->visualRect(legend->model()->index(row, 0)).center());
}

} // namespace

/// Files and the clipboard, through the window.
class TestWindowFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void savesAndOpensAgain();
    void saveAsWritesAnotherFile();
    void whatCannotBeWrittenStaysUnsaved_data();
    void whatCannotBeWrittenStaysUnsaved();
    void whatANewerProgramWroteStays();
    void opensThroughTheDialog();
    void aRecentFileThatIsGone();
    void recentFilesOfAnotherWindow();
    void saysThatAnOpenedRunWasDisturbed();
    void namesTheRunThatIsSaved();
    void theTitleFollowsTheLegend();
    void opensByDropping();
    void aDroppedPictureBringsItsRunsBack();
    void severalFilesAtOnce();
    void aBadFileAmongGoodOnes_data();
    void aBadFileAmongGoodOnes();
    void refusesAFileThatIsNoRun();
    void exportsEverythingOrWhatIsVisible();
    void hidingTheRunThatIsMeasured();
    void copiesTheFigure();
};

void TestWindowFiles::savesAndOpensAgain() {
    WindowFixture setup;
    setup.measure();
    QVERIFY(setup.window->isWindowModified());
    const QString path = setup.at("run.headroom.json");
    setup.action("saveRun")->trigger();
    setup.choose(path);
    QVERIFY(!setup.window->isWindowModified());
    const Result<Run> saved = readRunFile(path.toStdString());
    QVERIFY(saved);
    QCOMPARE(saved->measurements.size(), std::size_t(kPoints));
    QCOMPARE(setup.preferences->recentFiles(), QStringList{path});

    auto* recent = setup.find<QMenu>("recentMenu");
    Q_EMIT recent->aboutToShow();
    recent->actions().constFirst()->trigger();
    QCOMPARE(setup.tableRows(), kPoints);
    QVERIFY2(setup.notices().contains(QStringLiteral("is open already")), qPrintable(setup.notices()));
}

void TestWindowFiles::saysThatAnOpenedRunWasDisturbed() {
    WindowFixture setup;
    Run run = sampleRun(sampleSpec(2));
    const QString calm = setup.at("calm.headroom.json");
    QVERIFY(writeRunFile(calm.toStdString(), run));
    for (Measurement& row : run.measurements)
        row.flags = Flag::ProcessorLost;
    const QString busy = setup.at("busy.headroom.json");
    QVERIFY(writeRunFile(busy.toStdString(), run));
    setup.window->openRuns({calm});
    QVERIFY2(setup.notices().isEmpty(), qPrintable(setup.notices()));
    setup.window->openRuns({busy});
    QVERIFY2(setup.notices().startsWith(QStringLiteral("busy: 14 of 14 points were disturbed")),
             qPrintable(setup.notices()));
    // Several share one line.
    const QString busier = setup.at("busier.headroom.json");
    QVERIFY(writeRunFile(busier.toStdString(), run));
    setup.window->openRuns({busier});
    QVERIFY2(setup.notices().startsWith(QStringLiteral("Points of 2 runs were disturbed")),
             qPrintable(setup.notices()));
    QVERIFY(setup.notices().endsWith(QStringLiteral("busy, busier.")));
}

/// Of several runs the front one is saved: title, commands and dialog name the same one.
void TestWindowFiles::namesTheRunThatIsSaved() {
    WindowFixture setup;
    const Run run = sampleRun(sampleSpec(2));
    QStringList paths;
    for (const char* name : {"first", "second"}) {
        paths << setup.at(name) + QStringLiteral(".headroom.json");
        QVERIFY(writeRunFile(paths.back().toStdString(), run));
    }
    setup.window->openRuns(paths);
    QVERIFY(setup.window->windowTitle().startsWith(QStringLiteral("second")));
    for (const char* command : {"saveRun", "saveRunAs"})
        QVERIFY2(setup.action(command)->toolTip().contains(QStringLiteral("Save second ")),
                 qPrintable(setup.action(command)->toolTip()));
    QVERIFY(setup.action("saveRun")->toolTip().contains(QStringLiteral("Ctrl+S")));
    setup.action("saveRunAs")->trigger();
    auto* dialog = setup.find<QFileDialog>("fileDialog");
    QCOMPARE(dialog->windowTitle(), QStringLiteral("Save run: second"));
    dialog->reject();
    // A run without a name is told by its device, and from the others.
    setup.measure(2 * static_cast<int>(run.measurements.size()));
    const QString title = setup.window->windowTitle();
    QVERIFY2(title.startsWith(QStringLiteral("Scripted CPU")) &&
                 title.endsWith(QStringLiteral(" — Headroom")),
             qPrintable(title));
    QVERIFY(setup.action("saveRun")->toolTip().contains(title.section(QStringLiteral("[*]"), 0, 0)));
}

void TestWindowFiles::theTitleFollowsTheLegend() {
    WindowFixture setup;
    writeRun(setup.at("first.headroom.json"), 2);
    writeRun(setup.at("second.headroom.json"), 2);
    setup.window->openRuns({setup.at("first.headroom.json"), setup.at("second.headroom.json")});
    const auto isNamed = [&setup](const QString& name) {
        return setup.window->windowTitle().startsWith(name) &&
               setup.action("saveRun")->toolTip().contains(QStringLiteral("Save %1 ").arg(name));
    };
    auto* legend = setup.find<QListView>("legend");
    const auto press = [legend](const QString& name, Qt::Key key, Qt::KeyboardModifiers with) {
        const auto found = [&] {
            return legend->model()->match(legend->model()->index(0, 0), Qt::DisplayRole, name);
        };
        QTRY_VERIFY2(!found().isEmpty(), qPrintable(name));
        legend->setFocus();
        legend->setCurrentIndex(found().front());
        QTest::keyClick(legend, key, with);
    };
    QVERIFY(isNamed(QStringLiteral("second")));
    press(QStringLiteral("second"), Qt::Key_Down, Qt::ControlModifier);
    QVERIFY2(isNamed(QStringLiteral("first")), qPrintable(setup.window->windowTitle()));
    press(QStringLiteral("first"), Qt::Key_Space, Qt::NoModifier); // hides it
    QVERIFY2(isNamed(QStringLiteral("second")), qPrintable(setup.window->windowTitle()));
}

void TestWindowFiles::opensByDropping() {
    WindowFixture setup;
    const QString path = setup.at("dropped.headroom.json");
    const Run run = sampleRun(sampleSpec(2));
    QVERIFY(writeRunFile(path.toStdString(), run));
    setup.drop({path});
    QCOMPARE(setup.tableRows(), static_cast<int>(run.measurements.size()));
    QVERIFY(setup.window->windowTitle().contains(QStringLiteral("dropped")));
    QVERIFY(!setup.window->isWindowModified());
    // A journal too, and what of it cannot be read is said.
    QFile journal(setup.at("cut.jsonl"));
    QVERIFY(journal.open(QIODevice::WriteOnly));
    for (const std::string& line :
         {contextToJson(run.context), specToJson(run.spec), measurementToJson(run.measurements.front())})
        journal.write(QByteArray::fromStdString(line + '\n'));
    journal.write("{\"point\"");
    journal.close();
    setup.drop({journal.fileName()});
    QCOMPARE(setup.tableRows(), static_cast<int>(run.measurements.size()) + 1);
    QVERIFY(setup.notices().startsWith(QStringLiteral("One line of its journal")));
    QVERIFY(!setup.window->isWindowModified());
}

void TestWindowFiles::refusesAFileThatIsNoRun() {
    WindowFixture setup;
    const QString path = setup.at("broken.headroom.json");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"schema_version\": 1, \"context\"");
    file.close();
    setup.window->openRuns({path});
    auto* box = setup.find<QMessageBox>("errorBox");
    QVERIFY(box);
    QVERIFY(box->text().contains(QStringLiteral("broken.headroom.json")));
    QVERIFY(!box->informativeText().isEmpty());
    QCOMPARE(setup.tableRows(), 0);
}

void TestWindowFiles::whatCannotBeWrittenStaysUnsaved_data() {
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("told");
    QTest::newRow("save") << QByteArray("saveRun") << QStringLiteral("a.headroom.json")
                          << QStringLiteral("The run was not saved.");
    QTest::newRow("export") << QByteArray("exportCsv") << QStringLiteral("a.csv")
                            << QStringLiteral("Nothing was exported.");
}

void TestWindowFiles::whatCannotBeWrittenStaysUnsaved() {
    QFETCH(QByteArray, action);
    QFETCH(QString, file);
    QFETCH(QString, told);
    WindowFixture setup;
    setup.measure();
    const QString path = setup.at(qPrintable(file));
    QVERIFY(QFile::link(setup.at("gone/file"), path)); // into a folder that is not there
    setup.action(action)->trigger();
    setup.choose(path);
    auto* box = setup.find<QMessageBox>("errorBox");
    QVERIFY(box);
    QCOMPARE(box->text(), told);
    QVERIFY2(box->informativeText().contains(path), qPrintable(box->informativeText()));
    QVERIFY2(
        box->informativeText().contains(QStringLiteral("stays unsaved; its journal keeps it until then: ") +
                                        toQString(setup.journals())),
        qPrintable(box->informativeText()));
    QVERIFY(setup.window->isWindowModified());
}

void TestWindowFiles::whatANewerProgramWroteStays() {
    WindowFixture setup;
    setup.measure();
    const QString path = setup.at("a.headroom.json");
    const QByteArray newer("{\"schema_version\": 9}\n");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(newer), newer.size());
    file.close();
    setup.action("saveRun")->trigger();
    setup.choose(path);
    setup.find<QPushButton>("replaceButton")->click();
    auto* box = setup.find<QMessageBox>("errorBox");
    QVERIFY(box);
    QCOMPARE(box->text(), QStringLiteral("The run was not saved."));
    for (const QString& part :
         {path, QStringLiteral("newer Headroom (version 9;"), QStringLiteral("choose another name.")})
        QVERIFY2(box->informativeText().contains(part), qPrintable(box->informativeText()));
    QVERIFY(setup.window->isWindowModified());
    QCOMPARE(contentOf(path), newer);
}

void TestWindowFiles::saveAsWritesAnotherFile() {
    WindowFixture setup;
    const Run run = write(setup.at("first.headroom.json"), fullRun());
    setup.window->openRuns({setup.at("first.headroom.json")});
    setup.action("saveRunAs")->trigger();
    setup.choose(setup.at("second.headroom.json"));
    const Result<Run> saved = readRunFile(setup.at("second.headroom.json").toStdString());
    QVERIFY(saved);
    QVERIFY(*saved == run); // every field
    QCOMPARE(setup.preferences->recentFiles(),
             (QStringList{setup.at("second.headroom.json"), setup.at("first.headroom.json")}));
    QVERIFY(QFile::remove(setup.at("second.headroom.json")));
    setup.action("saveRun")->trigger(); // to its own file, without a question
    QVERIFY(!setup.find<QFileDialog>("fileDialog"));
    QVERIFY(QFile::exists(setup.at("second.headroom.json")));
    QVERIFY(setup.window->close()); // nothing would be lost
}

void TestWindowFiles::opensThroughTheDialog() {
    WindowFixture setup;
    const Run run = writeRun(setup.at("a.headroom.json"), 2);
    writeRun(setup.at("b.headroom.json"), 2);
    setup.preferences->setFolder(QStringLiteral("runs"), setup.folder.path());
    setup.action("openRun")->trigger();
    setup.choose(QStringLiteral("\"a.headroom.json\" \"b.headroom.json\""));
    QCOMPARE(setup.tableRows(), 2 * rowsOf(run));
}

void TestWindowFiles::aRecentFileThatIsGone() {
    WindowFixture setup;
    writeRun(setup.at("a.headroom.json"), 2);
    setup.window->openRuns({setup.at("a.headroom.json")});
    QVERIFY(QFile::remove(setup.at("a.headroom.json")));
    auto* recent = setup.find<QMenu>("recentMenu");
    Q_EMIT recent->aboutToShow();
    recent->actions().constFirst()->trigger();
    QVERIFY(setup.find<QMessageBox>("errorBox")->text().contains(QStringLiteral("a.headroom.json")));
    QVERIFY(setup.preferences->recentFiles().isEmpty());
}

void TestWindowFiles::recentFilesOfAnotherWindow() {
    WindowFixture setup;
    auto* recent = setup.find<QMenu>("recentMenu");
    Q_EMIT recent->aboutToShow();
    QVERIFY(!recent->actions().constFirst()->isEnabled()); // there is none yet
    Preferences(setup.at("settings.ini")).addRecentFile(setup.at("other.headroom.json"));
    Q_EMIT recent->aboutToShow();
    QCOMPARE(recent->actions().size(), 1);
    QCOMPARE(recent->actions().constFirst()->text(), QStringLiteral("other.headroom.json"));
}

void TestWindowFiles::aDroppedPictureBringsItsRunsBack() {
    WindowFixture setup;
    const Run first = write(setup.at("first.headroom.json"), fullRun());
    const Run second = writeRun(setup.at("second.headroom.json"), 3);
    setup.drop({setup.at("first.headroom.json"), setup.at("second.headroom.json")});
    setup.exportPicture(setup.at("chart.png"));
    const auto runs = runsInPicture(setup.at("chart.png"));
    QVERIFY(runs);
    QCOMPARE(runs->size(), std::size_t(2));
    const auto called = [](Run run, const char* name) {
        run.name = name; // after its file
        return run;
    };
    QVERIFY(runs->front() == called(first, "first") &&
            runs->back() == called(second, "second")); // every field

    WindowFixture other;
    other.drop({setup.at("chart.png")});
    QCOMPARE(other.tableRows(), rowsOf(first) + rowsOf(second));
    QVERIFY(other.window->windowTitle().contains(QStringLiteral("second")));
    QVERIFY(!other.window->isWindowModified()); // it is safe in the picture
    other.action("exportCsv")->trigger();
    other.choose(setup.at("again.csv"));
    QCOMPARE(contentOf(setup.at("again.csv")).toStdString(),
             toCsv(called(second, "second")) + csvRows(called(first, "first"))); // from the front one
}

void TestWindowFiles::severalFilesAtOnce() {
    WindowFixture setup;
    const Run run = writeRun(setup.at("a.headroom.json"), 2);
    writeRun(setup.at("b.headroom.json"), 2);
    writeRun(setup.at("c.headroom.json"), 2);
    setup.drop({setup.at("a.headroom.json"), setup.at("b.headroom.json"), setup.at("c.headroom.json")});
    QCOMPARE(setup.tableRows(), 3 * rowsOf(run));
    QCOMPARE(setup.preferences->recentFiles().size(), 3);
}

void TestWindowFiles::aBadFileAmongGoodOnes_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    const QByteArray whole = QByteArray::fromStdString(toJson(sampleRun(sampleSpec(2))));
    QTest::newRow("cut short") << QStringLiteral("bad.headroom.json") << whole.left(whole.size() / 2);
    QTest::newRow("no run") << QStringLiteral("bad.headroom.json") << QByteArray("{}");
    QTest::newRow("no picture") << QStringLiteral("bad.png") << QByteArray("this is no picture");
    QTest::newRow("not there") << QStringLiteral("bad.headroom.json") << QByteArray();
}

void TestWindowFiles::aBadFileAmongGoodOnes() {
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    WindowFixture setup;
    const Run run = writeRun(setup.at("a.headroom.json"), 2);
    writeRun(setup.at("b.headroom.json"), 2);
    const QString bad = setup.folder.filePath(name);
    if (QFile file(bad); !content.isEmpty()) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    setup.drop({setup.at("a.headroom.json"), bad, setup.at("b.headroom.json")});
    QCOMPARE(setup.tableRows(), 2 * rowsOf(run)); // both good ones, and nothing of the bad one
    const auto boxes = setup.window->findChildren<QMessageBox*>(QStringLiteral("errorBox"));
    QCOMPARE(boxes.size(), 1);
    QVERIFY(boxes.front()->text().contains(name));
    QVERIFY(!boxes.front()->informativeText().isEmpty());
    QVERIFY(!setup.preferences->recentFiles().contains(bad));
}

void TestWindowFiles::exportsEverythingOrWhatIsVisible() {
    WindowFixture setup;
    setup.measure(); // two curves of four points
    writeRun(setup.at("a.headroom.json"), 2);
    setup.window->openRuns({setup.at("a.headroom.json")});
    auto* runs = setup.find<QMenu>("runsMenu");
    Q_EMIT runs->aboutToShow();
    runs->actions().constFirst()->trigger(); // hides the run opened
    setup.action("exportVisibleCsv")->trigger();
    setup.choose(setup.at("visible.csv"));
    QCOMPARE(contentOf(setup.at("visible.csv")).count('\n'), 1 + kPoints);

    Q_EMIT runs->aboutToShow();
    runs->actions().constLast()->trigger(); // the run measured goes,
    Q_EMIT runs->aboutToShow();
    runs->actions().constFirst()->trigger(); // the one opened comes, and its first curve goes
    clickLegend(setup, 1);
    setup.action("exportVisibleCsv")->trigger();
    setup.choose(setup.at("fewer.csv"));
    QCOMPARE(contentOf(setup.at("fewer.csv")).count('\n'), 1 + 6 * 2);
    Q_EMIT runs->aboutToShow();
    runs->actions().constFirst()->trigger(); // nothing is shown any more
    QVERIFY(!setup.action("exportVisibleCsv")->isEnabled());
    setup.action("exportCsv")->trigger();
    setup.choose(setup.at("all.csv"));
    QCOMPARE(contentOf(setup.at("all.csv")).count('\n'), 1 + kPoints + 7 * 2);
}

void TestWindowFiles::hidingTheRunThatIsMeasured() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.script->holdAt(4);
    setup.action("start")->trigger();
    QTRY_COMPARE(setup.tableRows(), 3);
    auto* runs = setup.find<QMenu>("runsMenu");
    Q_EMIT runs->aboutToShow();
    runs->actions().constLast()->trigger();
    for (const char* name : {"exportPicture", "copyChart"}) { // which say why there is nothing to see
        setup.action(name)->trigger();
        QVERIFY(!setup.find<QDialog>("exportDialog"));
        auto* box = setup.find<QMessageBox>("errorBox");
        QVERIFY(box && box->informativeText().startsWith(QStringLiteral("All runs are hidden.")));
        box->button(QMessageBox::Ok)->click();
        QTRY_VERIFY(!setup.find<QMessageBox>("errorBox"));
    }
    QVERIFY(setup.action("exportCsv")->isEnabled()); // hidden ones too
    setup.script->release();
    TRY_DONE(setup);
    setup.action("exportCsv")->trigger();
    setup.choose(setup.at("all.csv"));
    QCOMPARE(contentOf(setup.at("all.csv")).count('\n'), 1 + kPoints);
}

void TestWindowFiles::copiesTheFigure() {
    WindowFixture setup;
    setup.measure();
    clickLegend(setup, 0); // one of two curves
    setup.action("copyChart")->trigger();
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    const auto image = qvariant_cast<QImage>(data->imageData());
    QCOMPARE(image.size(), QSize(1600, 1000));
    QSvgRenderer drawing(data->data(QStringLiteral("image/svg+xml")));
    QVERIFY(drawing.isValid());
    const NamedRows copied(data->text(), QLatin1Char('\t'));
    QCOMPARE(copied.count(), kPoints / 2);
    QCOMPARE(copied.names().mid(0, 5).join(QLatin1Char('|')),
             QStringLiteral("h|a|h/a|ratio|throughput (TFLOP/s)"));
    for (int row = 0; row < copied.count(); ++row)
        QCOMPARE(copied.at(row, "ratio"), QStringLiteral("8")); // the curve that is shown
}

HEADROOM_TEST(TestWindowFiles, Windows)

} // namespace headroom::testing::tst_window_files

#include "tst_window_files.moc"
