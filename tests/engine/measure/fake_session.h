// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/measure/measure_point.h"

#include <deque>
#include <functional>
#include <set>

namespace headroom::testing {

/// Time that passes only when somebody spends it.
class FakeClock final : public Clock {
public:
    double now() override { return time; }
    void idle(double seconds, std::stop_token) override {
        time += seconds;
        idled += seconds;
    }
    double time = 0;
    double idled = 0;
};

/// A session whose calls take what the test says, on the fake clock.
class FakeSession final : public Session {
public:
    explicit FakeSession(FakeClock& clock) : m_clock(clock) {}

    TimingTraits timing() const override { return traits; }
    int threads() const override { return 1; }
    Result<Roof> roof(DataType, std::stop_token) override { return Error{Status::Unsupported, "none"}; }
    Result<int> prepare(const GemmShape& shape, Algorithm) override {
        m_shape = shape;
        if (prepareError)
            return *prepareError;
        return static_cast<int>(callSeconds.size());
    }
    Result<KernelInfo> select(int candidate) override {
        selected.push_back(candidate);
        m_candidate = static_cast<std::size_t>(candidate);
        return KernelInfo{"kernel " + std::to_string(candidate), reference};
    }
    Result<CheckedCall> callOnce(std::span<const OutputIndex> elements) override {
        CheckedCall call;
        call.callS = checkedCallS.value_or(callSeconds[m_candidate] * 3); // the first call is slow
        m_clock.time += call.callS + 1e-3;
        const auto k = static_cast<std::size_t>(m_shape.k);
        for (const OutputIndex& element : elements)
            call.samples.push_back({element, wrong.contains(static_cast<int>(m_candidate)) ? -1 : double(k),
                                    std::vector<double>(k, 1), std::vector<double>(k, 1)});
        return call;
    }
    Result<TimedWindow> time(const WindowRequest& request, std::stop_token) override {
        const bool warmup = m_warmedUpS < traits.warmupS * 0.999;
        if (!warmup) {
            requests.push_back(request);
            startedAt.push_back(m_clock.time);
        }
        TimedWindow window;
        for (int batch = 0; batch < request.batches; ++batch) {
            const double factor = noise && !warmup ? noise(m_batch++) : 1;
            window.batchSeconds.push_back(callSeconds[m_candidate] * factor *
                                          static_cast<double>(request.callsPerBatch));
            m_clock.time += window.batchSeconds.back();
        }
        if (warmup) {
            m_warmedUpS += window.batchSeconds.front();
            return window;
        }
        if (!clocks.empty()) {
            window.clockMhz = clocks.front();
            clocks.pop_front();
        }
        if (!flags.empty()) {
            window.flags = flags.front();
            flags.pop_front();
        }
        window.load = load;
        endedAt.push_back(m_clock.time);
        if (stopAfterWindow)
            stopAfterWindow->request_stop();
        return window;
    }

    TimingTraits traits;
    std::vector<double> callSeconds{1e-4};
    std::optional<double> checkedCallS;
    std::optional<Error> prepareError;
    std::set<int> wrong;
    bool reference = false;
    double load = 1;
    std::function<double(int)> noise;
    std::deque<double> clocks;
    std::deque<Flags> flags;
    std::stop_source* stopAfterWindow = nullptr;
    std::vector<int> selected;
    std::vector<WindowRequest> requests; ///< without warm-up, as the two below
    std::vector<double> startedAt;
    std::vector<double> endedAt;

private:
    FakeClock& m_clock;
    GemmShape m_shape;
    std::size_t m_candidate = 0;
    double m_warmedUpS = 0;
    int m_batch = 0;
};

/// A point that such a session measures.
inline PlannedPoint smallPoint(std::size_t index = 0) {
    PlannedPoint point;
    point.index = index;
    point.ratio = 1;
    point.layer = layerOf(12 * 5, 12, 64, 1);
    point.gemm = infoOf(point.operation).gemm(point.layer, DataType::F32, Layout::NN);
    return point;
}

} // namespace headroom::testing
