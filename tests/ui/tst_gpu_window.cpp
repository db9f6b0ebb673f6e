// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window on a real GPU, whose engine process is killed, stopped and asked for too much. Skips with the
// reason where there is no GPU.

#include "app/cli/program_devices.h"
#include "engine/io/run_file.h"
#include "engine/sweep/sweep_plan.h"
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "ui/main_window.h"
#include "ui/runs/run_library.h"
#include "ui/settings/preferences.h"
#include "ui/sweep/sweep_form.h"
#include "ui/widgets/notice_bar.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <set>
#include <unistd.h>

namespace headroom::testing::tst_gpu_window {

using namespace headroom::ui;

namespace {

constexpr char kDevice[] = "cuda:0";

/// Looked for from here, so that a build folder that was copied to a GPU node is tested there.
QString programFolder() {
    return QCoreApplication::applicationDirPath() + QStringLiteral("/../bin");
}

Place beside() {
    return besideThisProgram(toPath(programFolder() + QStringLiteral("/headroom-engine")));
}

/// The engine process that this one started; 0 where none runs.
pid_t engineProcess() {
    for (const QString& entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/stat").arg(entry));
        if (entry.toInt() <= 0 || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = file.readAll();
        const qsizetype nameEnd = text.lastIndexOf(')'); // the name may hold spaces
        const bool ours = text.mid(nameEnd + 2).split(' ').value(1).toInt() == ::getpid();
        if (ours && text.left(nameEnd).contains("headroom-engine"))
            return entry.toInt();
    }
    return 0;
}

struct Setup {
    explicit Setup(bool gpusInProcess = false)
        : window({programDevices("tests", beside()),
                  &preferences,
                  std::make_shared<JournalFolder>(pathIn(folder, "journal")),
                  gpusInProcess,
                  {},
                  beside()}) {
        SweepSpec spec;
        spec.pointsPerCurve = 16;
        window.presetSweep(spec, kDevice);
        window.show();
    }

    QAction* action(const char* name) const { return window.findChild<QAction*>(QLatin1String(name)); }
    bool onGpu() const {
        const DeviceInfo* device = window.findChild<SweepForm*>(QStringLiteral("sweepForm"))->device();
        return device && device->id == kDevice;
    }
    bool idle() const { return action("start")->text() == QStringLiteral("&Start"); }
    int rows() const { return window.findChild<QTableView*>(QStringLiteral("table"))->model()->rowCount(); }
    /// The run as a user gets it: saved to a file.
    Result<Run> savedRun() const {
        const QString path = folder.filePath(QStringLiteral("saved.headroom.json"));
        action("saveRunAs")->trigger();
        auto* dialog = window.findChild<QFileDialog*>(QStringLiteral("fileDialog"));
        if (!dialog)
            return Error{Status::Error, "No dialog asks where to save."};
        dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
        QMetaObject::invokeMethod(dialog, "accept");
        return readRunFile(toPath(path));
    }

    QTemporaryDir folder;
    Preferences preferences{folder.filePath(QStringLiteral("settings.ini"))};
    MainWindow window;
};

/// What is wrong with a run that should hold each point of its plan once, measured.
QString incomplete(const Run& run) {
    const SweepPlan plan = makePlan(run.spec);
    std::set<std::size_t> seen;
    for (const Measurement& row : run.measurements) {
        if (!row.ok())
            return QString::fromStdString(row.reason);
        if (row.kernel.empty())
            return QStringLiteral("a row without a kernel");
        if (!seen.insert(row.point.index).second)
            return QStringLiteral("point %1 is there twice").arg(row.point.index);
    }
    return seen.size() == plan.points.size()
               ? QString()
               : QStringLiteral("%1 of %2 points").arg(seen.size()).arg(plan.points.size());
}

} // namespace

#define TRY_ON_GPU(setup) QTRY_VERIFY_WITH_TIMEOUT((setup).onGpu(), 60000)
#define TRY_DONE(setup) QTRY_VERIFY_WITH_TIMEOUT((setup).idle(), 120000)

class TestGpuWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }
    void losingTheProcessCostsNothingButTime_data();
    void losingTheProcessCostsNothingButTime();
    void stopsAndKeepsEverything();
    void aPlanThatCannotFitIsRefused();
    void measuresInThisProcess();
};

void TestGpuWindow::initTestCase() {
    qputenv("HEADROOM_CUDA_MODULE", (programFolder() + QStringLiteral("/headroom_cuda.so")).toLocal8Bit());
    const FoundDevices found = programDevices("tests", beside())->find(placesHere(false, beside()));
    if (std::ranges::none_of(found.devices, [](const DeviceInfo& one) { return one.id == kDevice; })) {
        QStringList reasons;
        for (const UnavailableBackend& backend : found.unavailable)
            reasons << QString::fromStdString(backend.backend + ": " + backend.reason);
        QSKIP(qPrintable(QStringLiteral("No GPU: ") + reasons.join(QStringLiteral("; "))));
    }
}

void TestGpuWindow::losingTheProcessCostsNothingButTime_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("undisturbed") << 0;
    QTest::newRow("kill -9") << SIGKILL;
    QTest::newRow("SIGSTOP") << SIGSTOP;
}

void TestGpuWindow::losingTheProcessCostsNothingButTime() {
    QFETCH(const int, signal);
    Setup setup;
    TRY_ON_GPU(setup);
    setup.action("start")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(setup.rows() >= 20, 30000);
    const pid_t first = engineProcess();
    QVERIFY(first > 0);
    if (signal != 0)
        QCOMPARE(::kill(first, signal), 0);
    TRY_DONE(setup);
    const Result<Run> run = setup.savedRun();
    QVERIFY2(run, run ? "" : run.error().reason.c_str());
    const QString fault = incomplete(*run);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    qInfo("%zu rows, all ok, on %s", run->measurements.size(), run->context.device.c_str());
}

void TestGpuWindow::stopsAndKeepsEverything() {
    Setup setup;
    TRY_ON_GPU(setup);
    setup.action("start")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(setup.rows() >= 20, 30000);
    setup.action("stop")->trigger();
    TRY_DONE(setup);
    const Result<Run> run = setup.savedRun();
    QVERIFY2(run, run ? "" : run.error().reason.c_str());
    QVERIFY(run->measurements.size() >= 20);
    QVERIFY(std::ranges::all_of(run->measurements, &Measurement::ok));
}

void TestGpuWindow::aPlanThatCannotFitIsRefused() {
    Setup setup;
    TRY_ON_GPU(setup);
    setup.action("start")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(setup.rows() >= 5, 30000);
    setup.action("stop")->trigger();
    TRY_DONE(setup);
    const int before = setup.rows();

    SweepSpec large;
    large.seq = 65536;
    large.batch = 64; // 6 TiB of results
    auto* form = setup.window.findChild<SweepForm*>(QStringLiteral("sweepForm"));
    form->setSpec(large);
    QString refusal;
    if (form->valid()) {
        setup.action("start")->trigger();
        TRY_DONE(setup);
        refusal = setup.window.findChild<NoticeBar*>()->text();
    } else {
        refusal = form->problem();
    }
    QVERIFY2(refusal.contains(QStringLiteral("GiB")), qPrintable(refusal));
    qInfo("%s", qPrintable(refusal));
    QCOMPARE(setup.rows(), before); // the run before is what the window shows again
}

void TestGpuWindow::measuresInThisProcess() {
    Setup setup(true);
    TRY_ON_GPU(setup);
    setup.action("start")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(setup.rows() >= 20, 30000);
    QCOMPARE(engineProcess(), 0);
    TRY_DONE(setup);
    const Result<Run> run = setup.savedRun();
    QVERIFY2(run, run ? "" : run.error().reason.c_str());
    const QString fault = incomplete(*run);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

HEADROOM_TEST(TestGpuWindow, Windows)

} // namespace headroom::testing::tst_gpu_window

#include "tst_gpu_window.moc"
