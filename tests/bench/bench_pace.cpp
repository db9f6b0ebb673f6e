// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A trace of GEMMs and the paces of the cores right after them, to judge the judgement by:
// bench_pace [SECONDS] [THREADS] > trace.csv
//
// Goes round a dozen shapes of the CPU's default sweep, 20 ms each, and prints a line a window: seconds since
// the start, k, seconds of the median call, FLOP/s, and the pace of each core in rounds a second.
#include "engine/backends/built_in.h"
#include "engine/backends/host/batch_timer.h"
#include "engine/backends/host/host_info.h"
#include "engine/backends/onednn/core_pace.h"
#include "engine/backends/onednn/matmul.h"
#include "engine/backends/onednn/operand_pool.h"
#include "engine/backends/onednn/thread_team.h"
#include "engine/measure/statistics.h"
#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

using namespace headroom;

int main(int argc, char** argv) {
    const double seconds = argc > 1 ? std::atof(argv[1]) : 20;
    const HostInfo host = readHostInfo();
    const int threads = argc > 2 ? std::atoi(argv[2]) : host.defaultThreads;
    const Registry registry = builtInRegistry();
    const Result<DeviceInfo> device = registry.find("cpu");
    if (!device || threads < 1 || threads > host.maxThreads) {
        std::fprintf(stderr, "usage: bench_pace [SECONDS] [THREADS up to %d]\n", host.maxThreads);
        return 2;
    }
    SweepSpec spec = defaultSpec(*device);
    spec.ratios = {1, 8, 64};
    spec.pointsPerCurve = 4;
    std::vector<GemmShape> shapes;
    for (const PlannedPoint& point : makePlan(spec).points)
        shapes.push_back(point.gemm);
    const auto team = ThreadTeam::start(host.chooseCpus(threads, 0));
    auto pool =
        OperandPool::open(shapes, OperandPool::rotationBytes(device->cacheBytes, device->memoryBytes), 1);
    if (!team || !pool)
        return 1;
    dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    dnnl::stream stream(engine);
    std::printf("seconds,k,call_s,flop_per_s,paces\n");
    const double begin = monotonicSeconds();
    for (std::size_t turn = 0; monotonicSeconds() - begin < seconds; ++turn) {
        const GemmShape& shape = shapes[turn % shapes.size()];
        if (!pool->use(shape, **team))
            return 1;
        Matmul matmul(engine, shape);
        matmul.run(stream, pool->set(0));
        std::vector<double> calls;
        std::int64_t set = 0;
        const double start = monotonicSeconds();
        for (double last = start; last - start < 20e-3;) {
            matmul.run(stream, pool->set(set));
            set = (set + 1) % pool->sets();
            const double now = monotonicSeconds();
            calls.push_back(now - last);
            last = now;
        }
        const double wall = monotonicSeconds() - start;
        const std::vector<CorePace> paces = readPaces(**team);
        std::ranges::sort(calls);
        std::printf("%.4f,%lld,%.5g,%.5g,", start - begin, static_cast<long long>(shape.k), median(calls),
                    static_cast<double>(calls.size()) * flop(shape) / wall);
        for (const CorePace& pace : paces)
            std::printf("%d:%.4g%s", pace.cpu, pace.roundsPerS, &pace == &paces.back() ? "\n" : " ");
    }
    return 0;
}
