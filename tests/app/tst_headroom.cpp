// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/claim/device_lock.h"
#include "engine/io/csv.h"
#include "engine/io/run_file.h"
#include "tests/support/mounts.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace headroom::testing::tst_headroom {

namespace {

const QString kHeadroom = QStringLiteral(HEADROOM_PROGRAM);
/// Quick and available in every build: plain loops on small shapes.
const QString kSmall = QStringLiteral(
    "--device reference --seq 16 --batch 1 --hidden 0:1536 --points 2 --time-limit 0.02 --start");

struct Ended {
    int status = -1;
    QByteArray err;
};

/// Without a display, and without the platform that the tests themselves run on.
QProcessEnvironment bareEnvironment() {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_FATAL_WARNINGS"})
        environment.remove(QLatin1String(name));
    return environment;
}

Ended runWith(const QProcessEnvironment& environment, const QString& arguments) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(kHeadroom, arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    if (!process.waitForFinished(120'000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
            process.readAllStandardError()};
}

Ended run(const QString& arguments, const char* platform = "") {
    QProcessEnvironment environment = bareEnvironment();
    if (*platform)
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QLatin1String(platform));
    return runWith(environment, arguments);
}

} // namespace

class TestHeadroom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void versionAndHelp();
    void saysWhatToDoWithoutADisplay();
    void wrongUsage_data();
    void wrongUsage();
    void missingDeviceExitsWith3();
    void measuresAndExports();
    void shapesThePicture_data();
    void shapesThePicture();
    void columnIsAsHighAsItTakes();
    void saysWhereDashesAreOfNoEffect();
    void replaysInTheWindowOnly();
    void presentsInTheWindowOnly();
    void showsWhatTheWindowCan();
    void firstRunIsInFront();
    void saysWhereTheLegendCannotStand();
    void exportsARunFile();
    void exportsAJournal();
    void exportsOnWhateverPlatform_data();
    void exportsOnWhateverPlatform();
    void refusesPicturesWithoutAFont();
    void aPictureCarriesALargeRun();
    void namesAllBrokenFilesAtOnce();
    void interruptExportsWhatWasMeasured();
    void fullDisksLoseNothing();
    void aHeldDeviceIsRefusedOrWaitedFor();

private:
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    QByteArray content(const char* name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QByteArray drawing(const QString& arguments);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestHeadroom::versionAndHelp() {
    QCOMPARE(run(QStringLiteral("--version")).status, 0);
    QCOMPARE(run(QStringLiteral("--help")).status, 0);
}

void TestHeadroom::saysWhatToDoWithoutADisplay() {
    const Ended outcome = run({});
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains("--start --export"), outcome.err);
}

void TestHeadroom::wrongUsage_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, const char* arguments, const char* told) {
        QTest::newRow(name) << QString::fromLatin1(arguments) << QString::fromLatin1(told);
    };
    row("unknown option", "--nonsense", "nonsense");
    row("export to nowhere known", "--start --export chart.bmp", ".png");
    row("export without an ending", "--start --export chart", ".png");
    row("export to a missing folder", "--start --export /no/such/folder/chart.png", "/no/such/folder");
    row("nothing to export", "--export chart.png", "--start");
    row("heads 0", "--start --export chart.png --device reference --heads 0", "--heads");
    row("hidden reversed", "--start --export chart.png --device reference --hidden 9:3", "--hidden");
    row("unknown type", "--start --export chart.png --device reference --dtype f99", "f99");
    row("unknown device", "--start --export chart.png --device toaster", "toaster");
    row("size that is none", "--start --export chart.png --export-size big",
        "--export-size: \"big\" is no size");
    row("size without a height", "--start --export chart.png --export-size 1600", "1600x1000");
    row("size too small to read", "--start --export chart.png --export-size 10x10",
        "--export-size: At 96 dpi");
    row("size too large", "--start --export chart.png --export-size 99999x99999", "too large");
    row("size of a ribbon", "--start --export chart.png --export-size 9000x900", "4 times the height");
    row("size too small before it is scaled",
        "--start --export chart.png --export-size 200x300 --export-scale 2",
        "--export-size: At 192 dpi this is 2.1 inches, too small to read. Use at least 240 pixels");
    row("scale 0", "--start --export chart.png --export-scale 0", "--export-scale: A scale is from");
    row("scale no number", "--start --export chart.png --export-scale much", "--export-scale");
    row("dpi 0", "--start --export chart.png --export-dpi 0", "--export-dpi: Use 36 to 1200");
    row("dpi that make it small", "--start --export chart.png --export-dpi 1000",
        "--export-size: At 1000 dpi");
    row("unknown preset", "--start --export chart.png --export-preset poster",
        "--export-preset: there is no \"poster\". Use screen, slide, column or two-columns.");
    row("unknown legend", "--start --export chart.png --export-legend left",
        "--export-legend: there is no \"left\". Use right, below or labels.");
    row("unknown theme", "--start --export chart.png --export-theme grey", "Use light or dark.");
    row("unknown palette", "--start --export chart.png --export-palette jet", "Use paper or ordinal.");
    row("unknown view", "--start --export chart.png --export-view speed",
        "--export-view: there is no \"speed\". Use throughput, roof, time or ratio.");
    row("unknown axis", "--start --export chart.png --export-log z", "Use x, y or xy.");
    row("sizes that are no range", "--start --export chart.png --export-hidden 9:3",
        "--export-hidden: \"9:3\" is no range");
    row("over an unnamed run", "--start --export chart.png --export-over a.headroom.json",
        "is not among the runs named");
    row("over itself", "a.headroom.json --export chart.png --export-over a.headroom.json",
        "is the first run, which stands over another one");
    row("over a run in another view",
        "a.headroom.json b.headroom.json --export chart.png --export-view time --export-over b.headroom.json",
        "--export-view time compares no runs");
    row("ratio of one run", "--start --export chart.png --export-view ratio", "Name the file of another one");
    row("folder that takes no file", "--start --export /proc/none.png",
        "no file can be made in the folder /proc");
    row("preset of no picture", "--export-preset column", "Add --export chart.png");
    row("size of no picture", "--start --export-size 800x600", "Add --export chart.png");
    row("no caption to no picture", "--no-caption", "Add --export chart.png");
    row("speed of no replay", "--replay-speed 4", "Add --replay FILE");
    row("speed 0", "--replay a.headroom.json --replay-speed 0", "above 0");
    row("speed no number", "--replay a.headroom.json --replay-speed fast", "--replay-speed");
    row("duration of no replay", "--replay-duration 30s", "--replay-duration: there is nothing to replay");
    row("presentation without a window", "--presentation --start --export chart.png",
        "--presentation: it is a look of the window");
    row("pause of no replay", "--replay-paused", "--replay-paused: there is nothing to replay");
    for (const char* time : {"soon", "0", "-3s", "30h", "1e9", "100000s", "30s30"})
        row(qPrintable(QStringLiteral("duration %1").arg(QLatin1String(time))),
            qPrintable(
                QStringLiteral("--replay a.headroom.json --replay-duration=%1").arg(QLatin1String(time))),
            "is no time for a replay. Write it as 30s, 2m");
    row("duration and speed", "--replay a.headroom.json --replay-duration 30s --replay-speed 4",
        "Leave out one of them");
    row("replay beside a sweep", "--replay a.headroom.json --start", "a sweep ends a replay");
    row("replay to a file", "--replay a.headroom.json --export chart.png", "without --replay");
    row("missing run", "/no/such/run.headroom.json --export chart.png", "run.headroom.json");
}

void TestHeadroom::wrongUsage() {
    QFETCH(QString, arguments);
    QFETCH(QString, told);
    arguments.replace(QStringLiteral("chart."), path("chart."));
    const Ended outcome = run(arguments);
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains(told.toUtf8()), outcome.err);
    QVERIFY(!QFile::exists(path("chart.png")));
}

void TestHeadroom::missingDeviceExitsWith3() {
    const Ended outcome = run(QStringLiteral("--device cuda:99 --start --export ") + path("chart.png"));
    QCOMPARE(outcome.status, 3);
    QVERIFY2(outcome.err.contains("cuda:99"), outcome.err);
}

void TestHeadroom::measuresAndExports() {
    QString arguments = kSmall;
    for (const char* name : {"chart.png", "chart.svg", "chart.pdf", "data.csv"})
        arguments += QStringLiteral(" --export ") + path(name);
    const Ended outcome = run(arguments);
    QVERIFY2(outcome.status == 0, outcome.err);
    QCOMPARE(content("data.csv").count('\n'), 15); // header, 7 curves of 2 points
    const QImage picture(path("chart.png"));
    QVERIFY(picture.width() >= 800);
    QVERIFY(content("chart.svg").contains("<svg"));
    QVERIFY(content("chart.pdf").startsWith("%PDF"));
}

void TestHeadroom::shapesThePicture_data() {
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

void TestHeadroom::shapesThePicture() {
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

void TestHeadroom::columnIsAsHighAsItTakes() {
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

void TestHeadroom::saysWhereDashesAreOfNoEffect() {
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

void TestHeadroom::replaysInTheWindowOnly() {
    const Ended missing = run(QStringLiteral("--replay /no/such/run.headroom.json"), "offscreen");
    QCOMPARE(missing.status, 2);
    QVERIFY2(missing.err.contains("--replay: "), missing.err);
    QVERIFY(missing.err.contains("/no/such/run.headroom.json"));
    for (const char* pace : {"", " --replay-duration 30s", " --replay-duration 1.5m --replay-paused",
                             " --replay-duration=90", " --replay-speed 2 --replay-paused"}) {
        const Ended outcome = run(QStringLiteral("--replay a.headroom.json") + QLatin1String(pace));
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.err.contains("there is no display"), outcome.err);
    }
}

void TestHeadroom::presentsInTheWindowOnly() {
    for (const char* with :
         {"", " --replay a.headroom.json --replay-paused", " --start", " a.headroom.json"}) {
        const Ended outcome = run(QStringLiteral("--presentation") + QLatin1String(with));
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.err.contains("there is no display"), outcome.err);
    }
}

/// All that is written in a drawing made of those arguments.
QByteArray TestHeadroom::drawing(const QString& arguments) {
    const Ended outcome = run(QStringLiteral("%1 --export %2").arg(arguments, path("chart.svg")));
    return outcome.status == 0 ? content("chart.svg") : outcome.err;
}

void TestHeadroom::showsWhatTheWindowCan() {
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
    QVERIFY(has(one, ">8192<") && !has(one, ">4096<"));
    QVERIFY(!has(one, ">2048<") && has(one + QStringLiteral(" --export-log x"), ">2048<"));
    QVERIFY(!has(one, ">10<") && has(one + QStringLiteral(" --export-log y"), ">10<"));
    QVERIFY(!has(one + QStringLiteral(" --export-hidden 0:8192"), ">16384<"));
    QVERIFY(has(one + QStringLiteral(" --export-hidden 0:8192"), ">8192<"));
    QCOMPARE(drawing(one).count("<title>"), 1);
    QCOMPARE(drawing(one).count("<desc>"), 1);
}

void TestHeadroom::firstRunIsInFront() {
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
    QVERIFY(content("data.csv").split('\n').at(1).endsWith(",small"));
    QVERIFY(drawing(both).contains(">16384<"));
    QVERIFY(!drawing(both + QStringLiteral(" --export-fit-first")).contains(">16384<"));
}

void TestHeadroom::saysWhereTheLegendCannotStand() {
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

void TestHeadroom::exportsARunFile() {
    const Run sample = testing::sampleRun(testing::sampleSpec(4));
    QVERIFY(writeRunFile(path("run.headroom.json").toStdString(), sample));
    const Ended outcome = run(path("run.headroom.json") + QStringLiteral(" --export ") + path("data.csv"));
    QVERIFY2(outcome.status == 0, outcome.err);
    QCOMPARE(content("data.csv").count('\n'), static_cast<int>(sample.measurements.size()) + 1);
}

void TestHeadroom::exportsAJournal() {
    const Run sample = testing::sampleRun(testing::sampleSpec(2));
    QFile journal(path("x.jsonl"));
    QVERIFY(journal.open(QIODevice::WriteOnly));
    for (const std::string& line : {contextToJson(sample.context), specToJson(sample.spec),
                                    measurementToJson(sample.measurements.front()), std::string("words")})
        journal.write(QByteArray::fromStdString(line + '\n'));
    journal.close();
    const Ended outcome = run(QStringLiteral("%1 --export %2").arg(path("x.jsonl"), path("data.csv")));
    QVERIFY2(outcome.status == 0, outcome.err.constData());
    QVERIFY2(outcome.err.contains("One line of its journal could not be read and is left out, line 4: "),
             outcome.err.constData());
    QCOMPARE(content("data.csv").count('\n'), 1 + 1);
    QVERIFY(QFile::exists(path("x.jsonl")));
}

void TestHeadroom::exportsOnWhateverPlatform_data() {
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    const QString platform = QStringLiteral("QT_QPA_PLATFORM");
    for (const char* name :
         {"xcb", "wayland", "wayland;xcb", "offscreen", "minimal", "no-such-platform", ";"})
        QTest::newRow(name) << platform << QString::fromLatin1(name);
    QTest::newRow("a theme of windows") << QStringLiteral("QT_QPA_PLATFORMTHEME") << QStringLiteral("gtk3");
    QTest::newRow("a display that does not answer") << QStringLiteral("DISPLAY") << QStringLiteral(":4711");
}

void TestHeadroom::exportsOnWhateverPlatform() {
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

void TestHeadroom::refusesPicturesWithoutAFont() {
    QVERIFY(writeRunFile(path("run.headroom.json").toStdString(), sampleRun(sampleSpec(2))));
    QFile fonts(path("fonts.conf"));
    QVERIFY(fonts.open(QIODevice::WriteOnly));
    fonts.write("<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig></fontconfig>");
    fonts.close();
    QProcessEnvironment environment = bareEnvironment();
    environment.insert(QStringLiteral("FONTCONFIG_FILE"), fonts.fileName());
    for (const char* name : {"chart.png", "chart.svg", "chart.pdf"}) {
        for (const QString& what : {path("run.headroom.json"), kSmall}) {
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

void TestHeadroom::aPictureCarriesALargeRun() {
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

void TestHeadroom::namesAllBrokenFilesAtOnce() {
    QVERIFY(writeRunFile(path("run.headroom.json").toStdString(), sampleRun(sampleSpec(2))));
    const Ended outcome = run(
        QStringLiteral("%1 %2 %3 --export %4")
            .arg(path("none.headroom.json"), path("run.headroom.json"), path("none.png"), path("chart.png")));
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains("none.headroom.json") && outcome.err.contains("none.png"), outcome.err);
    QVERIFY(!QFile::exists(path("chart.png")));
}

void TestHeadroom::interruptExportsWhatWasMeasured() {
    QProcess process;
    process.setProcessEnvironment(bareEnvironment());
    process.setReadChannel(QProcess::StandardError);
    // More points than will be measured; progress is told line by line.
    process.start(kHeadroom,
                  QStringLiteral("--device reference --seq 32 --batch 1 --points all --hidden 0:4096 "
                                 "--time-limit 0.02 "
                                 "--start --export %1")
                      .arg(path("data.csv"))
                      .split(QLatin1Char(' ')));
    QByteArray told;
    while (!told.contains(" left")) {
        QVERIFY2(process.waitForReadyRead(60'000), told);
        told += process.readAllStandardError();
    }
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(content("data.csv").count('\n') > 1);
}

/// Room enough when it is asked, but not for the files nor for the journal.
void TestHeadroom::fullDisksLoseNothing() {
    if (const char* reason = testing::whyNoMounts())
        QSKIP(reason);
    const testing::MountedEnd mounted = testing::runMounted(
        QStringLiteral(
            "cd \"$1\" && shift && export XDG_STATE_HOME=\"$PWD/state\" TMPDIR=\"$PWD/tmp\"\n"
            "export QT_QPA_PLATFORM=offscreen\n"
            "mkdir out state tmp || exit 10\n"
            "for folder in out state; do mount -t tmpfs -o size=12k,mode=0700 none $folder || exit 10; done\n"
            "echo old > out/data.csv; echo old > out/chart.png\n"
            "\"$0\" \"$@\" --export \"$PWD/out/data.csv\" --export \"$PWD/out/chart.png\" 2> stderr\n"
            "echo $? > status\n"
            "cp -r out saved\n"),
        QStringList{kHeadroom, m_folder->path()} +
            QStringLiteral(
                "--start --device reference --seq 16 --batch 1 --ratios 1 --hidden 0:960 --points 40 "
                "--time-limit 0.001 --precision 0.5")
                .split(QLatin1Char(' ')));
    QVERIFY2(mounted.status == 0, mounted.output);
    const QByteArray err = content("stderr");
    QVERIFY2(content("status") == "1\n", err);
    for (const char* name : {"data.csv", "chart.png"}) {
        QVERIFY2(err.contains(QByteArray("/out/") + name + ": the disk is full"), err);
        QCOMPARE(content(qPrintable(QStringLiteral("saved/") + QLatin1String(name))), QByteArray("old\n"));
    }
    static const QRegularExpression kept(QStringLiteral("what was measured is kept in (.+), a run file"));
    const auto match = kept.match(QString::fromLocal8Bit(err));
    QVERIFY2(match.hasMatch(), err);
    const auto run = readRunFile(match.captured(1).toStdString());
    QVERIFY(run);
    QCOMPARE(run->measurements.size(), std::size_t(40));
}

void TestHeadroom::aHeldDeviceIsRefusedOrWaitedFor() {
    // On a machine with several memories a part of them is enough.
    std::optional<LockAttempt> held(DeviceLock::take({"cpu-node0"}, "something else"));
    QVERIFY(!held->holder && held->problem.empty());
    const QString arguments = kSmall + QStringLiteral(" --export ") + path("data.csv");
    const Ended refused = run(arguments);
    QCOMPARE(refused.status, 3);
    QVERIFY2(refused.err.contains("headroom: reference is in use: tests_app "), refused.err);
    QVERIFY2(refused.err.contains("Add --wait"), refused.err);
    QVERIFY(!QFile::exists(path("data.csv")));
    QProcess process;
    process.setProcessEnvironment(bareEnvironment());
    process.setReadChannel(QProcess::StandardError);
    process.start(kHeadroom, (arguments + QStringLiteral(" --wait")).split(QLatin1Char(' ')));
    QByteArray told;
    while (!told.contains("Waiting until it is free.")) {
        QVERIFY2(process.waitForReadyRead(60'000), told);
        told += process.readAllStandardError();
    }
    held.reset();
    QVERIFY(process.waitForFinished(120'000));
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(content("data.csv").count('\n'), 1 + 14);
}

HEADROOM_TEST(TestHeadroom, EventLoop)

} // namespace headroom::testing::tst_headroom

#include "tst_headroom.moc"
