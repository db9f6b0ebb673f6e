// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_backend.h"

#include <algorithm>

namespace headroom::testing {

DeviceInfo scriptedCpu() {
    DeviceInfo device;
    device.id = "cpu";
    device.name = "Scripted CPU";
    device.backend = "scripted";
    device.libraryVersion = "1.0";
    device.memoryBytes = device.freeMemoryBytes = std::uint64_t(16) << 30;
    device.cacheBytes = 32 << 20;
    device.maxThreads = 2;
    device.types = {{DataType::F32, true, {}},
                    {DataType::Bf16, true, {}},
                    {DataType::F16, false, "This processor has no f16 arithmetic. Choose f32 or bf16."}};
    device.layouts = {Layout::NN, Layout::NT, Layout::TN, Layout::Strided};
    device.algorithms = {Algorithm::Default};
    device.regimes = {Regime::Burst};
    device.defaultSeq = 256;
    device.defaultBatch = 1;
    device.defaultType = DataType::F32;
    device.roughTflops = 0.5;
    return device;
}

DeviceInfo scriptedGpu() {
    DeviceInfo device = scriptedCpu();
    device.id = "cuda:0";
    device.name = "Scripted GPU";
    device.driverVersion = "1";
    device.maxThreads = 0;
    device.types = {{DataType::F32, true, {}}, {DataType::F16, true, {}}, {DataType::Bf16, true, {}}};
    device.algorithms = {Algorithm::Default, Algorithm::Best, Algorithm::Both};
    device.regimes = {Regime::Burst, Regime::Sustained};
    device.defaultSeq = 2048;
    device.defaultBatch = 4;
    device.defaultType = DataType::F16;
    device.roughTflops = 500;
    return device;
}

void Script::failOpen(const Error& error) {
    const std::lock_guard lock(m_mutex);
    m_openError = error;
}

void Script::openNormally() {
    const std::lock_guard lock(m_mutex);
    m_openError.reset();
}

void Script::failAt(int nth, const Error& error) {
    const std::lock_guard lock(m_mutex);
    m_failures[nth] = error;
}

void Script::spoilAt(int nth) {
    const std::lock_guard lock(m_mutex);
    m_spoiled.insert(nth);
}

void Script::holdAt(int nth) {
    const std::lock_guard lock(m_mutex);
    m_held.insert(nth);
}

void Script::holdDeaf(int nth) {
    const std::lock_guard lock(m_mutex);
    m_heldDeaf.insert(nth);
}

bool Script::waitUntilHeld(std::chrono::milliseconds limit) {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, limit, [this] { return m_waiting > 0; });
}

void Script::release() {
    {
        const std::lock_guard lock(m_mutex);
        m_held.clear();
        m_heldDeaf.clear();
    }
    m_changed.notify_all();
}

int Script::prepared() const {
    const std::lock_guard lock(m_mutex);
    return m_prepared;
}

int Script::distrusts() const {
    const std::lock_guard lock(m_mutex);
    return m_distrusts;
}

void Script::countDistrust() {
    const std::lock_guard lock(m_mutex);
    ++m_distrusts;
}

int Script::sessionsOpen() const {
    const std::lock_guard lock(m_mutex);
    return m_sessions;
}

Script::Answer Script::prepareNext() {
    const std::lock_guard lock(m_mutex);
    ++m_prepared;
    Answer answer;
    answer.spoiled = m_spoiled.contains(m_prepared);
    if (const auto failure = m_failures.find(m_prepared); failure != m_failures.end())
        answer.error = failure->second;
    return answer;
}

void Script::pass(int nth, bool deaf, const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    const std::set<int>& held = deaf ? m_heldDeaf : m_held;
    if (!held.contains(nth))
        return;
    ++m_waiting;
    m_changed.notify_all();
    if (deaf)
        m_changed.wait(lock, [&] { return !held.contains(nth); });
    else
        m_changed.wait(lock, stop, [&] { return !held.contains(nth); });
    --m_waiting;
}

void Script::countSession(int change) {
    const std::lock_guard lock(m_mutex);
    m_sessions += change;
}

class ScriptedSession final : public Session {
public:
    ScriptedSession(std::shared_ptr<Script> script, int threads)
        : m_script(std::move(script)), m_threads(threads) {
        m_script->countSession(1);
    }
    ~ScriptedSession() override { m_script->countSession(-1); }

    TimingTraits timing() const override {
        TimingTraits traits;
        traits.visits = m_script->visits;
        return traits;
    }
    int threads() const override { return m_threads; }
    Result<Roof> roof(DataType type, std::stop_token) override { return Roof{type, 2.0, 100e9, "scripted"}; }
    void distrustRoof(DataType) override { m_script->countDistrust(); }

    Result<int> prepare(const GemmShape& shape, Algorithm) override {
        const Script::Answer answer = m_script->prepareNext();
        m_nth = m_script->prepared();
        m_shape = shape;
        m_spoiled = answer.spoiled;
        if (answer.error)
            return *answer.error;
        return 1;
    }

    Result<KernelInfo> select(int) override { return KernelInfo{"scripted:gemm", false}; }

    Result<CheckedCall> callOnce(std::span<const OutputIndex> elements) override {
        m_script->pass(m_nth, true, {});
        CheckedCall call;
        call.callS = seconds();
        const auto k = static_cast<std::size_t>(m_shape.k);
        for (const OutputIndex& index : elements) {
            const double product = 0.25 * static_cast<double>(k);
            call.samples.push_back({index, m_spoiled ? product + 1000 : product, std::vector<double>(k, 0.5),
                                    std::vector<double>(k, 0.5)});
        }
        return call;
    }

    Result<TimedWindow> time(const WindowRequest& request, std::stop_token stop) override {
        m_script->pass(m_nth, false, stop);
        TimedWindow window;
        if (!stop.stop_requested())
            window.batchSeconds.assign(static_cast<std::size_t>(request.batches),
                                       seconds() * static_cast<double>(request.callsPerBatch));
        return window;
    }

private:
    double seconds() const {
        return m_script->secondsPerCall ? m_script->secondsPerCall(m_shape) : flop(m_shape) / 1e12;
    }

    std::shared_ptr<Script> m_script;
    GemmShape m_shape;
    int m_threads = 0;
    int m_nth = 0;
    bool m_spoiled = false;
};

MemoryNeed ScriptedBackend::memoryNeed(const DeviceInfo& device, const SessionRequest& request) const {
    MemoryNeed need;
    need.availableBytes = device.freeMemoryBytes;
    for (const GemmShape& shape : request.shapes)
        need.neededBytes = std::max(need.neededBytes, static_cast<std::uint64_t>(operandBytes(shape)));
    return need;
}

Result<std::unique_ptr<Session>> ScriptedBackend::open(const DeviceInfo& device,
                                                       const SessionRequest& request) {
    {
        const std::lock_guard lock(m_script->m_mutex);
        if (m_script->m_openError)
            return *m_script->m_openError;
    }
    if (memoryNeed(device, request).neededBytes > m_script->grantedBytes)
        return Error{Status::OutOfMemory, "Someone else was faster."};
    const int threads = device.maxThreads == 0 ? 0 : std::max(request.threads, 1);
    return std::unique_ptr<Session>(std::make_unique<ScriptedSession>(m_script, threads));
}

} // namespace headroom::testing
