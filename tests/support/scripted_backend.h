// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/backend.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>

namespace headroom::testing {

/// A device that supports everything in f32 and bf16 and has two threads. f16 is refused with a reason.
DeviceInfo scriptedCpu();
/// The same as a GPU, "cuda:0", with both algorithms and both regimes to choose from.
DeviceInfo scriptedGpu();

/// What a scripted device answers, and how far it may go. The test's thread writes it, the measuring thread
/// reads it; points are counted from 1 in the order in which they are prepared, over all visits and sessions.
class Script {
public:
    DeviceInfo device = scriptedCpu();
    /// Seconds of one call; 1 TFLOP/s unless told otherwise. Set before a sweep starts.
    std::function<double(const GemmShape&)> secondsPerCall;
    int visits = 1; ///< to each point; see TimingTraits
    /// Opening a session runs out of memory beyond, whatever was said to be free.
    std::uint64_t grantedBytes = ~std::uint64_t{0};

    void failOpen(const Error& error);
    void openNormally();
    /// The nth point's preparation fails so; DeviceLost ends the sweep.
    void failAt(int nth, const Error& error);
    /// The nth point computes a wrong result.
    void spoilAt(int nth);
    /// The nth point waits inside its timed window until release() or a stop.
    void holdAt(int nth);
    /// The nth point waits where no stop reaches it: a call of the library that cannot be interrupted.
    void holdDeaf(int nth);
    /// Waits until a point is being held.
    bool waitUntilHeld(std::chrono::milliseconds limit = std::chrono::seconds(10));
    /// Lets the held point, and all later ones, go on.
    void release();

    int prepared() const;
    int sessionsOpen() const;
    /// How often a result above the roof was told.
    int distrusts() const;

private:
    friend class ScriptedBackend;
    friend class ScriptedSession;

    struct Answer {
        std::optional<Error> error;
        bool spoiled = false;
    };
    Answer prepareNext();
    void pass(int nth, bool deaf, const std::stop_token& stop);
    void countSession(int change);
    void countDistrust();

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<Error> m_openError;
    std::map<int, Error> m_failures;
    std::set<int> m_spoiled;
    std::set<int> m_held;
    std::set<int> m_heldDeaf;
    int m_prepared = 0;
    int m_waiting = 0;
    int m_sessions = 0;
    int m_distrusts = 0;
};

/// A backend whose sessions answer from a script, without computing anything.
class ScriptedBackend final : public Backend {
public:
    explicit ScriptedBackend(std::shared_ptr<Script> script) : m_script(std::move(script)) {}

    const char* name() const override { return "scripted"; }
    std::vector<DeviceInfo> devices() const override { return {m_script->device}; }
    std::optional<UnavailableBackend> unavailable() const override { return std::nullopt; }
    MemoryNeed memoryNeed(const DeviceInfo& device, const SessionRequest& request) const override;
    Result<std::unique_ptr<Session>> open(const DeviceInfo& device, const SessionRequest& request) override;

private:
    std::shared_ptr<Script> m_script;
};

} // namespace headroom::testing
