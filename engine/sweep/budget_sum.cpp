// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/budget_sum.h"

namespace headroom {

namespace {

template <class CountOf>
BudgetSum sumOf(const std::vector<Measurement>& rows, CountOf countOf) {
    BudgetSum sum;
    for (const Measurement& row : rows) {
        const auto count = static_cast<double>(countOf(row.point));
        if (count == 0)
            continue;
        if (!row.ok()) {
            ++sum.missing;
            continue;
        }
        sum += {count * row.time.medianS, count * row.time.lowS, count * row.time.highS,
                count * flop(row.point.gemm), 0};
    }
    return sum;
}

} // namespace

BudgetSum& BudgetSum::operator+=(const BudgetSum& other) {
    seconds += other.seconds;
    lowS += other.lowS;
    highS += other.highS;
    flop += other.flop;
    missing += other.missing;
    return *this;
}

BudgetSum sumOfLayer(const std::vector<Measurement>& rows) {
    return sumOf(rows, [](const PlannedPoint& point) { return point.perLayer; });
}

BudgetSum sumOfModel(const std::vector<Measurement>& rows) {
    return sumOf(rows, [](const PlannedPoint& point) { return point.perModel; });
}

} // namespace headroom
