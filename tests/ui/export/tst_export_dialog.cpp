// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/run_file.h"
#include "tests/support/test_program.h"
#include "tests/ui/export/export_window.h"

#include <QScreen>
#include <QToolButton>

namespace headroom::testing::tst_export_dialog {

using namespace headroom::ui;

class TestExportDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void saysHowLargeThePictureBecomes();
    void presets();
    void refusesStrangeSizes_data();
    void refusesStrangeSizes();
    void remembers();
    void drivesEachChoice();
    void fitsASmallScreen();
    void saysWhatBecameOfAChoice();
    void ignoresDamagedMemories();
    void saysWhatEachControlIsFor();
};

void TestExportDialog::saysHowLargeThePictureBecomes() {
    ExportWindow setup;
    QCOMPARE(setup.size(), QString::fromUtf8("1600 × 1000 pixels, 16.7 × 10.4 inches at 96 dpi"));
    setup.type("exportDpi", "192");
    QCOMPARE(setup.size(), QString::fromUtf8("1600 × 1000 pixels, 8.3 × 5.2 inches at 192 dpi"));
    setup.type("exportHeight", "500");
    QCOMPARE(setup.size(), QString::fromUtf8("1600 × 500 pixels, 8.3 × 2.6 inches at 192 dpi"));
}

void TestExportDialog::presets() {
    ExportWindow setup;
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
    ExportWindow setup;
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

void TestExportDialog::remembers() {
    ExportWindow setup;
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
    QVERIFY(!setup.textOf("exportCaption").isEmpty()); // nor is what was left out of one picture
}

void TestExportDialog::drivesEachChoice() {
    ExportWindow setup;
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

void TestExportDialog::fitsASmallScreen() {
    ExportWindow setup;
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
    ExportWindow setup;
    const auto note = [&setup] { return setup.find<QLabel>("exportNote")->text(); };
    QCOMPARE(note(), QString());
    setup.pick("exportPreset", 2);
    setup.pick("exportLegend", 0);
    QVERIFY2(note().contains(QStringLiteral("legend stands below")), qPrintable(note()));
    setup.pick("exportLegend", 1);
    QCOMPARE(note(), QString());
    setup.click("exportFitsHeight");
    setup.type("exportHeight", "620");
    setup.write("exportCaption", {});
    // Pasted: typed, the figure would be laid out for each of these letters.
    setup.find<QPlainTextEdit>("exportCaption")->insertPlainText(QString(700, QLatin1Char('w')));
    QVERIFY2(note().contains(QStringLiteral("smallest type")), qPrintable(note()));
}

void TestExportDialog::ignoresDamagedMemories() {
    ExportWindow setup;
    QTest::keyClick(setup.find<QDialog>("exportDialog"), Qt::Key_Escape);
    setup.preferences->setNumber(QStringLiteral("export/width"), -7);
    setup.preferences->setNumber(QStringLiteral("export/format"), 99);
    QTRY_VERIFY(!setup.find<QDialog>("exportDialog"));
    setup.ask();
    QVERIFY(setup.accepts());
    QCOMPARE(setup.find<QComboBox>("exportPreset")->currentText(), QStringLiteral("Screen"));
}

void TestExportDialog::saysWhatEachControlIsFor() {
    ExportWindow setup;
    for (const char* name : {"exportPreset", "exportFormat", "exportWidth", "exportHeight", "exportDpi",
                             "exportCaption", "exportSize", "exportAccept", "exportFitsHeight", "exportTitle",
                             "exportSubtitle", "exportLegend", "exportPalette", "exportTheme", "exportDashes",
                             "exportFlags", "exportIntervals", "exportReferences"})
        QVERIFY2(!setup.find<QWidget>(name)->toolTip().isEmpty(), name);
}

HEADROOM_TEST(TestExportDialog, Windows)

} // namespace headroom::testing::tst_export_dialog

#include "tst_export_dialog.moc"
