// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include "engine/io/output_file.h"
#include "engine/io/run_file.h"

#include <nlohmann/json.hpp>

namespace headroom::testing::tst_output_file {

using Json = nlohmann::json;

namespace {

const std::string kNew = "new content\n";
const QByteArray kNewer = "newer Headroom (version 9; this program reads up to version 1)";

QByteArray runOfVersion(const Json& version, int indent = 1) {
    Json document = Json::parse(toJson(fullRun()));
    document["schema_version"] = version;
    return QByteArray::fromStdString(document.dump(indent));
}

QByteArray journalOfVersion(int version) {
    Json head = Json::parse(journalHeadToJson(fullRun().context));
    head["journal_version"] = version;
    return QByteArray::fromStdString(head.dump() + "\n{\"of another\": kind\n");
}

} // namespace

/// What is written where the user said: whatever lies there goes, unless a newer program wrote it.
class TestOutputFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void newerOnesStay_data();
    void newerOnesStay();
    void othersAreReplaced_data();
    void othersAreReplaced();
    void aRunDoesNotReplaceANewerOne();
    void linksAreFollowed();
    void missingOnesAreMade();

private:
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    static void put(const QString& path, const QByteArray& content) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    static QByteArray contentOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(missing)");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestOutputFile::newerOnesStay_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("run") << runOfVersion(9);
    QTest::newRow("run in one line") << runOfVersion(9, -1);
    QTest::newRow("run of which nothing else is known")
        << QByteArray("{\"rows\": [[1], {\"schema_version\": 1}], \"schema_version\": 9, \"more\": {}}");
    QTest::newRow("run that was cut short later") << QByteArray("{\"schema_version\": 9, \"context\": {");
    QTest::newRow("journal") << journalOfVersion(9);
}

void TestOutputFile::newerOnesStay() {
    QFETCH(QByteArray, content);
    const QString file = path("a");
    put(file, content);
    for (const Outcome& outcome :
         {checkOutputFile(file.toStdString()), writeOutputFile(file.toStdString(), kNew)}) {
        QVERIFY(!outcome);
        const QByteArray told = QByteArray::fromStdString(outcome.error().reason);
        QVERIFY2(told.startsWith("Cannot replace " + file.toUtf8() + ": it was written by a " + kNewer),
                 told.constData());
        QVERIFY2(told.endsWith("update Headroom to open it, or choose another name."), told.constData());
    }
    QCOMPARE(contentOf(file), content);
}

void TestOutputFile::othersAreReplaced_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("run of this version") << runOfVersion(1);
    QTest::newRow("journal of this version") << journalOfVersion(1);
    QTest::newRow("version deeper down") << QByteArray("{\"a\": {\"schema_version\": 9}, \"b\": [9]}");
    QTest::newRow("version in a list") << QByteArray("[{\"schema_version\": 9}]");
    QTest::newRow("no version") << runOfVersion("9");
    QTest::newRow("no version of ours") << runOfVersion(std::int64_t{1} << 40);
    QTest::newRow("list instead of a version") << runOfVersion(Json::array({9}));
    QTest::newRow("cut short before the version") << QByteArray("{\"context\": {}, \"schema_ver");
    QTest::newRow("other text") << QByteArray("schema_version: 9\n");
    QTest::newRow("a number") << QByteArray("9");
    QTest::newRow("bytes") << QByteArray("\x89PNG\r\n\x1a\n\0\xff{\"schema_version\": 9}", 31);
}

void TestOutputFile::othersAreReplaced() {
    QFETCH(QByteArray, content);
    const QString file = path("a");
    put(file, content);
    const Outcome possible = checkOutputFile(file.toStdString());
    QVERIFY2(possible, possible ? "" : possible.error().reason.c_str());
    QCOMPARE(contentOf(file), content);
    QVERIFY(writeOutputFile(file.toStdString(), kNew));
    QCOMPARE(contentOf(file).toStdString(), kNew);
}

void TestOutputFile::aRunDoesNotReplaceANewerOne() {
    const QString file = path("a.headroom.json");
    put(file, runOfVersion(9));
    QVERIFY(!writeRunFile(file.toStdString(), fullRun()));
    QCOMPARE(contentOf(file), runOfVersion(9));
    put(file, runOfVersion(1));
    QVERIFY(writeRunFile(file.toStdString(), fullRun()));
}

void TestOutputFile::linksAreFollowed() {
    put(path("real"), runOfVersion(9));
    QVERIFY(QFile::link(path("real"), path("link")));
    const Outcome written = writeOutputFile(path("link").toStdString(), kNew);
    QVERIFY(!written);
    QVERIFY2(QByteArray::fromStdString(written.error().reason).contains(path("link").toUtf8()),
             written.error().reason.c_str());
    QCOMPARE(contentOf(path("real")), runOfVersion(9));
}

void TestOutputFile::missingOnesAreMade() {
    QVERIFY(checkOutputFile(path("a").toStdString()));
    QVERIFY(!QFile::exists(path("a")));
    QVERIFY(writeOutputFile(path("a").toStdString(), kNew));
    QCOMPARE(contentOf(path("a")).toStdString(), kNew);
    QVERIFY(!checkOutputFile(path("no/folder").toStdString()));
}

HEADROOM_TEST(TestOutputFile, Nothing)

} // namespace headroom::testing::tst_output_file

#include "tst_output_file.moc"
