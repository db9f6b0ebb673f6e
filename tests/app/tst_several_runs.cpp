// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Lists of devices that are unlike: a run each. Two processors stand for two kinds of card.

#include "tests/app/engine_runs.h"
#include "tests/support/test_program.h"

namespace headroom::testing::tst_several_runs {

class TestSeveralRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void eachKindHasFilesOfItsOwn();
    void rowsOfAllAreOneTable();
    void whatIsOfOneRunIsRefused_data();
    void whatIsOfOneRunIsRefused();

private:
    Ended run(std::initializer_list<const char*> more) const {
        QStringList arguments = smallSweep(more);
        arguments.replaceInStrings(QStringLiteral("reference"), QStringLiteral("reference,box/reference"));
        return runEngine(arguments, "XDG_CONFIG_HOME=" + m_folder->path().toUtf8());
    }
    QStringList filesWritten() const {
        return QDir(m_folder->path()).entryList({QStringLiteral("both.*")}, QDir::Files, QDir::Name);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSeveralRuns::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    const Ended added =
        runEngine({QStringLiteral("places"), QStringLiteral("add"), QStringLiteral("box"),
                   QStringLiteral("--command"), QStringLiteral("--"), kEngine, QStringLiteral("serve")},
                  "XDG_CONFIG_HOME=" + m_folder->path().toUtf8());
    QVERIFY2(added.status == 0, added.err.constData());
}

void TestSeveralRuns::eachKindHasFilesOfItsOwn() {
    const QString path = m_folder->filePath(QStringLiteral("both.headroom.json"));
    const Ended ended = run({"--json", qPrintable(path)});
    QVERIFY2(ended.status == 0, ended.err.constData());
    const QStringList files = filesWritten();
    QCOMPARE(files.size(), 2);
    QStringList devices;
    for (const QString& file : files) {
        QVERIFY(file.startsWith(QStringLiteral("both.")) && file.endsWith(QStringLiteral(".headroom.json")));
        const Result<Run> one = readRunFile(m_folder->filePath(file).toStdString());
        QVERIFY2(one, one ? "" : one.error().reason.c_str());
        QCOMPARE(one->measurements.size(), std::size_t{14});
        devices << QString::fromStdString(one->context.deviceId);
    }
    devices.sort();
    QCOMPARE(devices, (QStringList{QStringLiteral("box/reference"), QStringLiteral("reference")}));
}

void TestSeveralRuns::rowsOfAllAreOneTable() {
    const Ended ended = run({});
    QVERIFY2(ended.status == 0, ended.err.constData());
    const QList<QByteArray> rows = rowsOf(ended.out);
    QCOMPARE(rows.size(), 1 + 2 * 14);
    QCOMPARE(rows.count(rows.front()), 1);
    QCOMPARE(ended.out.count("box/reference"), 14);
}

void TestSeveralRuns::whatIsOfOneRunIsRefused_data() {
    QTest::addColumn<QByteArray>("option");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("a run file on the standard output") << QByteArray("--json") << QByteArray("-");
    QTest::newRow("a journal to resume") << QByteArray("--resume") << QByteArray("both.jsonl");
}

void TestSeveralRuns::whatIsOfOneRunIsRefused() {
    QFETCH(const QByteArray, option);
    QFETCH(const QByteArray, value);
    const QByteArray path = value == "-" ? value : m_folder->filePath(QString::fromLatin1(value)).toUtf8();
    const Ended ended = run({option.constData(), path.constData()});
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.contains(option + ": "), ended.err.constData());
    QVERIFY(filesWritten().isEmpty());
}

HEADROOM_TEST(TestSeveralRuns, Nothing)

} // namespace headroom::testing::tst_several_runs

#include "tst_several_runs.moc"
