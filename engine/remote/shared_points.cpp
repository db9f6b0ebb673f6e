// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/shared_points.h"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {

constexpr int kTriesOfAPoint = 2;

/// A process that was started anew does not know of its predecessor's visits.
void joinEarlier(const Measurement& earlier, Measurement& row) {
    row.visits += earlier.visits;
    row.cost += earlier.cost;
    row.visitTimes.insert(row.visitTimes.begin(), earlier.visitTimes.begin(), earlier.visitTimes.end());
}

} // namespace

SharedPoints::SharedPoints(const SweepPlan& plan, std::size_t devices)
    : m_points(plan.points), m_devices(devices), m_waiting(plan.order.begin(), plan.order.end()) {}

std::vector<SharedPoints::Assignment> SharedPoints::handOut(const std::vector<std::size_t>& most) {
    std::vector<Assignment> assignments;
    handOutFirstVisits(most, assignments);
    if (!firstVisitsAreOver())
        return assignments;
    for (std::size_t device = 0; device < m_devices.size(); ++device)
        while (underWay(device) < most[device] && !m_devices[device].again.empty())
            assign(device, m_devices[device].again, assignments);
    return assignments;
}

/// In turns, those with the least under way first, so that the last points of a plan are spread over the
/// devices.
void SharedPoints::handOutFirstVisits(const std::vector<std::size_t>& most,
                                      std::vector<Assignment>& assignments) {
    std::vector<std::size_t> eager; // those that may have more
    for (std::size_t device = 0; device < m_devices.size(); ++device)
        if (underWay(device) < most[device])
            eager.push_back(device);
    const auto fewest = [&] {
        return underWay(*std::ranges::min_element(eager, {}, [this](auto one) { return underWay(one); }));
    };
    while (!eager.empty() && !m_waiting.empty()) {
        const std::size_t depth = fewest();
        for (const std::size_t device : eager) {
            if (underWay(device) > depth || m_waiting.empty())
                continue;
            const GemmShape shape = m_points[m_waiting.front()].gemm;
            // Default and best algorithm of a shape are compared: by one device, one after the other.
            while (!m_waiting.empty() && m_points[m_waiting.front()].gemm == shape)
                assign(device, m_waiting, assignments);
        }
        std::erase_if(eager, [&](std::size_t device) { return underWay(device) >= most[device]; });
    }
}

void SharedPoints::assign(std::size_t device, std::deque<std::size_t>& from,
                          std::vector<Assignment>& assignments) {
    m_devices[device].underWay.push_back(from.front());
    assignments.push_back({device, from.front()});
    from.pop_front();
}

bool SharedPoints::firstVisitsAreOver() const {
    return m_waiting.empty() && std::ranges::all_of(m_devices, [this](const OfDevice& device) {
               return device.underWay.empty() || m_known.contains(device.underWay.front());
           });
}

std::optional<std::size_t> SharedPoints::due(std::size_t device) const {
    const std::deque<std::size_t>& underWay = m_devices[device].underWay;
    return underWay.empty() ? std::nullopt : std::optional(underWay.front());
}

void SharedPoints::measured(std::size_t device, Measurement row, bool again) {
    OfDevice& its = m_devices[device];
    its.underWay.pop_front();
    const std::size_t point = row.point.index;
    const auto known = m_known.find(point);
    if (known != m_known.end() && row.visits == 1)
        m_inherited[point] = known->second;
    if (const auto earlier = m_inherited.find(point); earlier != m_inherited.end()) {
        joinEarlier(earlier->second, row);
        // A wrong result says something of the point. Another failure does not: what is known of it stays.
        if (!row.ok() && row.status != Status::CheckFailed) {
            row = known->second;
            again = false;
        }
    }
    if (again) {
        m_known[point] = row;
        its.again.push_back(point);
    } else {
        m_known.erase(point);
        m_inherited.erase(point);
    }
    m_finished.push_back({std::move(row), again});
}

void SharedPoints::lost(std::size_t device, const Measurement& failure) {
    OfDevice& its = m_devices[device];
    if (its.underWay.empty())
        return;
    // Unless it is marked now, the suspect goes back with those that only waited behind it.
    const std::size_t suspect = its.underWay.front();
    if (++m_failures[suspect] >= kTriesOfAPoint) {
        its.underWay.pop_front();
        const auto known = m_known.find(suspect); // what an earlier visit measured stays
        m_finished.push_back({known != m_known.end() ? known->second : failure});
    }
    // To one round or the other: a device has no first visits under way beside further ones.
    const bool further = !its.underWay.empty() && m_known.contains(its.underWay.front());
    std::deque<std::size_t>& back = further ? its.again : m_waiting;
    back.insert(back.begin(), its.underWay.begin(), its.underWay.end());
    its.underWay.clear();
}

void SharedPoints::giveUp(std::size_t device) {
    for (const std::size_t point : std::exchange(m_devices[device].again, {}))
        m_finished.push_back({m_known.at(point)});
}

Measurement SharedPoints::takeFinished() {
    Finished finished = std::move(m_finished.front());
    m_finished.pop_front();
    if (finished.again)
        m_again.insert(finished.row.point.index);
    else
        m_again.erase(finished.row.point.index);
    return std::move(finished.row);
}

std::optional<std::size_t> SharedPoints::waiting() const {
    return m_waiting.empty() ? std::nullopt : std::optional(m_waiting.front());
}

} // namespace headroom
