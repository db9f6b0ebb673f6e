// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/export/export_window.h"

#include <QFile>
#include <QFileDialog>

#include <cmath>
#include <utility>

namespace headroom::testing::tst_export_writing {

using namespace headroom::ui;

/// What the dialog shows beforehand and writes.
class TestExportWriting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void writesWhatWasChosen();
    void writesEachFormat_data();
    void writesEachFormat();
    void leavesOutReferences();
    void previewIsWhatIsWritten();
    void previewFollowsEachChange();
    void cancelledWritesNothing();
    void worksDuringASweep();
};

void TestExportWriting::writesWhatWasChosen() {
    ExportWindow setup;
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

void TestExportWriting::writesEachFormat_data() {
    QTest::addColumn<int>("format");
    QTest::addColumn<QString>("ending");
    QTest::addColumn<QByteArray>("begins");
    QTest::newRow("PNG") << 0 << QStringLiteral(".png") << QByteArray("\x89PNG");
    QTest::newRow("SVG") << 1 << QStringLiteral(".svg") << QByteArray("<?xml");
    QTest::newRow("PDF") << 2 << QStringLiteral(".pdf") << QByteArray("%PDF");
}

void TestExportWriting::writesEachFormat() {
    QFETCH(int, format);
    QFETCH(QString, ending);
    QFETCH(QByteArray, begins);
    ExportWindow setup;
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

void TestExportWriting::leavesOutReferences() {
    ExportWindow setup;
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

void TestExportWriting::previewIsWhatIsWritten() {
    ExportWindow setup;
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

void TestExportWriting::previewFollowsEachChange() {
    ExportWindow setup;
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

void TestExportWriting::cancelledWritesNothing() {
    ExportWindow setup;
    setup.pick("exportPreset", 2);
    QTest::keyClick(setup.find<QDialog>("exportDialog"), Qt::Key_Escape);
    QVERIFY(!setup.find<QFileDialog>("fileDialog"));
    QTRY_VERIFY(!setup.find<QDialog>("exportDialog"));
    setup.ask(); // and nothing is remembered
    QCOMPARE(setup.find<QComboBox>("exportPreset")->currentText(), QStringLiteral("Screen"));
}

void TestExportWriting::worksDuringASweep() {
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

HEADROOM_TEST(TestExportWriting, Windows)

} // namespace headroom::testing::tst_export_writing

#include "tst_export_writing.moc"
