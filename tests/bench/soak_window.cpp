// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The window through many sweeps, on a made-up device in its own process and on two made-up workers in turn:
// each is started, paused, resumed, stopped, exported, compared, saved or thrown away at random moments of a
// seeded generator. Prints what the program holds after every fifty, with the window cleared, and exits with
// 1 where that grew beyond what is stated below. soak_window [SWEEPS [SEED]] Draws offscreen unless told
// otherwise.
#include "tests/bench/held_resources.h"
#include "tests/bench/resident_memory.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/simulated_cluster.h"

#include "engine/model/clock.h"
#include "engine/remote/remote_executor.h"
#include "engine/sweep/local_executor.h"
#include "ui/chart/chart_panel.h"
#include "ui/main_window.h"
#include "ui/settings/preferences.h"
#include "ui/sweep/sweep_form.h"
#include "ui/widgets/notice_bar.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QMouseEvent>
#include <QPixmapCache>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>

using namespace headroom;
using namespace headroom::bench;
using namespace headroom::testing;
using namespace headroom::ui;

namespace {

constexpr int kReportEvery = 50;
/// Caches of fonts, icons and texts are full by then.
constexpr int kWarmUp = 100;
/// Beyond what was held after the warm-up. The heap is torn where much comes and goes, which costs the
/// resident memory more than what is allocated.
constexpr double kMostAllocatedMib = 2;
constexpr double kMostResidentMib = 24;
constexpr std::size_t kMostObjects = 40;

class SoakDevices final : public Devices {
public:
    explicit SoakDevices(std::vector<PlacedDevice> workers) : m_workers(std::move(workers)) {
        m_script->device = scriptedCpu();
    }

    FoundDevices find(const std::vector<Place>&, const Search&) override {
        return {{m_script->device, deviceOf(m_workers)}, {}};
    }
    FoundDevices findMore(const std::vector<Place>& places, const Search& search) override {
        return find(places, search);
    }
    std::unique_ptr<PointExecutor> executorFor(const DeviceInfo& device) override {
        if (device.id == m_script->device.id)
            return std::make_unique<LocalExecutor>(m_backend, device, m_clock);
        return std::make_unique<RemoteExecutor>(device, m_workers, RemoteOptions{});
    }

private:
    std::vector<PlacedDevice> m_workers;
    std::shared_ptr<Script> m_script = std::make_shared<Script>();
    ScriptedBackend m_backend{m_script};
    SteadyClock m_clock;
};

/// Runs the event loop, and deletes what is to be deleted later, in whatever loop it was said.
void spin(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void awaitOrGiveUp(const char* what, const std::function<bool()>& isSo) {
    QElapsedTimer waited;
    waited.start();
    while (!isSo()) {
        spin(2);
        if (waited.elapsed() < 600'000)
            continue;
        std::fprintf(stderr, "soak_window: for ten minutes this did not happen: %s\n", what);
        std::exit(2);
    }
}

class Soak {
public:
    explicit Soak(unsigned seed)
        : m_random(seed)
        , m_preferences(m_folder.filePath(QStringLiteral("settings.ini")))
        , m_window(
              {devices(), &m_preferences,
               std::make_shared<JournalFolder>(m_folder.filePath(QStringLiteral("journal")).toStdString())}) {
        m_window.resize(1280, 800);
        m_window.show();
        awaitOrGiveUp("devices are found", [this] { return form()->device() != nullptr; });
        m_ids = {scriptedCpu().id, deviceOf(m_workers).id};
    }

    void sweep() {
        form()->selectDevice(m_ids[upTo(1)]);
        SweepSpec spec = defaultSpec(*form()->device());
        spec.ratios = {1, 8};
        spec.pointsPerCurve = 2 + upTo(20);
        form()->setSpec(spec);
        action("start")->trigger();
        for (int deeds = upTo(6); deeds > 0 && isActive(); --deeds)
            disturb();
        if (action("pause")->isChecked())
            action("pause")->trigger(); // goes on
        awaitOrGiveUp("the sweep ends", [this] { return !isActive(); });
        ++m_sweeps;
        for (int deeds = upTo(3); deeds > 0; --deeds)
            use();
        while (runs() > 3)
            removeOne();
    }

    void clear() {
        closeDialogs();
        m_window.resize(1280, 800); // what is drawn takes memory by its size
        while (runs() > 0)
            removeOne();
        if (auto* bar = find<NoticeBar>("noticeBar"))
            bar->dismissSentences();
        spin(100);
        QPixmapCache::clear(); // Qt's style keeps up to 10 MiB there, an entry for each size of a button
    }

    std::size_t objects() const {
        return static_cast<std::size_t>(m_window.findChildren<QObject*>().size() + qApp->children().size() +
                                        QApplication::topLevelWidgets().size());
    }
    int sweeps() const { return m_sweeps; }

private:
    std::shared_ptr<Devices> devices() {
        SimulatedCluster cluster;
        cluster.workers = 2;
        cluster.pointMs = 1;
        cluster.lateMs = 0;
        cluster.lossesIn1e6 = 2000;
        m_workers = cluster.shards(m_folder.path().toStdString());
        return std::make_shared<SoakDevices>(m_workers);
    }

    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_random); }
    template <class T>
    T* find(const char* name) const {
        return m_window.findChild<T*>(QLatin1String(name));
    }
    QAction* action(const char* name) const { return find<QAction>(name); }
    SweepForm* form() const { return find<SweepForm>("sweepForm"); }
    bool isActive() const { return action("start")->text() != QStringLiteral("&Start"); }
    QString at(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    /// As the menu has them, which says so where there is none.
    int runs() const {
        auto* menu = find<QMenu>("runsMenu");
        Q_EMIT menu->aboutToShow();
        int count = 0;
        for (const QAction* run : menu->actions())
            count += run->isCheckable() ? 1 : 0;
        return count;
    }

    void disturb() {
        spin(upTo(15));
        switch (upTo(7)) {
        case 0:
        case 1:
        case 2:
            action("pause")->trigger(); // or goes on
            break;
        case 3:
            action("stop")->trigger();
            break;
        case 4:
            action("logX")->toggle();
            break;
        case 5:
            hover();
            break;
        default:
            action("home")->trigger();
        }
    }

    void use() {
        switch (upTo(9)) {
        case 0:
            if (!triggered("exportPicture"))
                break;
            if (auto* accept = find<QPushButton>("exportAccept"))
                accept->click();
            choose(at("chart.png"));
            break;
        case 1:
            if (triggered("exportCsv"))
                choose(at("data.csv"));
            break;
        case 2:
            if (triggered("saveRunAs"))
                choose(at("run.headroom.json"));
            break;
        case 3:
            if (QFile::exists(at("run.headroom.json")))
                m_window.openRuns({at("run.headroom.json")});
            break;
        case 4:
        case 5:
            compare();
            break;
        case 6:
            action("copyChart")->trigger();
            break;
        case 7:
            m_window.resize(900 + upTo(500), 600 + upTo(300));
            break;
        case 8:
            action("unifiedHover")->toggle();
            hover();
            break;
        default:
            hover();
        }
        spin(upTo(5));
    }

    void compare() {
        for (const char* name : {"compare", "compareAll", "timePerCall"})
            if (QAction* quantity = action(name); quantity && quantity->isEnabled() && upTo(1) == 0)
                quantity->toggle();
        Q_EMIT find<QMenu>("compareMenu")->aboutToShow();
    }

    void hover() {
        QWidget* chart = m_window.childAt(m_window.width() * 2 / 3, m_window.height() / 3);
        for (int i = 0; chart && i < 5; ++i)
            QTest::mouseMove(chart, QPoint(upTo(chart->width() - 1), upTo(chart->height() - 1)));
    }

    /// False where it cannot be asked for: a sweep that was stopped at once left nothing to export.
    bool triggered(const char* name) {
        const bool isEnabled = action(name)->isEnabled();
        action(name)->trigger();
        return isEnabled;
    }

    /// Answers the dialogs that stand open, a file that is there included.
    void choose(const QString& path) {
        awaitOrGiveUp("a file dialog opens",
                      [this] { return find<QFileDialog>("fileDialog") || find<QMessageBox>("errorBox"); });
        if (auto* dialog = find<QFileDialog>("fileDialog")) {
            dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
            QMetaObject::invokeMethod(dialog, "accept");
        }
        awaitOrGiveUp("it closes", [this] { return !find<QFileDialog>("fileDialog"); });
        closeDialogs();
    }

    void closeDialogs() {
        for (bool isOpen = true; isOpen;) {
            isOpen = false;
            for (QDialog* dialog : m_window.findChildren<QDialog*>()) {
                if (!dialog->isVisible())
                    continue;
                isOpen = true;
                auto* box = qobject_cast<QMessageBox*>(dialog);
                QPushButton* yes = nullptr;
                if (box)
                    for (QAbstractButton* button : box->buttons())
                        if (box->buttonRole(button) == QMessageBox::AcceptRole ||
                            box->buttonRole(button) == QMessageBox::YesRole)
                            yes = qobject_cast<QPushButton*>(button);
                yes ? yes->click() : dialog->reject();
            }
            spin(1);
        }
    }

    /// The oldest, as its legend asks for it.
    void removeOne() {
        closeDialogs();
        for (const int before = runs(); runs() == before; ++m_oldest) {
            Q_EMIT m_window.findChild<ChartPanel*>()->removeRunRequested(m_oldest);
            if (auto* box = find<QMessageBox>("removalBox"))
                box->findChild<QPushButton*>(QStringLiteral("discardButton"))->click();
            spin(1);
            if (m_oldest > 10'000) {
                std::fprintf(stderr, "soak_window: a run could not be removed\n");
                std::exit(2);
            }
        }
    }

    std::mt19937 m_random;
    QTemporaryDir m_folder;
    std::vector<PlacedDevice> m_workers;
    Preferences m_preferences;
    MainWindow m_window;
    std::vector<std::string> m_ids;
    int m_oldest = 0; ///< run that may be there
    int m_sweeps = 0;
};

struct Held : HeldResources {
    explicit Held(const Soak& soak) : objects(soak.objects()) {}
    double residentMib = residentMebibytes();
    std::size_t objects;
};

void print(int sweeps, const Held& held) {
    std::printf("%6d  %9.1f  %9.2f  %7zu  %11zu  %8zu  %7zu\n", sweeps, held.residentMib, held.allocatedMib,
                held.threads, held.descriptors, held.children, held.objects);
    std::fflush(stdout);
}

/// What grew, each in a line; true where nothing did.
bool isFlat(const Held& before, const Held& after) {
    bool flat = true;
    const auto judge = [&flat](const char* what, double grew, double most) {
        if (grew > most)
            std::printf("grew: %s by %.2f, of which %.2f may be\n", what, grew, most);
        flat = flat && grew <= most;
    };
    const auto more = [](std::size_t a, std::size_t b) { return double(b) - double(a); };
    judge("resident memory (MiB)", after.residentMib - before.residentMib, kMostResidentMib);
    judge("allocated memory (MiB)", after.allocatedMib - before.allocatedMib, kMostAllocatedMib);
    judge("threads", more(before.threads, after.threads), 0);
    judge("open descriptors", more(before.descriptors, after.descriptors), 0);
    judge("child processes", more(before.children, after.children), 0);
    judge("objects of Qt", more(before.objects, after.objects), kMostObjects);
    return flat;
}

} // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    const int sweeps = argc > 1 ? std::atoi(argv[1]) : 500;
    Soak soak(argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1);
    std::optional<Held> warm;
    std::printf("sweeps  resident   allocated  threads  descriptors  children  objects\n");
    while (soak.sweeps() < sweeps) {
        soak.sweep();
        if (soak.sweeps() % kReportEvery != 0)
            continue;
        soak.clear();
        const Held held(soak);
        print(soak.sweeps(), held);
        if (soak.sweeps() == kWarmUp)
            warm = held;
    }
    soak.clear();
    return !warm || isFlat(*warm, Held(soak)) ? 0 : 1;
}
