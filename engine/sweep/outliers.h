// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace headroom {

/// Where one of several nodes lies over many GEMMs: the logarithm of its throughput over the usual one.
struct NodeLevel {
    double value = 0;
    /// Standard deviation between runs of the same program on the same machine, as the rows' intervals say;
    /// 0 where they say nothing.
    double deviation = 0;
};

/// How a node stands to the others.
struct Standing {
    double distance = 0;  ///< from the median of the others that agree, in logarithms
    double halfWidth = 0; ///< of its interval at 95 %; infinite where nothing says how nodes differ by chance
    bool out = false;     ///< certainly no chance, and large enough to be told
};

/// What comes of several levels: nodes that stand out from a majority, or two halves that stand apart.
struct LevelVerdict {
    std::vector<Standing> nodes;           ///< in the order of the levels
    std::vector<std::size_t> lower, upper; ///< the two halves; empty where they do not stand apart

    bool isSplit() const { return !lower.empty(); }
};

/// Nothing below this is told of: cards of one kind differ by up to about so much by themselves.
inline constexpr double kLeastTold = 0.01;
/// The chance that something is told of nodes that are all alike, over all questions of a comparison.
inline constexpr double kFalseAlarm = 0.01;

/// Which levels are no chance. The method, and why:
///
/// - A node is held against the median of the *others*: in a median that it has a part in, one of three
/// hides.
/// - Only a minority can stand out. For every possible number k of them, from the largest below a half down,
///   the k farthest from the median are taken away, and the nearest of these k is tested against the rest
///   (the generalised extreme Studentised deviate test of Rosner, 1983): so two bad nodes do not hide each
///   other in the spread that they make, and a good one is not taken along with a bad one.
/// - The spread by chance comes from two sources: the rows' intervals, which count as if ten runs had been
///   seen to spread so, and the spread of the rest, one degree of freedom a node. A rest of two or three says
///   little of its spread by itself; and the intervals do not know how cards of one kind differ. A node whose
///   own intervals are wider is judged by those.
/// - All rows of a run may err together (temperature, where memory lies), so a level is never taken for surer
///   than one row is, however many it is made of.
/// - The bound is Student's t at kFalseAlarm over the number of `questions` that are asked in all
/// (Bonferroni),
///   and never below kLeastTold. From the nearest of the rest it is at least half as far as these are apart:
///   what is at one end of a crowd that stretches does not stand out.
/// - Where no minority stands out of an even number, the lower and the upper half may be apart, as two runs
///   may: then neither is called the odd one.
LevelVerdict judgeLevels(std::span<const NodeLevel> levels, std::size_t questions);

/// Middle value of what is not sorted; 0 of nothing.
double medianOf(std::vector<double> values);

} // namespace headroom
