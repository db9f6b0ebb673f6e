// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/claim/device_lock.h"
#include "engine/io/run_file.h"
#include "engine/model/version.h"
#include "tests/app/headroom_test.h"
#include "tests/support/mounts.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <optional>

namespace headroom::testing::tst_headroom {

class TestHeadroom : public HeadroomTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { takeNewFolder(); }
    void versionAndHelp();
    void saysWhatToDoWithoutADisplay();
    void saysWhatToDoWhereADisplayDoesNotAnswer_data();
    void saysWhatToDoWhereADisplayDoesNotAnswer();
    void wrongUsage_data();
    void wrongUsage();
    void missingDeviceExitsWith3();
    void measuresAndExports();
    void replaysInTheWindowOnly();
    void presentsInTheWindowOnly();
    void exportsARunFile();
    void exportsAJournal();
    void namesAllBrokenFilesAtOnce();
    void namesThatAreNoTextAreRefused();
    void optionsWithoutEffectAreTold();
    void interruptExportsWhatWasMeasured();
    void fullDisksLoseNothing();
    void aHeldDeviceIsRefusedOrWaitedFor();
};

void TestHeadroom::versionAndHelp() {
    const Ended version = run(QStringLiteral("--version"));
    QCOMPARE(version.status, 0);
    QVERIFY2(version.out.startsWith("headroom " + QByteArray::fromStdString(programVersionAndCommit()) +
                                    "\nQt " + qVersion() + ", "),
             version.out);
    QVERIFY2(version.out.contains(cLibrary().c_str()), version.out);
    QCOMPARE(run(QStringLiteral("--help")).status, 0);
}

void TestHeadroom::saysWhatToDoWithoutADisplay() {
    const Ended outcome = run({});
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains("--start --export"), outcome.err);
}

void TestHeadroom::saysWhatToDoWhereADisplayDoesNotAnswer_data() {
    QTest::addColumn<QStringList>("variables"); // "NAME=VALUE"
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, const char* variables, const char* told) {
        QTest::newRow(name) << QString::fromLatin1(variables).split(QLatin1Char(' '))
                            << QString::fromLatin1(told);
    };
    row("X", "DISPLAY=:4999", "there is no display");
    row("Wayland", "WAYLAND_DISPLAY=gone", "there is no display");
    row("Wayland by its path", "WAYLAND_DISPLAY=/no/such/socket", "there is no display");
    row("Wayland without a folder of sockets",
        "WAYLAND_DISPLAY=gone XDG_RUNTIME_DIR=", "there is no display");
    row("both", "DISPLAY=:4999 WAYLAND_DISPLAY=gone", "there is no display");
    row("a platform that there is not", "DISPLAY=:4999 QT_QPA_PLATFORM=toaster",
        "QT_QPA_PLATFORM is \"toaster\", and no window can be opened by that. Those that there are: ");
    row("a platform that cannot show", "DISPLAY=:4999 QT_QPA_PLATFORM=xcb", "xcb");
    row("a platform with arguments", "QT_QPA_PLATFORM=toaster:a=b;xcb", ", offscreen, ");
}

void TestHeadroom::saysWhatToDoWhereADisplayDoesNotAnswer() {
    QFETCH(const QStringList, variables);
    QFETCH(const QString, told);
    QProcessEnvironment environment = bareEnvironment();
    for (const QString& variable : variables)
        environment.insert(variable.section(QLatin1Char('='), 0, 0), variable.section(QLatin1Char('='), 1));
    const Ended outcome = runWith(environment, {});
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains(told.toLatin1()) && outcome.err.contains("--start --export"), outcome.err);
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
        "--export-view: there is no \"speed\". Use throughput, roof, time, ratio or runs.");
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
    row("one run against all", "--start --export chart.png --export-view runs",
        "Name the file of another one, better of two or more");
    row("over and against all",
        "a.headroom.json b.headroom.json --export chart.png --export-view runs --export-over b.headroom.json",
        "--export-view runs holds each run against all others");
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
    QString arguments = kStart;
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

void TestHeadroom::namesAllBrokenFilesAtOnce() {
    QVERIFY(writeRunFile(path("run.headroom.json").toStdString(), sampleRun(sampleSpec(2))));
    const Ended outcome = run(
        QStringLiteral("%1 %2 %3 --export %4")
            .arg(path("none.headroom.json"), path("run.headroom.json"), path("none.png"), path("chart.png")));
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains("none.headroom.json") && outcome.err.contains("none.png"), outcome.err);
    QVERIFY(!QFile::exists(path("chart.png")));
}

void TestHeadroom::namesThatAreNoTextAreRefused() {
    for (const char* arguments : {"\"$name\" --export x.png", "--replay \"$name\"",
                                  "--start --device reference --export \"$name.png\""}) {
        QProcess shell;
        shell.setProcessEnvironment(bareEnvironment());
        shell.setWorkingDirectory(folder());
        const QString script = QStringLiteral("name=$(printf 'latin\\374'); exec \"$0\" ");
        shell.start(QStringLiteral("sh"),
                    {QStringLiteral("-c"), script + QLatin1String(arguments), kHeadroom});
        const Ended ended = endOf(shell);
        QVERIFY2(ended.status == 2, ended.err);
        QVERIFY2(ended.err.contains("is not UTF-8") && ended.err.contains("Rename the file."), ended.err);
    }
}

void TestHeadroom::optionsWithoutEffectAreTold() {
    const Ended ended = run(QStringLiteral("--device reference --seq 32 --batch 1 --points 1 --hidden 0:128 "
                                           "--vocab 512 --start --export ") +
                            path("data.csv"));
    QCOMPARE(ended.status, 0);
    QVERIFY2(ended.err.contains("--vocab has no effect: "), ended.err);
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
        QStringList{kHeadroom, folder()} +
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
    const QString arguments = kStart + QStringLiteral(" --export ") + path("data.csv");
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
