// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/run_file.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/export/export_dialog.h"
#include "ui/export/figure_preview.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/number_edit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScreen>
#include <QToolButton>

#include <cmath>
#include <utility>

namespace headroom::testing::tst_export_dialog {

using namespace headroom::ui;

namespace {

/// A window with a run, and the dialog opened by its shortcut.
struct Setup : WindowFixture {
    Setup() {
        measure();
        ask();
    }
    void ask() const {
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        QTest::keyClick(window.get(), Qt::Key_E, Qt::ControlModifier);
        QVERIFY(find<QDialog>("exportDialog"));
    }
    /// Types over what the field says.
    void type(const char* field, const char* text) const {
        auto* edit = find<NumberEdit>(field)->findChild<QLineEdit*>();
        edit->selectAll();
        QTest::keyClicks(edit, QLatin1String(text));
    }
    void pick(const char* box, int row) const {
        auto* choices = find<QComboBox>(box);
        choices->setFocus();
        QTest::keyClick(choices, Qt::Key_Home);
        for (int i = 0; i < row; ++i)
            QTest::keyClick(choices, Qt::Key_Down);
    }
    /// Types over the text, or empties it.
    void write(const char* name, const QString& text) const {
        auto* editor = find<QWidget>(name);
        QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(editor, Qt::Key_Delete);
        QTest::keyClicks(editor, text);
    }
    void click(const char* box) const {
        QTest::mouseClick(find<QCheckBox>(box), Qt::LeftButton, {}, QPoint(8, 8));
    }
    QString textOf(const char* name) const {
        if (const auto* line = find<QLineEdit>(name))
            return line->text();
        return find<QPlainTextEdit>(name)->toPlainText();
    }
    FigureOptions options() const { return find<ExportDialog>("exportDialog")->options(); }
    /// When it shows what was chosen last.
    QImage preview() const {
        auto* shown = find<FigurePreview>("exportPreview");
        if (!QTest::qWaitFor([shown] { return shown->isUpToDate(); }))
            return {};
        return shown->image();
    }
    QString size() const { return find<QLabel>("exportSize")->text(); }
    QString errorAt(const char* field) const {
        return qobject_cast<FormField*>(find<QWidget>(field)->parentWidget())->error();
    }
    bool accepts() const { return find<QPushButton>("exportAccept")->isEnabled(); }
    /// Enter in the dialog, then the file.
    void write(const QString& path) const {
        QTest::keyClick(find<QDialog>("exportDialog"), Qt::Key_Return);
        choose(path);
    }
};

} // namespace

class TestExportDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void saysHowLargeThePictureBecomes();
    void presets();
    void refusesStrangeSizes_data();
    void refusesStrangeSizes();
    void writesWhatWasChosen();
    void writesEachFormat_data();
    void writesEachFormat();
    void remembers();
    void drivesEachChoice();
    void leavesOutReferences();
    void previewIsWhatIsWritten();
    void previewFollowsEachChange();
    void fitsASmallScreen();
    void saysWhatBecameOfAChoice();
    void ignoresDamagedMemories();
    void cancelledWritesNothing();
    void saysWhatEachControlIsFor();
    void worksDuringASweep();
};

void TestExportDialog::saysHowLargeThePictureBecomes() {
    Setup setup;
    QCOMPARE(setup.size(), QString::fromUtf8("1600 × 1000 pixels, 16.7 × 10.4 inches at 96 dpi"));
    setup.type("exportDpi", "192");
    QCOMPARE(setup.size(), QString::fromUtf8("1600 × 1000 pixels, 8.3 × 5.2 inches at 192 dpi"));
    setup.type("exportHeight", "500");
    QCOMPARE(setup.size(), QString::fromUtf8("1600 × 500 pixels, 8.3 × 2.6 inches at 192 dpi"));
}

void TestExportDialog::presets() {
    Setup setup;
    QCOMPARE(setup.find<QComboBox>("exportPreset")->currentText(), QStringLiteral("Screen"));
    setup.pick("exportPreset", 1);
    QVERIFY2(setup.size().startsWith(QString::fromUtf8("1920 × 1080 pixels")), qPrintable(setup.size()));
    setup.pick("exportPreset", 2);
    QVERIFY2(setup.size().startsWith(QStringLiteral("990 ")), qPrintable(setup.size()));
    QVERIFY2(setup.size().contains(QString::fromUtf8(", 3.3 × ")), qPrintable(setup.size()));
    QVERIFY(setup.find<QCheckBox>("exportFitsHeight")->isChecked());
    QVERIFY(!setup.find<NumberEdit>("exportHeight")->isEnabled());
    QCOMPARE(setup.find<QComboBox>("exportLegend")->currentText(), QStringLiteral("Below"));
    const qint64 high = *setup.find<NumberEdit>("exportHeight")->value();
    setup.write("exportCaption", {}); // less to say
    QVERIFY(*setup.find<NumberEdit>("exportHeight")->value() < high);
    setup.type("exportWidth", "1000");
    QCOMPARE(setup.find<QComboBox>("exportPreset")->currentText(), QStringLiteral("Own size"));
    setup.type("exportWidth", "990");
    QCOMPARE(setup.find<QComboBox>("exportPreset")->currentText(), QStringLiteral("Paper, one column"));
    setup.pick("exportPreset", 1);
    QCOMPARE(setup.find<QComboBox>("exportLegend")->currentText(), QStringLiteral("Names at the curves"));
    QVERIFY(setup.find<NumberEdit>("exportHeight")->isEnabled());
}

void TestExportDialog::refusesStrangeSizes_data() {
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* field, const char* text, const char* reason) {
        QTest::newRow(name) << QByteArray(field) << QByteArray(text) << QString::fromUtf8(reason);
    };
    row("nothing", "exportWidth", " ", "Write a whole number.");
    row("no number", "exportWidth", "wide", "Write a whole number.");
    row("two numbers", "exportWidth", "1,600", "1600, if “1,600” is meant so");
    row("two numbers of dots", "exportDpi", "1.200", "1200, if “1.200” is meant so");
    row("zero", "exportHeight", "0", "at least one pixel");
    row("negative", "exportHeight", "-5", "at least one pixel");
    row("too small", "exportWidth", "239", "at least 240 pixels");
    row("too low", "exportHeight", "100", "at least 192 pixels");
    row("too large", "exportWidth", "99999999999", "too large");
    row("a ribbon", "exportWidth", "4001", "4 times the height");
    row("a tower", "exportHeight", "6401", "4 times the width");
    row("no dpi", "exportDpi", "0", "dots per inch");
    row("too many dpi", "exportDpi", "5000", "dots per inch");
    row("dpi that make it small", "exportDpi", "900", "at least 2250 pixels");
}

void TestExportDialog::refusesStrangeSizes() {
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    Setup setup;
    setup.type(field.constData(), text.constData());
    const QByteArray at = reason.contains(QStringLiteral("2250")) ? "exportWidth" : field;
    QVERIFY2(setup.errorAt(at.constData()).contains(reason), qPrintable(setup.errorAt(at.constData())));
    QVERIFY(!setup.accepts());
    QTest::keyClick(setup.find<QDialog>("exportDialog"), Qt::Key_Return);
    QVERIFY(setup.find<QDialog>("exportDialog")->isVisible());
    setup.pick("exportPreset", 0); // a way out
    QVERIFY(setup.accepts());
    QCOMPARE(setup.errorAt(at.constData()), QString());
}

void TestExportDialog::writesWhatWasChosen() {
    Setup setup;
    setup.type("exportWidth", "800");
    setup.type("exportHeight", "600");
    setup.type("exportDpi", "150");
    setup.write(setup.at("with.png"));
    const QImage with(setup.at("with.png"));
    QCOMPARE(with.size(), QSize(800, 600));
    QVERIFY(std::abs(with.dotsPerMeterX() - 150 / 0.0254) < 2);
    setup.ask();
    setup.write("exportCaption", {});
    setup.write(setup.at("without.png"));
    const QImage without(setup.at("without.png"));
    QCOMPARE(without.size(), with.size());
    QVERIFY(without != with);
}

void TestExportDialog::writesEachFormat_data() {
    QTest::addColumn<int>("format");
    QTest::addColumn<QString>("ending");
    QTest::addColumn<QByteArray>("begins");
    QTest::newRow("PNG") << 0 << QStringLiteral(".png") << QByteArray("\x89PNG");
    QTest::newRow("SVG") << 1 << QStringLiteral(".svg") << QByteArray("<?xml");
    QTest::newRow("PDF") << 2 << QStringLiteral(".pdf") << QByteArray("%PDF");
}

void TestExportDialog::writesEachFormat() {
    QFETCH(int, format);
    QFETCH(QString, ending);
    QFETCH(QByteArray, begins);
    Setup setup;
    setup.pick("exportPreset", 2);
    setup.pick("exportFormat", format);
    setup.write(setup.at("chart")); // the ending is added
    QFile file(setup.at("chart") + ending);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    QVERIFY(content.startsWith(begins));
    if (format == 1) // 3.3 inches of 96, as large on paper as the picture
        QVERIFY2(content.contains("viewBox=\"0 0 316.8 "), content.left(400));
    if (format == 2)
        QVERIFY(content.contains("/MediaBox [0 0 238.0"));
}

void TestExportDialog::remembers() {
    Setup setup;
    setup.pick("exportPreset", 2);
    setup.pick("exportFormat", 2);
    setup.write("exportTitle", QStringLiteral("Keys & queries"));
    setup.write("exportCaption", {});
    setup.pick("exportLegend", 2);
    setup.pick("exportPalette", 1);
    setup.pick("exportTheme", 1);
    setup.click("exportDashes");
    setup.click("exportIntervals");
    setup.write("exportSubtitle", QStringLiteral("in a quiet room"));
    setup.write(setup.at("chart.pdf"));
    setup.action("saveRun")->trigger();
    setup.choose(setup.at("own.headroom.json"));
    setup.crash();
    setup.open();
    QTRY_VERIFY(setup.ready());
    setup.window->openRuns({setup.at("own.headroom.json")});
    setup.ask();
    QCOMPARE(setup.find<QComboBox>("exportPreset")->currentText(), QStringLiteral("Paper, one column"));
    QCOMPARE(setup.find<QComboBox>("exportFormat")->currentText(), QStringLiteral("PDF document"));
    QCOMPARE(setup.textOf("exportCaption"), QString());
    QCOMPARE(setup.find<QComboBox>("exportLegend")->currentText(), QStringLiteral("Names at the curves"));
    QVERIFY(setup.options().style.palette == CurvePalette::Ordinal && setup.options().style.dark);
    QVERIFY(setup.options().style.dashes && !setup.options().intervals);
    // Words of the user's are of the runs for which they were written.
    QCOMPARE(setup.textOf("exportTitle"), QStringLiteral("Keys & queries"));
    QCOMPARE(setup.textOf("exportSubtitle"), QStringLiteral("in a quiet room"));
    QTest::keyClick(setup.find<QDialog>("exportDialog"), Qt::Key_Escape);
    QTRY_VERIFY(!setup.find<QDialog>("exportDialog"));
    Result<Run> read = readRunFile(setup.at("own.headroom.json").toStdString());
    QVERIFY(read);
    Run other = *read; // which says the same of itself
    other.context.runId = "another";
    QVERIFY(writeRunFile(setup.at("other.headroom.json").toStdString(), other));
    setup.window->openRuns({setup.at("other.headroom.json")});
    setup.ask();
    QVERIFY(setup.textOf("exportTitle") != QStringLiteral("Keys & queries"));
    QVERIFY(setup.textOf("exportSubtitle") != QStringLiteral("in a quiet room"));
    QCOMPARE(setup.textOf("exportCaption"), QString()); // what was left out stays so
}

void TestExportDialog::drivesEachChoice() {
    Setup setup;
    const FigureOptions usual = setup.options();
    QVERIFY(!usual.title && !usual.subtitle && !usual.caption);
    QVERIFY(usual.style == FigureStyle());
    setup.write("exportSubtitle", QStringLiteral("in a quiet room"));
    setup.pick("exportLegend", 1);
    setup.pick("exportPalette", 1);
    setup.pick("exportTheme", 1);
    setup.click("exportDashes");
    setup.click("exportIntervals");
    FigureOptions chosen = setup.options();
    QCOMPARE(*chosen.subtitle, QStringLiteral("in a quiet room"));
    QVERIFY((chosen.style == FigureStyle{LegendPlace::Below, true, CurvePalette::Ordinal, true}));
    QVERIFY(!chosen.intervals);
    // The automatic text comes back.
    auto* reset = setup.find<QToolButton>("exportSubtitleReset");
    QVERIFY(reset->isEnabled());
    reset->click();
    QVERIFY(!setup.options().subtitle);
    QVERIFY(setup.textOf("exportSubtitle").contains(QStringLiteral("s = ")));
    QVERIFY(!reset->isEnabled());
    // What would change nothing says so.
    const auto* references = setup.find<QCheckBox>("exportReferences");
    QVERIFY(!references->isEnabled());
    QVERIFY(references->toolTip().contains(QStringLiteral("shows no reference")));
}

void TestExportDialog::leavesOutReferences() {
    Setup setup;
    QTest::keyClick(setup.find<QDialog>("exportDialog"), Qt::Key_Escape);
    QTRY_VERIFY(!setup.find<QDialog>("exportDialog"));
    setup.action("reference")->setChecked(true);
    setup.ask();
    QVERIFY(setup.textOf("exportCaption").contains(QStringLiteral("reference")));
    QVERIFY(!setup.find<QCheckBox>("exportDashes")->isEnabled()); // its pattern is its run's
    setup.click("exportReferences");
    QVERIFY(!setup.textOf("exportCaption").contains(QStringLiteral("reference")));
    QVERIFY(setup.find<QCheckBox>("exportDashes")->isEnabled());
}

void TestExportDialog::previewIsWhatIsWritten() {
    Setup setup;
    setup.pick("exportPreset", 2);
    setup.pick("exportTheme", 1);
    const QImage preview = setup.preview();
    QVERIFY(!preview.isNull());
    setup.write(setup.at("written.png"));
    const QImage written = QImage(setup.at("written.png"))
                               .scaled(preview.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    double apart = 0;
    for (int y = 0; y < preview.height(); ++y)
        for (int x = 0; x < preview.width(); ++x)
            apart += std::abs(qGray(preview.pixel(x, y)) - qGray(written.pixel(x, y)));
    apart /= preview.width() * preview.height();
    QVERIFY2(apart < 6, qPrintable(QString::number(apart))); // of 255: edges alone are softer
    QVERIFY(preview.pixelColor(1, 1).lightness() < 60);
}

void TestExportDialog::previewFollowsEachChange() {
    Setup setup;
    QImage before = setup.preview();
    const auto changes = [&] {
        const QImage now = setup.preview();
        return std::exchange(before, now) != now;
    };
    setup.write("exportTitle", QStringLiteral("Other words"));
    QVERIFY(changes());
    setup.pick("exportLegend", 1);
    QVERIFY(changes());
    setup.pick("exportPalette", 1);
    QVERIFY(changes());
    setup.pick("exportTheme", 1);
    QVERIFY(changes());
    setup.click("exportDashes");
    QVERIFY(changes());
    setup.type("exportHeight", "900");
    QVERIFY(changes());
    setup.type("exportHeight", "9"); // no figure: the last one stays
    QVERIFY(!changes());
}

void TestExportDialog::fitsASmallScreen() {
    Setup setup;
    auto* dialog = setup.find<QDialog>("exportDialog");
    const QSize screen = dialog->screen()->availableGeometry().size();
    QVERIFY2(dialog->width() <= screen.width() && dialog->height() <= screen.height(),
             qPrintable(QDebug::toString(dialog->size())));
    QVERIFY2(dialog->minimumSizeHint().width() <= 780 && dialog->minimumSizeHint().height() <= 460,
             qPrintable(QDebug::toString(dialog->minimumSizeHint())));
    dialog->resize(780, 460);
    QVERIFY(setup.find<FigurePreview>("exportPreview")->width() >= 300);
}

void TestExportDialog::saysWhatBecameOfAChoice() {
    Setup setup;
    const auto note = [&setup] { return setup.find<QLabel>("exportNote")->text(); };
    QCOMPARE(note(), QString());
    setup.pick("exportPreset", 2);
    setup.pick("exportLegend", 0);
    QVERIFY2(note().contains(QStringLiteral("legend stands below")), qPrintable(note()));
    setup.pick("exportLegend", 1);
    QCOMPARE(note(), QString());
    setup.click("exportFitsHeight");
    setup.type("exportHeight", "620");
    setup.write("exportCaption", QString(700, QLatin1Char('w')));
    QVERIFY2(note().contains(QStringLiteral("smallest type")), qPrintable(note()));
}

void TestExportDialog::ignoresDamagedMemories() {
    Setup setup;
    QTest::keyClick(setup.find<QDialog>("exportDialog"), Qt::Key_Escape);
    setup.preferences->setNumber(QStringLiteral("export/width"), -7);
    setup.preferences->setNumber(QStringLiteral("export/format"), 99);
    QTRY_VERIFY(!setup.find<QDialog>("exportDialog"));
    setup.ask();
    QVERIFY(setup.accepts());
    QCOMPARE(setup.find<QComboBox>("exportPreset")->currentText(), QStringLiteral("Screen"));
}

void TestExportDialog::cancelledWritesNothing() {
    Setup setup;
    setup.pick("exportPreset", 2);
    QTest::keyClick(setup.find<QDialog>("exportDialog"), Qt::Key_Escape);
    QVERIFY(!setup.find<QFileDialog>("fileDialog"));
    QTRY_VERIFY(!setup.find<QDialog>("exportDialog"));
    setup.ask(); // and nothing is remembered
    QCOMPARE(setup.find<QComboBox>("exportPreset")->currentText(), QStringLiteral("Screen"));
}

void TestExportDialog::saysWhatEachControlIsFor() {
    Setup setup;
    for (const char* name : {"exportPreset", "exportFormat", "exportWidth", "exportHeight", "exportDpi",
                             "exportCaption", "exportSize", "exportAccept", "exportFitsHeight", "exportTitle",
                             "exportSubtitle", "exportLegend", "exportPalette", "exportTheme", "exportDashes",
                             "exportFlags", "exportIntervals", "exportReferences"})
        QVERIFY2(!setup.find<QWidget>(name)->toolTip().isEmpty(), name);
}

void TestExportDialog::worksDuringASweep() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.script->holdAt(4);
    setup.action("start")->trigger();
    QTRY_COMPARE(setup.tableRows(), 3);
    setup.action("exportPicture")->trigger();
    setup.script->release();
    TRY_DONE(setup); // the dialog holds nothing up
    QCOMPARE(setup.tableRows(), kPoints);
    setup.find<QPushButton>("exportAccept")->click();
    setup.choose(setup.at("chart.png"));
    QVERIFY(QFile::exists(setup.at("chart.png")));
}

HEADROOM_TEST(TestExportDialog, Windows)

} // namespace headroom::testing::tst_export_dialog

#include "tst_export_dialog.moc"
