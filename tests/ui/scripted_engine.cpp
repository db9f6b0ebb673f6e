// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/scripted_engine.h"

#include "engine/sweep/local_executor.h"

#include <QRegularExpression>
#include <QTest>

namespace headroom::testing {

void ScriptedQueue::grant() {
    const std::lock_guard lock(m_mutex);
    m_granted = true;
    m_changed.notify_all();
}

std::string ScriptedQueue::jobId() const {
    const std::lock_guard lock(m_mutex);
    return m_held ? "17" : "";
}

Outcome ScriptedQueue::await(std::stop_token stop, const std::function<void(const std::string&)>& tell) {
    tell("job 17 queued and waiting for resources");
    std::unique_lock lock(m_mutex);
    ++m_waiting;
    m_held = m_changed.wait(lock, std::move(stop), [this] { return m_granted; });
    --m_waiting;
    return m_held ? success() : Outcome(Error{Status::DeviceLost, "No longer waited for."});
}

int ScriptedQueue::waiting() const {
    const std::lock_guard lock(m_mutex);
    return m_waiting;
}

void ScriptedQueue::giveBack() {
    const std::lock_guard lock(m_mutex);
    m_held = m_granted = false;
}

FoundDevices ScriptedDevices::find(const std::vector<Place>& places, const Search&) {
    if (m_searches)
        m_searches(places);
    return {m_backend.devices(), {{"cuBLAS", "cuda", "no NVIDIA driver was found."}}};
}

FoundDevices ScriptedDevices::findMore(const std::vector<Place>& places, const Search&) {
    FoundDevices found = find(places);
    for (const Place& place : places) {
        const std::string job = place.job ? m_queue->jobId() : std::string();
        if (place.job)
            found.queued.push_back({place.name, job});
        if (place.job && job.empty()) {
            found.unavailable.push_back({place.name, place.name, "none was asked for.", place.name});
            continue;
        }
        for (DeviceInfo device : m_backend.devices())
            found.devices.push_back(PlacedDevice{std::move(device), place}.seenFromHere());
    }
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
