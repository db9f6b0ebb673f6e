// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/app/program.h"
#include "tests/support/test_program.h"

#include "app/cli/nearest_word.h"
#include "app/cli/progress_bar.h"

namespace headroom::testing::tst_command_line {

namespace {

const char* const kProgress = "3 of 12 points, 0:41 left";
const char* const kLast = "h = 768: 0.2 TFLOP/s";

} // namespace

/// What is refused before anything is looked for or measured, and the line of progress.
class TestCommandLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void emptyValuesAreRefused_data();
    void emptyValuesAreRefused();
    void mistypedWordsAreTold_data();
    void mistypedWordsAreTold();
    void whatIsMissingOrTooMuchIsTold_data();
    void whatIsMissingOrTooMuchIsTold();
    void theNearestWordIsMeant_data();
    void theNearestWordIsMeant();
    void onePlaceForTwoOutputs_data();
    void onePlaceForTwoOutputs();
    void outputIntoANamedFile();
    void progressLineFits_data();
    void progressLineFits();
    void progressLineGrows();
};

void TestCommandLine::emptyValuesAreRefused_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("option");
    const auto row = [](const QString& program, const QStringList& before, const char* option) {
        const QString name = QString::fromLatin1(option);
        const QString shown =
            program == kEngine ? QStringLiteral("headroom-engine") : QStringLiteral("headroom");
        QTest::addRow("%s %s ''", qPrintable(shown), option)
            << program << before + QStringList{name, QString()} << QByteArray(option);
        QTest::addRow("%s %s=", qPrintable(shown), option)
            << program << before + QStringList{name + QLatin1Char('='), QStringLiteral("12")}
            << QByteArray(option);
    };
    for (const char* option :
         {"--device", "--operation", "--mode", "--heads", "--ratios", "--hidden", "--points", "--seq",
          "--batch", "--dtype", "--layout", "--algorithm", "--regime", "--precision", "--time-limit",
          "--order-seed", "--threads", "--csv", "--json"})
        row(kEngine, {QStringLiteral("sweep")}, option);
    if (kHeadroom.isEmpty())
        return;
    for (const char* option :
         {"--heads", "--ratios", "--device", "--export", "--export-size", "--export-scale", "--export-dpi",
          "--replay", "--replay-speed", "--replay-duration"})
        row(kHeadroom, {QStringLiteral("--start")}, option);
    QTest::newRow("headroom ''") << kHeadroom << QStringList{QString()} << QByteArray("RUN");
}

void TestCommandLine::emptyValuesAreRefused() {
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, option);
    Program refusing(program);
    refusing.start(arguments);
    QCOMPARE(refusing.status(), 2);
    QVERIFY2(refusing.err.contains(option + ": the value is empty"), refusing.err);
    QCOMPARE(refusing.err.count('\n'), 1);
}

void TestCommandLine::mistypedWordsAreTold_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("told");
    const auto row = [](const QString& program, const char* typed, const char* told) {
        QTest::newRow(*typed ? typed : "nothing")
            << program << QString::fromLatin1(typed) << QByteArray(told);
    };
    row(kEngine, "sweep --haeds 12 --seq 16",
        "headroom-engine sweep: there is no option --haeds. Did you mean --heads?\n"
        "Run headroom-engine sweep --help for more information.\n");
    row(kEngine, "sweep --device=cpu --poinst=4",
        "headroom-engine sweep: there is no option --poinst. Did you mean --points?\n");
    row(kEngine, "layer --layout nn", "headroom-engine layer: there is no option --layout.\n");
    row(kEngine, "sweeep --csv data.csv",
        "headroom-engine: there is no command sweeep. Did you mean sweep?\n");
    row(kEngine, "places ad gpu7", "headroom-engine places: there is no command ad. Did you mean add?\n");
    row(kEngine, "--vresion", "headroom-engine: there is no option --vresion. Did you mean --version?\n");
    row(kEngine, "sweep data.csv", "headroom-engine sweep: the argument data.csv was not expected.\n");
    row(kEngine, "sweep [x]",
        "headroom-engine sweep: the argument [x] was not expected.\nRun headroom-engine sweep --help");
    QTest::newRow("what a terminal would obey")
        << kEngine << QStringLiteral("sweep --\x1b[2Jheads 12")
        << QByteArray("headroom-engine sweep: there is no option --\xEF\xBF\xBD[2Jheads.");
    if (kHeadroom.isEmpty())
        return;
    row(kHeadroom, "--strat", "headroom: there is no option --strat. Did you mean --start?\n");
    row(kHeadroom, "--export-pal ordinal",
        "headroom: there is no option --export-pal. Did you mean --export-palette?\n");
}

void TestCommandLine::mistypedWordsAreTold() {
    QFETCH(QString, program);
    QFETCH(QString, typed);
    QFETCH(QByteArray, told);
    Program refusing(program);
    refusing.start(typed);
    QCOMPARE(refusing.status(), 2);
    QCOMPARE(refusing.out, QByteArray());
    QVERIFY2(refusing.err.startsWith(told), refusing.err);
}

void TestCommandLine::whatIsMissingOrTooMuchIsTold_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("told");
    const auto row = [](const QString& program, const char* typed, const char* told) {
        QTest::newRow(*typed ? typed : "nothing")
            << program << QString::fromLatin1(typed) << QByteArray(told);
    };
    const char* noCommand = "headroom-engine: the command is missing. Name one first: devices, sweep, ";
    row(kEngine, "", noCommand);
    row(kEngine, "--csv data.csv", noCommand);
    row(kEngine, "merge",
        "headroom-engine merge: the argument FILE is missing. Give it after headroom-engine merge.\n"
        "Run headroom-engine merge --help for more information.\n");
    row(kEngine, "places add",
        "headroom-engine places add: the argument NAME is missing. Give it after headroom-engine places "
        "add.\nRun headroom-engine places add --help for more information.\n");
    row(kEngine, "sweep --heads",
        "headroom-engine sweep: --heads: the value is missing. Give N,N,…, or leave --heads out.\n"
        "Run headroom-engine sweep --help for more information.\n");
    row(kEngine, "sweep --heads 1 --heads", "headroom-engine sweep: --heads: the value is missing.");
    row(kEngine, "sweep --csv a --csv b",
        "headroom-engine sweep: --csv: it is given several times. Give it once.\n");
    row(kEngine, "sweep --time-limit --x",
        "headroom-engine sweep: --time-limit: \"--x\" is no number. Write it in digits, such as 12.\n");
    row(kEngine, "sweep --order-seed 1.5",
        "headroom-engine sweep: --order-seed: \"1.5\" is no whole number within reach.");
    row(kEngine, "sweep --precision=0.1.2", "headroom-engine sweep: --precision: \"0.1.2\" is no number.");
    row(kEngine, "sweep --precision 0,05",
        "headroom-engine sweep: --precision: \"0,05\" is no number. Write a point before decimals: 0.05.\n");
    // Decimal digits alone: no sign where there is none, no other base, no more than 64 bits.
    row(kEngine, "sweep --order-seed -1",
        "headroom-engine sweep: --order-seed: \"-1\" is no whole number within reach.");
    row(kEngine, "sweep --order-seed 99999999999999999999999",
        "headroom-engine sweep: --order-seed: \"99999999999999999999999\" is no whole number within reach.");
    row(kEngine, "sweep --seq 0x40", "headroom-engine sweep: --seq: \"0x40\" is no number.");
    row(kEngine, "sweep --seq [16]", "headroom-engine sweep: --seq: \"[16]\" is no number.");
    row(kEngine, "layer --tokens 0x40", "headroom-engine layer: --tokens: \"0x40\" is no number.");
    row(kEngine, "reproduce run.json --point 0x1",
        "headroom-engine reproduce: --point: \"0x1\" is no number.");
    row(kEngine, "sweep --precision 0x1p-7", "headroom-engine sweep: --precision: \"0x1p-7\" is no number.");
    row(kEngine, "sweep --csv --quiet",
        "headroom-engine: --csv needs a file name, and is followed by --quiet. For a file of that name write "
        "./--quiet.\n");
    row(kEngine, "sweep --json --csv a.csv",
        "headroom-engine: --json needs a file name, and is followed by --csv");
    row(kEngine, "sweep --resume -h", "headroom-engine: --resume needs a file name");
    row(kEngine, "sweep --device --quiet",
        "headroom-engine: --device needs a value, auto|cpu|cuda:N|cuda:all|reference|PLACE/cuda:all,…, and "
        "is followed "
        "by "
        "--quiet.\n");
    row(kEngine, "sweep --quiet=much",
        "headroom-engine sweep: --quiet: it takes no value. Leave out what follows \"--quiet\".\n");
    if (kHeadroom.isEmpty())
        return;
    row(kHeadroom, "--start --export",
        "headroom: --export: the value is missing. Give FILE, or leave --export out.\n"
        "Run headroom --help for more information.\n");
    row(kHeadroom, "--start --time-limit soon", "headroom: --time-limit: \"soon\" is no number.");
    row(kHeadroom, "--start=much", "headroom: --start: it takes no value.");
}

void TestCommandLine::whatIsMissingOrTooMuchIsTold() {
    mistypedWordsAreTold();
}

void TestCommandLine::theNearestWordIsMeant_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("meant");
    const auto row = [](const char* typed, const char* meant) {
        QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(meant);
    };
    row("--haeds", "--heads");
    row("--headss", "--heads");
    row("--head", "--heads"); // nearer than --head-dim, which begins so, too
    row("--hea", "--heads");
    row("--csb", "--csv");
    row("--tq", "--tp");
    row("--kv-haeds", "--kv-heads");
    row("--colour", "");
    row("--x", "");
    row("-x", "");
    row("--", "");
    row("", "");
    QTest::newRow("long") << QString(1 << 20, QLatin1Char('x')) << QString();
}

void TestCommandLine::theNearestWordIsMeant() {
    QFETCH(QString, typed);
    QFETCH(QString, meant);
    const std::vector<std::string> words{"--heads", "--head-dim", "--kv-heads", "--csv", "--tp"};
    QCOMPARE(QString::fromStdString(nearestWord(typed.toStdString(), words)), meant);
}

void TestCommandLine::onePlaceForTwoOutputs_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    const auto row = [](const char* name, const char* first, const char* second) {
        QTest::newRow(name) << kEngine << QString::fromLatin1(first) << QString::fromLatin1(second);
    };
    row("standard output", "-", "-");
    row("standard output by its name", "-", "/dev/stdout");
    row("file", "old", "old");
    row("new file", "new", "new");
    row("another spelling", "old", "./old");
    row("another spelling of a new file", "new", "folder/../new");
    row("link", "old", "link");
    row("hard link", "hard", "old");
    row("link to a new file", "towards", "new");
    row("folder through a link", "folder/new", "way/new");
    if (!kHeadroom.isEmpty()) {
        QTest::newRow("pictures") << kHeadroom << QStringLiteral("a.png") << QStringLiteral("./a.png");
        QTest::newRow("rows") << kHeadroom << QStringLiteral("a.csv") << QStringLiteral("folder/../a.csv");
    }
}

void TestCommandLine::onePlaceForTwoOutputs() {
    QFETCH(QString, program);
    QFETCH(QString, first);
    QFETCH(QString, second);
    const QTemporaryDir folder;
    const auto path = [&folder](const char* name) { return folder.filePath(QLatin1String(name)); };
    writeOld(path("old"));
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("folder")));
    QVERIFY(QFile::link(QStringLiteral("old"), path("link")));
    QVERIFY(QFile::link(QStringLiteral("new"), path("towards")));
    QVERIFY(QFile::link(QStringLiteral("folder"), path("way")));
    QCOMPARE(::link(path("old").toLocal8Bit().constData(), path("hard").toLocal8Bit().constData()), 0);
    Program refusing(program);
    refusing.process.setWorkingDirectory(folder.path());
    const bool engine = program == kEngine;
    refusing.start((engine ? QStringLiteral("sweep %1 --csv %2 --json %3")
                           : QStringLiteral("%1 --start --export %2 --export %3"))
                       .arg(kSmall, first, second));
    QCOMPARE(refusing.status(), 2);
    QVERIFY2(refusing.err.contains("lead to one place"), refusing.err);
    QCOMPARE(refusing.err.count('\n'), 1);
    QCOMPARE(refusing.out, QByteArray());
    QCOMPARE(contentOf(path("old")), QByteArray("kept"));
    QVERIFY(!QFile::exists(path("new")));
}

void TestCommandLine::outputIntoANamedFile() {
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("data.csv"));
    Program refusing(kEngine);
    refusing.process.setStandardOutputFile(file);
    refusing.start(QStringLiteral("sweep %1 --json - --csv %2").arg(kSmall, file));
    QCOMPARE(refusing.status(), 2);
    QVERIFY2(refusing.err.contains("lead to one place"), refusing.err);

    // Each its own.
    Program sweep(kEngine);
    sweep.process.setStandardOutputFile(file);
    sweep.start(QStringLiteral("sweep %1 --csv - --json %2").arg(kSmall, file + QStringLiteral(".json")));
    QVERIFY2(sweep.status() == 0, sweep.err);
    QCOMPARE(contentOf(file).count('\n'), 15);
}

void TestCommandLine::progressLineFits_data() {
    QTest::addColumn<int>("columns");
    QTest::addColumn<QString>("line");
    QTest::newRow("none") << 0 << QString();
    QTest::newRow("one") << 1 << QString();
    QTest::newRow("cut") << 10 << QStringLiteral("3 of 12 p");
    QTest::newRow("progress alone") << 26 << QStringLiteral("3 of 12 points, 0:41 left");
    QTest::newRow("short bar") << 35 << QStringLiteral("██░░░░░░ 3 of 12 points, 0:41 left");
    QTest::newRow("no bar") << 53 << QStringLiteral("3 of 12 points, 0:41 left, h = 768: 0.2 TFLOP/s");
    QTest::newRow("all") << 73
                         << QStringLiteral("██████░░░░░░░░░░░░░░░░░░ 3 of 12 points, 0:41 left, h = 768: 0.2 "
                                           "TFLOP/s");
    QTest::newRow("wide") << 500
                          << QStringLiteral(
                                 "██████░░░░░░░░░░░░░░░░░░ 3 of 12 points, 0:41 left, h = 768: 0.2 "
                                 "TFLOP/s");
}

void TestCommandLine::progressLineFits() {
    QFETCH(int, columns);
    QFETCH(QString, line);
    const std::string drawn = progressLine(0.25, kProgress, kLast, static_cast<std::size_t>(columns));
    QCOMPARE(QString::fromStdString(drawn), line);
}

void TestCommandLine::progressLineGrows() {
    for (int columns = 1; columns < 120; ++columns) {
        const QString line = QString::fromStdString(progressLine(1, kProgress, kLast, std::size_t(columns)));
        QVERIFY2(line.size() < columns, qPrintable(line));
        QVERIFY(!line.contains(QStringLiteral("░")));
    }
    QVERIFY(!QString::fromStdString(progressLine(0, kProgress, kLast, 80)).contains(QStringLiteral("█")));
}

HEADROOM_TEST(TestCommandLine, EventLoop)

} // namespace headroom::testing::tst_command_line

#include "tst_command_line.moc"
