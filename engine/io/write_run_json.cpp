// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/run_json.h"

namespace headroom {

namespace {

using Json = nlohmann::json;

Json toJson(const Roof& roof) {
    Json document{{"dtype", toString(roof.type)},
                  {"peak_tflops", roof.peakTflops},
                  {"bandwidth_bytes_per_s", roof.bandwidthBytesPerS},
                  {"source", roof.source}};
    if (roof.clockMhz > 0)
        document["clock_mhz"] = roof.clockMhz;
    return document;
}

template <class T>
Json wordsOfAll(const std::vector<T>& values) {
    Json words = Json::array();
    for (const T value : values)
        words.push_back(toString(value));
    return words;
}

/// What layerOf() would not make of h, a, s and b.
Json lengthsOf(const LayerShape& layer) {
    const LayerShape usual = layerOf(layer.hidden, layer.heads, layer.seq, layer.batch);
    Json lengths = Json::object();
    for (const LayerLength& length : layerLengths())
        if (layer.*length.field != usual.*length.field)
            lengths[length.word] = layer.*length.field;
    return lengths;
}

Json toJson(const LengthVariants& variants) {
    Json document{{"length", toString(variants.length)},
                  {"values", variants.values},
                  {"within", variants.within},
                  {"head_dim_follows", variants.headDimFollows},
                  {"ffn_follows", variants.ffnFollows}};
    if (variants.only)
        document["only"] = {{"operation", toString(variants.only->operation)},
                            {"layout", toString(variants.only->layout)}};
    return document;
}

Json toJson(const ListedGemm& gemm) {
    Json document{{"m", gemm.extents.m}, {"n", gemm.extents.n}, {"k", gemm.extents.k}};
    if (gemm.extents.batch != 1)
        document["batch"] = gemm.extents.batch;
    if (gemm.type)
        document["dtype"] = toString(*gemm.type);
    if (gemm.layout)
        document["layout"] = toString(*gemm.layout);
    if (!gemm.label.empty())
        document["label"] = gemm.label;
    return document;
}

Json toJson(const BudgetSpec& budget) {
    const ModelShape& model = budget.model;
    if (!budget.list.empty()) {
        Json list = Json::array();
        for (const ListedGemm& gemm : budget.list)
            list.push_back(toJson(gemm));
        return {{"model", model.name}, {"list", std::move(list)}};
    }
    Json layer = lengthsOf(model.layer);
    layer["hidden"] = model.layer.hidden;
    layer["heads"] = model.layer.heads;
    Json document{{"model", model.name},
                  {"layer", std::move(layer)},
                  {"layers", model.layers},
                  {"gated", model.gated},
                  {"dense_layers", model.denseLayers},
                  {"shared_experts", model.sharedExperts},
                  {"kv_seq", budget.kvSeq},
                  {"tensor_parallel", budget.tensorParallel},
                  {"passes", wordsOfAll(budget.passes)}};
    if (budget.variants)
        document["variants"] = toJson(*budget.variants);
    return document;
}

Json toJson(const PlannedPoint& point) {
    Json document{{"index", point.index},
                  {"operation", toString(point.operation)},
                  {"ratio", point.ratio},
                  {"gemm_batch", point.gemm.batch},
                  {"m", point.gemm.m},
                  {"n", point.gemm.n},
                  {"k", point.gemm.k},
                  {"dtype", toString(point.gemm.type)},
                  {"layout", toString(point.layout)},
                  {"algorithm", toString(point.algorithm)}};
    if (!point.label.empty())
        document["label"] = point.label;
    if (point.perLayer != 0 || point.perModel != 0) {
        document["per_layer"] = point.perLayer;
        document["per_model"] = point.perModel;
    }
    if (point.operation == Operation::Gemm) // of no layer
        return document;
    document["hidden"] = point.layer.hidden;
    document["heads"] = point.layer.heads;
    document["seq"] = point.layer.seq;
    document["batch"] = point.layer.batch;
    // Said only where it is not what readers of older files take for granted.
    if (Json lengths = lengthsOf(point.layer); !lengths.empty())
        document["layer"] = std::move(lengths);
    if (point.pass != Pass::Forward)
        document["pass"] = toString(point.pass);
    return document;
}

} // namespace

Json toJson(const RunContext& context) {
    Json roofs = Json::array();
    for (const Roof& roof : context.roofs)
        roofs.push_back(toJson(roof));
    Json document{{"run_id", context.runId},
                  {"device", context.device},
                  {"device_id", context.deviceId},
                  {"backend", context.backend},
                  {"library_version", context.libraryVersion},
                  {"driver_version", context.driverVersion},
                  {"host", context.host},
                  {"headroom_version", context.headroomVersion},
                  {"started_utc", context.startedUtc},
                  {"threads", context.threads},
                  {"data_seed", context.dataSeed},
                  {"between_runs", context.betweenRuns},
                  {"roofs", std::move(roofs)},
                  {"environment", context.environment},
                  {"notes", context.notes}};
    if (!context.headroomCommit.empty())
        document["headroom_commit"] = context.headroomCommit;
    return document;
}

Json toJson(const SweepSpec& spec) {
    Json points = "all";
    if (spec.pointsPerCurve)
        points = *spec.pointsPerCurve;
    Json document{{"operation", toString(spec.operation)},
                  {"mode", toString(spec.mode)},
                  {"heads", spec.heads},
                  {"ratios", spec.ratios},
                  {"hidden_min", spec.hiddenMin},
                  {"hidden_max", spec.hiddenMax},
                  {"points_per_curve", std::move(points)},
                  {"seq", spec.seq},
                  {"batch", spec.batch},
                  {"dtype", toString(spec.type)},
                  {"layout", toString(spec.layout)},
                  {"algorithm", toString(spec.algorithm)},
                  {"regime", toString(spec.regime)},
                  {"precision", spec.precision},
                  {"time_limit_s", spec.timeLimitS},
                  {"order_seed", spec.orderSeed},
                  {"threads", spec.threads}};
    // Said only where it is not what readers of older files take for granted.
    if (spec.pass != Pass::Forward)
        document["pass"] = toString(spec.pass);
    if (spec.axis)
        document["axis"] = {
            {"length", toString(spec.axis->axis)}, {"min", spec.axis->least}, {"max", spec.axis->most}};
    Json fixed = Json::object();
    for (const LayerLength& length : layerLengths())
        if (spec.fixed.*length.field != LayerShape{}.*length.field)
            fixed[length.word] = spec.fixed.*length.field;
    if (!fixed.empty())
        document["fixed"] = std::move(fixed);
    if (spec.further != FurtherCurves{})
        document["further"] = {{"operations", wordsOfAll(spec.further.operations)},
                               {"passes", wordsOfAll(spec.further.passes)},
                               {"types", wordsOfAll(spec.further.types)},
                               {"heads", spec.further.heads}};
    if (spec.budget)
        document["budget"] = toJson(*spec.budget);
    return document;
}

Json toJson(const Measurement& row) {
    Json document{{"point", toJson(row.point)},
                  {"status", toString(row.status)},
                  {"reason", row.reason},
                  {"flags", toString(row.flags)},
                  {"time",
                   {{"median_s", row.time.medianS},
                    {"min_s", row.time.minS},
                    {"q1_s", row.time.q1S},
                    {"q3_s", row.time.q3S},
                    {"low_s", row.time.lowS},
                    {"high_s", row.time.highS},
                    {"calls", row.time.calls}}},
                  {"kernel", row.kernel},
                  {"visits", row.visits},
                  {"device", row.deviceId},
                  {"timestamp_utc", row.timestampUtc},
                  {"cost",
                   {{"prepare_s", row.cost.prepareS},
                    {"check_s", row.cost.checkS},
                    {"warmup_s", row.cost.warmupS},
                    {"timed_s", row.cost.timedS},
                    {"pacing_s", row.cost.pacingS},
                    {"wall_s", row.cost.wallS}}}};
    if (row.smClockMhz)
        document["sm_clock_mhz"] = *row.smClockMhz;
    if (!row.visitTimes.empty()) {
        Json& visits = document["visit_times"] = Json::array();
        for (const VisitTime& visit : row.visitTimes)
            visits.push_back(
                {{"median_s", visit.medianS}, {"clock_mhz", visit.clockMhz}, {"counted", visit.counted}});
    }
    return document;
}

std::string dump(const Json& document, int indent) {
    return document.dump(indent, ' ', true, Json::error_handler_t::replace);
}

} // namespace headroom
