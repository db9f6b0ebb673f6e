// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/files/atomic_file.h"
#include "engine/files/folder_lock.h"
#include "engine/files/set_aside.h"
#include "engine/files/state_folder.h"

#include <QFile>
#include <QTemporaryDir>

#include <fstream>
#include <memory>
#include <optional>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom::testing::tst_kept_files {

namespace {

namespace fs = std::filesystem;

mode_t modeOf(const fs::path& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

std::string textOf(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

void writeText(const fs::path& path, const std::string& text) {
    std::ofstream(path) << text;
}

/// Of this process, until it goes.
class Umask {
public:
    explicit Umask(mode_t mask) : m_before(::umask(mask)) {}
    ~Umask() { ::umask(m_before); }
    Umask(const Umask&) = delete;
    Umask& operator=(const Umask&) = delete;

private:
    mode_t m_before;
};

struct Kind {
    const char* variable;
    const char* belowHome;
    StateFolder (*folder)();
};

constexpr Kind kKinds[] = {{"XDG_STATE_HOME", ".local/state/headroom", stateFolder},
                           {"XDG_CONFIG_HOME", ".config/headroom", configFolder},
                           {"XDG_CACHE_HOME", ".cache/headroom", cacheFolder}};

} // namespace

/// What is kept for the user from run to run: where, with what rights, and what becomes of what is damaged.
class TestKeptFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_temporary = std::make_unique<QTemporaryDir>();
        qputenv("HOME", m_temporary->path().toUtf8());
        for (const Kind& kind : kKinds)
            qunsetenv(kind.variable);
    }
    void eachKindHasItsFolder();
    void foldersThatCannotBeUsedAreTold();
    void linksAreFollowed();
    void onlyTheUserMayRead_data();
    void onlyTheUserMayRead();
    void whatIsSetAsideOverwritesNothing();
    void whatCannotBeSetAsideIsTold();
    void oneAtATimeChangesAFolder();

private:
    fs::path at(const char* name) const {
        return m_temporary->filePath(QString::fromUtf8(name)).toStdString();
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
};

void TestKeptFiles::eachKindHasItsFolder() {
    for (const Kind& kind : kKinds) {
        QCOMPARE(kind.folder().path, at(kind.belowHome));
        QVERIFY(kind.folder().detour.empty());
        qputenv(kind.variable, at("given").c_str());
        QCOMPARE(kind.folder().path, at("given") / "headroom");
        QVERIFY(kind.folder().detour.empty());
        qputenv(kind.variable, ""); // which is none
        QCOMPARE(kind.folder().path, at(kind.belowHome));
        QVERIFY(kind.folder().detour.empty());
    }
}

void TestKeptFiles::foldersThatCannotBeUsedAreTold() {
    writeText(at("file"), "");
    for (const Kind& kind : kKinds) {
        const auto detour = [&kind](const std::string& given) {
            qputenv(kind.variable, given.c_str());
            return kind.folder();
        };
        const StateFolder relative = detour("some/where");
        QCOMPARE(relative.detour, std::string(kind.variable) + " is not an absolute path");
        QCOMPARE(relative.path, at(kind.belowHome));
        const StateFolder file = detour(at("file"));
        QVERIFY2(file.detour.ends_with("which is no folder"), file.detour.c_str());
        QCOMPARE(file.path, at(kind.belowHome));
        const StateFolder shared = detour("/tmp");
        QVERIFY2(shared.detour.find("leads to /tmp") != std::string::npos, shared.detour.c_str());
        const StateFolder proc = detour("/proc/headroom");
        QVERIFY2(!proc.detour.empty() || ::geteuid() == 0, proc.detour.c_str());
    }
}

void TestKeptFiles::linksAreFollowed() {
    fs::create_directory(at("elsewhere"));
    fs::create_directory_symlink(at("elsewhere"), at("link"));
    qputenv("XDG_CONFIG_HOME", at("link").c_str());
    QCOMPARE(configFolder().path, at("link") / "headroom");
    QVERIFY(configFolder().detour.empty());
    QVERIFY(makePrivateFolder(configFolder().path));
    QVERIFY(fs::is_directory(at("elsewhere") / "headroom"));
    fs::create_symlink("nowhere", at("dangling"));
    qputenv("XDG_CONFIG_HOME", at("dangling").c_str());
    QVERIFY(!configFolder().detour.empty());
    QCOMPARE(configFolder().path, at(".config/headroom"));
    // A file that the user keeps elsewhere stays a link.
    writeText(at("elsewhere") / "kept", "old");
    fs::create_symlink(at("elsewhere") / "kept", at("kept"));
    QVERIFY(writePrivateFile(at("kept"), "new"));
    QVERIFY(fs::is_symlink(at("kept")));
    QCOMPARE(textOf(at("elsewhere") / "kept"), std::string("new"));
}

void TestKeptFiles::onlyTheUserMayRead_data() {
    QTest::addColumn<int>("mask");
    for (const int mask : {0, 022, 077, 0777})
        QTest::addRow("umask %03o", static_cast<unsigned>(mask)) << mask;
}

void TestKeptFiles::onlyTheUserMayRead() {
    QFETCH(int, mask);
    fs::create_directory(at("wide"));
    ::chmod(at("wide").c_str(), 0777);
    writeText(at("wide") / "old", "old");
    ::chmod((at("wide") / "old").c_str(), 0666);
    {
        const Umask umask(static_cast<mode_t>(mask));
        QVERIFY(makePrivateFolder(at("a/b/c")));
        QVERIFY(makePrivateFolder(at("wide")));
        QVERIFY(writePrivateFile(at("a/b/c") / "new", "new"));
        QVERIFY(writePrivateFile(at("wide") / "old", "new"));
    }
    for (const char* folder : {"a", "a/b", "a/b/c", "wide"})
        QCOMPARE(modeOf(at(folder)), mode_t{0700});
    for (const char* file : {"a/b/c/new", "wide/old"}) {
        QCOMPARE(modeOf(at(file)), mode_t{0600});
        QCOMPARE(textOf(at(file)), std::string("new"));
    }
}

void TestKeptFiles::whatIsSetAsideOverwritesNothing() {
    for (const char* name : {"file.unsound", "file.unsound-2", "file.unsound-3"}) {
        writeText(at("file"), name);
        const Result<fs::path> aside = setAside(at("file"));
        QVERIFY(aside);
        QCOMPARE(*aside, at(name));
        QVERIFY(!fs::exists(at("file")));
    }
    for (const char* name : {"file.unsound", "file.unsound-2", "file.unsound-3"})
        QCOMPARE(textOf(at(name)), std::string(name));
}

void TestKeptFiles::whatCannotBeSetAsideIsTold() {
    const Result<fs::path> aside = setAside(at("none"));
    QVERIFY(!aside);
    QVERIFY(aside.error().reason.find("cannot be renamed") != std::string::npos);
}

void TestKeptFiles::oneAtATimeChangesAFolder() {
    const auto isFree = [this] {
        const UniqueFd file(::open((at("lock")).c_str(), O_RDWR | O_CLOEXEC));
        return file.isOpen() && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0;
    };
    {
        const FolderLock lock(at("."));
        QCOMPARE(modeOf(at("lock")), mode_t{0600});
        QVERIFY(!isFree());
    }
    QVERIFY(isFree());
    const FolderLock nowhere(at("none")); // nobody is kept away
    fs::remove(at("lock"));
    fs::create_symlink(at("elsewhere"), at("lock")); // planted
    const FolderLock planted(at("."));
    QVERIFY(!fs::exists(at("elsewhere")));
}

HEADROOM_TEST(TestKeptFiles, Nothing)

} // namespace headroom::testing::tst_kept_files

#include "tst_kept_files.moc"
