// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/sweep_spec.h"

#include "engine/sweep/curve_sizes.h"
#include "engine/sweep/layer_budget.h"
#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace headroom {

namespace {

// Far above any model, and low enough that every product below fits into 64 bits.
constexpr std::int64_t kMaxHeads = 65536;
constexpr std::int64_t kMaxHidden = std::int64_t{1} << 24;
constexpr std::int64_t kMaxSeq = std::int64_t{1} << 20;
constexpr std::int64_t kMaxBatch = 65536;
constexpr std::int64_t kMaxRatio = 65536;
constexpr int kMaxThreads = 4096;

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
    rules.require(spec.hiddenMax <= kMaxHidden, SpecField::Hidden, "The largest hidden size is ",
                  spec.hiddenMax, "; at most ", kMaxHidden, " can be planned.");
    rules.require(spec.hiddenMin <= spec.hiddenMax, SpecField::Hidden,
                  "The hidden sizes run backwards, from ", spec.hiddenMin, " to ", spec.hiddenMax,
                  ". Give the smaller one first.");
    rules.require(spec.hiddenMax >= 1, SpecField::Hidden,
                  "The range of hidden sizes is empty: its largest is ", spec.hiddenMax, ".");
}

void checkCurves(const SweepSpec& spec, Rules& rules) {
    rules.require(infoOf(spec.operation).hasCurves(), SpecField::Operation, infoOf(spec.operation).title,
                  " has no curves over h/a; headroom-engine layer measures it among the GEMMs of a layer.");
    if (spec.mode == SweepMode::FixedHeads) {
        rules.require(spec.heads >= 1, SpecField::Heads, "The head count is ", spec.heads,
                      "; it must be at least 1.");
        rules.require(spec.heads <= kMaxHeads, SpecField::Heads, "The head count is ", spec.heads,
                      "; at most ", kMaxHeads, " can be planned.");
    }
    checkRatios(spec, rules);
    checkHidden(spec, rules);
    if (spec.pointsPerCurve)
        rules.require(*spec.pointsPerCurve >= 1 && *spec.pointsPerCurve <= kMaxPoints, SpecField::Points,
                      "The number of points a curve is ", *spec.pointsPerCurve, "; it must be from 1 to ",
                      kMaxPoints, ", or all.");
}

bool liesAlongK(Operation operation, Layout layout) {
    const OperationInfo& info = infoOf(operation);
    return info.offers(layout, Pass::Forward) && liesAlongK(info.lay({2, 2, 2, 2}, DataType::E4m3, layout));
}

void checkLayout(const SweepSpec& spec, Rules& rules) {
    if (!multipliesE4m3(spec.type))
        return;
    const OperationInfo& info = infoOf(spec.operation);
    if (liesAlongK(spec.operation, Layout::NT))
        rules.require(
            liesAlongK(spec.operation, spec.layout), SpecField::Layout, "In ", toString(spec.type),
            " both operands must lie along k, as the tensor cores read them: choose the layout nt.");
    else
        rules.require(false, SpecField::Type, "In ", toString(spec.type),
                      " both operands must lie along k, and ", info.title,
                      " has no such layout here; headroom-engine layer measures it with transposed values.");
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
    const std::string range = std::to_string(spec.hiddenMin) + " to " + std::to_string(spec.hiddenMax);
    const std::int64_t smallest = *std::ranges::min_element(spec.ratios);
    if (spec.mode == SweepMode::FixedHeads)
        rules.require(
            count > 0, SpecField::Hidden, "No hidden size from ", range, " is a multiple of ", spec.heads,
            " heads with one of these h/a ratios; the smallest that is: ", spec.heads * smallest, ".");
    else
        rules.require(count > 0, SpecField::Hidden, "No hidden size from ", range,
                      " is a multiple of one of these head dimensions.");
    rules.require(count <= kMaxPoints, SpecField::Points, "That makes ", count, " points; at most ",
                  kMaxPoints, " can be planned. Narrow the hidden sizes or ask for fewer points a curve.");
}

// Beyond this nothing could hold the operands, and their sizes would no longer fit into 64 bits.
void checkMagnitude(const SweepSpec& spec, Rules& rules) {
    const LayerShape largest = layerAt(spec, *std::ranges::min_element(spec.ratios), spec.hiddenMax);
    rules.require(elements(infoOf(spec.operation).extents(largest)) < 0x1p56, SpecField::Seq,
                  "The largest shape has more than 10^16 elements (b = ", spec.batch, ", s = ", spec.seq,
                  "): no machine can hold it. Use smaller s, b, a or h.");
}

} // namespace

const char* toString(SpecField field) {
    switch (field) {
    case SpecField::Operation:
        return "operation";
    case SpecField::Mode:
        return "mode";
    case SpecField::Heads:
        return "heads";
    case SpecField::Ratios:
        return "ratios";
    case SpecField::Hidden:
        return "hidden";
    case SpecField::Points:
        return "points";
    case SpecField::Seq:
        return "seq";
    case SpecField::Batch:
        return "batch";
    case SpecField::Type:
        return "dtype";
    case SpecField::Layout:
        return "layout";
    case SpecField::Algorithm:
        return "algorithm";
    case SpecField::Regime:
        return "regime";
    case SpecField::Precision:
        return "precision";
    case SpecField::TimeLimit:
        return "time-limit";
    case SpecField::Threads:
        return "threads";
    case SpecField::Budget:
        return "model";
    }
    return "";
}

std::vector<SpecError> validate(const SweepSpec& spec) {
    Rules rules;
    if (!spec.budget) {
        checkCurves(spec, rules);
        checkLayout(spec, rules);
    }
    checkTokens(spec, rules);
    checkMethod(spec, rules);
    if (spec.budget) {
        if (rules.empty())
            for (const std::string& fault : budgetFaults(spec))
                rules.require(false, SpecField::Budget, fault);
        return rules.take();
    }
    if (!rules.broken(SpecField::Heads) && !rules.broken(SpecField::Ratios) &&
        !rules.broken(SpecField::Hidden) && !rules.broken(SpecField::Points))
        checkHasPoints(spec, rules);
    if (rules.empty())
        checkMagnitude(spec, rules);
    return rules.take();
}

std::vector<SpecError> validate(const SweepSpec& spec, const DeviceInfo& device) {
    std::vector<SpecError> errors = validate(spec);
    const auto add = [&errors](SpecField field, std::string message) {
        errors.push_back({field, std::move(message)});
    };
    const auto type = std::ranges::find(device.types, spec.type, &TypeSupport::type);
    if (type == device.types.end())
        add(SpecField::Type,
            device.backend + " on " + device.name + " does not compute in " + toString(spec.type) + ".");
    else if (!type->supported)
        add(SpecField::Type, std::string(toString(spec.type)) + " is not available: " + type->reason);
    if (!spec.budget && !infoOf(spec.operation).offers(spec.layout, Pass::Forward))
        add(SpecField::Layout,
            std::string(infoOf(spec.operation).title) + " has no layout " + toString(spec.layout) + ".");
    else if (std::ranges::find(device.layouts, spec.layout) == device.layouts.end())
        add(SpecField::Layout, device.backend + " does not offer the layout " + toString(spec.layout) + ".");
    if (std::ranges::find(device.algorithms, spec.algorithm) == device.algorithms.end())
        add(SpecField::Algorithm, device.backend + " does not let the algorithm be chosen; use default.");
    if (std::ranges::find(device.regimes, spec.regime) == device.regimes.end())
        add(SpecField::Regime, std::string("The regime ") + toString(spec.regime) + " is not offered on " +
                                   device.id + "; use burst.");
    if (device.kind() == DeviceKind::Processor && spec.threads > device.maxThreads)
        add(SpecField::Threads, "The thread count is " + std::to_string(spec.threads) +
                                    "; this machine lets the "
                                    "program use " +
                                    std::to_string(device.maxThreads) + ".");
    return errors;
}

void chooseType(SweepSpec& spec, DataType type) {
    spec.type = type;
    if (multipliesE4m3(type) && liesAlongK(spec.operation, Layout::NT))
        spec.layout = Layout::NT;
}

SweepSpec defaultSpec(const DeviceInfo& device) {
    SweepSpec spec;
    spec.seq = device.defaultSeq;
    spec.batch = device.defaultBatch;
    spec.type = device.defaultType;
    spec.precision = device.defaultPrecision;
    return spec;
}

} // namespace headroom
