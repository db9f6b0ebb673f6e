// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/places/searched_places.h"

#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>

namespace headroom::testing::tst_place_book {

namespace {

PlaceEntry sshPlace(const std::string& name) {
    PlaceEntry entry;
    entry.name = name;
    entry.host = name + ".cluster";
    entry.engine = "~/bin/headroom-engine";
    return entry;
}

} // namespace

class TestPlaceBook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void readsBackWhatItWrote();
    void noFileIsNoPlace();
    void brokenFilesAreToldWhere_data();
    void brokenFilesAreToldWhere();
    void newerFilesAreLeftAlone();
    void isForItsUserAlone();
    void whatOthersDidMeanwhileStays();
    void searchesWhatTheWordsName();
    void unknownPlacesAreTold();

private:
    PlaceBook book() const {
        return PlaceBook(m_folder->filePath(QStringLiteral("new/places.json")).toStdString());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestPlaceBook::readsBackWhatItWrote() {
    PlaceEntry command;
    command.name = "box";
    command.kind = PlaceKind::Command;
    command.command = {"docker", "exec", "-i", "it's a box", "headroom-engine", "serve"};
    PlaceEntry queued = sshPlace("cluster");
    queued.kind = PlaceKind::Slurm;
    queued.tasks = 8;
    queued.options = {"--partition=h100", "--comment=it's mine"};
    const std::vector<PlaceEntry> entries{sshPlace("gpu7"), command, sshPlace("gpu8"), queued};
    QVERIFY(book().write(entries));
    const Result<std::vector<PlaceEntry>> read = book().read();
    QVERIFY2(read, read ? "" : read.error().reason.c_str());
    QVERIFY(*read == entries);
    QCOMPARE(entryNamed(*read, "gpu8"), &(*read)[2]);
    QCOMPARE(entryNamed(*read, "gpu"), static_cast<const PlaceEntry*>(nullptr));
}

void TestPlaceBook::noFileIsNoPlace() {
    QVERIFY(book().read()->empty());
    QVERIFY(PlaceBook(std::filesystem::path()).read()->empty());
    QVERIFY(!PlaceBook(std::filesystem::path()).write({}));
}

void TestPlaceBook::brokenFilesAreToldWhere_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("told");
    const auto add = [](const char* name, const char* content, const char* told) {
        QTest::newRow(name) << QByteArray(content) << QByteArray(told);
    };
    add("nothing", "", "places.json");
    add("no JSON", "places", "places.json");
    add("a list", "[]", "the document");
    add("no number", R"({"schema_version":"1","places":[]})", "schema_version");
    add("no version", R"({"places":[]})", "schema_version");
    add("no name", R"({"schema_version":1,"places":[{"kind":"ssh","host":"a"}]})", "places[0].name");
    add("a kind of its own", R"({"schema_version":1,"places":[{"name":"a","kind":"telnet"}]})", "telnet");
    add("an option for a host", R"({"schema_version":1,"places":[{"name":"a","kind":"ssh","host":"-oX"}]})",
        "places[0]");
    add("no command", R"({"schema_version":1,"places":[{"name":"a","kind":"command","command":[]}]})",
        "places[0]");
    add("numbers for words", R"({"schema_version":1,"places":[{"name":"a","kind":"command","command":[1]}]})",
        "places[0].command");
    add("twice",
        R"({"schema_version":1,"places":[{"name":"a","kind":"ssh","host":"b"},{"name":"a","kind":"ssh","host":"c"}]})",
        "places[1].name");
}

void TestPlaceBook::brokenFilesAreToldWhere() {
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, told);
    const PlaceBook broken(m_folder->filePath(QStringLiteral("places.json")).toStdString());
    QFile file(QString::fromStdString(broken.file().string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
    file.close();
    const Result<std::vector<PlaceEntry>> read = broken.read();
    QVERIFY(!read);
    const QByteArray reason = QByteArray::fromStdString(read.error().reason);
    QVERIFY2(reason.contains(told) && reason.contains("Mend the file"), reason.constData());
}

void TestPlaceBook::newerFilesAreLeftAlone() {
    const QByteArray content = R"({"schema_version": 3, "places": {"of": "another kind"}})";
    const PlaceBook newer(m_folder->filePath(QStringLiteral("places.json")).toStdString());
    QFile file(QString::fromStdString(newer.file().string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
    file.close();
    const QByteArray told(
        "it was written by a newer Headroom (version 3; this program reads up to version 1): "
        "update Headroom to open it.");
    const QByteArray read = QByteArray::fromStdString(newer.read().error().reason);
    QVERIFY2(read.contains(told) && !read.contains("take it away"), read.constData());
    QVERIFY(QByteArray::fromStdString(newer.write({sshPlace("gpu7")}).error().reason).contains(told));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content);
}

void TestPlaceBook::whatOthersDidMeanwhileStays() {
    const PlaceEntry a = sshPlace("a");
    const PlaceEntry b = sshPlace("b");
    QVERIFY(book().write({a, b}));
    const std::vector<PlaceEntry> before = *book().read(); // by both
    PlaceEntry changed = b;
    changed.host = "elsewhere";
    QVERIFY(book().change(before, {a, changed, sshPlace("c")}));
    QVERIFY(book().change(before, {b, sshPlace("d")})); // takes a away, and leaves b as it was
    QCOMPARE(book().read()->size(), std::size_t{3});
    QVERIFY(*book().read() == (std::vector{changed, sshPlace("c"), sshPlace("d")}));
    PlaceEntry other = b;
    other.host = "third";
    QVERIFY(book().change(before, {a, other})); // both changed it: the later counts
    QCOMPARE(entryNamed(*book().read(), "b")->host, std::string("third"));
}

void TestPlaceBook::isForItsUserAlone() {
    QVERIFY(book().write({sshPlace("gpu7")}));
    struct stat file {};
    QCOMPARE(::stat(book().file().c_str(), &file), 0);
    QCOMPARE(file.st_mode & 07777U, 0600U);
    struct stat folder {};
    QCOMPARE(::stat(book().file().parent_path().c_str(), &folder), 0);
    QCOMPARE(folder.st_mode & 07777U, 0700U);
}

void TestPlaceBook::searchesWhatTheWordsName() {
    QVERIFY(book().write({sshPlace("gpu7"), sshPlace("gpu8")}));
    const auto named = [this](const char* words) {
        std::vector<std::string> names;
        const Result<std::vector<Place>> places = searchedPlaces(words, {thisProcess()}, book());
        if (places)
            for (const Place& place : *places)
                names.push_back(place.name);
        return names;
    };
    using Names = std::vector<std::string>;
    QCOMPARE(named("cpu"), Names{""});
    QCOMPARE(named("auto"), Names{""});
    QCOMPARE(named("gpu7/cuda:all"), Names{"gpu7"});
    QCOMPARE(named("gpu8/cuda:0,gpu7/cuda:0,gpu8/cuda:1"), (Names{"gpu8", "gpu7"}));
    QCOMPARE(named("gpu7/cuda:all,cuda:0"), (Names{"", "gpu7"}));
}

void TestPlaceBook::unknownPlacesAreTold() {
    QVERIFY(book().write({sshPlace("gpu7")}));
    const Result<std::vector<Place>> places = searchedPlaces("gpu9/cuda:0", {thisProcess()}, book());
    QVERIFY(!places);
    QVERIFY(places.error().status == Status::Unsupported);
    QVERIFY(places.error().reason.find("gpu7") != std::string::npos);
    QVERIFY(!searchedPlaces("/cuda:0", {}, book()));
}

HEADROOM_TEST(TestPlaceBook, Nothing)

} // namespace headroom::testing::tst_place_book

#include "tst_place_book.moc"
