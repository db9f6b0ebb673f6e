// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sweep/local_executor.h"
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"

#include <QComboBox>
#include <QLabel>

namespace headroom::testing::tst_slow_devices {

using namespace headroom::ui;

namespace {

/// The processor at once, and the GPU when the test says so; not if it is asked to stop before.
class SlowDevices final : public Devices {
public:
    explicit SlowDevices(const std::shared_ptr<Script>& script) : m_processor(script) {}

    using Devices::find;
    FoundDevices find(const std::vector<Place>&, const Search& search) override {
        search.meanwhile({m_processor.devices(), {{"cuBLAS", "cuda", "it has not answered yet."}}});
        std::unique_lock lock(m_mutex);
        ++m_searches;
        const bool hasGpu =
            m_changed.wait(lock, search.stop, [this] { return m_answers; }) && !search.stop.stop_requested();
        FoundDevices found{m_processor.devices(), {}};
        if (hasGpu)
            found.devices.push_back(scriptedGpu());
        else
            found.unavailable.push_back({"cuBLAS", "cuda", "the search was ended."});
        return found;
    }
    FoundDevices findMore(const std::vector<Place>& places, const Search& search) override {
        return find(places, search);
    }
    std::unique_ptr<PointExecutor> executorFor(const DeviceInfo& device) override {
        return std::make_unique<LocalExecutor>(m_processor, device, m_clock);
    }

    void answer(bool answers = true) {
        const std::lock_guard lock(m_mutex);
        m_answers = answers;
        m_changed.notify_all();
    }
    int searches() const {
        const std::lock_guard lock(m_mutex);
        return m_searches;
    }

private:
    ScriptedBackend m_processor;
    SteadyClock m_clock;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_answers = false;
    int m_searches = 0;
};

struct Setup : ScriptedDevice {
    Setup() : ScriptedDevice(scriptedCpu()) {
        window.resize(1280, 800);
        window.show();
    }
    ~Setup() { release(); }

    std::string chosen() const {
        const DeviceInfo* device = window.findChild<SweepForm*>(QStringLiteral("sweepForm"))->device();
        return device ? device->id : std::string();
    }
    QAction* start() const { return window.findChild<QAction*>(QStringLiteral("start")); }
    bool idle() const { return start()->text() == QStringLiteral("&Start"); }
    int rows() const { return window.findChild<QTableView*>(QStringLiteral("table"))->model()->rowCount(); }

    std::shared_ptr<SlowDevices> devices = std::make_shared<SlowDevices>(script);
    Preferences preferences{at("settings.ini")};
    MainWindow window{WindowServices{devices, &preferences, std::make_shared<JournalFolder>(journals())}};
};

} // namespace

/// A driver that takes long, or hangs, keeps nobody from the processor.
class TestSlowDevices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void whatAnswersLateIsTaken();
    void whatTheUserChangedStays();
    void aSweepEndsTheWaiting();
    void nothingStartsByItselfMeanwhile();
    void theWindowClosesMeanwhile();
    void aStandInIsNotRemembered();
    void whatIsCutOffChangesNothing();
    void whatIsToComeAfterASweepIsNotCutOff();
};

void TestSlowDevices::whatAnswersLateIsTaken() {
    Setup setup;
    QTRY_COMPARE(setup.chosen(), std::string("cpu"));
    QVERIFY(setup.start()->isEnabled());
    auto* note = setup.window.findChild<QLabel*>(QStringLiteral("deviceNote"));
    QVERIFY2(note->text().contains(QStringLiteral("it has not answered yet.")), qPrintable(note->text()));
    setup.devices->answer();
    QTRY_COMPARE(setup.chosen(), std::string("cuda:0")); // which a first start chooses
    QCOMPARE(note->text(), QString());
}

void TestSlowDevices::whatTheUserChangedStays() {
    Setup setup;
    QTRY_COMPARE(setup.chosen(), std::string("cpu"));
    auto* form = setup.window.findChild<SweepForm*>(QStringLiteral("sweepForm"));
    SweepSpec changed = form->spec();
    changed.seq = 96;
    form->setSpec(changed);
    setup.devices->answer();
    auto* device = setup.window.findChild<QComboBox*>(QStringLiteral("device"));
    QTRY_VERIFY(device->findText(QString::fromStdString(scriptedGpu().name)) >= 0);
    QCOMPARE(setup.chosen(), std::string("cpu"));
    QCOMPARE(form->spec().seq, 96);
}

void TestSlowDevices::aSweepEndsTheWaiting() {
    Setup setup;
    QTRY_COMPARE(setup.chosen(), std::string("cpu"));
    setup.window.findChild<SweepForm*>(QStringLiteral("sweepForm"))->setSpec(smallSpec());
    setup.start()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(setup.idle(), 20000);
    QTRY_COMPARE(setup.rows(), kPoints);
    QTRY_COMPARE(setup.devices->searches(), 2); // what was cut off is looked for again
    QCOMPARE(setup.chosen(), std::string("cpu"));
    // And again, beside another sweep, which is started anew while it is measured.
    setup.script->holdAt(setup.script->prepared() + 2);
    setup.start()->trigger();
    const auto isHeld = [&setup] { return setup.script->waitUntilHeld(std::chrono::milliseconds(1)); };
    QTRY_VERIFY_WITH_TIMEOUT(isHeld(), 20000); // the window ends the search meanwhile
    setup.start()->trigger();
    setup.script->release();
    QTRY_VERIFY_WITH_TIMEOUT(setup.idle(), 20000);
    QTRY_COMPARE(setup.devices->searches(), 3);
    QCOMPARE(setup.chosen(), std::string("cpu"));
    setup.devices->answer();
    auto* device = setup.window.findChild<QComboBox*>(QStringLiteral("device"));
    QTRY_VERIFY(device->findText(QString::fromStdString(scriptedGpu().name)) >= 0);
    QCOMPARE(setup.chosen(), std::string("cpu")); // on which was measured
}

void TestSlowDevices::nothingStartsByItselfMeanwhile() {
    Setup setup;
    setup.window.startWhenReady();
    QTRY_COMPARE(setup.chosen(), std::string("cpu"));
    QVERIFY(setup.idle());
    QCOMPARE(setup.rows(), 0);
    setup.devices->answer();
    QTRY_COMPARE(setup.chosen(), std::string("cuda:0"));
    QTRY_VERIFY(!setup.idle() || setup.rows() > 0);
}

void TestSlowDevices::theWindowClosesMeanwhile() {
    std::weak_ptr<SlowDevices> devices;
    {
        Setup setup;
        devices = setup.devices;
        QTRY_COMPARE(setup.chosen(), std::string("cpu"));
    }
    QVERIFY(devices.expired()); // its thread has ended: it did not wait for the answer
}

void TestSlowDevices::aStandInIsNotRemembered() {
    Setup setup;
    setup.preferences.setDeviceId("cuda:0");
    QTRY_COMPARE(setup.chosen(), std::string("cpu"));
    setup.window.close();
    QCOMPARE(setup.preferences.deviceId(), std::string("cuda:0"));
    // What the user made of it is.
    auto* form = setup.window.findChild<SweepForm*>(QStringLiteral("sweepForm"));
    SweepSpec changed = form->spec();
    changed.seq = 96;
    form->setSpec(changed);
    setup.window.show();
    setup.window.close();
    QCOMPARE(setup.preferences.deviceId(), std::string("cpu"));
}

void TestSlowDevices::whatIsCutOffChangesNothing() {
    Setup setup;
    QTRY_COMPARE(setup.chosen(), std::string("cpu"));
    auto* inProcess = setup.window.findChild<QAction*>(QStringLiteral("gpusInProcess"));
    QVERIFY(inProcess);
    inProcess->trigger(); // looks anew, which cuts the first search off
    QTRY_COMPARE(setup.devices->searches(), 2);
    QCOMPARE(setup.chosen(), std::string("cpu"));
    setup.devices->answer();
    QTRY_COMPARE(setup.chosen(), std::string("cuda:0")); // as a first start chooses
}

void TestSlowDevices::whatIsToComeAfterASweepIsNotCutOff() {
    Setup setup;
    setup.devices->answer();
    QTRY_COMPARE(setup.chosen(), std::string("cuda:0"));
    setup.window.findChild<SweepForm*>(QStringLiteral("sweepForm"))->setSpec(smallSpec());
    setup.script->holdAt(setup.script->prepared() + 2);
    setup.start()->trigger();
    const auto isHeld = [&setup] { return setup.script->waitUntilHeld(std::chrono::milliseconds(1)); };
    QTRY_VERIFY_WITH_TIMEOUT(isHeld(), 20000);
    setup.window.findChild<QAction*>(QStringLiteral("gpusInProcess"))->trigger();
    setup.window.findChild<QAction*>(QStringLiteral("stop"))->trigger();
    setup.script->release();
    QTRY_VERIFY_WITH_TIMEOUT(setup.idle(), 20000);
    QTRY_COMPARE(setup.devices->searches(), 2);
    QCOMPARE(setup.chosen(), std::string("cuda:0"));
}

HEADROOM_TEST(TestSlowDevices, Windows)

} // namespace headroom::testing::tst_slow_devices

#include "tst_slow_devices.moc"
