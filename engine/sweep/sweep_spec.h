// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/device_info.h"
#include "engine/files/limits.h"
#include "engine/model/operations.h"
#include "engine/model/terms.h"
#include "engine/sweep/axis.h"
#include "engine/sweep/budget_spec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// What has curves of its own beside a sweep's operation, pass, type and head count.
struct FurtherCurves {
    std::vector<Operation> operations = {};
    std::vector<Pass> passes = {};
    std::vector<DataType> types = {};
    std::vector<std::int64_t> heads = {};

    friend bool operator==(const FurtherCurves&, const FurtherCurves&) = default;
};

/// What the user asks for. A plain value: copied before a sweep starts.
struct SweepSpec {
    Operation operation = Operation::KeyQueryScore;
    Pass pass = Pass::Forward;
    SweepMode mode = SweepMode::FixedHeads;
    std::int64_t heads = 12;                                     ///< a; ignored in FixedHeadDim
    std::vector<std::int64_t> ratios = {1, 2, 4, 8, 16, 32, 64}; ///< one curve each
    std::int64_t hiddenMin = 0;                                  ///< h, inclusive
    std::int64_t hiddenMax = 32768;                              ///< h, inclusive
    std::optional<AxisRange> axis = {}; ///< the x axis, where it is not h; h is one size then
    /// Lengths of the layer that do not follow from h, a, s and b; 0: they do, as in layerOf().
    LayerShape fixed = {};
    FurtherCurves further = {};
    std::optional<std::int64_t> pointsPerCurve = 16; ///< none: every admissible hidden size
    std::int64_t seq = 2048;                         ///< s
    std::int64_t batch = 4;                          ///< b
    DataType type = DataType::F16;
    Layout layout = Layout::NN;
    Algorithm algorithm = Algorithm::Default;
    Regime regime = Regime::Burst;
    double precision = 0.01;     ///< half width of a figure's interval, relative
    double timeLimitS = 0.4;     ///< longest time one point may be timed for, seconds, shared by its visits
    std::uint64_t orderSeed = 1; ///< shuffles the order within each refinement level
    int threads = 0;             ///< CPU threads that compute; 0: one a core
    /// Instead of curves, the GEMMs of one layer: operation, mode, heads, ratios, hidden sizes, points and
    /// layout say nothing then, and in a list of GEMMs neither do s and b.
    std::optional<BudgetSpec> budget = {};

    bool isList() const { return budget && !budget->list.empty(); }

    friend bool operator==(const SweepSpec&, const SweepSpec&) = default;
};

/// The field of the form, or the option of the command line, that a message belongs to.
enum class SpecField {
    Operation,
    Mode,
    Heads,
    Ratios,
    Hidden,
    Points,
    Seq,
    Batch,
    Type,
    Layout,
    Algorithm,
    Regime,
    Precision,
    TimeLimit,
    Threads,
    Topic,  ///< of the form alone: whether curves or a layer are measured
    Budget, ///< this and the next three of a layer's budget
    KvSeq,
    TensorParallel,
    Passes,
    List, ///< GEMMs, which stand at the topic in the form
    Pass, ///< this and the next three of curves that are not the paper's
    Axis,
    Range,
    Lengths,
};

/// One broken rule.
struct SpecError {
    SpecField field;
    std::string message; ///< a sentence that says what to change
};

/// The option's name without dashes: "heads", "ratios", "hidden" …
const char* toString(SpecField field);

/// The length along the x axis.
Axis axisOf(const SweepSpec& spec);
// All that have curves of their own, in the order in which they were named.
std::vector<Operation> allOperations(const SweepSpec& spec);
std::vector<Pass> allPasses(const SweepSpec& spec);
std::vector<DataType> allTypes(const SweepSpec& spec);
std::vector<std::int64_t> allHeads(const SweepSpec& spec);

/// Every rule that the spec breaks, each with its own message; empty when it can be planned.
std::vector<SpecError> validate(const SweepSpec& spec);
/// Every rule that the spec breaks, and what that device cannot do. Of several types it need compute in one:
/// points of the others fail, each with the reason.
std::vector<SpecError> validate(const SweepSpec& spec, const DeviceInfo& device);

/// Takes those types, of which there must be one, and with e4m3 among them the layout nt, where the operation
/// has it: types are compared in one layout.
void chooseTypes(SweepSpec& spec, const std::vector<DataType>& types);
/// The layout in which a sweep of one operation and pass is issued, in all of its types.
Layout issuedLayout(const SweepSpec& spec);

/// Takes the model's heads and lengths, and its h where that is one size.
void takeLengths(SweepSpec& spec, const ModelShape& model);

/// Fills in what a device's user expects: its own s, b, type and precision.
SweepSpec defaultSpec(const DeviceInfo& device);

} // namespace headroom
