// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/sweep_spec.h"

#include <algorithm>

namespace headroom {

const char* toString(SpecField field) {
    switch (field) {
    case SpecField::Operation:
        return "operation";
    case SpecField::Pass:
        return "pass";
    case SpecField::Axis:
        return "axis";
    case SpecField::Range:
        return "range";
    case SpecField::Lengths:
        return "lengths";
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
    case SpecField::Topic:
        return "topic";
    case SpecField::Budget:
        return "model";
    case SpecField::KvSeq:
        return "kv-seq";
    case SpecField::TensorParallel:
        return "tp";
    case SpecField::Passes:
        return "pass";
    case SpecField::List:
        return "shapes";
    }
    return "";
}

void chooseTypes(SweepSpec& spec, const std::vector<DataType>& types) {
    spec.type = types.front();
    spec.further.types.assign(types.begin() + 1, types.end());
    if (std::ranges::any_of(types, multipliesE4m3) &&
        infoOf(spec.operation).liesAlongK(Layout::NT, spec.pass))
        spec.layout = Layout::NT;
}

Layout issuedLayout(const SweepSpec& spec) {
    const std::vector<DataType> types = allTypes(spec);
    const auto strictest = std::ranges::find_if(types, multipliesE4m3);
    return infoOf(spec.operation).issued(spec.pass, strictest == types.end() ? spec.type : *strictest);
}

void takeLengths(SweepSpec& spec, const ModelShape& model) {
    spec.heads = model.layer.heads;
    spec.fixed = model.layer;
    spec.fixed.hidden = spec.fixed.heads = 0; // the sweep's
    if (spec.axis)
        spec.hiddenMin = spec.hiddenMax = model.layer.hidden;
}

Axis axisOf(const SweepSpec& spec) {
    return spec.axis ? spec.axis->axis : Axis::Hidden;
}

namespace {

template <class T>
std::vector<T> withFurther(const T& first, const std::vector<T>& further) {
    std::vector<T> all{first};
    all.insert(all.end(), further.begin(), further.end());
    return all;
}

} // namespace

std::vector<Operation> allOperations(const SweepSpec& spec) {
    return withFurther(spec.operation, spec.further.operations);
}

std::vector<Pass> allPasses(const SweepSpec& spec) {
    return withFurther(spec.pass, spec.further.passes);
}

std::vector<DataType> allTypes(const SweepSpec& spec) {
    if (spec.isList()) {
        std::vector<DataType> types;
        for (const ListedGemm& gemm : spec.budget->list)
            if (const DataType type = gemm.type.value_or(spec.type);
                std::ranges::find(types, type) == types.end())
                types.push_back(type);
        return types;
    }
    return withFurther(spec.type, spec.further.types);
}

std::vector<std::int64_t> allHeads(const SweepSpec& spec) {
    return withFurther(spec.heads, spec.further.heads);
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
