// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// How long the window takes to appear, how much memory it idles in, and how long it ever leaves an event
// waiting while a CPU sweep runs beside it. The program's start is the process's own, libraries loaded since
// then included.
//
// bench_startup                     a small sweep, and another that is stopped
// bench_startup RUN.headroom.json   the machine's default sweep, saved there: bench_agreement compares it
// with one
//                                   of headroom-engine

#include "app/cli/program_devices.h"
#include "tests/bench/event_gaps.h"
#include "ui/main_window.h"
#include "ui/settings/preferences.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <unistd.h>
#include <utility>

using namespace headroom;
using namespace headroom::ui;

namespace {

/// Milliseconds since the kernel started this process, to a hundredth of a second.
double sinceProcessStartMs() {
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    // The 22nd field; the second may hold spaces and ends with the last bracket.
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    const double startedS = fields.value(19).toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK));
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9 - startedS) * 1e3;
}

double residentMb(const char* field) {
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith(field))
            return line.simplified().split(' ').value(1).toDouble() / 1024;
    return 0;
}

/// Notes the first time anything of the window is painted.
class FirstPaint final : public QObject {
public:
    double atMs = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint && atMs == 0)
            QTimer::singleShot(0, this, [this] { atMs = atMs == 0 ? sinceProcessStartMs() : atMs; });
        return false;
    }
};

/// Runs a sweep in the window and notes when its first point stands on the chart and how long Stop takes.
class WatchedSweep final : public QObject {
public:
    explicit WatchedSweep(MainWindow* window)
        : m_start(window->findChild<QAction*>(QStringLiteral("start")))
        , m_stop(window->findChild<QAction*>(QStringLiteral("stop")))
        , m_rows(window->findChild<QTableView*>(QStringLiteral("table"))->model()) {
        connect(m_rows, &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex&, int first, int last) {
                    if (m_measured == 0) // drawn before the window returns to its event loop
                        QTimer::singleShot(0, this, [this] { m_firstPointMs = elapsedMs(); });
                    m_measured += last - first + 1;
                    if (m_stopAt > 0 && m_measured >= m_stopAt && m_stop->isEnabled()) {
                        m_stopClock.start();
                        m_stop->trigger();
                    }
                });
        connect(m_start, &QAction::changed, this, [this] {
            const bool active = m_start->text() != QStringLiteral("&Start");
            if (std::exchange(m_active, active) && !active)
                QApplication::exit(); // quit() would ask about the unsaved run
        });
    }

    /// Stops by itself after so many points; 0: never.
    void begin(int stopAt = 0) {
        m_measured = 0;
        m_stopAt = stopAt;
        m_clock.start();
        m_start->trigger();
    }
    void print() const {
        std::printf("first point            %.0f ms after Start\n", m_firstPointMs);
        std::printf("points measured        %d in %.1f s\n", m_measured, elapsedMs() * 1e-3);
    }
    void printStop() const { std::printf("stop answered after    %lld ms\n", m_stopClock.elapsed()); }

private:
    double elapsedMs() const { return double(m_clock.nsecsElapsed()) * 1e-6; }

    QAction* m_start;
    QAction* m_stop;
    QAbstractItemModel* m_rows;
    QElapsedTimer m_clock;
    QElapsedTimer m_stopClock;
    double m_firstPointMs = 0;
    int m_measured = 0;
    int m_stopAt = 0;
    bool m_active = false;
};

/// Saves the window's run as a user would.
bool saveRun(MainWindow& window, const QString& path) {
    window.findChild<QAction*>(QStringLiteral("saveRunAs"))->trigger();
    auto* dialog = window.findChild<QFileDialog*>(QStringLiteral("fileDialog"));
    if (!dialog)
        return false;
    dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
    QMetaObject::invokeMethod(dialog, "accept");
    return QFile::exists(path);
}

/// Long enough for some hundred drawings.
SweepSpec smallSweep() {
    SweepSpec spec;
    spec.seq = 256;
    spec.batch = 1;
    spec.type = DataType::F32;
    spec.pointsPerCurve = 8;
    return spec;
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    const QString saveTo = app.arguments().value(1);
    QTemporaryDir folder;
    Preferences preferences(folder.filePath(QStringLiteral("settings.ini")));
    FirstPaint paint;
    app.installEventFilter(&paint);
    MainWindow window({programDevices("bench_startup"), &preferences,
                       std::make_shared<JournalFolder>(folder.path().toStdString())});
    if (saveTo.isEmpty())
        window.presetSweep(smallSweep(), "cpu");
    window.show();

    bench::EventGaps gaps;
    WatchedSweep sweep(&window);
    QTimer::singleShot(2000, &window, [&] {
        app.removeEventFilter(&paint);
        std::printf("first paint            %.0f ms after the start of the process\n", paint.atMs);
        std::printf("idle window            %.0f MB resident, %.0f MB of them its own\n",
                    residentMb("VmRSS:"), residentMb("RssAnon:"));
        gaps.start();
        sweep.begin();
    });
    QApplication::exec();
    gaps.print();
    sweep.print();
    std::printf("window after the sweep %.0f MB resident\n", residentMb("VmRSS:"));
    if (!saveTo.isEmpty())
        return saveRun(window, saveTo) ? 0 : 1;

    constexpr int kStopAfter = 20;
    sweep.begin(kStopAfter);
    QApplication::exec();
    sweep.printStop();
    return 0;
}
