// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/preferences.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using namespace headroom::ui;

class TestSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembers();
    void nothingWritten();
    void garbageReadsAsNothing();
    void aBrokenFileReadsAsNothing();
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
        preferences.setSplitter(QStringLiteral("across"), "splitter");
        preferences.setDevice("cuda:0");
        preferences.setSpec("cuda:0", spec);
        preferences.setFolder(QStringLiteral("runs"), m_folder.path());
        preferences.addRecentFile(QStringLiteral("/a/b.headroom.json"));
        preferences.setShowReference(true, false);
        preferences.setFlag(QStringLiteral("view/form"), false);
        preferences.setGpuProcess(GpuProcess::This);
    }
    Preferences preferences(path);
    QCOMPARE(preferences.geometry(), QByteArray("geometry"));
    QCOMPARE(preferences.splitter(QStringLiteral("across")), QByteArray("splitter"));
    QCOMPARE(preferences.device(), std::string("cuda:0"));
    QCOMPARE(preferences.spec("cuda:0"), std::optional(spec));
    QCOMPARE(preferences.spec("cpu"), std::optional<SweepSpec>());
    QCOMPARE(preferences.folder(QStringLiteral("runs")), m_folder.path());
    QCOMPARE(preferences.recentFiles(), QStringList{QStringLiteral("/a/b.headroom.json")});
    QCOMPARE(preferences.showReference(true), std::optional(false));
    QCOMPARE(preferences.showReference(false), std::optional<bool>());
    QVERIFY(!preferences.flag(QStringLiteral("view/form"), true));
    QCOMPARE(preferences.gpuProcess(), GpuProcess::This);
}

void TestSettings::nothingWritten() {
    const Preferences preferences(m_folder.filePath(QStringLiteral("none.ini")));
    QVERIFY(preferences.geometry().isEmpty());
    QVERIFY(preferences.device().empty());
    QVERIFY(!preferences.spec("cpu"));
    QVERIFY(QDir(preferences.folder(QStringLiteral("runs"))).exists());
    QVERIFY(preferences.recentFiles().isEmpty());
    QCOMPARE(preferences.gpuProcess(), GpuProcess::Own);
    QVERIFY(preferences.flag(QStringLiteral("view/form"), true));
}

void TestSettings::garbageReadsAsNothing() {
    const QString path = m_folder.filePath(QStringLiteral("garbage.ini"));
    {
        QSettings file(path, QSettings::IniFormat);
        file.setValue(QStringLiteral("sweep/spec-cpu"), QStringLiteral("{\"heads\": -5}"));
        file.setValue(QStringLiteral("sweep/spec-a"), QStringLiteral("not json at all"));
        file.setValue(QStringLiteral("sweep/spec-b"), QString(1 << 20, QLatin1Char('[')));
        file.setValue(QStringLiteral("sweep/spec-c"), QVariantList{1, 2, 3});
        file.setValue(QStringLiteral("sweep/device"), QString(1 << 20, QLatin1Char('x')));
        file.setValue(QStringLiteral("window/geometry"), QString(1 << 20, QLatin1Char('x')));
        file.setValue(QStringLiteral("folders/runs"), QStringLiteral("/no/such/folder"));
        file.setValue(QStringLiteral("files/recent"),
                      QStringList{QStringLiteral("relative"), QString(5000, QLatin1Char('/')),
                                  QStringLiteral("/fine"), QStringLiteral("/fine")});
        file.setValue(QStringLiteral("view/form"), QStringLiteral("perhaps"));
        file.setValue(QStringLiteral("view/referenceOnGpu"), 17);
    }
    const Preferences preferences(path);
    for (const char* device : {"cpu", "a", "b", "c"})
        QVERIFY2(!preferences.spec(device), device);
    QVERIFY(preferences.device().size() <= 100);
    QVERIFY(preferences.geometry().isEmpty());
    QVERIFY(QDir(preferences.folder(QStringLiteral("runs"))).exists());
    QCOMPARE(preferences.recentFiles(), QStringList{QStringLiteral("/fine")});
    QVERIFY(preferences.flag(QStringLiteral("view/form"), true));
    QVERIFY(!preferences.flag(QStringLiteral("view/form"), false));
    QCOMPARE(preferences.showReference(true), std::optional(true)); // as if never said
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

void TestSettings::recentFilesStayFew() {
    Preferences preferences(m_folder.filePath(QStringLiteral("recent.ini")));
    for (int i = 0; i < 20; ++i)
        preferences.addRecentFile(QStringLiteral("/run%1").arg(i));
    preferences.addRecentFile(QStringLiteral("/run15"));
    QCOMPARE(preferences.recentFiles().size(), Preferences::kRecentFiles);
    QCOMPARE(preferences.recentFiles().front(), QStringLiteral("/run15"));
    QCOMPARE(preferences.recentFiles().count(QStringLiteral("/run15")), 1);
    preferences.removeRecentFile(QStringLiteral("/run15"));
    QVERIFY(!preferences.recentFiles().contains(QStringLiteral("/run15")));
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
