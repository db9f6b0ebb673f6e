// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// The rules that a spec must keep.
#include "engine/files/limits.h"
#include "engine/sweep/curve_sizes.h"
#include "engine/sweep/layer_budget.h"
#include "engine/sweep/planned_curve.h"
#include "engine/sweep/sweep_plan.h"
#include "engine/sweep/sweep_spec.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace headroom {

namespace {

class Rules {
public:
    template <class... Parts>
    void require(bool holds, SpecField field, Parts&&... parts) {
        if (holds)
            return;
        std::string message;
        ((message += text(parts)), ...);
        m_errors.push_back({field, std::move(message)});
    }

    bool broken(SpecField field) const {
        return std::ranges::any_of(m_errors, [field](const SpecError& e) { return e.field == field; });
    }
    std::vector<SpecError> take() { return std::move(m_errors); }
    bool empty() const { return m_errors.empty(); }

private:
    static std::string text(const char* part) { return part; }
    static std::string text(const std::string& part) { return part; }
    static std::string text(std::int64_t part) { return std::to_string(part); }

    std::vector<SpecError> m_errors;
};

bool isPowerOfTwo(std::int64_t value) {
    return value > 0 && (value & (value - 1)) == 0;
}

void checkRatios(const SweepSpec& spec, Rules& rules) {
    rules.require(!spec.ratios.empty(), SpecField::Ratios, "Choose at least one h/a ratio.");
    const auto count = static_cast<std::int64_t>(spec.ratios.size());
    rules.require(count <= kMaxRatios, SpecField::Ratios, "These are ", count, " h/a ratios; at most ",
                  kMaxRatios, " can be planned.");
    if (rules.broken(SpecField::Ratios))
        return; // not a message for each of them
    std::set<std::int64_t> seen;
    for (const std::int64_t ratio : spec.ratios) {
        rules.require(ratio >= 1 && ratio <= kMaxRatio, SpecField::Ratios, "The h/a ratio ", ratio,
                      " is outside 1 … ", kMaxRatio, ".");
        if (spec.mode == SweepMode::FixedHeads)
            rules.require(
                ratio < 1 || isPowerOfTwo(ratio), SpecField::Ratios, "The h/a ratio ", ratio,
                " is not a power of two: a curve collects the hidden sizes whose h/a has that largest "
                "power-of-two divisor. Use 1, 2, 4, 8 …, or the mode with a fixed head dimension.");
        rules.require(seen.insert(ratio).second, SpecField::Ratios, "The h/a ratio ", ratio,
                      " is named twice.");
    }
}

void checkHidden(const SweepSpec& spec, Rules& rules) {
    rules.require(spec.hiddenMin >= 0, SpecField::Hidden, "The smallest hidden size is ", spec.hiddenMin,
                  "; it must not be negative.");
    rules.require(spec.hiddenMax <= kMaxLength, SpecField::Hidden, "The largest hidden size is ",
                  spec.hiddenMax, "; at most ", kMaxLength, " can be planned.");
    rules.require(spec.hiddenMin <= spec.hiddenMax, SpecField::Hidden,
                  "The hidden sizes run backwards, from ", spec.hiddenMin, " to ", spec.hiddenMax,
                  ". Give the smaller one first.");
    rules.require(spec.hiddenMax >= 1, SpecField::Hidden,
                  "The range of hidden sizes is empty: its largest is ", spec.hiddenMax, ".");
}

void checkHeads(const SweepSpec& spec, Rules& rules) {
    if (spec.mode != SweepMode::FixedHeads)
        return;
    std::set<std::int64_t> seen;
    for (const std::int64_t heads : allHeads(spec)) {
        rules.require(heads >= 1, SpecField::Heads, "The head count is ", heads, "; it must be at least 1.");
        rules.require(heads <= kMaxHeads, SpecField::Heads, "The head count is ", heads, "; at most ",
                      kMaxHeads, " can be planned.");
        rules.require(seen.insert(heads).second, SpecField::Heads, "The head count ", heads,
                      " is named twice.");
    }
}

void checkFixedLengths(const SweepSpec& spec, Rules& rules) {
    for (const LayerLength& length : layerLengths()) {
        const std::int64_t value = spec.fixed.*length.field;
        rules.require(value >= 0 && value <= kMaxLength, SpecField::Lengths, "The length ", length.word,
                      " is ", value, "; it must be from 1 to ", kMaxLength, ".");
    }
    rules.require(spec.fixed.tensorParallel >= 1, SpecField::Lengths, "The tensor-parallel degree t is ",
                  spec.fixed.tensorParallel, "; it must be at least 1.");
}

/// Of an x axis that is not h.
void checkAxis(const SweepSpec& spec, Rules& rules) {
    if (!spec.axis)
        return;
    const AxisInfo& axis = infoOf(spec.axis->axis);
    rules.require(axis.axis != Axis::Hidden, SpecField::Axis, "The range of h is that of the hidden sizes.");
    rules.require(spec.axis->least >= 1, SpecField::Range, "The smallest ", axis.name, " is ",
                  spec.axis->least, "; it must be at least 1.");
    rules.require(spec.axis->most <= kMaxLength, SpecField::Range, "The largest ", axis.name, " is ",
                  spec.axis->most, "; at most ", kMaxLength, " can be planned.");
    rules.require(spec.axis->least <= spec.axis->most, SpecField::Range, "The ", axis.plural,
                  " run backwards, from ", spec.axis->least, " to ", spec.axis->most,
                  ". Give the smaller one first.");
    rules.require(spec.hiddenMin == spec.hiddenMax, SpecField::Hidden, "Along ", axis.symbol,
                  " the hidden size stays the same: name one, such as 4096.");
    rules.require(spec.mode == SweepMode::FixedHeads, SpecField::Mode,
                  "A fixed head dimension is a mode of sweeps over h.");
}

void checkRepeated(const SweepSpec& spec, Rules& rules) {
    const std::vector<Operation> operations = allOperations(spec);
    const std::vector<Pass> passes = allPasses(spec);
    rules.require(std::set(operations.begin(), operations.end()).size() == operations.size(),
                  SpecField::Operation, "An operation is named twice.");
    rules.require(std::set(passes.begin(), passes.end()).size() == passes.size(), SpecField::Pass,
                  "A pass is named twice.");
    const std::vector<DataType> types = allTypes(spec);
    rules.require(std::set(types.begin(), types.end()).size() == types.size(), SpecField::Type,
                  "A type is named twice.");
    const auto curves = static_cast<std::int64_t>(curvesOf(spec).size());
    rules.require(curves <= kMaxRatios, SpecField::Ratios, "These are ", curves, " curves; at most ",
                  kMaxRatios, " can be planned.");
}

/// "s and d"
std::string symbolsOf(const OperationLengths& lengths) {
    std::vector<std::string> symbols;
    for (const NamedLength& length : {lengths.m, lengths.n, lengths.k})
        if (std::ranges::find(symbols, length.symbol) == symbols.end())
            symbols.emplace_back(length.symbol);
    std::string text;
    for (std::size_t i = 0; i < symbols.size(); ++i)
        text += (i == 0 ? "" : i + 1 < symbols.size() ? ", " : " and ") + symbols[i];
    return text;
}

/// Whether there is a token for each of a layer's experts.
void checkExperts(const LayerShape& layer, const OperationInfo& info, Rules& rules) {
    const std::string tooFew = whyTooFewTokens(layer);
    rules.require(tooFew.empty(), SpecField::Seq, info.title, ": ", tooFew);
}

/// What the GEMM needs to be there at all, and to be shared by the devices.
void checkOperation(const SweepSpec& spec, const PlannedCurve& curve, Rules& rules) {
    const OperationInfo& info = infoOf(curve.operation);
    const CurveSizes sizes = sizesOf(spec, curve);
    if (sizes.count == 0)
        return;
    const LayerShape layer = layerAt(spec, curve, sizes.at(0));
    if (curve.operation == Operation::ExpertGateUp || curve.operation == Operation::ExpertDown)
        checkExperts(layer, info, rules);
    if (rules.broken(SpecField::Seq))
        return;
    const OperationLengths lengths = info.forward(layer);
    for (const NamedLength& length : {lengths.m, lengths.n, lengths.k})
        rules.require(length.value >= 1, SpecField::Operation, info.title, " needs ", length.symbol,
                      ", which this layer does not have; name what it consists of, or a model that has it.");
    if (rules.broken(SpecField::Operation))
        return;
    for (const std::string& broken : info.brokenConditions(layer))
        rules.require(false, SpecField::Lengths, broken + ": devices cannot share ", info.title,
                      " in equal parts.");
    if (sizes.count > 1)
        rules.require(gemmAt(spec, curve, sizes.at(0)) != gemmAt(spec, curve, sizes.last()), SpecField::Axis,
                      info.title, " does not depend on ", infoOf(axisOf(spec)).symbol, " here, but on ",
                      symbolsOf(lengths), ". Choose another operation, or a length of these as the x axis.");
}

void checkCurves(const SweepSpec& spec, Rules& rules) {
    for (const Operation operation : allOperations(spec))
        rules.require(operation != Operation::Gemm, SpecField::Operation,
                      "A GEMM by its lengths is measured in a list of them.");
    checkHeads(spec, rules);
    checkRatios(spec, rules);
    checkHidden(spec, rules);
    checkFixedLengths(spec, rules);
    checkAxis(spec, rules);
    if (spec.mode == SweepMode::FixedHeadDim)
        for (const Operation operation : allOperations(spec))
            rules.require(infoOf(operation).hasCurves(), SpecField::Mode, infoOf(operation).title,
                          " has no curves of a fixed head dimension; use the mode with fixed heads.");
    if (spec.pointsPerCurve)
        rules.require(*spec.pointsPerCurve >= 1 && *spec.pointsPerCurve <= kMaxPoints, SpecField::Points,
                      "The number of points a curve is ", *spec.pointsPerCurve, "; it must be from 1 to ",
                      kMaxPoints, ", or all.");
    if (rules.empty())
        checkRepeated(spec, rules);
}

void checkLayout(const SweepSpec& spec, Rules& rules) {
    const std::vector<DataType> types = allTypes(spec);
    const auto ofE4m3 = std::ranges::find_if(types, multipliesE4m3);
    if (ofE4m3 == types.end())
        return;
    const char* const forAll = types.size() > 1 ? ", for all types." : ".";
    for (const Operation operation : allOperations(spec))
        for (const Pass pass : allPasses(spec)) {
            const PlannedCurve curve{operation, pass, *ofE4m3, spec.heads, 1};
            const OperationInfo& info = infoOf(operation);
            if (info.liesAlongK(Layout::NT, pass))
                rules.require(
                    info.liesAlongK(layoutOf(spec, curve), pass), SpecField::Layout, "In ", toString(*ofE4m3),
                    " both operands must lie along k, as the tensor cores read them: choose the layout nt",
                    forAll);
            else
                rules.require(
                    false, SpecField::Type, "In ", toString(*ofE4m3), " both operands must lie along k, and ",
                    titleOf(operation, pass),
                    " has no such layout here; headroom-engine layer measures it with transposed values.");
        }
}

void checkTokens(const SweepSpec& spec, Rules& rules) {
    rules.require(spec.seq >= 1 && spec.seq <= kMaxSeq, SpecField::Seq, "The sequence length is ", spec.seq,
                  "; it must be from 1 to ", kMaxSeq, ".");
    rules.require(spec.batch >= 1 && spec.batch <= kMaxBatch, SpecField::Batch, "The microbatch is ",
                  spec.batch, "; it must be from 1 to ", kMaxBatch, ".");
}

void checkMethod(const SweepSpec& spec, Rules& rules) {
    rules.require(std::isfinite(spec.precision) && spec.precision >= 1e-4 && spec.precision <= 0.5,
                  SpecField::Precision, "The precision must be from 0.0001 to 0.5 (0.01 is one percent).");
    rules.require(std::isfinite(spec.timeLimitS) && spec.timeLimitS >= 0.001 && spec.timeLimitS <= 3600,
                  SpecField::TimeLimit, "The time limit of a point must be from 0.001 to 3600 seconds.");
    rules.require(spec.threads >= 0 && spec.threads <= kMaxThreads, SpecField::Threads,
                  "The thread count is ", std::int64_t{spec.threads}, "; it must be from 1 to ",
                  std::int64_t{kMaxThreads}, ", or 0 for one a core.");
}

void checkHasPoints(const SweepSpec& spec, Rules& rules) {
    const std::int64_t count = countPoints(spec);
    const AxisRange range = rangeOf(spec);
    const AxisInfo& axis = infoOf(range.axis);
    const SpecField field = spec.axis ? SpecField::Range : SpecField::Hidden;
    const std::string from = std::to_string(range.least) + " to " + std::to_string(range.most);
    const std::int64_t smallest = *std::ranges::min_element(spec.ratios);
    if (spec.mode == SweepMode::FixedHeadDim)
        rules.require(count > 0, field, "No hidden size from ", from,
                      " is a multiple of one of these head dimensions.");
    else if (axis.axis == Axis::Hidden && dividesByHeads(spec, spec.operation))
        rules.require(count > 0, field, "No hidden size from ", from, " is a multiple of ", spec.heads,
                      " heads with one of these h/a ratios; the smallest that is: ", spec.heads * smallest,
                      ".");
    else
        rules.require(count > 0, field, "No ", axis.name, " from ", from, " lies on one of these curves.");
    rules.require(count <= kMaxPoints, SpecField::Points, "That makes ", count, " points; at most ",
                  kMaxPoints, " can be planned. Narrow the ", axis.plural,
                  " or ask for fewer points a curve.");
}

// Beyond this nothing could hold the operands, and their sizes would no longer fit into 64 bits.
void checkMagnitude(const SweepSpec& spec, Rules& rules) {
    for (const PlannedCurve& curve : curvesOf(spec)) {
        const CurveSizes sizes = sizesOf(spec, curve);
        const bool fits =
            sizes.count == 0 ||
            elements(infoOf(curve.operation).extents(layerAt(spec, curve, sizes.last()))) < kMaxElements;
        rules.require(fits || rules.broken(SpecField::Seq), SpecField::Seq,
                      "The largest shape has more than 10^16 elements (b = ", spec.batch, ", s = ", spec.seq,
                      "): no machine can hold it. Use smaller s, b, a or h.");
    }
}

} // namespace

std::vector<SpecError> validate(const SweepSpec& spec) {
    Rules rules;
    if (!spec.budget) {
        checkCurves(spec, rules);
        checkLayout(spec, rules);
    }
    checkTokens(spec, rules);
    checkMethod(spec, rules);
    if (spec.budget) {
        rules.require(spec.further.types.empty(), SpecField::Type,
                      "A layer is measured in one type: name one.");
        if (rules.empty())
            for (const SpecError& fault : budgetFaults(spec))
                rules.require(false, fault.field, fault.message);
        return rules.take();
    }
    const auto brokenField = [&rules](SpecField field) { return rules.broken(field); };
    constexpr std::array kOfPoints{
        SpecField::Heads, SpecField::Ratios,    SpecField::Hidden, SpecField::Points,  SpecField::Axis,
        SpecField::Range, SpecField::Operation, SpecField::Pass,   SpecField::Lengths, SpecField::Mode};
    if (std::ranges::none_of(kOfPoints, brokenField))
        checkHasPoints(spec, rules);
    if (rules.empty())
        for (const PlannedCurve& curve : curvesOf(spec))
            if (rules.empty())
                checkOperation(spec, curve, rules);
    if (rules.empty())
        checkMagnitude(spec, rules);
    return rules.take();
}

std::vector<SpecError> validate(const SweepSpec& spec, const DeviceInfo& device) {
    std::vector<SpecError> errors = validate(spec);
    const auto add = [&errors](SpecField field, std::string message) {
        errors.push_back({field, std::move(message)});
    };
    const std::vector<DataType> types = allTypes(spec);
    if (std::ranges::all_of(types, [&device](DataType type) { return whyNotIn(device, type).has_value(); }))
        add(SpecField::Type, *whyNotIn(device, types.front()));
    const CurveVariety variety = varietyOf(spec);
    const bool choosesLayout = !spec.budget && !variety.operations && !variety.passes;
    if (choosesLayout && !infoOf(spec.operation).offers(spec.layout, spec.pass))
        add(SpecField::Layout,
            titleOf(spec.operation, spec.pass) + " has no layout " + toString(spec.layout) + ".");
    else if (std::ranges::find(device.layouts, spec.layout) == device.layouts.end())
        add(SpecField::Layout, device.backend + " does not offer the layout " + toString(spec.layout) + ".");
    if (std::ranges::find(device.algorithms, spec.algorithm) == device.algorithms.end())
        add(SpecField::Algorithm, device.backend + " does not let the algorithm be chosen; use default.");
    if (std::ranges::find(device.regimes, spec.regime) == device.regimes.end())
        add(SpecField::Regime, std::string("The regime ") + toString(spec.regime) + " is not offered on " +
                                   device.id + "; use burst.");
    // Of a sweep that is yet to be measured: a run that has both is a run all the same.
    const auto isAnother = [&spec](std::int64_t ratio) { return ratio != spec.fixed.headDim; };
    if (spec.mode == SweepMode::FixedHeadDim && spec.fixed.headDim != 0 &&
        std::ranges::any_of(spec.ratios, isAnother))
        add(SpecField::Mode,
            "Curves of a fixed head dimension have those of the ratios, and d = " +
                std::to_string(spec.fixed.headDim) +
                " is named, too, or a model's. Leave it out, or use the mode with fixed heads.");
    if (device.kind() == DeviceKind::Processor && spec.threads > device.maxThreads)
        add(SpecField::Threads, "The thread count is " + std::to_string(spec.threads) +
                                    "; this machine lets the "
                                    "program use " +
                                    std::to_string(device.maxThreads) + ".");
    return errors;
}

} // namespace headroom
