// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/devices/devices.h"
#include "engine/model/clock.h"
#include "tests/support/scripted_backend.h"

#include <QTemporaryDir>

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>

namespace headroom::testing {

/// A scheduler that grants a job when the test says so. The test's thread writes it, others read it.
class ScriptedQueue {
public:
    void grant();
    /// The id of the job that is held; empty where none is.
    std::string jobId() const;
    Outcome await(std::stop_token stop, const std::function<void(const std::string&)>& tell);
    void giveBack();
    int waiting() const;

private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_granted = false;
    bool m_held = false;
    int m_waiting = 0;
};

/// That script's device, wherever it is looked for; a backend without a device stands beside it.
class ScriptedDevices final : public Devices {
public:
    /// `searches` is told the places of each search.
    explicit ScriptedDevices(const std::shared_ptr<Script>& script,
                             std::function<void(const std::vector<Place>&)> searches = {})
        : m_backend(script), m_searches(std::move(searches)) {}

    using Devices::find;
    FoundDevices find(const std::vector<Place>& places, const Search& search) override;
    FoundDevices findMore(const std::vector<Place>& places, const Search& search) override;
    std::unique_ptr<PointExecutor> executorFor(const DeviceInfo& device) override;
    Outcome awaitJob(const Place&, std::stop_token stop,
                     const std::function<void(const std::string&)>& tell) override {
        return m_queue->await(std::move(stop), tell);
    }
    void giveBack(const std::string&) override { m_queue->giveBack(); }

    /// Of all places with a job.
    const std::shared_ptr<ScriptedQueue>& queue() const { return m_queue; }

private:
    std::shared_ptr<ScriptedQueue> m_queue = std::make_shared<ScriptedQueue>();
    ScriptedBackend m_backend;
    SteadyClock m_clock;
    std::function<void(const std::vector<Place>&)> m_searches;
};

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

/// Fails the test on any Qt warning but those of the offscreen platform, which complains of every window with
/// a least size and of every menu. To be called in init(), where QT_FATAL_WARNINGS is not set.
void failOnWarnings();

std::filesystem::path pathIn(const QTemporaryDir& folder, const char* name);

} // namespace headroom::testing
