// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"

#include "ui/settings/preferences.h"
#include "ui/table/table_columns.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <sys/stat.h>

namespace headroom::testing::tst_settings {

using namespace headroom::ui;

namespace {

/// As QSplitter gives it for two panes.
const QByteArray kSplitter = QByteArray::fromHex("000000ff0000000100000002000001400000"
                                                 "03c000ffffffff010000000101");

void write(const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembers();
    void aSearchThatWasNeverOverIsGivenUp();
    void aPaceIsOfOneDevice();
    void nothingWritten();
    void garbageReadsAsNothing();
    void aBrokenFileReadsAsNothing();
    void whatIsNoFileIsSetAside_data();
    void whatIsNoFileIsSetAside();
    void valuesOfOthersAreSetAside_data();
    void valuesOfOthersAreSetAside();
    void aSplitterOfManyPanesIsNone();
    void columnsAreReadWholeOrNotAtAll();
    void recentFilesStayFew();

private:
    QTemporaryDir m_folder;
};

void TestSettings::remembers() {
    const QString path = m_folder.filePath(QStringLiteral("remembers.ini"));
    SweepSpec spec;
    spec.heads = 96;
    spec.pointsPerCurve.reset();
    spec.precision = 0.003;
    {
        Preferences preferences(path);
        preferences.setGeometry("geometry");
        preferences.setSplitter(QStringLiteral("across"), kSplitter);
        preferences.setTableColumns(QStringLiteral("-1 up 0:100"));
        preferences.setDeviceId("cuda:0");
        preferences.setSpec("cuda:0", spec);
        preferences.setFolder(QStringLiteral("runs"), m_folder.path());
        preferences.addRecentFile(QStringLiteral("/a/b.headroom.json"));
        preferences.setFlag(QStringLiteral("view/form"), false);
        preferences.setGpusInProcess(true);
    }
    Preferences preferences(path);
    QCOMPARE(preferences.geometry(), QByteArray("geometry"));
    QCOMPARE(preferences.splitter(QStringLiteral("across")), kSplitter);
    QCOMPARE(preferences.tableColumns(), QStringLiteral("-1 up 0:100"));
    QVERIFY(preferences.problem().isEmpty());
    QCOMPARE(preferences.deviceId(), std::string("cuda:0"));
    QCOMPARE(preferences.spec("cuda:0"), std::optional(spec));
    QCOMPARE(preferences.spec("cpu"), std::optional<SweepSpec>());
    QCOMPARE(preferences.folder(QStringLiteral("runs")), m_folder.path());
    QCOMPARE(preferences.recentFiles(), QStringList{QStringLiteral("/a/b.headroom.json")});
    QVERIFY(!preferences.flag(QStringLiteral("view/form"), true));
    QVERIFY(preferences.gpusInProcess());
    // Folders in which a dialog would wait for ever.
    for (const char* folder : {"/proc", "/proc/1", "/sys", "/dev/shm"})
        preferences.setFolder(QStringLiteral("runs"), QString::fromLatin1(folder));
    QCOMPARE(preferences.folder(QStringLiteral("runs")), m_folder.path());
}

void TestSettings::aSearchThatWasNeverOverIsGivenUp() {
    const QString path = m_folder.filePath(QStringLiteral("search.ini"));
    QStringList told;
    const auto atStart = [&](auto then) {
        told.clear();
        Preferences preferences(path);
        preferences.tellTo([&told](const QString& sentence) { told << sentence; });
        preferences.giveUpFailedSearch();
        then(preferences);
    };
    atStart([](Preferences& preferences) {
        preferences.setGpusInProcess(true);
        preferences.setSearchingInProcess(true);
        preferences.setSearchingInProcess(false);
    });
    atStart([](Preferences& preferences) {
        QVERIFY(preferences.gpusInProcess()); // that one was over
        preferences.setSearchingInProcess(true);
    });
    QVERIFY(told.isEmpty());
    atStart([](const Preferences& preferences) { QVERIFY(!preferences.gpusInProcess()); });
    QCOMPARE(told.size(), 1);
    QVERIFY2(told.front().startsWith(QStringLiteral("GPUs are driven by a process of their own again")),
             qPrintable(told.front()));
    atStart([](const Preferences& preferences) { QVERIFY(!preferences.gpusInProcess()); });
    QVERIFY(told.isEmpty());
}

void TestSettings::aPaceIsOfOneDevice() {
    const QString path = m_folder.filePath(QStringLiteral("pace.ini"));
    {
        Preferences written(path);
        written.setPace("cpu", "AMD EPYC 9654 96-Core", 53.5);
        written.setPace("gpu7/cuda:0", "NVIDIA H200 · gpu7", 0.25);
    }
    const Preferences read(path);
    QCOMPARE(read.pace("cpu", "AMD EPYC 9654 96-Core"), std::optional(53.5));
    QCOMPARE(read.pace("gpu7/cuda:0", "NVIDIA H200 · gpu7"), std::optional(0.25));
    QVERIFY(!read.pace("cpu", "Another processor of that home folder"));
    QVERIFY(!read.pace("cuda:0", "NVIDIA H200"));
    Preferences broken(m_folder.filePath(QStringLiteral("broken-pace.ini")));
    for (const double factor : {0.0, -1.0, 1e9, std::nan("")}) {
        broken.setPace("cpu", "it", factor);
        QVERIFY(!broken.pace("cpu", "it"));
    }
}

void TestSettings::nothingWritten() {
    const Preferences preferences(m_folder.filePath(QStringLiteral("none.ini")));
    QVERIFY(preferences.geometry().isEmpty());
    QVERIFY(preferences.deviceId().empty());
    QVERIFY(!preferences.spec("cpu"));
    QVERIFY(QDir(preferences.folder(QStringLiteral("runs"))).exists());
    QVERIFY(preferences.recentFiles().isEmpty());
    QVERIFY(!preferences.gpusInProcess());
    QVERIFY(preferences.flag(QStringLiteral("view/form"), true));
}

void TestSettings::garbageReadsAsNothing() {
    const QString path = m_folder.filePath(QStringLiteral("garbage.ini"));
    {
        QSettings file(path, QSettings::IniFormat);
        file.setValue(QStringLiteral("sweep/spec-cpu"), QStringLiteral("{\"heads\": -5}"));
        file.setValue(QStringLiteral("sweep/spec-a"), QStringLiteral("not json at all"));
        file.setValue(QStringLiteral("sweep/spec-b"), QString(200'000, QLatin1Char('[')));
        file.setValue(QStringLiteral("sweep/spec-c"), QVariantList{1, 2, 3});
        file.setValue(QStringLiteral("sweep/spec-d"), QStringLiteral("[1e999]"));
        file.setValue(QStringLiteral("sweep/spec-e"), QStringLiteral("{\"heads\": 1e999}"));
        file.setValue(QStringLiteral("sweep/device"), QString(200'000, QLatin1Char('x')));
        file.setValue(QStringLiteral("window/geometry"), QString(200'000, QLatin1Char('x')));
        file.setValue(QStringLiteral("folders/runs"), QStringLiteral("/no/such/folder"));
        file.setValue(QStringLiteral("files/recent"),
                      QStringList{QStringLiteral("relative"), QString(5000, QLatin1Char('/')),
                                  QStringLiteral("/fine"), QStringLiteral("/fine")});
        file.setValue(QStringLiteral("view/form"), QStringLiteral("perhaps"));
        file.setValue(QStringLiteral("view/referenceOnGpu"), 17);
    }
    const Preferences preferences(path);
    for (const char* device : {"cpu", "a", "b", "c", "d", "e"})
        QVERIFY2(!preferences.spec(device), device);
    QVERIFY(preferences.deviceId().size() <= 100);
    QVERIFY(preferences.geometry().isEmpty());
    QVERIFY(QDir(preferences.folder(QStringLiteral("runs"))).exists());
    QCOMPARE(preferences.recentFiles(), QStringList{QStringLiteral("/fine")});
    QVERIFY(preferences.flag(QStringLiteral("view/form"), true));
    QVERIFY(!preferences.flag(QStringLiteral("view/form"), false));
    QVERIFY(preferences.flag(QStringLiteral("view/referenceOnGpu"), true)); // as if never said
}

void TestSettings::aBrokenFileReadsAsNothing() {
    const QString path = m_folder.filePath(QStringLiteral("broken.ini"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QByteArray noise;
    for (int i = 0; i < 4096; ++i)
        noise.append(static_cast<char>((i * 7919) >> 3));
    file.write(noise);
    file.close();
    const Preferences preferences(path);
    QVERIFY(!preferences.spec("cpu"));
    QVERIFY(preferences.recentFiles().isEmpty());
}

void TestSettings::whatIsNoFileIsSetAside_data() {
    QTest::addColumn<QString>("path");
    const auto path = [this](const char* name) { return m_folder.filePath(QLatin1String(name)); };
    QCOMPARE(::mkfifo(QFile::encodeName(path("pipe.ini")).constData(), 0600), 0);
    QVERIFY(QFile::link(QStringLiteral("/dev/zero"), path("device.ini")));
    QVERIFY(QDir().mkdir(path("folder.ini")));
    write(path("large.ini"), QByteArray(2 << 20, 'x'));
    for (const char* name : {"pipe.ini", "device.ini", "folder.ini", "large.ini"})
        QTest::newRow(name) << path(name);
}

void TestSettings::whatIsNoFileIsSetAside() {
    QFETCH(QString, path);
    {
        Preferences preferences(path);
        QVERIFY2(preferences.problem().contains(path + QStringLiteral(".unsound")),
                 qPrintable(preferences.problem()));
        QVERIFY(preferences.deviceId().empty());
        preferences.setDeviceId("cpu");
    }
    const Preferences preferences(path);
    QVERIFY(preferences.problem().isEmpty());
    QCOMPARE(preferences.deviceId(), std::string("cpu"));
}

void TestSettings::valuesOfOthersAreSetAside_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("variant") << QByteArray("@Variant(\\0\\0\\0\\t\\xff\\xff\\xff\\xff)");
    QTest::newRow("date") << QByteArray("@DateTime(\\0\\0)");
    QTest::newRow("quoted") << QByteArray("\"@Vari\"\"ant(\\0)\"");
    QTest::newRow("hexadecimal") << QByteArray("\\x40Variant(\\0)");
    QTest::newRow("octal") << QByteArray("@\\126ariant(\\0)");
    QTest::newRow("continued") << QByteArray("@Var\\\niant(\\0)");
    QTest::newRow("needless escape") << QByteArray("@V\\qariant(\\0)");
    QTest::newRow("half a character") << QByteArray("\\xd9ff");
    QTest::newRow("its other half") << QByteArray("cpu\\xDC00");
    QTest::newRow("half of one, of many digits") << QByteArray("\\x1d9ff");
    QTest::newRow("half of one, octal") << QByteArray("\\154777");
}

void TestSettings::valuesOfOthersAreSetAside() {
    QFETCH(QByteArray, value);
    const QString path = m_folder.filePath(QStringLiteral("others.ini"));
    write(path, "[sweep]\ndevice=" + value + "\n");
    const Preferences preferences(path);
    QVERIFY(!preferences.problem().isEmpty());
    QVERIFY(preferences.deviceId().empty());
}

void TestSettings::aSplitterOfManyPanesIsNone() {
    const QString path = m_folder.filePath(QStringLiteral("splitter.ini"));
    Preferences preferences(path);
    QByteArray many = kSplitter;
    many.replace(8, 4, "\x7f\xff\xff\xff");
    for (const QByteArray& state : {many, QByteArray("splitter"), QByteArray()}) {
        preferences.setSplitter(QStringLiteral("across"), state);
        QCOMPARE(preferences.splitter(QStringLiteral("across")), QByteArray());
    }
}

void TestSettings::columnsAreReadWholeOrNotAtAll() {
    TableColumns columns{1, true, {{2, 40}, {0, kFittingWidth}, {1, 80}}};
    QCOMPARE(toText(columns), QStringLiteral("1 down 2:40 0:0 1:80"));
    const auto read = tableColumnsFrom(toText(columns), 3);
    QVERIFY(read);
    QCOMPARE(toText(*read), toText(columns));
    for (const char* text :
         {"", "1 down", "1 down 2:40 0:120", "1 down 2:40 0:120 0:80", "3 up 2:40 0:120 1:80",
          "1 up 2:40 0:120 1:2147483647", "1 up 2:40 0:120 1:-5", "1 up 2:40 0:120 1:9",
          "1 up 2:40 0:120 1:x", "1 sideways 2:40 0:120 1:80", "1 up 2:40 0:120 1:80 1:80"})
        QVERIFY2(!tableColumnsFrom(QLatin1String(text), 3), text);
}

void TestSettings::recentFilesStayFew() {
    Preferences preferences(m_folder.filePath(QStringLiteral("recent.ini")));
    for (int i = 0; i < 20; ++i)
        preferences.addRecentFile(QStringLiteral("/run%1").arg(i));
    preferences.addRecentFile(QStringLiteral("/run15"));
    QCOMPARE(preferences.recentFiles().size(), Preferences::kRecentFiles);
    QCOMPARE(preferences.recentFiles().constFirst(), QStringLiteral("/run15"));
    QCOMPARE(preferences.recentFiles().count(QStringLiteral("/run15")), 1);
    preferences.removeRecentFile(QStringLiteral("/run15"));
    QVERIFY(!preferences.recentFiles().contains(QStringLiteral("/run15")));
}

HEADROOM_TEST(TestSettings, EventLoop)

} // namespace headroom::testing::tst_settings

#include "tst_settings.moc"
