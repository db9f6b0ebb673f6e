// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/places/places_dialog.h"

#include <QComboBox>
#include <QLabel>

namespace headroom::testing::tst_window_places {

using namespace headroom::ui;

namespace {

PlaceEntry gpu7() {
    PlaceEntry entry;
    entry.name = "gpu7";
    entry.host = "gpu7";
    return entry;
}

PlaceEntry cluster() {
    PlaceEntry entry;
    entry.name = "cluster";
    entry.kind = PlaceKind::Slurm;
    return entry;
}

/// The user's hand.
void chooseRow(const WindowFixture& setup, const QString& text) {
    auto* box = setup.find<QComboBox>("deviceBox");
    const int row = box->findText(text);
    QVERIFY2(row >= 0, qPrintable(text));
    box->setCurrentIndex(row);
    Q_EMIT box->activated(row);
}

/// The devices that the tool bar offers.
QStringList offered(const WindowFixture& setup) {
    QStringList names;
    const auto* box = setup.find<QComboBox>("deviceBox");
    for (int row = 0; row < box->count(); ++row)
        names << box->itemText(row);
    return names;
}

} // namespace

class TestWindowPlaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void devicesOfPlacesAreOffered();
    void theDeviceThatWasChosenLastIsWaitedFor();
    void placesAreEditedInTheWindow();
    void aBrokenFileIsTold();
    void aJobIsAskedForByHand();
    void aQueueIsLeft();
};

void TestWindowPlaces::devicesOfPlacesAreOffered() {
    WindowFixture setup;
    setup.crash();
    QVERIFY(setup.places().write({gpu7()}));
    setup.searched.clear();
    setup.open();
    const QString there = QString::fromStdString(setup.script->device.name) + QStringLiteral(" · gpu7");
    QTRY_VERIFY(offered(setup).contains(there));
    // This machine's devices do not wait for it.
    QCOMPARE(setup.searched.size(), std::size_t{2});
    QVERIFY(setup.searched[0].front().isOnThisMachine());
    QCOMPARE(setup.searched[1].front().name, std::string("gpu7"));
    QCOMPARE(setup.find<SweepForm>("sweepForm")->device()->id, setup.script->device.id);
}

void TestWindowPlaces::theDeviceThatWasChosenLastIsWaitedFor() {
    WindowFixture setup;
    setup.crash();
    QVERIFY(setup.places().write({gpu7()}));
    const std::string id = "gpu7/" + setup.script->device.id;
    {
        Preferences preferences(setup.at("settings.ini"));
        preferences.setDeviceId(id);
    }
    setup.preferences = std::make_unique<Preferences>(setup.at("settings.ini"));
    setup.window = std::make_unique<MainWindow>(
        WindowServices{std::make_shared<ScriptedDevices>(setup.script), setup.preferences.get(),
                       std::make_shared<JournalFolder>(setup.journals()), false, std::nullopt,
                       besideThisProgram(), setup.places()});
    setup.window->show();
    QTRY_VERIFY(setup.ready());
    QTRY_COMPARE(setup.find<SweepForm>("sweepForm")->device()->id, id);
}

void TestWindowPlaces::placesAreEditedInTheWindow() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    QCOMPARE(setup.searched.size(), std::size_t{1});
    setup.action("places")->trigger();
    auto* dialog = setup.find<PlacesDialog>("places");
    QTRY_VERIFY(dialog->isVisible());
    dialog->findChild<QPushButton*>(QStringLiteral("addPlace"))->click();
    QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("placeName")), QStringLiteral("node3"));
    QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("placeHost")), QStringLiteral("node3"));
    dialog->accept();
    const QString there = QString::fromStdString(setup.script->device.name) + QStringLiteral(" · node3");
    QTRY_VERIFY(offered(setup).contains(there));
}

void TestWindowPlaces::aBrokenFileIsTold() {
    WindowFixture setup;
    setup.crash();
    QVERIFY(setup.places().write({}));
    QFile file(QString::fromStdString(setup.places().file().string()));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("kept") == 4);
    file.close();
    setup.open();
    QTRY_VERIFY(setup.notices().contains(QStringLiteral("places.json")));
    QTRY_VERIFY(setup.ready());
}

void TestWindowPlaces::aJobIsAskedForByHand() {
    WindowFixture setup;
    setup.crash();
    QVERIFY(setup.places().write({cluster()}));
    setup.open();
    QTRY_VERIFY(offered(setup).contains(QStringLiteral("cluster: ask for a job…")));
    const auto deviceId = [&setup] { return setup.find<SweepForm>("sweepForm")->device()->id; };
    const std::string here = deviceId();
    // Nothing is wrong with a place that nobody asked for a job.
    QVERIFY(!setup.find<QLabel>("deviceNote")->text().contains(QStringLiteral("cluster")));

    chooseRow(setup, QStringLiteral("cluster: ask for a job…"));
    QCOMPARE(deviceId(), here);
    QCOMPARE(setup.find<QComboBox>("deviceBox")->currentText(),
             QString::fromStdString(setup.script->device.name));
    QVERIFY(setup.notices().contains(QStringLiteral("while it has a job")));
    setup.find<QPushButton>("askForJobButton")->click();
    QTRY_VERIFY(setup.notices().contains(QStringLiteral("waiting for resources")));
    QVERIFY(offered(setup).contains(QStringLiteral("cluster: waits for its job…")));

    setup.queue->grant();
    QTRY_COMPARE(deviceId(), "cluster/" + here);
    QVERIFY(!setup.notices().contains(QStringLiteral("cluster")));
    const QString giveBack = QStringLiteral("cluster: give job 17 back…");
    QVERIFY(offered(setup).contains(giveBack));

    chooseRow(setup, giveBack);
    QCOMPARE(deviceId(), "cluster/" + here);
    setup.find<QPushButton>("giveJobBackButton")->click();
    QTRY_COMPARE(deviceId(), here);
    QVERIFY(offered(setup).contains(QStringLiteral("cluster: ask for a job…")));
}

void TestWindowPlaces::aQueueIsLeft() {
    WindowFixture setup;
    setup.crash();
    QVERIFY(setup.places().write({cluster()}));
    setup.open();
    QTRY_VERIFY(offered(setup).contains(QStringLiteral("cluster: ask for a job…")));
    chooseRow(setup, QStringLiteral("cluster: ask for a job…"));
    setup.find<QPushButton>("askForJobButton")->click();
    QTRY_VERIFY(setup.notices().contains(QStringLiteral("waiting for resources")));
    setup.measure(); // nothing waits for the queue
    setup.find<QPushButton>("leaveQueueButton")->click();
    QTRY_VERIFY(offered(setup).contains(QStringLiteral("cluster: ask for a job…")));
    QVERIFY(!setup.notices().contains(QStringLiteral("cluster")));

    // A window that closes leaves it, too.
    chooseRow(setup, QStringLiteral("cluster: ask for a job…"));
    setup.find<QPushButton>("askForJobButton")->click();
    QTRY_COMPARE(setup.queue->waiting(), 1);
    setup.window.reset();
    QCOMPARE(setup.queue->waiting(), 0);
}

HEADROOM_TEST(TestWindowPlaces, Windows)

} // namespace headroom::testing::tst_window_places

#include "tst_window_places.moc"
