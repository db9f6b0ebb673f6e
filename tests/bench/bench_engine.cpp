// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The engine against a bare loop on the same primitive, and what a point costs beside its timing.
//
// For a dozen shapes of the CPU's default sweep: a plain loop over oneDNN's matmul, with operands rotated as
// the engine does, and the engine, three times each in turn. The best of both counts: on a shared machine a
// turn may meet other work.
#include "engine/backends/built_in.h"
#include "engine/backends/host/batch_timer.h"
#include "engine/backends/onednn/matmul.h"
#include "engine/backends/onednn/operand_pool.h"
#include "engine/backends/onednn/thread_team.h"
#include "engine/measure/measure_point.h"
#include "engine/measure/statistics.h"
#include "engine/sweep/local_executor.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <numeric>

using namespace headroom;

namespace {

constexpr double kBareS = 0.25; // of plain calls, in one turn
constexpr int kTurns = 3;

/// Median seconds of one call of a plain loop.
double bareLoop(const DeviceInfo& device, const GemmShape& shape) {
    std::vector<int> cpus(static_cast<std::size_t>(device.maxThreads));
    std::iota(cpus.begin(), cpus.end(), 0);
    const auto team = ThreadTeam::start(cpus);
    const std::uint64_t rotation = OperandPool::rotationBytes(device.cacheBytes, device.memoryBytes);
    auto pool = OperandPool::open(std::span(&shape, 1), rotation, 1);
    if (!team || !pool || !pool->use(shape, **team))
        return 0;
    dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    dnnl::stream stream(engine);
    Matmul matmul(engine, shape);
    std::vector<double> seconds;
    std::int64_t set = 0;
    const double begin = monotonicSeconds();
    for (double last = begin; last - begin < kBareS || seconds.size() < 8;) {
        matmul.run(stream, pool->set(set));
        set = (set + 1) % pool->sets();
        const double now = monotonicSeconds();
        seconds.push_back(now - last);
        last = now;
    }
    seconds.erase(seconds.begin()); // the first call is slower than those that follow
    std::ranges::sort(seconds);
    return median(seconds);
}

/// All visits to the point, one after the other; nothing when it failed, which is told.
std::optional<Measurement> engineTurn(Backend& backend, const DeviceInfo& device, const PlannedPoint& point) {
    SessionRequest request;
    request.shapes = {point.gemm};
    auto session = backend.open(device, request);
    if (!session) {
        std::fprintf(stderr, "%s\n", session.error().reason.c_str());
        return std::nullopt;
    }
    SteadyClock clock;
    const MeasureOptions options;
    // The first measurement makes the operands; a sweep does that once for all points.
    MeasureHistory first;
    MeasureHistory history;
    std::optional<Measurement> row = measurePoint(**session, point, options, first, clock, {});
    do {
        row = measurePoint(**session, point, options, history, clock, {});
    } while (row && wantsVisit(*row, (*session)->timing(), options, history));
    return row && row->ok() ? row : std::nullopt;
}

std::vector<PlannedPoint> dozenPoints(const DeviceInfo& device) {
    SweepSpec spec = defaultSpec(device);
    spec.ratios = {1, 8, 64};
    spec.pointsPerCurve = 4;
    return makePlan(spec).points;
}

} // namespace

int main() {
    const Registry registry = builtInRegistry();
    const Result<DeviceInfo> device = registry.find("cpu");
    if (!device) {
        std::fprintf(stderr, "%s\n", device.error().reason.c_str());
        return 3;
    }
    std::printf("%s, %s %s, %d threads\n", device->name.c_str(), device->backend.c_str(),
                device->libraryVersion.c_str(), device->maxThreads);
    std::printf("%6s %8s %14s %14s %8s %12s %7s %10s  %s\n", "h/a", "h", "bare GFLOP/s", "engine GFLOP/s",
                "ratio", "overhead ms", "visits", "wall ms", "flags");
    std::vector<double> ratios;
    std::vector<double> overheads;
    std::vector<double> overheadsAVisit;
    for (const PlannedPoint& point : dozenPoints(*device)) {
        double bareS = std::numeric_limits<double>::infinity();
        std::optional<Measurement> best;
        for (int turn = 0; turn < kTurns; ++turn) {
            bareS = std::min(bareS, bareLoop(*device, point.gemm));
            const std::optional<Measurement> row = engineTurn(registry.backendOf(*device), *device, point);
            if (!row)
                return 1;
            if (!best || row->time.medianS < best->time.medianS)
                best = row;
        }
        const double bare = tflops(flop(point.gemm), bareS) * 1e3;
        const double engine = best->throughputTflops() * 1e3;
        ratios.push_back(engine / bare);
        overheads.push_back(best->cost.overheadS() * 1e3);
        overheadsAVisit.push_back(overheads.back() / best->visits);
        std::printf("%6lld %8lld %14.2f %14.2f %8.3f %12.2f %7d %10.1f  %s\n",
                    static_cast<long long>(point.layer.headDim), static_cast<long long>(point.layer.hidden),
                    bare, engine, ratios.back(), overheads.back(), best->visits, best->cost.wallS * 1e3,
                    toString(best->flags).c_str());
    }
    std::ranges::sort(ratios);
    std::ranges::sort(overheads);
    std::ranges::sort(overheadsAVisit);
    std::printf("median ratio engine : bare loop %.3f; overhead median %.2f ms, largest %.2f ms; of a visit "
                "%.2f and %.2f ms\n",
                median(ratios), median(overheads), overheads.back(), median(overheadsAVisit),
                overheadsAVisit.back());
    return 0;
}
