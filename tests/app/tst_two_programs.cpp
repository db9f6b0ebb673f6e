// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/places/place_book.h"
#include "tests/app/program.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"

#include <QSettings>
#include <QTest>

namespace headroom::testing::tst_two_programs {

namespace {

/// A program with the folders of another's user.
class SharedProgram : public Program {
public:
    SharedProgram(const QString& path, const QString& folder) : Program(path) {
        for (const char* variable : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
            environment.insert(QLatin1String(variable), folder);
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    }
};

} // namespace

/// What several programs of one user keep at a time, each as a process of its own.
class TestTwoPrograms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void windowsShareTheListOfRecentFiles();
    void placesAddedAtOnceAreAllKept();
    void damagedCalibrationsAreToldOnce();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    QStringList recentPaths() const {
        QStringList paths;
        QSettings state(path(QStringLiteral("headroom/window.ini")), QSettings::IniFormat);
        state.beginGroup(QStringLiteral("recent"));
        for (const QString& key : state.childKeys())
            paths << state.value(key).toStringList().value(1);
        paths.sort();
        return paths;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestTwoPrograms::windowsShareTheListOfRecentFiles() {
    if (kHeadroom.isEmpty())
        QSKIP("this build has no window");
    QStringList runs;
    std::vector<std::unique_ptr<SharedProgram>> windows;
    for (int i = 0; i < 3; ++i) {
        runs << path(QStringLiteral("run%1.headroom.json").arg(i));
        QVERIFY(writeRunFile(runs[i].toStdString(), sampleRun(sampleSpec(2))));
        windows.push_back(std::make_unique<SharedProgram>(kHeadroom, m_folder->path()));
        windows.back()->start(QStringList{runs[i]});
    }
    QTRY_COMPARE_WITH_TIMEOUT(recentPaths(), runs, 60'000);
    for (const auto& window : windows) { // what they say when they end takes nothing away
        window->send(SIGTERM);
        QVERIFY(window->status() >= 0);
    }
    QCOMPARE(recentPaths(), runs);
}

void TestTwoPrograms::placesAddedAtOnceAreAllKept() {
    std::vector<std::unique_ptr<SharedProgram>> programs;
    for (int i = 0; i < 8; ++i) {
        programs.push_back(std::make_unique<SharedProgram>(kEngine, m_folder->path()));
        programs.back()->start(QStringLiteral("places add gpu%1 host%1").arg(i));
    }
    for (const auto& program : programs)
        QCOMPARE(program->status(), 0);
    const PlaceBook book(path(QStringLiteral("headroom/places.json")).toStdString());
    QCOMPARE(book.read()->size(), programs.size());
}

void TestTwoPrograms::damagedCalibrationsAreToldOnce() {
#ifndef HEADROOM_HAS_ONEDNN
    QSKIP("this build has no oneDNN");
#endif
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("headroom")));
    const QString cache = path(QStringLiteral("headroom/cpu-roof.json"));
    writeOld(cache);
    for (const bool isFirst : {true, false}) {
        SharedProgram program(kEngine, m_folder->path());
        program.start(QStringLiteral("sweep --device cpu --seq 16 --batch 1 --hidden 768:768 --ratios 64"));
        QCOMPARE(program.status(), 0);
        QCOMPARE(program.err.contains("The calibrations in " + cache.toUtf8() + " cannot be read: "),
                 isFirst);
    }
    QCOMPARE(contentOf(cache + QStringLiteral(".unsound")), QByteArray("kept"));
}

HEADROOM_TEST(TestTwoPrograms, EventLoop)

} // namespace headroom::testing::tst_two_programs

#include "tst_two_programs.moc"
