// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/nearest_word.h"

#include <algorithm>

namespace headroom {

namespace {

/// How many letters were left out, added, mistaken or swapped with the next one.
std::size_t slipsBetween(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> slips(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                slips[i][j] = i + j;
                continue;
            }
            const std::size_t mistaken = a[i - 1] == b[j - 1] ? 0 : 1;
            slips[i][j] =
                std::min({slips[i - 1][j] + 1, slips[i][j - 1] + 1, slips[i - 1][j - 1] + mistaken});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                slips[i][j] = std::min(slips[i][j], slips[i - 2][j - 2] + 1);
        }
    }
    return slips[a.size()][b.size()];
}

} // namespace

std::string nearestWord(std::string_view typed, const std::vector<std::string>& words) {
    constexpr std::size_t kLongest = 64; // no word of ours is as long, and the table grows with it
    constexpr std::size_t kLettersASlip = 3;
    const std::string_view letters = typed.substr(std::min(typed.find_first_not_of('-'), typed.size()));
    if (letters.size() < 2 || typed.size() > kLongest)
        return {};
    std::string nearest;
    std::size_t below = std::max<std::size_t>(letters.size() / kLettersASlip, 1) + 1;
    for (const std::string& word : words) {
        const std::size_t apart = std::max(typed.size(), word.size()) - std::min(typed.size(), word.size());
        const bool isMeant = word.starts_with(typed);
        if (!isMeant && apart >= below)
            continue; // a slip changes the length by a letter at most
        const std::size_t slips = isMeant ? 1 : slipsBetween(typed, word);
        if (slips < below) {
            below = slips;
            nearest = word;
        }
    }
    return nearest;
}

} // namespace headroom
