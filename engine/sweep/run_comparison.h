// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/outliers.h"
#include "engine/sweep/shared_gemms.h"

namespace headroom {

/// How the nodes lie to each other over the GEMMs of a curve, or over all.
struct CurveSpread {
    std::size_t curve = 0;          ///< of SharedGemms::curves; nothing's, of all of them
    std::size_t gemms = 0;          ///< that more than half of the runs measured
    double tflops = 0;              ///< of the median GEMM, by the runs' medians
    double range = 0;               ///< highest over lowest of a GEMM, less one: the median over the GEMMs
    double middleHalf = 0;          ///< the same of the middle half of the nodes
    std::vector<std::size_t> nodes; ///< that have any of these GEMMs
    std::vector<NodeLevel> levels;  ///< theirs
    LevelVerdict verdict;           ///< on these
};

/// Something that a reader should know: who lies apart, where and by how much.
struct ComparisonFinding {
    enum class Kind {
        Everywhere, ///< on all curves
        Curves,     ///< on some
        Points,     ///< at single points, while the rest of its curves is as the others'
    };

    Kind kind = Kind::Everywhere;
    std::vector<std::size_t> nodes;  ///< one that stands out, or the lower of two halves
    std::vector<std::size_t> others; ///< that it is held against
    std::vector<std::size_t> curves; ///< where
    std::vector<std::size_t> gemms;  ///< that say so: beyond each of the others
    std::size_t ofGemms = 0;         ///< of so many that it has there
    // Relative to the others, over the curves or points: -0.041 is 4.1 % below.
    double typical = 0;
    double least = 0;
    double most = 0;
    double halfWidth = 0; ///< of the widest interval of these at 95 %; 0 for points and halves

    bool isSplit() const { return nodes.size() > 1 || others.size() == 1; }
    bool isBelow() const { return typical < 0; }
};

/// Several runs of one sweep beside each other.
struct RunComparison {
    std::vector<CurveSpread> curves; ///< those with a shared GEMM, in the order of a plan
    CurveSpread all;
    std::vector<std::size_t> apart;          ///< nodes without any shared GEMM
    std::vector<ComparisonFinding> findings; ///< the worst first
    bool intervals = false;                  ///< any row says how runs differ by chance
};

/// Who falls out of the band of the others. Each node's level on a curve is the median, over the GEMMs that
/// more than half of the runs measured, of the logarithm of its throughput over what is common to all: a few
/// odd points do not move it. judgeLevels() says which levels are no chance. A node that is out on all shared
/// curves alike is said to be so everywhere.
///
/// Single points are judged apart from that, since a library may lose a few shapes and nothing else: about
/// the node's own level on the curve, against the others at the GEMM. They must lie beyond all of the others,
/// by 3 % and by Student's t over all points at kFalseAlarm; two of a node's, and four times as many as half
/// of the nodes have, for where most nodes have such points they are how that machine scatters. Flagged
/// points, which say of themselves that something disturbed them, are left out.
RunComparison compareRuns(const SharedGemms& shared);

} // namespace headroom
