// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/planned_curve.h"
#include "engine/sweep/run.h"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace headroom {

/// A run that is compared with others, and how it is called beside them.
struct NamedRun {
    const Run* run = nullptr;
    std::string name;
};

/// What may fall out of the band: a run, or one device of a run over several.
struct ComparedNode {
    std::size_t run = 0; ///< of the runs that are compared
    std::string deviceId;
    std::string name; ///< "node3"; "night, gpu7/cuda:1"
};

/// What one of the runs measured of a GEMM.
struct NodeFigure {
    std::size_t node = 0;
    std::size_t row = 0;  ///< of its run's measurements
    double level = 0;     ///< natural logarithm of TFLOP/s
    double deviation = 0; ///< of it between runs, as the row's interval says; 0 where it says nothing
};

/// A GEMM that the runs measured.
struct SharedGemm {
    std::size_t curve = 0;
    std::vector<NodeFigure> figures; ///< one a run that has it
    double median = 0;               ///< of their levels
};

/// Points that belong together: of a sweep a curve, of a layer or a list an operation's pass.
struct SharedCurve {
    PlannedCurve curve;
    Algorithm algorithm = Algorithm::Default;
    std::string name; ///< "h/a = 64", "MLP Up, wgrad"
};

/// Whether rows of these runs may stand for each other: of one kind of card, in one regime. Otherwise a
/// sentence that says which are which.
Outcome checkComparable(std::span<const NamedRun> runs);
/// Without how many there are and where: "NVIDIA H200" of "8 × NVIDIA H200 · gpu7".
std::string cardOf(const RunContext& context);

/// The rows of several runs by the GEMM that they measured: operation, pass, type, layout, algorithm and
/// shape. Of a GEMM that a run measured again the last row counts; failed rows have no figure.
class SharedGemms {
public:
    /// The runs must outlive this.
    explicit SharedGemms(std::vector<NamedRun> runs);

    /// After a row was added to a run, or took the place of an earlier one. Returns its GEMM.
    std::size_t take(std::size_t run, std::size_t row);

    /// The runs by other names, in their order.
    void call(std::span<const std::string> names);

    const std::vector<NamedRun>& runs() const { return m_runs; }
    const std::vector<ComparedNode>& nodes() const { return m_nodes; }
    const std::vector<SharedCurve>& curves() const { return m_curves; }
    const std::vector<SharedGemm>& gemms() const { return m_gemms; }
    /// More than half of the runs measured it: of fewer a median would say what those are, not what is usual.
    bool isShared(const SharedGemm& gemm) const { return 2 * gemm.figures.size() > m_runs.size(); }
    /// Where the point's GEMM is; nothing where no run has it.
    std::optional<std::size_t> find(const PlannedPoint& point) const;
    const Measurement& rowOf(const NodeFigure& figure) const;
    const RunContext& contextOf(std::size_t node) const { return m_runs[m_nodes[node].run].run->context; }

private:
    using Key = std::tuple<Operation, Pass, Layout, Algorithm, DataType, std::int64_t, std::int64_t,
                           std::int64_t, std::int64_t>;
    static Key keyOf(const PlannedPoint& point);
    std::size_t nodeOf(std::size_t run, const Measurement& row);
    std::size_t curveFor(std::size_t run, const PlannedPoint& point);

    std::vector<NamedRun> m_runs;
    std::vector<bool> m_ofSeveral; ///< runs whose devices are nodes of their own
    std::vector<ComparedNode> m_nodes;
    std::vector<SharedCurve> m_curves;
    std::vector<SharedGemm> m_gemms;
    std::map<Key, std::size_t> m_places;
};

} // namespace headroom
