// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/scripted_engine.h"
#include "ui/main_window.h"
#include "ui/settings/preferences.h"
#include "ui/sweep/sweep_form.h"

#include <QAction>
#include <QFileDialog>
#include <QLineEdit>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <vector>

namespace headroom::testing {

inline constexpr int kPoints = 8; ///< of smallSpec()

/// A window on a scripted device, with settings and journals of its own.
struct WindowSetup {
    explicit WindowSetup(const DeviceInfo& device = scriptedCpu()) {
        script->device = device;
        open();
    }
    ~WindowSetup() { script->release(); }

    void open() {
        preferences = std::make_unique<ui::Preferences>(folder.filePath(QStringLiteral("settings.ini")));
        window = std::make_unique<ui::MainWindow>(ui::WindowServices{
            scriptedEngine(script, [this](GpuProcess where) { searched.push_back(where); }),
            preferences.get(), pathIn(folder, "journal"), gpus});
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
    int tableRows() const { return find<QTableView>("table")->model()->rowCount(); }
    bool ready() const { return find<ui::SweepForm>("sweepForm")->device() != nullptr; }
    bool idle() const { return action("start")->text() == QStringLiteral("&Start"); }

    /// Answers the dialog that is open.
    void choose(const QString& path) const {
        auto* dialog = find<QFileDialog>("fileDialog");
        QVERIFY(dialog);
        dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_VERIFY(!find<QFileDialog>("fileDialog"));
    }

    GpuProcess gpus = GpuProcess::Own;
    std::vector<GpuProcess> searched; ///< by the worker; to be read when `ready`
    QTemporaryDir folder;
    std::shared_ptr<Script> script = std::make_shared<Script>();
    std::unique_ptr<ui::Preferences> preferences;
    std::unique_ptr<ui::MainWindow> window;
};

/// Waits until no sweep is active.
#define TRY_DONE(setup) QTRY_VERIFY_WITH_TIMEOUT((setup).idle(), 20000)

} // namespace headroom::testing
