// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/visits.h"

#include "engine/measure/statistics.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace headroom {

namespace {

/// Largest quotient of two medians that are the same: undisturbed visits to one point lie within 1 to 2 %, on
/// a GPU that changes its clock by itself within 3.
constexpr double kSame = 1.04;

/// Batches of a visit that a shorter one is not outweighed by.
constexpr std::size_t kComparable = 20;

/// At most so many of the batches, which stand for the distribution of all.
std::vector<double> thinned(const std::vector<double>& batches, std::size_t most) {
    if (batches.size() <= most)
        return batches;
    std::vector<double> sorted = batches;
    std::ranges::sort(sorted);
    std::vector<double> thin;
    for (std::size_t i = 0; i < most; ++i)
        thin.push_back(quantile(sorted, (static_cast<double>(i) + 0.5) / static_cast<double>(most)));
    return thin;
}

} // namespace

Visit& Visit::operator+=(const Visit& more) {
    secondsPerCall.insert(secondsPerCall.end(), more.secondsPerCall.begin(), more.secondsPerCall.end());
    calls += more.calls;
    flags |= more.flags;
    if (more.clockMhz)
        clockMhz = more.clockMhz;
    return *this;
}

void Visits::add(Visit visit) {
    const double medianS = summarise(visit.secondsPerCall, 0).medianS;
    m_visits.push_back({std::move(visit), medianS});
}

bool Visits::agree(int agreeing, double agreement) const {
    double fastest = std::numeric_limits<double>::infinity();
    for (const Entry& entry : m_visits)
        fastest = std::min(fastest, entry.medianS);
    const auto agrees = [&](const Entry& entry) {
        return !isDisturbed(entry.visit.flags) && entry.medianS <= (1 + agreement) * fastest;
    };
    return std::ranges::count_if(m_visits, agrees) >= agreeing;
}

std::vector<const Visits::Entry*> Visits::countedEntries() const {
    assert(!m_visits.empty());
    double fastest = std::numeric_limits<double>::infinity();
    double fastestClean = fastest;
    for (const Entry& entry : m_visits) {
        fastest = std::min(fastest, entry.medianS);
        if (!isDisturbed(entry.visit.flags))
            fastestClean = std::min(fastestClean, entry.medianS);
    }
    // What was disturbed and is faster all the same was hardly disturbed.
    const bool cleanOnly = fastestClean <= kSame * fastest;
    const double limit = kSame * (cleanOnly ? fastestClean : fastest);
    std::vector<const Entry*> counted;
    for (const Entry& entry : m_visits)
        if (entry.medianS <= limit && !(cleanOnly && isDisturbed(entry.visit.flags)))
            counted.push_back(&entry);
    return counted;
}

Visit Visits::counted() const {
    const std::vector<const Entry*> entries = countedEntries();
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    for (const Entry* entry : entries)
        fewest = std::min(fewest, entry->visit.secondsPerCall.size());
    Visit together;
    for (const Entry* entry : entries) {
        Visit part = entry->visit;
        // A visit that was precise at once is as good as one that took its whole time.
        part.secondsPerCall = thinned(part.secondsPerCall, std::max(kComparable, fewest));
        together += part;
    }
    return together;
}

std::vector<VisitTime> Visits::times() const {
    const std::vector<const Entry*> counted = countedEntries();
    std::vector<VisitTime> times;
    for (const Entry& entry : m_visits)
        times.push_back({entry.medianS, entry.visit.clockMhz.value_or(0),
                         std::ranges::find(counted, &entry) != counted.end()});
    return times;
}

} // namespace headroom
