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
    Visit together = m_visits.front().visit;
    if (count() > 1)
        together += m_visits[1].visit;
    return together;
}

} // namespace headroom
