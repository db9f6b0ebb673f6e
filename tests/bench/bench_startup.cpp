// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// How long the window takes to appear, how much memory it idles in, and how long it ever leaves an event
// waiting while a CPU sweep runs beside it. The program's start is the process's own, libraries loaded since
// then included.

#include "app/headroom/engine_link.h"
#include "ui/main_window.h"
#include "ui/settings/preferences.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <unistd.h>
#include <vector>

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

/// Asks every millisecond and notes how long the answers take.
class EventGaps final : public QObject {
public:
    void start() {
        m_clock.start();
        m_timer.callOnTimeout(this, [this] {
            m_gapsMs.push_back(double(m_clock.nsecsElapsed()) * 1e-6);
            m_clock.restart();
        });
        m_timer.start(1);
    }
    void print() {
        m_timer.stop();
        if (m_gapsMs.empty())
            return;
        std::ranges::sort(m_gapsMs);
        const auto at = [this](double share) {
            return m_gapsMs[std::size_t(share * double(m_gapsMs.size() - 1))];
        };
        std::printf("gap between events     median %.1f ms, 99 %% %.1f ms, longest %.1f ms (%zu events)\n",
                    at(0.5), at(0.99), m_gapsMs.back(), m_gapsMs.size());
    }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_gapsMs;
};

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QTemporaryDir folder;
    Preferences preferences(folder.filePath(QStringLiteral("settings.ini")));
    FirstPaint paint;
    app.installEventFilter(&paint);
    MainWindow window(
        {engineLink(makeExecutorFactory(), std::nullopt), &preferences, folder.path().toStdString()});
    // A small sweep of the machine's own: long enough for some hundred drawings.
    SweepSpec spec;
    spec.seq = 256;
    spec.batch = 1;
    spec.type = DataType::F32;
    spec.pointsPerCurve = 8;
    window.presetSweep(spec, "cpu");
    window.show();

    EventGaps gaps;
    auto* stop = window.findChild<QAction*>(QStringLiteral("stop"));
    QTimer::singleShot(2000, &window, [&] {
        app.removeEventFilter(&paint);
        std::printf("first paint            %.0f ms after the start of the process\n", paint.atMs);
        std::printf("idle window            %.0f MB resident, %.0f MB of them its own\n",
                    residentMb("VmRSS:"), residentMb("RssAnon:"));
        window.findChild<QAction*>(QStringLiteral("start"))->trigger();
        gaps.start();
        QObject::connect(stop, &QAction::changed, &app, [&] {
            if (!stop->isEnabled())
                QApplication::exit(); // quit() would ask about the unsaved run
        });
    });
    QApplication::exec();
    gaps.print();
    std::printf("points measured        %d\n",
                window.findChild<QTableView*>(QStringLiteral("table"))->model()->rowCount());
    std::printf("window after the sweep %.0f MB resident\n", residentMb("VmRSS:"));
    return 0;
}
