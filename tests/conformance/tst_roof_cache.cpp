// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/backends/onednn/roof_cache.h"

#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <thread>
#include <vector>

namespace headroom::testing::tst_roof_cache {

namespace {

const RoofKey kKey{"a processor", 2, DataType::F32};
const Roof kRoof{DataType::F32, 0.25, 3.5e10, "measured on this machine"};

void write(const QString& path, const QByteArray& text) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// What becomes of the file in which calibrations are kept.
class TestRoofCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aDamagedOneIsSetAsideAndToldOnce_data();
    void aDamagedOneIsSetAsideAndToldOnce();
    void aDamagedOneIsNeverOverwritten();
    void aNewerOneIsLeftAloneAndToldOnce();
    void severalProgramsLoseNothing();
    void isForItsUserAlone();

private:
    QString path(const char* name = "cpu-roof.json") const { return m_folder->filePath(QLatin1String(name)); }
    RoofCache cache() const { return RoofCache(path().toStdString()); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRoofCache::aDamagedOneIsSetAsideAndToldOnce_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut short") << QByteArray(R"({"version": 1, "roofs": [)");
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("no version") << QByteArray(R"({"roofs": []})");
    QTest::newRow("an array") << QByteArray("[1, 2]");
    QTest::newRow("too long") << QByteArray(2 << 20, ' ');
}

void TestRoofCache::aDamagedOneIsSetAsideAndToldOnce() {
    QFETCH(QByteArray, text);
    write(path(), text);
    const QByteArray told = QByteArray::fromStdString(cache().tend());
    QVERIFY2(told.contains("cpu-roof.json cannot be read: ") &&
                 told.endsWith("renamed to " + path("cpu-roof.json.unsound").toUtf8() + "."),
             told.constData());
    QCOMPARE(read(path("cpu-roof.json.unsound")), text);
    QVERIFY(cache().tend().empty());
    cache().store(kKey, kRoof);
    QVERIFY(cache().tend().empty());
    QCOMPARE(cache().find(kKey), std::optional(kRoof));
}

void TestRoofCache::aDamagedOneIsNeverOverwritten() {
    write(path(), "damaged meanwhile");
    cache().store(kKey, kRoof);
    QCOMPARE(read(path("cpu-roof.json.unsound")), QByteArray("damaged meanwhile"));
}

void TestRoofCache::aNewerOneIsLeftAloneAndToldOnce() {
    const QByteArray newer(R"({"version": 3, "roofs": {"of": "another kind"}})");
    write(path(), newer);
    const QByteArray told = QByteArray::fromStdString(cache().tend());
    QVERIFY2(told.contains("newer Headroom (version 3; this program reads up to version 1)") &&
                 told.contains("update Headroom"),
             told.constData());
    QVERIFY(!cache().find(kKey));
    cache().store(kKey, kRoof);
    QVERIFY(cache().tend().empty());
    QCOMPARE(cache().find(kKey), std::optional(kRoof));
    cache().forget(kKey);
    QVERIFY(!cache().find(kKey));
    QCOMPARE(read(path()), newer);
}

void TestRoofCache::severalProgramsLoseNothing() {
    constexpr int kPrograms = 4;
    constexpr int kEach = 10;
    const auto keyOf = [](int program, int i) {
        return RoofKey{"processor " + std::to_string(program), i + 1, DataType::F32};
    };
    {
        std::vector<std::jthread> programs;
        for (int program = 0; program < kPrograms; ++program)
            programs.emplace_back([this, program, &keyOf] {
                for (int i = 0; i < kEach; ++i)
                    cache().store(keyOf(program, i), kRoof);
            });
    }
    for (int program = 0; program < kPrograms; ++program)
        for (int i = 0; i < kEach; ++i)
            QVERIFY(cache().find(keyOf(program, i)));
}

void TestRoofCache::isForItsUserAlone() {
    const QString folder = path("new");
    const QString file = folder + QStringLiteral("/cpu-roof.json");
    RoofCache(file.toStdString()).store(kKey, kRoof);
    struct stat status {};
    QCOMPARE(::stat(QFile::encodeName(folder).constData(), &status), 0);
    QCOMPARE(status.st_mode & 07777U, 0700U);
    QCOMPARE(::stat(QFile::encodeName(file).constData(), &status), 0);
    QCOMPARE(status.st_mode & 07777U, 0600U);
}

HEADROOM_TEST(TestRoofCache, Nothing)

} // namespace headroom::testing::tst_roof_cache

#include "tst_roof_cache.moc"
