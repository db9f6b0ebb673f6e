// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/scripted_engine.h"
#include "ui/main_window.h"
#include "ui/settings/preferences.h"
#include "ui/sweep/sweep_form.h"
#include "ui/widgets/notice_bar.h"

#include <QAction>
#include <QDropEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace headroom::testing {

/// A window on a scripted device, with settings and journals of its own.
struct WindowFixture : ScriptedDevice {
    explicit WindowFixture(const DeviceInfo& device = scriptedCpu()) : ScriptedDevice(device) { open(); }
    ~WindowFixture() { release(); }

    void open() {
        preferences = std::make_unique<ui::Preferences>(at("settings.ini"));
        const auto devices = std::make_shared<ScriptedDevices>(
            script, [this](const std::vector<Place>& places) { searched.push_back(places); });
        queue = devices->queue();
        window = std::make_unique<ui::MainWindow>(
            ui::WindowServices{devices, preferences.get(), std::make_shared<JournalFolder>(journals()),
                               gpusInProcess, found, besideThisProgram(), places()});
        window->resize(1280, 800); // whatever the screen: a test's is small
        window->presetSweep(smallSpec(), script->device.id);
        window->show();
    }
    /// As a crash would: nothing is asked, nothing is tidied up.
    void crash() {
        window.reset();
        preferences.reset();
    }

    template <class T>
    T* find(const char* name) const {
        return window->findChild<T*>(QLatin1String(name));
    }
    QAction* action(const char* name) const { return find<QAction>(name); }
    /// Where else devices are: none, until a test describes one before open().
    PlaceBook places() const { return PlaceBook(pathIn(folder, "config/places.json")); }
    /// All that stands in the bar above the chart.
    QString notices() const { return find<ui::NoticeBar>("noticeBar")->text(); }
    int tableRows() const { return find<QTableView>("table")->model()->rowCount(); }
    bool ready() const { return find<ui::SweepForm>("sweepForm")->device() != nullptr; }
    bool idle() const { return action("start")->text() == QStringLiteral("&Start"); }

    /// A whole sweep, beside rows that are there.
    void measure(int before = 0) const {
        QTRY_VERIFY(ready());
        action("start")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(idle(), 20000);
        QTRY_COMPARE(tableRows(), before + kPoints);
    }
    /// Answers the file dialog that is open.
    void choose(const QString& path) const {
        auto* dialog = find<QFileDialog>("fileDialog");
        QVERIFY(dialog);
        dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_VERIFY(!find<QFileDialog>("fileDialog"));
    }
    /// As last chosen.
    void exportPicture(const QString& path) const {
        action("exportPicture")->trigger();
        find<QPushButton>("exportAccept")->click();
        choose(path);
    }
    /// Drags the files over the window and lets go.
    void drop(const QStringList& paths) const {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& path : paths)
            urls << QUrl::fromLocalFile(path);
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent dropped(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &dropped);
    }

    bool gpusInProcess = false;
    std::optional<FoundDevices> found;
    std::vector<std::vector<Place>> searched; ///< by the worker; to be read when `ready`
    std::shared_ptr<ScriptedQueue> queue;     ///< of places with a job
    std::unique_ptr<ui::Preferences> preferences;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace headroom::testing

#define TRY_DONE(setup) QTRY_VERIFY_WITH_TIMEOUT((setup).idle(), 20000)
