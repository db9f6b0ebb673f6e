// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/variants.h"

#include "engine/sweep/layer_budget.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace headroom {

namespace {

/// The multiples of this many that lie near are all worth a look: 128 bytes of f16, where GEMMs gain no more
/// by a power of two, but still by how tiles fill a device.
constexpr std::int64_t kPlateau = 64;
constexpr std::int64_t kMostOnThePlateau = 12;
// Heads of today's models.
constexpr std::int64_t kLeastHeadDim = 32;
constexpr std::int64_t kMostHeadDim = 256;
constexpr std::int64_t kUsualDevices = 8;

/// Neighbours on the curves of larger divisors, nearest first, then multiples of the plateau.
std::set<std::int64_t> neighbours(const BudgetSpec& budget) {
    const std::int64_t asked = budget.variants->values.front();
    const auto distance =
        static_cast<std::int64_t>(std::floor(budget.variants->within * static_cast<double>(asked)));
    const std::int64_t low = std::max<std::int64_t>(1, asked - distance);
    const std::int64_t high = asked + distance;
    const std::int64_t unit = unitOf(budget);
    std::set<std::int64_t> found;
    const auto add = [&](std::int64_t value) {
        if (value >= low && value <= high)
            found.insert(value);
    };
    // Where few values divide, those next to it are worth a look on whatever curve they lie.
    for (std::int64_t step = unit > 1 ? unit : 2; step <= high; step *= 2) {
        add((asked - 1) / step * step);
        add(asked / step * step + step);
    }
    const std::int64_t step = kPlateau * unit;
    const std::int64_t first = (low + step - 1) / step;
    const std::int64_t count = std::max<std::int64_t>(0, high / step - first + 1);
    const std::int64_t shown = std::min(count, kMostOnThePlateau);
    for (std::int64_t i = 0; i < shown; ++i)
        add((first + (shown > 1 ? i * (count - 1) / (shown - 1) : count / 2)) * step);
    return found;
}

/// The numbers of heads that share the same a·d.
std::set<std::int64_t> headCounts(const LayerShape& layer) {
    std::set<std::int64_t> found;
    const std::int64_t width = layer.heads * layer.headDim;
    for (std::int64_t dim = kLeastHeadDim; dim <= kMostHeadDim; ++dim)
        if (width % dim == 0)
            found.insert(width / dim);
    return found;
}

std::set<std::int64_t> divisorsOf(std::int64_t value) {
    std::set<std::int64_t> found;
    for (std::int64_t i = 1; i * i <= value; ++i)
        if (value % i == 0)
            found.insert({i, value / i});
    return found;
}

std::set<std::int64_t> powersOfTwoTo(std::int64_t most) {
    std::set<std::int64_t> found;
    for (std::int64_t power = 1; power <= most; power *= 2)
        found.insert(power);
    return found;
}

std::set<std::int64_t> othersThan(const BudgetSpec& budget) {
    const LayerShape& layer = budget.model.layer;
    switch (budget.variants->length) {
    case Length::Heads:
        return headCounts(layer);
    case Length::KvHeads:
        return divisorsOf(layer.heads);
    case Length::TensorParallel:
        return powersOfTwoTo(std::max(kUsualDevices, budget.tensorParallel));
    case Length::Hidden:
    case Length::HeadDim:
    case Length::Ffn:
    case Length::ExpertFfn:
    case Length::Vocab:
        break;
    }
    return neighbours(budget);
}

void setHidden(LayerShape& layer, const LengthVariants& variants, std::int64_t value) {
    layer.hidden = value;
    if (variants.headDimFollows && layer.heads > 0)
        layer.headDim = layer.valueDim = value / layer.heads;
    if (variants.ffnFollows)
        layer.ffn = 4 * value;
}

/// As many heads with the same a·d.
void setHeads(LayerShape& layer, std::int64_t value) {
    if (layer.kvHeads == layer.heads)
        layer.kvHeads = value;
    if (value > 0) {
        layer.headDim = layer.heads * layer.headDim / value;
        layer.valueDim = layer.heads * layer.valueDim / value;
    }
    layer.heads = value;
}

SweepSpec comparing(const SweepSpec& spec, std::vector<std::int64_t> values) {
    LengthVariants variants = *spec.budget->variants;
    variants.values = std::move(values);
    BudgetSpec budget = *spec.budget;
    budget.variants = std::move(variants);
    SweepSpec compared = spec;
    compared.budget = std::move(budget);
    return compared;
}

} // namespace

std::int64_t unitOf(const BudgetSpec& budget) {
    switch (budget.variants->length) {
    case Length::Hidden:
        return budget.variants->headDimFollows ? budget.model.layer.heads : 1;
    case Length::Ffn:
    case Length::ExpertFfn:
    case Length::Vocab:
        return budget.tensorParallel;
    case Length::Heads:
    case Length::KvHeads:
    case Length::HeadDim:
    case Length::TensorParallel:
        break;
    }
    return 1;
}

std::int64_t valueOf(const BudgetSpec& budget, Length length) {
    return length == Length::TensorParallel ? budget.tensorParallel
                                            : budget.model.layer.*infoOf(length).field;
}

SweepSpec variantOf(const SweepSpec& spec, std::int64_t value) {
    SweepSpec variant = spec;
    BudgetSpec& budget = *variant.budget;
    const LengthVariants variants = *budget.variants;
    budget.variants.reset();
    LayerShape& layer = budget.model.layer;
    switch (variants.length) {
    case Length::TensorParallel:
        budget.tensorParallel = value;
        break;
    case Length::Hidden:
        setHidden(layer, variants, value);
        break;
    case Length::Heads:
        setHeads(layer, value);
        break;
    case Length::HeadDim:
        if (layer.valueDim == layer.headDim)
            layer.valueDim = value;
        layer.headDim = value;
        break;
    case Length::KvHeads:
    case Length::Ffn:
    case Length::ExpertFfn:
    case Length::Vocab:
        layer.*infoOf(variants.length).field = value;
        break;
    }
    return variant;
}

bool isChosenByDistance(Length length) {
    return length != Length::Heads && length != Length::KvHeads && length != Length::TensorParallel;
}

std::vector<std::int64_t> candidateValues(const SweepSpec& spec) {
    const std::int64_t asked = spec.budget->variants->values.front();
    std::vector<std::int64_t> values{asked};
    for (const std::int64_t value : othersThan(*spec.budget))
        if (value != asked && budgetFaults(comparing(spec, {asked, value})).empty())
            values.push_back(value);
    return values;
}

} // namespace headroom
