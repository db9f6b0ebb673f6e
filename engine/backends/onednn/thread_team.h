// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <omp.h>

#include <cstdint>
#include <memory>
#include <sched.h>
#include <span>
#include <vector>

namespace headroom {

/// What the system has accounted to one thread so far.
struct ThreadTimes {
    double cpuS = 0;    ///< on a processor
    double waitedS = 0; ///< ready to run, without a processor
    std::int64_t voluntarySwitches = 0;
};

/// The OpenMP threads that compute in the thread that starts the team, which is their first. They live as
/// long as that thread does (the runtime keeps them), and the library's parallel regions use them too. While
/// the team exists each is bound to a CPU of its own: left alone, two of them sometimes share a core for
/// seconds, at half the speed. Threads that the starting thread creates meanwhile inherit its one CPU.
class ThreadTeam {
public:
    /// One thread for each of `cpus`.
    static Result<std::unique_ptr<ThreadTeam>> start(std::span<const int> cpus);
    /// Restores thread count and affinity. In the thread that started the team.
    ~ThreadTeam();
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;

    int size() const { return m_size; }

    /// Runs work(thread) once in each thread, at the same time. `work` must not throw.
    template <class Work>
    void each(Work&& work) const {
#pragma omp parallel num_threads(m_size)
        work(omp_get_thread_num());
    }

    std::vector<ThreadTimes> readTimes() const;
    /// Whether a thread was kept from its processor between two readings that lie `wallS` apart.
    bool lostProcessor(std::span<const ThreadTimes> before, std::span<const ThreadTimes> after,
                       double wallS) const;

private:
    explicit ThreadTeam(int size);

    int m_size = 1;
    int m_previousMaxThreads = 1;
    double m_clockStepS = 0;                   ///< granularity of the threads' CPU time
    std::vector<cpu_set_t> m_previousAffinity; ///< of each thread; empty where threads were not bound
};

/// The judgement for one thread, given what it was accounted in `wallS`; `clockStepS` is the granularity.
bool lostProcessor(const ThreadTimes& before, const ThreadTimes& after, double wallS, double clockStepS);

} // namespace headroom
