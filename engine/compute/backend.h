// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/device_info.h"
#include "engine/model/measurement.h"
#include "engine/model/run_context.h"

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace headroom {

/// Raised with every change of the classes below; a module of another version is not loaded.
inline constexpr int kBackendInterfaceVersion = 6;

/// One element of C.
struct OutputIndex {
    std::int64_t batch = 0;
    std::int64_t row = 0;
    std::int64_t column = 0;
};

/// One element of C as the library computed it, with the row of A and the column of B it comes from, all
/// exactly as stored (widened to double).
struct OutputSample {
    OutputIndex index;
    double value = 0;
    std::vector<double> a; ///< k values
    std::vector<double> b; ///< k values
};

/// The kernel that a prepared shape runs.
struct KernelInfo {
    std::string name;         ///< the implementation's own name
    bool isReference = false; ///< the library's slow fallback
};

/// How a backend wants to be timed.
struct TimingTraits {
    double minBatchS = 1e-3;  ///< shortest batch of calls between two clock readings
    double windowS = 10e-3;   ///< length of one timed window, where a single call is not longer
    int minBatches = 7;       ///< batches before an interval is judged
    int fewestPerWindow = 1;  ///< batches of a window, however long one call takes
    double warmupS = 2e-3;    ///< calls made untimed before the first window of a visit
    double maxDuty = 1;       ///< busy share of the wall time at full load, more at less; below 1 the engine
                              ///< idles between windows
    double recoveryS = 0;     ///< idle before a disturbed window is repeated, at the least
    double minClockShare = 0; ///< a window below this share of the best clock of its kind is disturbed; 0:
                              ///< not watched
    int visits = 1;           ///< to each point, spread over the run
    int mostVisits = 1;       ///< to a point whose visits do not agree
    double visitS = 0.4;      ///< of timing, in one visit; see MeasureOptions::timeLimitS
    int agreeing = 2;         ///< so many of the fastest visits must agree …
    double agreement = 0.04;  ///< … within this share of their time
    double betweenRuns = 0;   ///< see RunContext::betweenRuns
};

/// Batches of calls to time back to back.
struct WindowRequest {
    int batches = 1;
    std::int64_t callsPerBatch = 1;
};

/// What timing one window gave.
struct TimedWindow {
    std::vector<double> batchSeconds; ///< of each batch; fewer than requested only when stopped
    std::optional<double> clockMhz;   ///< over the window
    Flags flags;                      ///< of what disturbed it; see isDisturbed()
    double load = 1;                  ///< share of its full power that the device drew; see maxDuty
    double settlingS = 0;             ///< spent computing before the batches, untimed
};

/// What a session must be able to hold and how it computes.
struct SessionRequest {
    std::vector<GemmShape> shapes; ///< every shape the plan will prepare
    int threads = 0;               ///< 0: the device's own choice
    std::uint64_t dataSeed = 0;    ///< of the operands' normal(0,1) numbers
    Regime regime = Regime::Burst;
};

/// Memory a request takes on the device, rotation and workspace included.
struct MemoryNeed {
    std::uint64_t neededBytes = 0;
    std::uint64_t availableBytes = 0;
};

/// A device opened for one run. Used from one thread at a time: the one that opened it. Nothing throws.
class Session {
public:
    virtual ~Session() = default;

    virtual TimingTraits timing() const = 0;
    /// Threads that compute; 0 on a GPU.
    virtual int threads() const = 0;
    /// What a reader of the run should know of the device: sentences for RunContext::notes.
    virtual std::vector<std::string> notes() const { return {}; }
    /// The limits for that type; measures them where they are not known yet (under half a second on an idle
    /// machine), and fails when stopped meanwhile.
    virtual Result<Roof> roof(DataType type, std::stop_token stop) = 0;
    /// A result came out above that roof. One that was measured was measured too low, and is not used again.
    virtual void distrustRoof(DataType /*type*/) {}

    /// Makes the shape ready and returns how many algorithms can be chosen from (1 for Default).
    virtual Result<int> prepare(const GemmShape& shape, Algorithm algorithm) = 0;
    /// Chooses one of them, 0 ≤ candidate < prepare's count. Called before each of the following.
    virtual Result<KernelInfo> select(int candidate) = 0;
    /// Poisons C with NaN, makes one call, and returns its seconds and those elements.
    struct CheckedCall {
        double callS = 0;
        std::vector<OutputSample> samples;
        double load = 1; ///< as TimedWindow::load
    };
    virtual Result<CheckedCall> callOnce(std::span<const OutputIndex> elements) = 0;
    /// Times batches back to back. Stops after the call in flight when asked to.
    virtual Result<TimedWindow> time(const WindowRequest& request, std::stop_token stop) = 0;
    /// Asked right after a window whose clock was low: Throttled where the driver names a reason.
    virtual Flags whyClockLow() { return {}; }
};

/// A library that computes GEMMs, and the devices it reaches. Nothing throws.
class Backend {
public:
    virtual ~Backend() = default;

    virtual const char* name() const = 0;
    virtual std::vector<DeviceInfo> devices() const = 0;
    /// Why devices() is empty; nothing otherwise.
    virtual std::optional<UnavailableBackend> unavailable() const = 0;
    /// What open() would allocate, without allocating.
    virtual MemoryNeed memoryNeed(const DeviceInfo& device, const SessionRequest& request) const = 0;
    virtual Result<std::unique_ptr<Session>> open(const DeviceInfo& device,
                                                  const SessionRequest& request) = 0;
};

} // namespace headroom
