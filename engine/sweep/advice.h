// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/words.h"
#include "engine/sweep/budget_sum.h"
#include "engine/sweep/run.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// What the better of two shapes has more of.
enum class RankBy {
    Throughput, ///< FLOP a second, over the GEMMs that the length changes
    Time,       ///< speed of the layer: the inverse of the time that these take
};

std::span<const Word<RankBy>> rankWords();
bool parse(std::string_view word, RankBy& rank);

/// How much better a value does than the one asked about, relative: 0.46 is 46 percent.
struct Gain {
    double middle = 0;
    double low = 0; ///< from the lower end of one's interval over the upper end of the other's
    double high = 0;

    /// More than by what runs differ by themselves; what would be told as nothing is none.
    bool isCertain() const { return low > 0.0005; }
};

/// One value of the length that was asked about, as it was measured.
struct AdvisedValue {
    std::int64_t value = 0;
    std::int64_t divisor = 1; ///< its largest power-of-two divisor; of one GEMM that of the curve's length
    LayerShape layer;         ///< with it, and what follows from it
    BudgetSum sum; ///< of a layer's GEMMs that the length changes; of the model's where no layer has any
    Gain gain;     ///< over the value asked about
    std::size_t flagged = 0;   ///< of these rows
    std::size_t disturbed = 0; ///< of those, as far as it shows: by what else ran
    double weights = 0;        ///< parameters in all of the model's GEMMs
    std::string reason;        ///< why a row failed, where one did
    std::size_t place = 0;     ///< among the variants' values
    std::size_t absent = 0;    ///< rows that are not there yet, or were stopped before their turn
};

/// What was found out about a length.
struct Advice {
    Length length = Length::Ffn;
    RankBy rank = RankBy::Throughput;
    bool ofLayer = true;              ///< sums are of one layer, and not of the model
    bool ofOneGemm = false;           ///< and of one call in it
    std::vector<AdvisedValue> values; ///< best first; those with rows that failed come last
    AdvisedValue asked;
    /// "f = 10922 gives 310.2 TFLOP/s; f = 10944 gives 46.1 % more …", or that none does.
    std::string sentence;

    /// The best value, where it is certainly better than the one asked about.
    const AdvisedValue* better() const;
    /// Of the values that gain as much as the best within the intervals, the one nearest to what was asked
    /// about.
    const AdvisedValue* nearest() const;
};

/// Of a run whose spec has variants, as far as it was measured; `algorithm` chooses the rows where there are
/// both.
Advice adviceOf(const Run& run, RankBy rank);

/// Parameters in the GEMMs of a budget's model, of which its devices have one copy together.
double weightsOf(const SweepSpec& spec);

} // namespace headroom
