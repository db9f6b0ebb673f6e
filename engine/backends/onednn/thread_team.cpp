// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/onednn/thread_team.h"

#include "engine/backends/host/batch_timer.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>

namespace headroom {

namespace {

/// A thread that loses the processor loses it for a scheduling slice of the system, 1–4 ms: 10 % or more of a
/// usual window. Interrupts and the reading itself stay far below 1 %. Long windows hold many batches and
/// report their median, which 3 % of lost time does not move.
constexpr double kLostShare = 0.03;
/// Waking a thread up takes some tens of microseconds, which count as waiting.
constexpr double kWakeUpS = 100e-6;

double threadCpuSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Nanoseconds on Linux; ticks of up to 10 ms where the system only samples who is running.
double threadClockStep() {
    constexpr double kPatienceS = 2e-3;
    constexpr double kCoarsestS = 10e-3;
    const double first = threadCpuSeconds();
    const double giveUp = monotonicSeconds() + kPatienceS;
    do {
        if (const double step = threadCpuSeconds() - first; step > 0)
            return step;
    } while (monotonicSeconds() < giveUp);
    return kCoarsestS;
}

/// The second number of schedstat: nanoseconds spent ready without a processor. 0 where the system keeps
/// none.
double threadWaitedSeconds() {
    const int file = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    char text[96] = {};
    const ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    char* afterRun = text;
    if (length > 0)
        std::strtoull(text, &afterRun, 10);
    return 1e-9 * static_cast<double>(std::strtoull(afterRun, nullptr, 10)); // 0 where there is no number
}

ThreadTimes readOwnTimes() {
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    return {threadCpuSeconds(), threadWaitedSeconds(), usage.ru_nvcsw};
}

} // namespace

bool lostProcessor(const ThreadTimes& before, const ThreadTimes& after, double wallS, double clockStepS) {
    const double tolerated = kLostShare * wallS + std::max(kWakeUpS, clockStepS);
    if (after.waitedS - before.waitedS > tolerated)
        return true;
    // A thread without work in a call sleeps after a while, by its own choice: less CPU time alone means
    // nothing then. One that never slept and still got less was interrupted, or its virtual processor was.
    const bool slept = after.voluntarySwitches > before.voluntarySwitches;
    return !slept && wallS - (after.cpuS - before.cpuS) > tolerated;
}

ThreadTeam::ThreadTeam(int size)
    : m_size(size), m_previousMaxThreads(omp_get_max_threads()), m_clockStepS(threadClockStep()) {
    omp_set_dynamic(0);
    omp_set_num_threads(size);
}

Result<std::unique_ptr<ThreadTeam>> ThreadTeam::start(std::span<const int> cpus) {
    std::unique_ptr<ThreadTeam> team(new ThreadTeam(static_cast<int>(cpus.size())));
    int granted = 0;
    team->each([&granted](int thread) {
        if (thread == 0)
            granted = omp_get_num_threads();
    });
    if (granted != team->m_size) {
        return Error{Status::Error, "the system grants " + std::to_string(granted) + " of " +
                                        std::to_string(team->m_size) +
                                        " threads: choose fewer threads, or raise ulimit -u"};
    }
    std::vector<cpu_set_t> previous(cpus.size());
    team->each([&](int thread) {
        const auto index = static_cast<std::size_t>(thread);
        CPU_ZERO(&previous[index]);
        if (sched_getaffinity(0, sizeof(cpu_set_t), &previous[index]) == 0 && cpus[index] < CPU_SETSIZE) {
            cpu_set_t one;
            CPU_ZERO(&one);
            CPU_SET(cpus[index], &one);
            // Refused where a sandbox forbids it: then as the system likes.
            sched_setaffinity(0, sizeof one, &one);
        }
    });
    team->m_previousAffinity = std::move(previous);
    return team;
}

ThreadTeam::~ThreadTeam() {
    if (!m_previousAffinity.empty()) {
        each([this](int thread) {
            const cpu_set_t& previous = m_previousAffinity[static_cast<std::size_t>(thread)];
            if (CPU_COUNT(&previous) > 0)
                sched_setaffinity(0, sizeof previous, &previous);
        });
    }
    omp_set_num_threads(m_previousMaxThreads);
}

std::vector<ThreadTimes> ThreadTeam::readTimes() const {
    std::vector<ThreadTimes> times(static_cast<std::size_t>(m_size));
    each([&times](int thread) { times[static_cast<std::size_t>(thread)] = readOwnTimes(); });
    return times;
}

bool ThreadTeam::lostProcessor(std::span<const ThreadTimes> before, std::span<const ThreadTimes> after,
                               double wallS) const {
    for (std::size_t thread = 0; thread < before.size(); ++thread)
        if (headroom::lostProcessor(before[thread], after[thread], wallS, m_clockStepS))
            return true;
    return false;
}

} // namespace headroom
