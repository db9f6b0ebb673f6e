// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/visits.h"

#include "engine/measure/statistics.h"

#include <algorithm>
#include <cassert>

namespace headroom {

namespace {

/// Of a median over another: undisturbed visits lie within 1 to 2 %.
constexpr double kAgreeing = 1.04;

/// Batches of a visit that a shorter one is not outweighed by.
constexpr std::size_t kComparable = 20;

/// Of so many batches at most, which stand for the distribution of all.
Visit thinned(const Visit& visit, std::size_t most) {
    const std::size_t all = visit.secondsPerCall.size();
    if (all <= most)
        return visit;
    std::vector<double> sorted = visit.secondsPerCall;
    std::ranges::sort(sorted);
    Visit thin = visit;
    thin.secondsPerCall.clear();
    for (std::size_t i = 0; i < most; ++i)
        thin.secondsPerCall.push_back(
            quantile(sorted, (static_cast<double>(i) + 0.5) / static_cast<double>(most)));
    return thin;
}

} // namespace

Visit& Visit::operator+=(const Visit& more) {
    secondsPerCall.insert(secondsPerCall.end(), more.secondsPerCall.begin(), more.secondsPerCall.end());
    calls += more.calls;
    flags |= more.flags;
    capHit = capHit || more.capHit;
    return *this;
}

void Visits::add(Visit visit) {
    const double medianS = summarise(visit.secondsPerCall, 0).medianS;
    const auto place = std::ranges::upper_bound(m_visits, medianS, {}, &Entry::medianS);
    m_visits.insert(place, Entry{std::move(visit), medianS});
}

bool Visits::differ() const {
    return count() > 1 && m_visits.back().medianS > kAgreeing * m_visits.front().medianS;
}

bool Visits::agree() const {
    return count() > 1 && m_visits[1].medianS <= kAgreeing * m_visits[0].medianS;
}

Visit Visits::pooled() const {
    assert(!m_visits.empty());
    const Visit& fastest = m_visits.front().visit;
    if (!agree())
        return fastest;
    const Visit& second = m_visits[1].visit;
    const auto slow = [](const Visit& visit) { return visit.flags.has(Flag::ProcessorSlow); };
    if (slow(fastest) != slow(second))
        return slow(fastest) ? second : fastest;
    // A visit that was precise at once is as good as one that took its whole time.
    const std::size_t most =
        std::max(kComparable, std::min(fastest.secondsPerCall.size(), second.secondsPerCall.size()));
    Visit together = thinned(fastest, most);
    together += thinned(second, most);
    return together;
}

} // namespace headroom
