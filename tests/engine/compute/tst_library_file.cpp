// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/compute/library_file.h"

#include <algorithm>

namespace headroom::testing::tst_library_file {

using State = LibraryFile::State;

class TestLibraryFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void faultsAreSeenFromOutside_data();
    void faultsAreSeenFromOutside();
    void linksThatLeadNowhereArePassedOver();
    void theLoadersChoiceIsFound();
    void whatALibraryNeedsIsRead();
    void theLoaderLooksSomewhere();

private:
    static QByteArray sound() {
        QFile file(QStringLiteral(HEADROOM_TEST_MODULES "/module_needs_other.so"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::string write(const QString& name, const QByteArray& content) const {
        const QString path = m_folder->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
        return path.toStdString();
    }
    std::filesystem::path folder(const char* name) const {
        return m_folder->filePath(QLatin1String(name)).toStdString();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

QByteArray ofAnotherMachine(QByteArray library) {
    library[18] = 2; // e_machine: a SPARC
    library[19] = 0;
    return library;
}

} // namespace

void TestLibraryFile::faultsAreSeenFromOutside_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("state");
    QTest::addColumn<QByteArray>("fault");
    const auto add = [](const char* name, const QByteArray& content, State state, const char* fault) {
        QTest::newRow(name) << content << static_cast<int>(state) << QByteArray(fault);
    };
    const QByteArray whole = sound();
    QVERIFY(whole.size() > 2000);
    add("sound", whole, State::Sound, "");
    add("empty", {}, State::Broken, "is empty");
    add("text", "a text, and no library", State::Broken, "is no library");
    add("two letters", "ab", State::Broken, "is no library");
    add("cut in its head", whole.left(20), State::Broken, "is cut off");
    add("cut", whole.left(whole.size() / 2), State::Broken, "is cut off");
    add("the last byte lost", whole.chopped(1), State::Broken, "is cut off");
    add("another machine", ofAnotherMachine(whole), State::PassedOver, "is for another kind of processor");
}

void TestLibraryFile::faultsAreSeenFromOutside() {
    QFETCH(const QByteArray, content);
    QFETCH(const int, state);
    QFETCH(const QByteArray, fault);
    const LibraryFile found = inspectLibrary(write(QStringLiteral("library.so"), content));
    QCOMPARE(static_cast<int>(found.state), state);
    QCOMPARE(QByteArray::fromStdString(found.fault), fault);
}

void TestLibraryFile::linksThatLeadNowhereArePassedOver() {
    QCOMPARE(inspectLibrary(folder("absent.so")).state, State::Absent);
    std::filesystem::create_symlink("nothing", folder("dangling.so"));
    std::filesystem::create_symlink("loop.so", folder("loop.so"));
    const LibraryFile dangling = inspectLibrary(folder("dangling.so"));
    QCOMPARE(dangling.state, State::PassedOver);
    QCOMPARE(dangling.fault, std::string("is a link to nothing"));
    const LibraryFile loop = inspectLibrary(folder("loop.so"));
    QCOMPARE(loop.state, State::PassedOver);
    QVERIFY2(loop.fault.starts_with("cannot be read ("), loop.fault.c_str());
    QCOMPARE(inspectLibrary(m_folder->path().toStdString()).fault, std::string("is no file"));
}

void TestLibraryFile::theLoadersChoiceIsFound() {
    const QByteArray whole = sound();
    write(QStringLiteral("other/lib.so"), ofAnotherMachine(whole));
    write(QStringLiteral("cut/lib.so"), whole.left(1000));
    const std::string right = write(QStringLiteral("right/lib.so"), whole);
    const auto find = [this](const std::vector<const char*>& names) {
        std::vector<std::filesystem::path> folders;
        for (const char* name : names)
            folders.push_back(folder(name));
        return findLibrary("lib.so", folders);
    };
    QCOMPARE(find({"nowhere"}).state, State::Absent);
    QCOMPARE(find({"nowhere", "other", "right", "cut"}).path.string(), right);
    QCOMPARE(find({"cut", "right"}).state, State::Broken); // where the loader ends the program
    const LibraryFile passed = find({"other", "nowhere"});
    QCOMPARE(passed.state, State::PassedOver);
    QCOMPARE(passed.path, folder("other") / "lib.so");
}

void TestLibraryFile::whatALibraryNeedsIsRead() {
    const std::vector<std::string> needed = neededBy(HEADROOM_TEST_MODULES "/module_needs_other.so");
    QVERIFY(std::ranges::find(needed, std::string("libother.so.99")) != needed.end());
    QVERIFY(neededBy(HEADROOM_NOT_A_MODULE).empty());
    QVERIFY(neededBy(folder("absent.so")).empty());
}

void TestLibraryFile::theLoaderLooksSomewhere() {
    const std::vector<std::filesystem::path> folders = loaderFolders();
    QVERIFY(!folders.empty());
    QCOMPARE(findLibrary("libc.so.6", folders).state, State::Sound);
}

HEADROOM_TEST(TestLibraryFile, EventLoop)

} // namespace headroom::testing::tst_library_file

#include "tst_library_file.moc"
