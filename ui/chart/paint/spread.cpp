// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/spread.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace headroom::ui {

std::vector<double> spread(const std::vector<double>& wishes, double height, double top, double bottom) {
    std::vector<std::size_t> order(wishes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&wishes](std::size_t i) { return wishes[i]; });
    // Without the heights of those above, whoever would lie over another one shares a place with it: the mean
    // of what they wish.
    struct Block {
        double sum = 0;
        std::size_t count = 0;

        double place() const { return sum / static_cast<double>(count); }
    };
    const auto above = [height](std::size_t row) { return static_cast<double>(row) * height; };
    std::vector<Block> blocks;
    for (std::size_t row = 0; row < order.size(); ++row) {
        blocks.push_back({wishes[order[row]] - above(row), 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].place() > blocks.back().place()) {
            const Block last = blocks.back();
            blocks.pop_back();
            blocks.back().sum += last.sum;
            blocks.back().count += last.count;
        }
    }
    const double lowest = order.empty() ? bottom : std::max(top, bottom - above(order.size() - 1));
    std::vector<double> places(wishes.size());
    std::size_t row = 0;
    for (const Block& block : blocks)
        for (std::size_t i = 0; i < block.count; ++i, ++row)
            places[order[row]] = std::clamp(block.place(), top, lowest) + above(row);
    return places;
}

} // namespace headroom::ui
