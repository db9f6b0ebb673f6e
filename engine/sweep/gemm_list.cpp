// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/gemm_list.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace headroom {

namespace {

std::size_t algorithmsPerRow(const SweepSpec& spec) {
    return spec.algorithm == Algorithm::Both ? 2 : 1;
}

/// "2 and 5", "2, 5 and 8", "2, 5, 8 and 4 others"
std::string rowsText(const std::vector<std::size_t>& rows) {
    constexpr std::size_t kMostNamed = 4;
    const bool namesAll = rows.size() <= kMostNamed;
    const std::size_t named = namesAll ? rows.size() - 1 : kMostNamed;
    std::string text;
    for (std::size_t i = 0; i < named; ++i)
        text += (i > 0 ? ", " : "") + std::to_string(rows[i]);
    return text + " and " +
           (namesAll ? std::to_string(rows.back()) : std::to_string(rows.size() - named) + " others");
}

} // namespace

std::string faultOf(const ListedGemm& gemm) {
    const std::array<std::pair<const char*, std::int64_t>, 4> lengths{
        {{"batch", gemm.extents.batch}, {"m", gemm.extents.m}, {"n", gemm.extents.n}, {"k", gemm.extents.k}}};
    for (const auto& [name, length] : lengths)
        if (length < 1 || length > kMaxExtent)
            return std::string(name) + " is " + std::to_string(length) + "; it must be from 1 to " +
                   std::to_string(kMaxExtent);
    if (elements(gemm.extents) >= kMaxElements)
        return "A, B and C have more than 10^16 elements: no machine can hold them";
    if (gemm.layout == Layout::Strided)
        return "the layout strided is of attention's heads; use nn, nt or tn";
    if (gemm.label.size() > kLongestLabel)
        return "its label has " + std::to_string(gemm.label.size()) + " bytes; at most " +
               std::to_string(kLongestLabel) + " are kept";
    return {};
}

std::string faultOfCount(std::size_t gemms) {
    if (gemms == 0)
        return "there is no GEMM in it";
    if (gemms > kMostListed)
        return "it has " + std::to_string(gemms) + " GEMMs; at most " + std::to_string(kMostListed) +
               " can be measured in one run. Split it";
    return {};
}

std::optional<PlannedPoint> listPoint(const SweepSpec& spec, std::size_t index) {
    const std::size_t perRow = algorithmsPerRow(spec);
    if (index / perRow >= spec.budget->list.size())
        return std::nullopt;
    const ListedGemm& row = spec.budget->list[index / perRow];
    const OperationInfo& info = infoOf(Operation::Gemm);
    PlannedPoint point;
    point.index = index;
    point.operation = Operation::Gemm;
    const DataType type = row.type.value_or(spec.type);
    point.layout = row.layout.value_or(info.issued(Pass::Forward, type));
    point.gemm = info.lay(row.extents, type, point.layout);
    point.ratio = std::min(powerOfTwoDivisor(point.gemm.n), powerOfTwoDivisor(point.gemm.k));
    point.algorithm = spec.algorithm == Algorithm::Both
                          ? (index % perRow == 0 ? Algorithm::Default : Algorithm::Best)
                          : spec.algorithm;
    point.perLayer = 1;
    point.perModel = 1;
    point.label = row.label;
    return point;
}

std::vector<PlannedPoint> listPoints(const SweepSpec& spec) {
    std::vector<PlannedPoint> points;
    while (const std::optional<PlannedPoint> point = listPoint(spec, points.size()))
        points.push_back(*point);
    return points;
}

std::vector<SpecError> listFaults(const SweepSpec& spec) {
    const std::vector<ListedGemm>& list = spec.budget->list;
    if (const std::string fault = faultOfCount(list.size()); !fault.empty())
        return {{SpecField::List, "Of this list: " + fault + '.'}};
    for (std::size_t row = 0; row < list.size(); ++row)
        if (const std::string fault = faultOf(list[row]); !fault.empty())
            return {{SpecField::List, "GEMM " + std::to_string(row + 1) + ": " + fault + '.'}};
    return {};
}

std::vector<std::string> listNotes(const SweepSpec& spec) {
    constexpr std::size_t kMostTold = 4;
    using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t, DataType, Layout>;
    std::map<Key, std::vector<std::size_t>> places;
    const std::size_t perRow = algorithmsPerRow(spec);
    for (std::size_t row = 0; row < spec.budget->list.size(); ++row) {
        const PlannedPoint point = *listPoint(spec, row * perRow);
        const GemmShape& gemm = point.gemm;
        places[{gemm.batch, gemm.m, gemm.n, gemm.k, gemm.type, point.layout}].push_back(row + 1);
    }
    std::vector<std::vector<std::size_t>> repeated;
    for (const auto& [key, rows] : places)
        if (rows.size() > 1)
            repeated.push_back(rows);
    std::ranges::sort(repeated);
    std::vector<std::string> notes;
    for (const std::vector<std::size_t>& rows : repeated) {
        if (notes.size() == kMostTold) {
            notes.push_back("So it is with " + std::to_string(repeated.size() - kMostTold) + " other GEMMs.");
            break;
        }
        notes.push_back("Rows " + rowsText(rows) + " are the same GEMM; each is measured by itself.");
    }
    return notes;
}

} // namespace headroom
