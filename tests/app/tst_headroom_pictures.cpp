// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/csv.h"
#include "engine/io/run_file.h"
#include "tests/app/headroom_test.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include <QImage>
#include <QProcess>
#include <QTest>

#include <cmath>

namespace headroom::testing::tst_headroom_pictures {

/// Pictures that the command line asks for.
class TestHeadroomPictures : public HeadroomTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { takeNewFolder(); }
    void shapesThePicture_data();
    void shapesThePicture();
    void columnIsAsHighAsItTakes();
    void saysWhereDashesAreOfNoEffect();
    void showsWhatTheWindowCan();
    void firstRunIsInFront();
    void saysWhereTheLegendCannotStand();
    void exportsOnWhateverPlatform_data();
    void exportsOnWhateverPlatform();
    void refusesPicturesWithoutAFont();
    void aPictureCarriesALargeRun();

private:
    QByteArray drawing(const QString& arguments);
};

void TestHeadroomPictures::shapesThePicture_data() {
    QTest::addColumn<QString>("options");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("dpi");
    QTest::newRow("default") << QString() << QSize(1600, 1000) << 96.0;
    QTest::newRow("size") << QStringLiteral("--export-size 800x600") << QSize(800, 600) << 96.0;
    QTest::newRow("scale") << QStringLiteral("--export-size 800x500 --export-scale 2") << QSize(1600, 1000)
                           << 192.0;
    QTest::newRow("dpi") << QStringLiteral("--export-size 990x690 --export-dpi 300") << QSize(990, 690)
                         << 300.0;
    QTest::newRow("all") << QStringLiteral(
                                "--export-size 800X500 --export-scale 1.5 --export-dpi 150 --no-caption")
                         << QSize(1200, 750) << 150.0;
    QTest::newRow("slide") << QStringLiteral("--export-preset slide --export-theme dark") << QSize(1920, 1080)
                           << 144.0;
    QTest::newRow("preset and size") << QStringLiteral("--export-preset column --export-size 900x800")
                                     << QSize(900, 800) << 300.0;
    QTest::newRow("preset and scale")
        << QStringLiteral("--export-preset slide --export-scale 0.5") << QSize(960, 540) << 72.0;
    QTest::newRow("looks") << QStringLiteral("--export-legend below --export-palette ordinal "
                                             "--export-dashes --export-theme light --no-title")
                           << QSize(1600, 1000) << 96.0;
    QTest::newRow("named twice") << QStringLiteral("--export-size 10x10 --export-size 800x600")
                                 << QSize(800, 600) << 96.0;
}

void TestHeadroomPictures::shapesThePicture() {
    QFETCH(QString, options);
    QFETCH(QSize, size);
    QFETCH(double, dpi);
    QVERIFY(
        writeRunFile(path("run.headroom.json").toStdString(), testing::sampleRun(testing::sampleSpec(2))));
    const Ended outcome =
        run(QStringLiteral("%1 --export %2 %3").arg(path("run.headroom.json"), path("chart.png"), options));
    QVERIFY2(outcome.status == 0, outcome.err);
    const QImage picture(path("chart.png"));
    QCOMPARE(picture.size(), size);
    QVERIFY(std::abs(picture.dotsPerMeterX() - dpi / 0.0254) < 2);
}

void TestHeadroomPictures::columnIsAsHighAsItTakes() {
    QVERIFY(
        writeRunFile(path("run.headroom.json").toStdString(), testing::sampleRun(testing::sampleSpec(2))));
    const QString exported = QStringLiteral("%1 --export %2 --export-preset column ")
                                 .arg(path("run.headroom.json"), path("chart.png"));
    QVERIFY(run(exported).status == 0);
    const QSize with = QImage(path("chart.png")).size();
    QCOMPARE(with.width(), 990);
    QVERIFY(run(exported + QStringLiteral("--no-title --no-caption")).status == 0);
    const QSize without = QImage(path("chart.png")).size();
    QCOMPARE(without.width(), 990);
    QVERIFY(without.height() < with.height() - 100);
}

void TestHeadroomPictures::saysWhereDashesAreOfNoEffect() {
    const Run sample = testing::sampleRun(testing::sampleSpec(2));
    QVERIFY(writeRunFile(path("a.headroom.json").toStdString(), sample));
    QVERIFY(writeRunFile(path("b.headroom.json").toStdString(), sample));
    const auto exported = [this](const QString& runs) {
        return run(QStringLiteral("%1 --export %2 --export-dashes").arg(runs, path("chart.png")));
    };
    const Ended one = exported(path("a.headroom.json"));
    QVERIFY2(one.status == 0 && !one.err.contains("--export-dashes"), one.err);
    const Ended two = exported(path("a.headroom.json") + QLatin1Char(' ') + path("b.headroom.json"));
    QVERIFY2(two.status == 0 && two.err.contains("--export-dashes: several runs are shown"), two.err);
}

/// All that is written in a drawing made of those arguments.
QByteArray TestHeadroomPictures::drawing(const QString& arguments) {
    const Ended outcome = run(QStringLiteral("%1 --export %2").arg(arguments, path("chart.svg")));
    return outcome.status == 0 ? content("chart.svg") : outcome.err;
}

void TestHeadroomPictures::showsWhatTheWindowCan() {
    Run slower = testing::sampleRun(testing::sampleSpec(4));
    for (Measurement& row : slower.measurements)
        row = testing::sampleMeasurement(row.point, row.throughputTflops() / 2);
    slower.context.runId = "slower";
    QVERIFY(
        writeRunFile(path("new.headroom.json").toStdString(), testing::sampleRun(testing::sampleSpec(4))));
    QVERIFY(writeRunFile(path("old.headroom.json").toStdString(), slower));
    QVERIFY(writeRunFile(path("older.headroom.json").toStdString(), slower));
    const QString one = path("new.headroom.json");
    const QString all =
        one + QLatin1Char(' ') + path("old.headroom.json") + QLatin1Char(' ') + path("older.headroom.json");
    const auto has = [this](const QString& arguments, const char* text) {
        return drawing(arguments).contains(text);
    };
    QVERIFY(has(one, "Throughput (TFLOPs/s)"));
    QVERIFY(has(one + QStringLiteral(" --export-view roof"), "Share of the Roof"));
    QVERIFY(has(one + QStringLiteral(" --export-view time"), "Time per Call"));
    QVERIFY(has(all + QStringLiteral(" --export-view ratio"), "new over old<"));
    QVERIFY(has(all + QStringLiteral(" --export-over ") + path("older.headroom.json"), "new over older<"));
    QVERIFY(has(all + QStringLiteral(" --export-over older"), "new over older<")); // as the legend calls it
    QVERIFY(has(one, ">8192<") && !has(one, ">4096<"));
    QVERIFY(!has(one, ">2048<") && has(one + QStringLiteral(" --export-log x"), ">2048<"));
    QVERIFY(!has(one, ">10<") && has(one + QStringLiteral(" --export-log y"), ">10<"));
    QVERIFY(!has(one + QStringLiteral(" --export-hidden 0:8192"), ">16384<"));
    QVERIFY(has(one + QStringLiteral(" --export-hidden 0:8192"), ">8192<"));
    QCOMPARE(drawing(one).count("<title>"), 1);
    QCOMPARE(drawing(one).count("<desc>"), 1);
}

void TestHeadroomPictures::firstRunIsInFront() {
    SweepSpec narrow = testing::sampleSpec(4);
    narrow.hiddenMax = 4096;
    Run small = testing::sampleRun(narrow);
    small.context.runId = "small";
    QVERIFY(writeRunFile(path("small.headroom.json").toStdString(), small));
    QVERIFY(
        writeRunFile(path("large.headroom.json").toStdString(), testing::sampleRun(testing::sampleSpec(4))));
    const QString both = path("small.headroom.json") + QLatin1Char(' ') + path("large.headroom.json");
    const Ended outcome = run(QStringLiteral("%1 --export %2").arg(both, path("data.csv")));
    QVERIFY2(outcome.status == 0, outcome.err);
    QVERIFY2(content("data.csv").split('\n').at(1).startsWith("small,"), content("data.csv"));
    QVERIFY(content("data.csv").split('\n').at(1).contains(",small,forward,"));
    QVERIFY(drawing(both).contains(">16384<"));
    QVERIFY(!drawing(both + QStringLiteral(" --export-fit-first")).contains(">16384<"));
}

void TestHeadroomPictures::saysWhereTheLegendCannotStand() {
    QVERIFY(
        writeRunFile(path("run.headroom.json").toStdString(), testing::sampleRun(testing::sampleSpec(2))));
    const auto exported = [this](const char* options) {
        return run(QStringLiteral("%1 --export %2 %3")
                       .arg(path("run.headroom.json"), path("chart.png"), QLatin1String(options)));
    };
    for (const char* options : {"", "--export-preset column", "--export-preset column --export-legend below",
                                "--export-legend right", "--export-preset slide --export-legend labels"}) {
        const Ended outcome = exported(options);
        QVERIFY2(outcome.status == 0 && outcome.err.isEmpty(), outcome.err);
    }
    const Ended column = exported("--export-preset column --export-legend right");
    QVERIFY2(column.status == 0 && column.err.contains("--export-legend: there is no room"), column.err);
}

void TestHeadroomPictures::exportsOnWhateverPlatform_data() {
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    const QString platform = QStringLiteral("QT_QPA_PLATFORM");
    for (const char* name :
         {"xcb", "wayland", "wayland;xcb", "offscreen", "minimal", "no-such-platform", ";"})
        QTest::newRow(name) << platform << QString::fromLatin1(name);
    QTest::newRow("a theme of windows") << QStringLiteral("QT_QPA_PLATFORMTHEME") << QStringLiteral("gtk3");
    QTest::newRow("a display that does not answer") << QStringLiteral("DISPLAY") << QStringLiteral(":4711");
}

void TestHeadroomPictures::exportsOnWhateverPlatform() {
    QFETCH(QString, variable);
    QFETCH(QString, value);
    QVERIFY(writeRunFile(path("run.headroom.json").toStdString(), sampleRun(sampleSpec(2))));
    QProcessEnvironment environment = bareEnvironment();
    environment.insert(variable, value);
    const Ended outcome = runWith(
        environment, QStringLiteral("%1 --export %2").arg(path("run.headroom.json"), path("chart.png")));
    QVERIFY2(outcome.status == 0, outcome.err);
    QCOMPARE(QImage(path("chart.png")).size(), QSize(1600, 1000));
}

void TestHeadroomPictures::refusesPicturesWithoutAFont() {
    QVERIFY(writeRunFile(path("run.headroom.json").toStdString(), sampleRun(sampleSpec(2))));
    QFile fonts(path("fonts.conf"));
    QVERIFY(fonts.open(QIODevice::WriteOnly));
    fonts.write("<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig></fontconfig>");
    fonts.close();
    QProcessEnvironment environment = bareEnvironment();
    environment.insert(QStringLiteral("FONTCONFIG_FILE"), fonts.fileName());
    for (const char* name : {"chart.png", "chart.svg", "chart.pdf"}) {
        for (const QString& what : {path("run.headroom.json"), kStart}) {
            const Ended outcome =
                runWith(environment, QStringLiteral("%1 --export %2").arg(what, path(name)));
            QCOMPARE(outcome.status, 2); // before anything is measured
            QVERIFY2(outcome.err.contains("fonts-dejavu-core"), outcome.err);
            QVERIFY(!QFile::exists(path(name)));
        }
    }
    // Figures are written without one.
    const Ended table = runWith(
        environment, QStringLiteral("%1 --export %2").arg(path("run.headroom.json"), path("data.csv")));
    QVERIFY2(table.status == 0, table.err);
}

void TestHeadroomPictures::aPictureCarriesALargeRun() {
    SweepSpec spec = sampleSpec();
    spec.pointsPerCurve.reset();
    spec.hiddenMax = 12 * 12'000;
    Run sample = sampleRun(spec);
    QVERIFY(toJson(sample).size() > 9'000'000); // more than readers of PNG take in one text
    QVERIFY(writeRunFile(path("run.headroom.json").toStdString(), sample));
    const Ended picture =
        run(QStringLiteral("%1 --export %2").arg(path("run.headroom.json"), path("chart.png")));
    QVERIFY2(picture.status == 0, picture.err);
    const Ended again = run(QStringLiteral("%1 --export %2").arg(path("chart.png"), path("data.csv")));
    QVERIFY2(again.status == 0, again.err);
    sample.name = "run"; // as its file is called
    QCOMPARE(content("data.csv"), QByteArray::fromStdString(toCsv(sample)));
    // Another program finds the parts too.
    const QImage read(path("chart.png"));
    QString json = read.text(QStringLiteral("Headroom run 1"));
    for (int part = 2;; ++part) {
        const QString text = read.text(QStringLiteral("Headroom run 1, part %1").arg(part));
        if (text.isEmpty())
            break;
        json += text;
    }
    const Result<Run> carried = runFromJson(json.toStdString());
    sample.name = "run"; // after its file
    QVERIFY(carried && *carried == sample);
}

HEADROOM_TEST(TestHeadroomPictures, EventLoop)

} // namespace headroom::testing::tst_headroom_pictures

#include "tst_headroom_pictures.moc"
