// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/devices/held_jobs.h"

#include <iterator>
#include <utility>

namespace headroom {

Job* HeldJobs::held(const Place& place) {
    const auto found = m_held.find(place.name);
    if (!place.job || found == m_held.end())
        return nullptr;
    if (found->second.request == *place.job && found->second.job->isHeld())
        return found->second.job.get();
    m_held.erase(found);
    return nullptr;
}

Outcome HeldJobs::await(const Place& place, std::stop_token stop,
                        const std::function<void(const std::string&)>& tell) {
    {
        const std::lock_guard lock(m_mutex);
        if (!place.job || held(place))
            return success();
    }
    Result<std::unique_ptr<Job>> job = Job::askFor(place);
    if (!job)
        return job.error();
    if (Outcome granted = (*job)->await(stop, tell); !granted)
        return granted;
    const std::lock_guard lock(m_mutex);
    m_held[place.name] = {*place.job, std::move(*job)};
    return success();
}

void HeldJobs::giveBack(const std::string& place) {
    std::unique_ptr<Job> job; // which may take long, and nobody else is to wait for
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_held.find(place); found != m_held.end()) {
        job = std::move(found->second.job);
        m_held.erase(found);
    }
}

std::vector<Place> HeldJobs::resolved(const std::vector<Place>& places) {
    const std::lock_guard lock(m_mutex);
    std::vector<Place> all;
    for (const Place& place : places) {
        if (const Job* job = held(place))
            std::ranges::move(job->places(), std::back_inserter(all));
        else
            all.push_back(place);
    }
    return all;
}

std::vector<QueuedPlace> HeldJobs::queued(const std::vector<Place>& places) {
    const std::lock_guard lock(m_mutex);
    std::vector<QueuedPlace> all;
    for (const Place& place : places) {
        if (!place.job)
            continue;
        const Job* job = held(place);
        all.push_back({place.name, job ? job->grant().id : std::string()});
    }
    return all;
}

} // namespace headroom
