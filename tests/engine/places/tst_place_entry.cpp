// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/places/place_entry.h"

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
    for (const char* host :
         {"", "-oProxyCommand=touch x", "-", "gpu7 -oX", "gpu7\nX", "gpu7\t", "a\x7f", "a\x1b]0;x\x07"})
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

HEADROOM_TEST(TestPlaceEntry, Nothing)

} // namespace headroom::testing::tst_place_entry

#include "tst_place_entry.moc"
