// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/file_content.h"
#include "tests/support/test_program.h"

#include "ui/settings/preferences.h"
#include "ui/settings/sound_settings.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

namespace headroom::testing::tst_settings_file {

using namespace headroom::ui;
using headroom::testing::contentOf;

namespace {

const QString kLogX = QStringLiteral("view/logX");
const QString kLogY = QStringLiteral("view/logY");

void writeText(const QString& path, const QByteArray& text) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

mode_t modeOf(const QString& path) {
    struct stat status {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 07777 : 0;
}

} // namespace

/// The files of settings: shared by windows, damaged, of newer programs, and where they cannot be written.
class TestSettingsFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void eachWindowWritesWhatItChanged();
    void recentFilesOfTwoWindowsAreOneList();
    void anOpenWindowSeesWhatAnotherOpened();
    void whatCannotBeReadAgainStaysKnown();
    void writesSoon();
    void liesWhereTheSpecificationSays();
    void isForItsUserAlone();
    void whatWasAmongTheSettingsIsFound();
    void damagedOnesAreSetAsideAndToldOnce_data();
    void damagedOnesAreSetAsideAndToldOnce();
    void whatWouldReadAsDamageIsNotKept_data();
    void whatWouldReadAsDamageIsNotKept();
    void whatCannotBeReadNowIsNotSetAside();
    void newerOnesAreLeftAloneAndToldOnce();
    void whatHappensMeanwhileIsSeen();
    void withoutAFolderNothingIsKept();
    void aFullDiskIsToldOnce();

private:
    QString path(const char* name = "headroom.ini") const { return m_folder->filePath(QLatin1String(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSettingsFile::eachWindowWritesWhatItChanged() {
    {
        auto first = std::make_unique<Preferences>(path());
        auto second = std::make_unique<Preferences>(path());
        for (const Preferences* window : {first.get(), second.get()})
            for (const QString& name : {kLogX, kLogY})
                QVERIFY(!window->flag(name, false));
        first->setFlag(kLogX, true);
        first->setDeviceId("cuda:0");
        first.reset();
        // As each window does when it is closed: it says what it has, changed or not.
        second->setFlag(kLogX, false);
        second->setFlag(kLogY, true);
    }
    const Preferences now(path());
    QVERIFY(now.flag(kLogX, false));
    QVERIFY(now.flag(kLogY, false));
    QCOMPARE(now.deviceId(), std::string("cuda:0"));
    Preferences back(path());
    back.setFlag(kLogX, false);
    QVERIFY(!back.flag(kLogX, true));
}

void TestSettingsFile::recentFilesOfTwoWindowsAreOneList() {
    {
        Preferences first(path());
        first.addRecentFile(QStringLiteral("/old"));
    }
    {
        Preferences first(path());
        Preferences second(path());
        second.addRecentFile(QStringLiteral("/b"));
        first.addRecentFile(QStringLiteral("/a"));
        second.addRecentFile(QStringLiteral("/c"));
        first.removeRecentFile(QStringLiteral("/old"));
        second.addRecentFile(QStringLiteral("/b"));
    }
    const QStringList all = Preferences(path()).recentFiles();
    QCOMPARE(QSet<QString>(all.begin(), all.end()),
             (QSet<QString>{QStringLiteral("/a"), QStringLiteral("/b"), QStringLiteral("/c")}));
    QCOMPARE(all.front(), QStringLiteral("/b"));
}

void TestSettingsFile::anOpenWindowSeesWhatAnotherOpened() {
    const QString a = QStringLiteral("/a");
    const QString b = QStringLiteral("/b");
    const QString c = QStringLiteral("/c");
    Preferences first(path());
    Preferences second(path());
    second.addRecentFile(a);
    second.addRecentFile(b);
    QTRY_COMPARE(Preferences(path()).recentFiles(), (QStringList{b, a}));
    QVERIFY(first.recentFiles().isEmpty());
    first.readRecentFilesAgain();
    QCOMPARE(first.recentFiles(), (QStringList{b, a}));
    // What the other dropped goes, and what this one did but has not written yet stays done.
    second.removeRecentFile(a);
    second.addRecentFile(c);
    QTRY_COMPARE(Preferences(path()).recentFiles(), (QStringList{c, b}));
    first.addRecentFile(a);
    first.removeRecentFile(b);
    first.readRecentFilesAgain();
    const QStringList merged = first.recentFiles();
    QCOMPARE(QSet<QString>(merged.begin(), merged.end()), (QSet<QString>{a, c}));
    QTRY_COMPARE(Preferences(path()).recentFiles(), merged);
}

void TestSettingsFile::whatCannotBeReadAgainStaysKnown() {
    Preferences preferences(path());
    preferences.addRecentFile(QStringLiteral("/a"));
    QTRY_COMPARE(Preferences(path()).recentFiles(), QStringList{QStringLiteral("/a")});
    const QString state = path("headroom.ini.window");
    writeText(state, "damaged");
    QStringList told;
    preferences.tellTo([&told](const QString& sentence) { told << sentence; });
    preferences.readRecentFilesAgain();
    preferences.readRecentFilesAgain();
    QCOMPARE(told.size(), 1);
    QVERIFY2(told.front().contains(state), qPrintable(told.front()));
    QCOMPARE(preferences.recentFiles(), QStringList{QStringLiteral("/a")});
    QVERIFY(QFile::remove(state + QStringLiteral(".unsound")));
    preferences.readRecentFilesAgain();
    QCOMPARE(preferences.recentFiles(), QStringList{QStringLiteral("/a")});
}

void TestSettingsFile::writesSoon() {
    Preferences preferences(path());
    preferences.setDeviceId("cuda:0");
    preferences.addRecentFile(QStringLiteral("/a"));
    QTRY_COMPARE(Preferences(path()).deviceId(), std::string("cuda:0"));
    QTRY_COMPARE(Preferences(path()).recentFiles(), QStringList{QStringLiteral("/a")});
}

void TestSettingsFile::liesWhereTheSpecificationSays() {
    const QByteArray config = qgetenv("XDG_CONFIG_HOME");
    const QByteArray state = qgetenv("XDG_STATE_HOME");
    qputenv("XDG_CONFIG_HOME", path("config").toUtf8());
    qputenv("XDG_STATE_HOME", path("state").toUtf8());
    {
        Preferences preferences;
        preferences.setDeviceId("cuda:0");
        preferences.setGeometry("geometry");
        preferences.addRecentFile(QStringLiteral("/a"));
        QVERIFY(preferences.problem().isEmpty());
    }
    const QByteArray settings = contentOf(path("config/headroom/headroom.ini"));
    QVERIFY2(settings.contains("device=cuda:0") && !settings.contains("geometry"), settings.constData());
    const QByteArray window = contentOf(path("state/headroom/window.ini"));
    QVERIFY2(window.contains("geometry=") && window.contains("[recent]"), window.constData());
    for (const QByteArray& file : {settings, window})
        QVERIFY2(file.contains("format=1"), file.constData());
    qputenv("XDG_CONFIG_HOME", "some/where");
    QVERIFY2(userPreferenceFiles().detour.contains(QStringLiteral("XDG_CONFIG_HOME is not an absolute path")),
             qPrintable(userPreferenceFiles().detour));
    qputenv("XDG_CONFIG_HOME", config);
    qputenv("XDG_STATE_HOME", state);
}

void TestSettingsFile::isForItsUserAlone() {
    const mode_t before = ::umask(0);
    const QString file = path("new/headroom.ini");
    {
        Preferences preferences(file);
        preferences.setDeviceId("cpu");
    }
    QCOMPARE(modeOf(file), mode_t{0600});
    QCOMPARE(modeOf(path("new")), mode_t{0700});
    QVERIFY(QFile::setPermissions(file, QFile::Permissions(0x6644)));
    {
        Preferences preferences(file);
        preferences.setDeviceId("cuda:0");
    }
    ::umask(before);
    QCOMPARE(modeOf(file), mode_t{0600});
}

void TestSettingsFile::whatWasAmongTheSettingsIsFound() {
    {
        QSettings former(path(), QSettings::IniFormat);
        former.setValue(QStringLiteral("window/geometry"), QByteArray("geometry"));
        former.setValue(QStringLiteral("files/recent"),
                        QStringList{QStringLiteral("/a"), QStringLiteral("/b")});
    }
    {
        Preferences preferences(path());
        QCOMPARE(preferences.geometry(), QByteArray("geometry"));
        QCOMPARE(preferences.recentFiles(), (QStringList{QStringLiteral("/a"), QStringLiteral("/b")}));
        preferences.addRecentFile(QStringLiteral("/b"));
        preferences.removeRecentFile(QStringLiteral("/a"));
    }
    QCOMPARE(Preferences(path()).recentFiles(), QStringList{QStringLiteral("/b")});
}

void TestSettingsFile::damagedOnesAreSetAsideAndToldOnce_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("noise") << QByteArray::fromHex("00017f80ff0a3d0a5b");
    QTest::newRow("zeros") << QByteArray(512, '\0');
    QTest::newRow("prose") << QByteArray("[sweep]\nthis is no setting\n");
    QTest::newRow("a group without its end") << QByteArray("[sweep\ndevice=cpu\n");
    QTest::newRow("JSON") << QByteArray("{\n}\n");
}

void TestSettingsFile::damagedOnesAreSetAsideAndToldOnce() {
    QFETCH(QByteArray, text);
    for (const char* name : {"headroom.ini", "headroom.ini.window"}) {
        writeText(path(name), text);
        {
            Preferences preferences(path());
            const QString aside = path(name) + QStringLiteral(".unsound");
            QVERIFY2(preferences.problem().contains(aside), qPrintable(preferences.problem()));
            QCOMPARE(contentOf(aside), text);
            QStringList told;
            preferences.tellTo([&told](const QString& sentence) { told << sentence; });
            QCOMPARE(told.size(), 1);
            preferences.setDeviceId("cpu");
            preferences.addRecentFile(QStringLiteral("/a"));
        }
        const Preferences preferences(path());
        QVERIFY2(preferences.problem().isEmpty(), qPrintable(preferences.problem()));
        QCOMPARE(preferences.deviceId(), std::string("cpu"));
    }
}

void TestSettingsFile::whatWouldReadAsDamageIsNotKept_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"@Variant(", "runs of @DateTime(", "@Vari\"ant(", "@Vari\\ant(", "@Vari\nant("})
        QTest::newRow(text) << QString::fromLatin1(text);
    QTest::newRow("half a character") << QStringLiteral("a") + QChar(0xd9ff);
}

void TestSettingsFile::whatWouldReadAsDamageIsNotKept() {
    QFETCH(QString, text);
    {
        Preferences preferences(path());
        preferences.setDeviceId("cpu");
        preferences.setText(QStringLiteral("view/text"), QStringLiteral("before"));
        preferences.addRecentFile(QStringLiteral("/a"));
    }
    {
        Preferences preferences(path());
        preferences.setText(QStringLiteral("view/text"), text);
        preferences.addRecentFile(QLatin1Char('/') + text);
        QCOMPARE(preferences.text(QStringLiteral("view/text")), text); // as long as it is open
    }
    const Preferences preferences(path());
    QVERIFY2(preferences.problem().isEmpty(), qPrintable(preferences.problem()));
    QCOMPARE(preferences.deviceId(), std::string("cpu"));
    QCOMPARE(preferences.text(QStringLiteral("view/text")), QString());
    QCOMPARE(preferences.recentFiles(), QStringList{QStringLiteral("/a")});
}

void TestSettingsFile::whatCannotBeReadNowIsNotSetAside() {
    Preferences preferences(path());
    preferences.setDeviceId("cpu");
    QTRY_VERIFY(QFile::exists(path()));
    const QString sound = path() + QStringLiteral(".sound");
    QVERIFY(QFile::rename(path(), sound));
    QVERIFY(QFile::link(QStringLiteral("/proc/self/mem"), path())); // a file that fails to be read
    QStringList told;
    preferences.tellTo([&told](const QString& sentence) { told << sentence; });
    preferences.setDeviceId("cuda:0");
    QTRY_COMPARE(told.size(), 1);
    QVERIFY2(told.constFirst().contains(QStringLiteral("cannot be read now: Input/output error")),
             qPrintable(told.constFirst()));
    QVERIFY(QFileInfo(path()).isSymLink());
    QVERIFY(!QFile::exists(path() + QStringLiteral(".unsound")));
    QVERIFY(QFile::remove(path()) && QFile::rename(sound, path()));
    preferences.setGpusInProcess(true);
    const auto written = [this] { return Preferences(path()).deviceId() == "cuda:0"; };
    QTRY_VERIFY(written()); // with what could not be written before
}

void TestSettingsFile::newerOnesAreLeftAloneAndToldOnce() {
    const QByteArray newer("[General]\nformat=3\n\n[sweep]\ndevice={of another kind}\nnothing we know\n");
    writeText(path(), newer);
    {
        Preferences preferences(path());
        QVERIFY2(preferences.problem().contains(
                     QStringLiteral("newer Headroom (version 3; this program reads up to version 1)")),
                 qPrintable(preferences.problem()));
        QVERIFY(preferences.deviceId().empty());
        preferences.setDeviceId("cpu");
        preferences.tellTo([](const QString&) {});
    }
    const Preferences preferences(path());
    QVERIFY2(preferences.problem().isEmpty(), qPrintable(preferences.problem()));
    QCOMPARE(preferences.deviceId(), std::string("cpu")); // its own, beside it
    QCOMPARE(contentOf(path()), newer);
}

void TestSettingsFile::whatHappensMeanwhileIsSeen() {
    const QByteArray newer("[General]\nformat=3\n");
    const QString own = path("headroom.v1.ini");
    {
        Preferences preferences(path());
        preferences.setDeviceId("cpu");
        QTRY_VERIFY(QFile::exists(path()));
        writeText(path(), newer); // the program was updated, and another window opened
        preferences.setDeviceId("cuda:0");
        QTRY_VERIFY(QFile::exists(own));
        QVERIFY2(preferences.problem().contains(own), qPrintable(preferences.problem()));
        writeText(own, "damaged");
        preferences.setDeviceId("cpu");
        QTRY_COMPARE(contentOf(own + QStringLiteral(".unsound")), QByteArray("damaged"));
        preferences.tellTo([](const QString&) {});
    }
    QCOMPARE(contentOf(path()), newer);
    QCOMPARE(Preferences(path()).deviceId(), std::string("cpu"));
}

void TestSettingsFile::withoutAFolderNothingIsKept() {
    Preferences preferences(PreferenceFiles{{}, {}, QStringLiteral("Settings are not kept.")});
    preferences.setDeviceId("cpu");
    preferences.addRecentFile(QStringLiteral("/a"));
    QCOMPARE(preferences.deviceId(), std::string("cpu"));
    QCOMPARE(preferences.recentFiles(), QStringList{QStringLiteral("/a")});
    QCOMPARE(preferences.problem(), QStringLiteral("Settings are not kept."));
    preferences.tellTo([](const QString&) {});
}

void TestSettingsFile::aFullDiskIsToldOnce() {
    // A limit on sizes, whose signal the programs ignore, refuses what a full disk would.
    const auto before = std::signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &limit), 0);
    QStringList told;
    {
        Preferences preferences(path());
        preferences.tellTo([&told](const QString& sentence) { told << sentence; });
        preferences.setDeviceId("cpu");
        const struct rlimit none { 0, limit.rlim_max };
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &none), 0);
        QTRY_COMPARE(told.size(), 1);
        preferences.setDeviceId("cuda:0");
        QCoreApplication::processEvents();
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
        QVERIFY2(
            told.front().startsWith(QStringLiteral("Settings are not kept for the next start. Cannot write")),
            qPrintable(told.front()));
        QCOMPARE(told.size(), 1);
        preferences.setFlag(kLogX, true); // there is room again
    }
    std::signal(SIGXFSZ, before);
    const Preferences now(path());
    QCOMPARE(now.deviceId(), std::string("cuda:0"));
    QVERIFY(now.flag(kLogX, false));
}

HEADROOM_TEST(TestSettingsFile, EventLoop)

} // namespace headroom::testing::tst_settings_file

#include "tst_settings_file.moc"
