// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/found_devices.h"
#include "engine/remote/job.h"

#include <map>
#include <mutex>

namespace headroom {

/// The jobs that this program holds, by the places that they are for. Used from any thread.
class HeldJobs {
public:
    /// Waits until the place has its job, unless it has it already: see Job::await(). A job that was asked
    /// for with other words is given back first.
    Outcome await(const Place& place, std::stop_token stop,
                  const std::function<void(const std::string&)>& tell);
    void giveBack(const std::string& place);
    /// The places, with one for each task in the stead of those whose job is held, whatever words it was
    /// asked for with.
    std::vector<Place> resolved(const std::vector<Place>& places);
    /// Those of the places that have no job, and all jobs that are held, also of places that are described no
    /// more: somebody has to give them back.
    std::vector<QueuedPlace> queued(const std::vector<Place>& places);

private:
    struct Held {
        JobRequest request;
        std::unique_ptr<Job> job;
    };
    using Ended = std::vector<std::unique_ptr<Job>>;
    /// Those that their scheduler ended.
    Ended dropEnded();

    std::mutex m_mutex;
    std::map<std::string, Held> m_held;
};

} // namespace headroom
