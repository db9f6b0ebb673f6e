// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/devices/held_jobs.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace headroom {

HeldJobs::Ended HeldJobs::dropEnded() {
    Ended ended;
    for (auto held = m_held.begin(); held != m_held.end();) {
        if (held->second.job->isHeld()) {
            ++held;
            continue;
        }
        ended.push_back(std::move(held->second.job));
        held = m_held.erase(held);
    }
    return ended;
}

Outcome HeldJobs::await(const Place& place, std::stop_token stop,
                        const std::function<void(const std::string&)>& tell) {
    if (!place.job)
        return success();
    Ended ended; // before the lock, so that they end after it: that may take long
    {
        const std::lock_guard lock(m_mutex);
        ended = dropEnded();
        if (const auto held = m_held.find(place.name); held != m_held.end()) {
            if (held->second.request == *place.job)
                return success();
            ended.push_back(std::move(held->second.job));
            m_held.erase(held);
        }
    }
    ended.clear();
    Result<std::unique_ptr<Job>> job = Job::askFor(place);
    if (!job)
        return job.error();
    if (Outcome granted = (*job)->await(stop, tell); !granted)
        return granted;
    const std::lock_guard lock(m_mutex);
    Held& held = m_held[place.name];
    ended.push_back(std::exchange(held.job, std::move(*job)));
    held.request = *place.job;
    return success();
}

void HeldJobs::giveBack(const std::string& place) {
    std::unique_ptr<Job> job; // before the lock, as above
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_held.find(place); found != m_held.end()) {
        job = std::move(found->second.job);
        m_held.erase(found);
    }
}

std::vector<Place> HeldJobs::resolved(const std::vector<Place>& places) {
    Ended ended; // before the lock, as above
    const std::lock_guard lock(m_mutex);
    ended = dropEnded();
    std::vector<Place> all;
    for (const Place& place : places) {
        const auto held = m_held.find(place.name);
        if (place.job && held != m_held.end())
            std::ranges::move(held->second.job->placesOf(place), std::back_inserter(all));
        else
            all.push_back(place);
    }
    return all;
}

std::vector<QueuedPlace> HeldJobs::queued(const std::vector<Place>& places) {
    Ended ended; // before the lock, as above
    const std::lock_guard lock(m_mutex);
    ended = dropEnded();
    std::vector<QueuedPlace> all;
    for (const auto& [name, held] : m_held)
        all.push_back({name, held.job->grant().id});
    for (const Place& place : places)
        if (place.job && !m_held.contains(place.name))
            all.push_back({place.name, {}});
    std::ranges::sort(all, {}, &QueuedPlace::place);
    return all;
}

} // namespace headroom
