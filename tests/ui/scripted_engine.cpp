// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/scripted_engine.h"

#include "engine/sweep/local_executor.h"

#include <QRegularExpression>
#include <QTest>

namespace headroom::testing {

ui::EngineAccess scriptedEngine(const std::shared_ptr<Script>& script,
                                std::function<void(GpuProcess)> searches) {
    struct Parts {
        explicit Parts(const std::shared_ptr<Script>& answers) : backend(answers) {}
        ScriptedBackend backend;
        SteadyClock clock;
    };
    auto parts = std::make_shared<Parts>(script);
    ui::EngineAccess engine;
    engine.findDevices = [parts, searches = std::move(searches)](GpuProcess gpus) {
        if (searches)
            searches(gpus);
        return FoundDevices{parts->backend.devices(), {{"cuBLAS", "cuda", "no NVIDIA driver was found."}}};
    };
    engine.makeExecutor = [parts](const DeviceInfo& device) -> std::unique_ptr<PointExecutor> {
        return std::make_unique<LocalExecutor>(parts->backend, device, parts->clock);
    };
    return engine;
}

SweepSpec smallSpec(int pointsPerCurve) {
    SweepSpec spec = defaultSpec(scriptedCpu());
    spec.ratios = {1, 8};
    spec.pointsPerCurve = pointsPerCurve;
    return spec;
}

std::filesystem::path ScriptedDevice::journals() const {
    return pathIn(folder, "journal");
}

void failOnWarnings() {
    static const QRegularExpression others(
        QStringLiteral("^(?!This plugin does not support (propagateSizeHints|raise))"));
    QTest::failOnWarning(others);
}

std::filesystem::path pathIn(const QTemporaryDir& folder, const char* name) {
    return std::filesystem::path(folder.path().toStdString()) / name;
}

} // namespace headroom::testing
