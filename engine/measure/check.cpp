// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace headroom {

namespace {

/// Half a unit in the last place of 1, of the format that holds the result.
double unitRoundoff(DataType type) {
    switch (outputType(type)) {
    case DataType::F16:
        return 0x1p-11;
    case DataType::Bf16:
        return 0x1p-8;
    default:
        return 0x1p-24;
    }
}

/// Relative rounding of the format the products are formed in: operands of tf32 lose all but 10 bits of their
/// mantissa.
double productRoundoff(DataType type) {
    return type == DataType::Tf32 ? 0x1p-10 : 0x1p-24;
}

/// Smallest spacing of the format, below which results are rounded in absolute terms.
double smallestSpacing(DataType type) {
    return type == DataType::F16 ? 0x1p-24 : 0x1p-126;
}

struct Dot {
    double value = 0;
    double magnitude = 0; ///< Σ|a·b|
    double range = 0;     ///< largest magnitude of a product, or of the sum of any stretch of them
};

Dot dot(const OutputSample& sample) {
    Dot result;
    double least = 0;
    double most = 0;
    for (std::size_t i = 0; i < sample.a.size(); ++i) {
        const double product = sample.a[i] * sample.b[i];
        result.value += product;
        result.magnitude += std::abs(product);
        least = std::min(least, result.value);
        most = std::max(most, result.value);
    }
    result.range = most - least; // a product is a stretch, too
    return result;
}

std::vector<std::int64_t> tileEdges(std::int64_t length) {
    std::vector<std::int64_t> places{0, length - 1};
    // The last element of a tile and the first of the next, for the tile sizes kernels use.
    for (const std::int64_t tile : {16, 64, 128, 256}) {
        const std::int64_t lastEdge = length / tile * tile;
        for (const std::int64_t place : {tile - 1, tile, lastEdge - 1, lastEdge})
            if (place > 0 && place < length - 1)
                places.push_back(place);
    }
    std::ranges::sort(places);
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
}

} // namespace

std::vector<OutputIndex> elementsToCheck(const GemmShape& shape) {
    std::vector<OutputIndex> elements;
    const std::vector<std::int64_t> rows = tileEdges(shape.m);
    const std::vector<std::int64_t> columns = tileEdges(shape.n);
    std::vector<std::int64_t> entries{0, shape.batch / 2, shape.batch - 1};
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    for (const std::int64_t entry : entries) {
        for (const std::int64_t row : {std::int64_t{0}, shape.m - 1})
            for (const std::int64_t column : {std::int64_t{0}, shape.n - 1})
                elements.push_back({entry, row, column});
        // Each edge once along either side, paired with another edge of the other side.
        const std::size_t pairs = std::max(rows.size(), columns.size());
        for (std::size_t i = 0; i < pairs; ++i)
            elements.push_back(
                {entry, rows[i % rows.size()], columns[(i + columns.size() / 2) % columns.size()]});
    }
    // A scatter over the rest: golden-ratio steps reach every region.
    for (std::int64_t i = 1; i <= 16; ++i) {
        const auto at = [i](double step, std::int64_t length) {
            const double share = static_cast<double>(i) * step;
            return static_cast<std::int64_t>((share - std::floor(share)) * static_cast<double>(length));
        };
        elements.push_back(
            {at(0.7548776662, shape.batch), at(0.5698402910, shape.m), at(0.6180339887, shape.n)});
    }
    return elements;
}

double errorBound(DataType type, const OutputSample& sample) {
    const Dot exact = dot(sample);
    const auto k = static_cast<double>(sample.a.size());
    const double growth = std::sqrt(k) + 8;
    const double fastAccumulation =
        multipliesE4m3(type) ? (growth + std::ceil(k / 32)) * 0x1p-13 * exact.range : 0;
    return fastAccumulation + growth * 0x1p-24 * exact.magnitude +
           2 * (productRoundoff(type) - 0x1p-24) * exact.magnitude +
           unitRoundoff(type) * std::abs(exact.value) * 1.01 + smallestSpacing(type);
}

std::string findWrongResult(DataType type, const std::vector<OutputSample>& samples) {
    for (const OutputSample& sample : samples) {
        const double expected = dot(sample).value;
        const double bound = errorBound(type, sample);
        if (std::abs(sample.value - expected) <= bound) // false for NaN
            continue;
        std::array<char, 256> text{};
        std::snprintf(text.data(), text.size(),
                      "Wrong result: C[%lld](%lld, %lld) is %.9g, expected %.9g within %.2g.",
                      static_cast<long long>(sample.index.batch), static_cast<long long>(sample.index.row),
                      static_cast<long long>(sample.index.column), sample.value, expected, bound);
        return text.data();
    }
    return {};
}

} // namespace headroom
