// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/scripted_engine.h"

#include "engine/sweep/local_executor.h"

#include <QRegularExpression>
#include <QTest>

namespace headroom::testing {

FoundDevices ScriptedDevices::find(const std::vector<Place>& places) {
    if (m_searches)
        m_searches(places);
    return {m_backend.devices(), {{"cuBLAS", "cuda", "no NVIDIA driver was found."}}};
}

FoundDevices ScriptedDevices::findMore(const std::vector<Place>& places, const Search&) {
    FoundDevices found = find(places);
    for (const Place& place : places)
        for (DeviceInfo device : m_backend.devices())
            found.devices.push_back(PlacedDevice{std::move(device), place}.seenFromHere());
    return found;
}

std::unique_ptr<PointExecutor> ScriptedDevices::executorFor(const DeviceInfo& device) {
    return std::make_unique<LocalExecutor>(m_backend, device, m_clock);
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
        QStringLiteral("^(?!This plugin does not support (propagateSizeHints|raise|grabbing the keyboard))"));
    QTest::failOnWarning(others);
}

std::filesystem::path pathIn(const QTemporaryDir& folder, const char* name) {
    return std::filesystem::path(folder.path().toStdString()) / name;
}

} // namespace headroom::testing
