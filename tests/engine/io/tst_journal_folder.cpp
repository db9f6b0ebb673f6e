// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/files/state_folder.h"
#include "engine/io/journal_folder.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom::testing::tst_journal_folder {

namespace fs = std::filesystem;

class TestJournalFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        for (const char* variable : {"XDG_STATE_HOME", "HOME", "TMPDIR"})
            qunsetenv(variable);
        m_temporary = std::make_unique<QTemporaryDir>();
        qputenv("TMPDIR", m_temporary->path().toUtf8());
    }
    void followsTheSpecification();
    void passesOverUnusableHomes_data();
    void passesOverUnusableHomes();
    void takesNothingThatWasPlanted();
    void withoutAnyHomeItIsPrivateAndNew();
    void journalsOfTheOwnFolderAreClaimedAlike();
    void aFolderThatIsMadeAnewKeepsWhatIsClaimed();
    void theTemporaryOneGoesWhenItIsEmpty();

private:
    fs::path at(const char* name) const {
        return m_temporary->filePath(QString::fromUtf8(name)).toStdString();
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
};

void TestJournalFolder::followsTheSpecification() {
    qputenv("HOME", m_temporary->path().toUtf8());
    QCOMPARE(JournalFolder().path(), at(".local/state/headroom/journal"));
    qputenv("XDG_STATE_HOME", "relative/folder");
    QCOMPARE(JournalFolder().path(), at(".local/state/headroom/journal"));
    qputenv("XDG_STATE_HOME", "");
    QCOMPARE(JournalFolder().path(), at(".local/state/headroom/journal"));
    qputenv("XDG_STATE_HOME", at("state").c_str());
    JournalFolder folder;
    QCOMPARE(folder.path(), at("state/headroom/journal"));
    QVERIFY(folder.note().empty());
    QVERIFY(!fs::exists(at("state"))); // nothing is made before there is something to keep
    QVERIFY(folder.make());
    for (const char* made : {"state", "state/headroom", "state/headroom/journal"}) {
        struct stat status {};
        QCOMPARE(::stat(at(made).c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777, mode_t{0700});
    }
}

void TestJournalFolder::passesOverUnusableHomes_data() {
    QTest::addColumn<QByteArray>("home");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("empty") << QByteArray() << QByteArray("HOME is not set");
    QTest::newRow("relative") << QByteArray("some/where") << QByteArray("HOME is not an absolute path");
    QTest::newRow("shared") << QByteArray("/tmp") << QByteArray("HOME leads to /tmp, which ");
    QTest::newRow("a file") << QByteArray("/proc/self/status")
                            << QByteArray("HOME leads through /proc/self/status, which is no folder");
    if (::geteuid() == 0) // whose folders they are
        for (const char* folder : {"/proc", "/sys"})
            QTest::newRow(folder) << QByteArray(folder)
                                  << "HOME leads to " + QByteArray(folder) +
                                         ", where the kernel keeps no files";
    QTest::newRow("a device's folder")
        << QByteArray("/dev/null") << QByteArray("HOME leads through /dev/null, which is no folder");
}

void TestJournalFolder::passesOverUnusableHomes() {
    QFETCH(QByteArray, home);
    QFETCH(QByteArray, reason);
    qputenv("HOME", home);
    const StateFolder state = stateFolder();
    QVERIFY2(QByteArray::fromStdString(state.detour).startsWith(reason), state.detour.c_str());
    // That of the account, or none: never one below what HOME says, nor below the current folder.
    if (!state.path.empty())
        QCOMPARE(state.path, fs::path(::getpwuid(::geteuid())->pw_dir) / ".local" / "state" / "headroom");
    qputenv("XDG_STATE_HOME", at("state").c_str());
    QCOMPARE(stateFolder().path, at("state/headroom")); // where it is named there is nothing to say
    QVERIFY(stateFolder().detour.empty());
    if (::geteuid() != 0) {
        fs::create_directory(at("locked"));
        ::chmod(at("locked").c_str(), 0500);
        qputenv("XDG_STATE_HOME", at("locked").c_str());
        QVERIFY(stateFolder().detour.find("which cannot be written") != std::string::npos);
    }
}

void TestJournalFolder::takesNothingThatWasPlanted() {
    // A folder that all may write, as /tmp is, and in it a link to a folder of the user's.
    const fs::path shared = at("shared");
    fs::create_directory(shared);
    ::chmod(shared.c_str(), 01777);
    fs::create_directory(at("mine"));
    const fs::path link = shared / "state";
    fs::create_directory_symlink(at("mine"), link);
    qputenv("XDG_STATE_HOME", link.c_str());
    if (::geteuid() == 0) {
        QCOMPARE(::lchown(link.c_str(), 12345, 12345), 0);
        QVERIFY(stateFolder().detour.find("which another user put into a shared folder") !=
                std::string::npos);
    } else {
        QCOMPARE(stateFolder().path, link / "headroom"); // the user's own link
    }
    qputenv("XDG_STATE_HOME", (shared / "new").c_str());
    QVERIFY(stateFolder().detour.find("which all users may write") != std::string::npos);
    if (::geteuid() != 0)
        QSKIP("only root can make another user's link");
}

void TestJournalFolder::withoutAnyHomeItIsPrivateAndNew() {
    const Result<fs::path> first = makeTemporaryFolder();
    const Result<fs::path> second = makeTemporaryFolder();
    QVERIFY(first && second);
    QVERIFY(*first != *second);
    QCOMPARE(first->parent_path(), fs::path(m_temporary->path().toStdString()));
    QVERIFY(first->filename().string().starts_with("headroom-"));
    struct stat status {};
    QCOMPARE(::lstat(first->c_str(), &status), 0);
    QVERIFY(S_ISDIR(status.st_mode));
    QCOMPARE(status.st_mode & 07777, mode_t{0700});
    qputenv("TMPDIR", "relative");
    const Result<fs::path> third = makeTemporaryFolder();
    QVERIFY(third);
    QCOMPARE(third->parent_path(), fs::path("/tmp"));
    fs::remove(*third);
}

/// A journal of the programs' own folder is one of theirs by whatever option it is named.
void TestJournalFolder::journalsOfTheOwnFolderAreClaimedAlike() {
    qputenv("XDG_STATE_HOME", at("state").c_str());
    JournalFolder own;
    QVERIFY(own.make());
    const fs::path journal = own.path() / "20261101-120000-1.jsonl";
    QVERIFY(JournalFolder::holding(journal)->claim(journal));
    const auto holder = JournalFolder::holding(journal);
    QVERIFY(holder->claim(journal));
    QVERIFY(own.isClaimed(journal) && !own.claim(journal));
    holder->release(journal);
    QVERIFY(own.claim(journal));
    QVERIFY(!JournalFolder::holding(journal)->claim(journal));
}

void TestJournalFolder::aFolderThatIsMadeAnewKeepsWhatIsClaimed() {
    qputenv("XDG_STATE_HOME", at("state").c_str());
    JournalFolder own;
    QVERIFY(own.make());
    const fs::path journal = own.path() / "20261101-120000-1.jsonl";
    QVERIFY(own.claim(journal));
    fs::remove_all(own.path());
    QVERIFY(own.make());
    QVERIFY(own.claim(own.path() / "20261101-120000-2.jsonl"));
    QVERIFY(JournalFolder().isClaimed(journal));
}

void TestJournalFolder::theTemporaryOneGoesWhenItIsEmpty() {
    fs::path path;
    for (const bool hasJournal : {false, true}) {
        {
            JournalFolder folder{fs::path()}; // as where there is no home
            QVERIFY(folder.path().empty());
            QVERIFY(folder.make());
            path = folder.path();
            QVERIFY(folder.make());
            QCOMPARE(folder.path(), path);
            QVERIFY(folder.claim(path / "a.jsonl"));
            if (hasJournal)
                QVERIFY(
                    QFile(QString::fromStdString((path / "a.jsonl").string())).open(QIODevice::WriteOnly));
        }
        QCOMPARE(fs::exists(path), hasJournal);
    }
}

HEADROOM_TEST(TestJournalFolder, Nothing)

} // namespace headroom::testing::tst_journal_folder

#include "tst_journal_folder.moc"
