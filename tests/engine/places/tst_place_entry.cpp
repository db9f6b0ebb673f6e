// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/places/place_entry.h"
#include "engine/places/ssh_command.h"
#include "engine/remote/job.h"

#include <QProcess>

#include <algorithm>

namespace headroom::testing::tst_place_entry {

class TestPlaceEntry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sshIsGivenAListOfArguments();
    void isAskedOnlyWhereSomebodyCanAnswer();
    void namesThatAreNoneAreRefused_data();
    void namesThatAreNoneAreRefused();
    void hostsThatAreNoneAreRefused_data();
    void hostsThatAreNoneAreRefused();
    void oneWordStaysOneWordInAnyShell_data();
    void oneWordStaysOneWordInAnyShell();
    void homeIsTheOtherMachines();
    void commandsAreTakenAsTheyAre();
    void aStepHasWhatATaskHas_data();
    void aStepHasWhatATaskHas();
    void aLoginHostIsGivenOneWord();
    void optionsThatAreNoneAreRefused();
    void grantsAreRead_data();
    void grantsAreRead();

private:
    static PlaceEntry gpu7() {
        PlaceEntry entry;
        entry.name = "gpu7";
        entry.host = "architect@gpu7.cluster";
        return entry;
    }
};

void TestPlaceEntry::sshIsGivenAListOfArguments() {
    QVERIFY(faultsOf(gpu7()).empty());
    const Place place = placeOf(gpu7(), {});
    QCOMPARE(place.name, std::string("gpu7"));
    const std::vector<std::string> command{"ssh",
                                           "-T",
                                           "-o",
                                           "ClearAllForwardings=yes",
                                           "-o",
                                           "ConnectTimeout=15",
                                           "-o",
                                           "ServerAliveInterval=15",
                                           "-o",
                                           "ServerAliveCountMax=4",
                                           "-o",
                                           "BatchMode=yes",
                                           "--",
                                           "architect@gpu7.cluster",
                                           "exec 'headroom-engine' serve"};
    QCOMPARE(place.command, command);
    QVERIFY(place.remedy.find(copyingLine(gpu7())) != std::string::npos);
}

void TestPlaceEntry::isAskedOnlyWhereSomebodyCanAnswer() {
    QVERIFY(placeOf(gpu7(), {}).asking.command.empty());
    const Place place = placeOf(gpu7(), "/usr/bin/headroom");
    std::vector<std::string> quiet = place.command;
    const auto batch = std::ranges::find(quiet, "BatchMode=yes");
    QVERIFY(batch != quiet.end());
    quiet.erase(batch - 1, batch + 1);
    QCOMPARE(place.asking.command, quiet);
    const std::vector<std::string> environment{"SSH_ASKPASS=/usr/bin/headroom", "SSH_ASKPASS_REQUIRE=force",
                                               "HEADROOM_ASKPASS=gpu7"};
    QCOMPARE(place.asking.environment, environment);
}

void TestPlaceEntry::namesThatAreNoneAreRefused_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name :
         {"", "-oProxyCommand=x", ".hidden", "a/b", "a b", "a,b", "a\nb", "a\x1b[31m", "cpu", "auto", "cuda",
          "höhle", "..", "01234567890123456789012345678901234567890"})
        QTest::addRow("%s", QByteArray(name).toPercentEncoding().constData()) << QByteArray(name);
}

void TestPlaceEntry::namesThatAreNoneAreRefused() {
    QFETCH(QByteArray, name);
    PlaceEntry entry = gpu7();
    entry.name = name.toStdString();
    const std::vector<PlaceFault> faults = faultsOf(entry);
    QCOMPARE(faults.size(), std::size_t{1});
    QVERIFY(faults.front().field == PlaceField::Name);
}

void TestPlaceEntry::hostsThatAreNoneAreRefused_data() {
    QTest::addColumn<QByteArray>("host");
    for (const char* host : {"", "-oProxyCommand=touch x", "-", "gpu7 -oX", "gpu7\nX", "gpu7\t", "a\x7f",
                             "a\x1b]0;x\x07", "gpu7\xff", "gpu7\xe2\x80\xae"})
        QTest::addRow("%s", QByteArray(host).toPercentEncoding().constData()) << QByteArray(host);
}

void TestPlaceEntry::hostsThatAreNoneAreRefused() {
    QFETCH(QByteArray, host);
    PlaceEntry entry = gpu7();
    entry.host = host.toStdString();
    const std::vector<PlaceFault> faults = faultsOf(entry);
    QCOMPARE(faults.size(), std::size_t{1});
    QVERIFY(faults.front().field == PlaceField::Host);
    entry = gpu7();
    entry.engine = "a\nb";
    QCOMPARE(faultsOf(entry).size(), std::size_t{1});
    entry.engine = "-c";
    QCOMPARE(faultsOf(entry).size(), std::size_t{1});
    entry.engine = "\xff";
    QCOMPARE(faultsOf(entry).size(), std::size_t{1});
}

void TestPlaceEntry::oneWordStaysOneWordInAnyShell_data() {
    QTest::addColumn<QByteArray>("word");
    for (const char* word : {"headroom-engine", "my tools/headroom-engine", "it's", "$(touch x)", "`id`",
                             "a;b", "a&&b", "\\", "'", "''", "$HOME", "*", "~", "a~/b", "\"", "!!"})
        QTest::addRow("%s", word) << QByteArray(word);
}

void TestPlaceEntry::oneWordStaysOneWordInAnyShell() {
    QFETCH(QByteArray, word);
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"), QStringLiteral("printf '<%s>' ") +
                                           QString::fromStdString(quotedForShell(word.toStdString()))});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardOutput(), '<' + word + '>');
}

void TestPlaceEntry::homeIsTheOtherMachines() {
    QCOMPARE(quotedForShell("~/.local/bin/headroom-engine"), std::string("~/'.local/bin/headroom-engine'"));
}

void TestPlaceEntry::commandsAreTakenAsTheyAre() {
    PlaceEntry entry;
    entry.name = "box";
    entry.kind = PlaceKind::Command;
    QCOMPARE(faultsOf(entry).size(), std::size_t{1});
    entry.command = {"docker", "exec", "-i", "box", "headroom-engine", "serve"};
    QVERIFY(faultsOf(entry).empty());
    const Place place = placeOf(entry, "/usr/bin/headroom");
    QCOMPARE(place.command, entry.command);
    QVERIFY(place.asking.command.empty());
}

void TestPlaceEntry::aStepHasWhatATaskHas_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("job");
    QTest::addColumn<QString>("step");
    const auto row = [](const char* name, const char* options, const char* job, const char* step) {
        QTest::newRow(name) << QString::fromLatin1(options).split(QLatin1Char(' '), Qt::SkipEmptyParts)
                            << QString::fromLatin1(job) << QString::fromLatin1(step);
    };
    row("nothing said", "", "--gpus-per-task=1", "--gpus-per-task=1");
    row("where and how long", "-ph100 --time=60", "--gpus-per-task=1 -ph100 --time=60", "--gpus-per-task=1");
    row("a kind of GPU", "--gpus-per-task=h100:1", "--gpus-per-task=h100:1", "--gpus-per-task=h100:1");
    row("GPUs of a node", "--gres=gpu:h100:4", "--gres=gpu:h100:4", "--gres=gpu:1");
    row("no GPU", "--gpus-per-task=0", "--gpus-per-task=0", "--gpus-per-task=0");
    row("GPUs are not named by these", "--gres-flags=disable-binding --gres=lustre:1",
        "--gpus-per-task=1 --gres-flags=disable-binding --gres=lustre:1", "--gpus-per-task=1");
    row("what is ours comes last", "-Jmine -n500", "--gpus-per-task=1 -Jmine -n500", "--gpus-per-task=1");
    row("processors", "--cpus-per-task=8", "--gpus-per-task=1 --cpus-per-task=8",
        "--cpus-per-task=8 --gpus-per-task=1");
}

void TestPlaceEntry::aStepHasWhatATaskHas() {
    QFETCH(const QStringList, options);
    QFETCH(const QString, job);
    QFETCH(const QString, step);
    PlaceEntry entry = gpu7();
    entry.kind = PlaceKind::Slurm;
    entry.host.clear();
    entry.tasks = 4;
    for (const QString& option : options)
        entry.options.push_back(option.toStdString());
    QVERIFY(faultsOf(entry).empty());
    const Place place = placeOf(entry, {});
    QVERIFY(place.job);
    QCOMPARE(place.job->command.front(), std::string("salloc"));
    const auto joined = [](const std::vector<std::string>& words) {
        QStringList all;
        for (const std::string& word : words)
            all << QString::fromStdString(word);
        return all.join(QLatin1Char(' '));
    };
    QVERIFY2(joined(place.job->command)
                 .startsWith(QStringLiteral("salloc ") + job + QStringLiteral(" --kill-command ")),
             qPrintable(joined(place.job->command)));
    QVERIFY2(joined(place.command).endsWith(step + QStringLiteral(" headroom-engine serve")),
             qPrintable(joined(place.command)));
}

void TestPlaceEntry::aLoginHostIsGivenOneWord() {
    PlaceEntry entry = gpu7();
    entry.kind = PlaceKind::Slurm;
    entry.options = {"--comment=it's $(mine)"};
    const Place place = placeOf(entry, "/usr/bin/headroom");
    for (const std::vector<std::string>& command :
         {place.command, place.job->command, place.job->asking.command, place.job->cancel}) {
        QCOMPARE(command.front(), std::string("ssh"));
        QCOMPARE(command[command.size() - 2], entry.host);
        QCOMPARE(command[command.size() - 3], std::string("--"));
    }
    QVERIFY(place.job->command.back().find(quotedForShell(entry.options.front())) != std::string::npos);
    // Where a server lets no more share a connection, a worker's own may have to ask, too.
    QVERIFY(!place.asking.command.empty());
    QVERIFY(!place.job->asking.command.empty());
}

void TestPlaceEntry::optionsThatAreNoneAreRefused() {
    PlaceEntry entry = gpu7();
    entry.kind = PlaceKind::Slurm;
    for (const char* option :
         {"gpu", "", "--comment=a\nb", "--comment=\001job\001", "--comment=\xff", "--no-shell"}) {
        entry.options = {option};
        const std::vector<PlaceFault> faults = faultsOf(entry);
        QCOMPARE(faults.size(), std::size_t{1});
        QVERIFY(faults.front().field == PlaceField::Options);
    }
    PlaceEntry command = gpu7();
    command.kind = PlaceKind::Command;
    command.command = {"ssh", "h\xc3\xb6hle\n"};
    QVERIFY(faultsOf(command).empty());
    command.command.emplace_back("\xff");
    QCOMPARE(faultsOf(command).size(), std::size_t{1});
    entry.options.clear();
    for (const int tasks : {0, -1, 65}) {
        entry.tasks = tasks;
        QVERIFY(faultsOf(entry).front().field == PlaceField::Tasks);
    }
}

void TestPlaceEntry::grantsAreRead_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("tasks"); // 0: no grant
    QTest::addColumn<QByteArray>("memory");
    QTest::newRow("one task") << QByteArray("headroom-job 17 1 1 0") << 1 << QByteArray();
    QTest::newRow("nodes alike") << QByteArray("headroom-job 17 16 8(x2) 1000000") << 16
                                 << QByteArray("125000");
    QTest::newRow("unlike nodes") << QByteArray("headroom-job 17 5 4,1 1000") << 5 << QByteArray("250");
    for (const char* line :
         {"", "headroom-job", "headroom-job 17 1 1", "headroom-job 1;reboot 1 1 0", "headroom-job -17 1 1 0",
          "headroom-job -0 1 1 0", "headroom-job 17 0 0 0", "headroom-job 17 99999999 1 0",
          "headroom-job 17 65 65 0", "headroom-job 17 1 x 0", "headroom-job 17 1 1 1e9",
          "headroom-jobs 17 1 1 0", "headroom-job 99999999999999999999 1 1 0"})
        QTest::newRow(line) << QByteArray(line) << 0 << QByteArray();
}

void TestPlaceEntry::grantsAreRead() {
    QFETCH(const QByteArray, line);
    QFETCH(const int, tasks);
    QFETCH(const QByteArray, memory);
    const std::optional<Grant> grant = readGrant(line.toStdString());
    QCOMPARE(grant ? grant->tasks : 0, tasks);
    QCOMPARE(grant ? QByteArray::fromStdString(grant->memoryMib) : QByteArray(), memory);
}

HEADROOM_TEST(TestPlaceEntry, Nothing)

} // namespace headroom::testing::tst_place_entry

#include "tst_place_entry.moc"
