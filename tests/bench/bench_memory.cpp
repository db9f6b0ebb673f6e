// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Memory of a sweep: bench_memory [sweeps]
//
// Runs the small CPU sweep that many times in one process (20 unless told) and prints the resident size after
// each, and the peak over all against the operands' bytes.
#include "engine/backends/built_in.h"
#include "engine/sweep/local_executor.h"
#include "engine/sweep/sweep_runner.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

using namespace headroom;

namespace {

class Silent final : public SweepObserver {
public:
    void onMeasurement(const Measurement&) override {}
};

double mebibytes(std::uint64_t bytes) {
    return static_cast<double>(bytes) / (1 << 20);
}

std::uint64_t residentBytes() {
    std::ifstream statm("/proc/self/statm");
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    statm >> total >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::uint64_t peakBytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

std::uint64_t operandBytesOf(const Registry& registry, const DeviceInfo& device, const SweepPlan& plan) {
    SessionRequest request;
    for (const PlannedPoint& point : plan.points)
        request.shapes.push_back(point.gemm);
    return registry.backendOf(device).memoryNeed(device, request).neededBytes;
}

} // namespace

int main(int argc, char** argv) {
    const int sweeps = argc > 1 ? std::atoi(argv[1]) : 20;
    const Registry registry = builtInRegistry();
    const Result<DeviceInfo> device = registry.find("cpu");
    if (!device) {
        std::fprintf(stderr, "%s\n", device.error().reason.c_str());
        return 3;
    }
    SweepSpec spec = defaultSpec(*device);
    spec.pointsPerCurve = 2;
    spec.timeLimitS = 0.05;
    const SweepPlan plan = makePlan(spec);
    std::printf("before: %.1f MiB resident\n%6s %14s\n", mebibytes(residentBytes()), "sweep", "resident MiB");
    for (int sweep = 1; sweep <= sweeps; ++sweep) {
        SteadyClock clock;
        LocalExecutor executor(registry.backendOf(*device), *device, clock);
        Silent silent;
        const SweepResult result = runSweep(plan, executor, silent, {});
        if (result.end != SweepEnd::Completed) {
            std::fprintf(stderr, "%s\n", result.error.reason.c_str());
            return 1;
        }
        std::printf("%6d %14.1f\n", sweep, mebibytes(residentBytes()));
    }
    const std::uint64_t operands = operandBytesOf(registry, *device, plan);
    std::printf("peak %.1f MiB, operands with rotation %.1f MiB, difference %.1f MiB\n",
                mebibytes(peakBytes()), mebibytes(operands), mebibytes(peakBytes()) - mebibytes(operands));
    return 0;
}
