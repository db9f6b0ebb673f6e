// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/scripted_backend.h"
#include "ui/sweep/engine_access.h"

#include <QTemporaryDir>

#include <filesystem>

namespace headroom::testing {

/// The window's way to that script's device; a backend without a device stands beside it. `searches` is told
/// where each search for devices looks for GPUs.
ui::EngineAccess scriptedEngine(const std::shared_ptr<Script>& script,
                                std::function<void(GpuProcess)> searches = {});

/// A small plan: two curves of that many points each.
SweepSpec smallSpec(int pointsPerCurve = 4);
inline constexpr int kPoints = 8; ///< of smallSpec()

/// A device that does as told, and a folder for what is written. Who holds the device's sweep calls release()
/// in the end, while the sweep's thread lives.
struct ScriptedDevice {
    explicit ScriptedDevice(const DeviceInfo& device) { script->device = device; }
    void release() { script->release(); }

    QString at(const char* name) const { return folder.filePath(QString::fromUtf8(name)); }
    std::filesystem::path journals() const;

    QTemporaryDir folder;
    std::shared_ptr<Script> script = std::make_shared<Script>();
};

/// Fails the test on any Qt warning but one: the offscreen platform complains of every window with a least
/// size. To be called in init(), where QT_FATAL_WARNINGS is not set.
void failOnWarnings();

std::filesystem::path pathIn(const QTemporaryDir& folder, const char* name);

} // namespace headroom::testing
