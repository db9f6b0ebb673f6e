// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/atomic_file.h"

#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace headroom;

class TestAtomicFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void writesAndReplaces();
    void keepsTheModeOfTheOldFile();
    void followsLinks();
    void missingFolder();
    void folderInsteadOfFile();
    void withoutPermission();
    void fullDisk();

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    QByteArray read(const QString& file) const {
        QFile opened(file);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray("(unreadable)");
    }
    int filesInFolder() const {
        return static_cast<int>(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden).size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestAtomicFile::writesAndReplaces() {
    const std::string file = path("a.csv").toStdString();
    QVERIFY(checkWritable(file));
    QVERIFY(!QFileInfo::exists(path("a.csv"))); // asking leaves nothing
    QVERIFY(writeFileAtomically(file, "one"));
    QCOMPARE(read(path("a.csv")), QByteArray("one"));
    QVERIFY(checkWritable(file));
    QVERIFY(writeFileAtomically(file, "two"));
    QCOMPARE(read(path("a.csv")), QByteArray("two"));
    QCOMPARE(filesInFolder(), 1);
}

void TestAtomicFile::keepsTheModeOfTheOldFile() {
    const std::string file = path("a.csv").toStdString();
    QVERIFY(writeFileAtomically(file, "one"));
    QCOMPARE(::chmod(file.c_str(), 0640), 0);
    QVERIFY(writeFileAtomically(file, "two"));
    struct stat status {};
    QCOMPARE(::stat(file.c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777u, 0640u);
}

void TestAtomicFile::followsLinks() {
    QVERIFY(writeFileAtomically(path("real").toStdString(), "one"));
    QVERIFY(QFile::link(path("real"), path("link")));
    QVERIFY(writeFileAtomically(path("link").toStdString(), "two"));
    QVERIFY(QFileInfo(path("link")).isSymLink());
    QCOMPARE(read(path("real")), QByteArray("two"));
}

void TestAtomicFile::missingFolder() {
    const std::string file = path("no/such/a.csv").toStdString();
    for (const Outcome& outcome : {writeFileAtomically(file, "x"), checkWritable(file)}) {
        QVERIFY(!outcome);
        QVERIFY(QByteArray::fromStdString(outcome.error().reason).contains("does not exist"));
    }
}

void TestAtomicFile::folderInsteadOfFile() {
    const Outcome outcome = writeFileAtomically(m_folder->path().toStdString(), "x");
    QVERIFY(!outcome);
    QVERIFY(QByteArray::fromStdString(outcome.error().reason).contains("it is a folder"));
}

void TestAtomicFile::withoutPermission() {
    if (::geteuid() == 0) {
        // Root writes everywhere, except into the kernel's own read-only files.
        const Outcome outcome = writeFileAtomically("/proc/sys/kernel/headroom.csv", "x");
        QVERIFY(!outcome);
        return;
    }
    const std::string file = path("a.csv").toStdString();
    QVERIFY(writeFileAtomically(file, "old"));
    QCOMPARE(::chmod(file.c_str(), 0400), 0);
    for (const Outcome& outcome : {writeFileAtomically(file, "x"), checkWritable(file)}) {
        QVERIFY(!outcome);
        QVERIFY(QByteArray::fromStdString(outcome.error().reason).contains("no permission"));
    }
    QCOMPARE(read(path("a.csv")), QByteArray("old"));
}

void TestAtomicFile::fullDisk() {
    const Outcome outcome = writeFileAtomically("/dev/full", "x");
    QVERIFY(!outcome);
    QVERIFY(QByteArray::fromStdString(outcome.error().reason).contains("disk is full"));
}

QTEST_APPLESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"
