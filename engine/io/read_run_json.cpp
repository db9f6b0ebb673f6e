// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/files/limits.h"
#include "engine/files/printable.h"
#include "engine/io/run_json.h"
#include "engine/sweep/gemm_list.h"

namespace headroom {

namespace {

using Json = nlohmann::json;

Roof readRoof(JsonReader in) {
    Roof roof;
    roof.type = in.word<DataType>("dtype");
    roof.peakTflops = in.amount("peak_tflops");
    roof.bandwidthBytesPerS = in.amount("bandwidth_bytes_per_s");
    roof.source = in.text("source");
    if (in.has("clock_mhz"))
        roof.clockMhz = in.amount("clock_mhz");
    return roof;
}

template <class Function>
void forEach(JsonReader& in, const char* key, std::size_t most, std::string& fault, Function function) {
    std::size_t position = 0;
    for (const Json& element : in.array(key, most)) {
        if (!fault.empty())
            return;
        function(element, in.placeOf(key) + "[" + std::to_string(position++) + "]");
    }
}

std::vector<std::string> readTexts(JsonReader& in, const char* key, std::string& fault) {
    std::vector<std::string> texts;
    forEach(in, key, kMaxNotes, fault, [&](const Json& element, const std::string& place) {
        texts.push_back(JsonReader(Json::object(), place, fault).shownText(element, {}));
    });
    return texts;
}

/// The lengths that the object names; the others stay.
void readLengths(JsonReader in, LayerShape& layer) {
    for (const LayerLength& length : layerLengths())
        if (in.has(length.word))
            layer.*length.field = in.integer(length.word, 0, kMaxExtent);
    if (layer.tensorParallel == 0)
        in.refuse("tensor_parallel", "is 0");
}

std::vector<std::int64_t> readCounts(JsonReader& in, const char* key, std::size_t most, std::string& fault) {
    std::vector<std::int64_t> counts;
    forEach(in, key, most, fault, [&](const Json& element, const std::string& place) {
        if (element.is_number_integer() && element.get<std::int64_t>() >= 1 &&
            element.get<std::int64_t>() <= kMaxExtent)
            counts.push_back(element.get<std::int64_t>());
        else
            fault = place + " is not a whole number of at least 1";
    });
    return counts;
}

template <class T>
std::vector<T> readWords(JsonReader& in, const char* key, std::string& fault) {
    std::vector<T> values;
    forEach(in, key, wordsOf<T>().size(), fault, [&](const Json& element, const std::string& place) {
        T value{};
        if (element.is_string() && parse(element.get<std::string>(), value))
            values.push_back(value);
        else
            fault = place + " is no word that is known here";
    });
    return values;
}

FurtherCurves readFurther(JsonReader in, std::string& fault) {
    FurtherCurves further;
    further.operations = readWords<Operation>(in, "operations", fault);
    further.passes = readWords<Pass>(in, "passes", fault);
    if (in.has("types")) // newer than the others
        further.types = readWords<DataType>(in, "types", fault);
    further.heads = readCounts(in, "heads", kMaxRatios, fault);
    return further;
}

AxisRange readAxis(JsonReader in) {
    return {in.word<Axis>("length"), in.integer("min", 1, kMaxExtent), in.integer("max", 1, kMaxExtent)};
}

LengthVariants readVariants(JsonReader in, std::string& fault) {
    LengthVariants variants;
    variants.length = in.word<Length>("length");
    variants.values = readCounts(in, "values", kMostVariants, fault);
    variants.within = in.amount("within");
    variants.headDimFollows = in.flag("head_dim_follows");
    variants.ffnFollows = in.flag("ffn_follows");
    if (in.has("only")) {
        JsonReader only = in.object("only");
        variants.only = LaidOperation{only.word<Operation>("operation"), only.word<Layout>("layout")};
    }
    return variants;
}

ListedGemm readListed(JsonReader in) {
    ListedGemm gemm;
    gemm.extents = {in.has("batch") ? in.integer("batch", 1, kMaxExtent) : 1, in.integer("m", 1, kMaxExtent),
                    in.integer("n", 1, kMaxExtent), in.integer("k", 1, kMaxExtent)};
    if (in.has("dtype"))
        gemm.type = in.word<DataType>("dtype");
    if (in.has("layout"))
        gemm.layout = in.word<Layout>("layout");
    if (in.has("label"))
        gemm.label = in.text("label");
    return gemm;
}

BudgetSpec readBudget(JsonReader in, std::string& fault) {
    BudgetSpec budget;
    ModelShape& model = budget.model;
    model.name = in.text("model");
    if (in.has("list")) {
        forEach(in, "list", kMostListed, fault, [&](const Json& element, const std::string& place) {
            budget.list.push_back(readListed(JsonReader(element, place, fault)));
        });
        if (fault.empty() && budget.list.empty())
            fault = in.placeOf("list") + " is empty";
        return budget;
    }
    JsonReader layer = in.object("layer");
    model.layer =
        layerOf(layer.integer("hidden", 1, kMaxExtent), layer.integer("heads", 1, kMaxExtent), 0, 0);
    readLengths(layer, model.layer);
    model.layers = in.integer("layers", 1, kMaxExtent);
    model.gated = in.flag("gated");
    model.denseLayers = in.integer("dense_layers", 0, kMaxExtent);
    model.sharedExperts = in.integer("shared_experts", 0, kMaxExtent);
    budget.kvSeq = in.integer("kv_seq", 0, kMaxExtent);
    budget.tensorParallel = in.integer("tensor_parallel", 1, kMaxExtent);
    budget.passes = readWords<Pass>(in, "passes", fault);
    if (in.has("variants"))
        budget.variants = readVariants(in.object("variants"), fault);
    return budget;
}

void readLayer(JsonReader& in, PlannedPoint& point) {
    const std::int64_t hidden = in.integer("hidden", 1, kMaxExtent);
    const std::int64_t heads = in.integer("heads", 1, kMaxExtent);
    const std::int64_t seq = in.integer("seq", 1, kMaxExtent);
    const std::int64_t batch = in.integer("batch", 1, kMaxExtent);
    point.layer = layerOf(hidden, heads, seq, batch);
    if (in.has("layer"))
        readLengths(in.object("layer"), point.layer);
}

PlannedPoint readPoint(JsonReader in) {
    PlannedPoint point;
    point.index = static_cast<std::size_t>(in.integer("index", 0, kMaxPoints - 1));
    // Files that do not say so are of a time when there was no other.
    if (in.has("operation"))
        point.operation = in.word<Operation>("operation");
    point.ratio = in.integer("ratio", 1, kMaxExtent);
    if (point.operation != Operation::Gemm) {
        readLayer(in, point);
        if (in.has("pass"))
            point.pass = in.word<Pass>("pass");
    }
    if (in.has("label"))
        point.label = in.text("label");
    if (in.has("per_layer")) {
        point.perLayer = in.integer("per_layer", 0, kMaxExtent);
        point.perModel = in.integer("per_model", 0, kMaxExtent);
    }
    const GemmExtents extents{in.integer("gemm_batch", 1, kMaxGemmBatch), in.integer("m", 1, kMaxExtent),
                              in.integer("n", 1, kMaxExtent), in.integer("k", 1, kMaxExtent)};
    const auto type = in.word<DataType>("dtype");
    point.layout = in.word<Layout>("layout");
    point.algorithm = in.word<Algorithm>("algorithm");
    if (in.faulty())
        return point;
    if (elements(extents) >= kMaxElements)
        in.refuse("gemm_batch", "times m, n and k is more than any machine can hold");
    else
        point.gemm = infoOf(point.operation).lay(extents, type, point.layout);
    return point;
}

CallTime readTime(JsonReader in, bool ok) {
    CallTime time;
    time.medianS = in.amount("median_s", kMaxCallS);
    time.minS = in.amount("min_s", kMaxCallS);
    time.q1S = in.amount("q1_s", kMaxCallS);
    time.q3S = in.amount("q3_s", kMaxCallS);
    time.lowS = in.amount("low_s", kMaxCallS);
    time.highS = in.amount("high_s", kMaxCallS);
    time.calls = in.integer("calls", 0, kMaxCalls);
    if (!ok)
        return time;
    if (!(time.medianS > 0))
        in.refuse("median_s", "is not above 0 although the status is ok");
    else if (time.medianS < kMinCallS)
        in.refuse("median_s", "is shorter than any call");
    // Both are 0 where no interval is known, as in a figure read from a chart.
    else if ((time.lowS > 0 || time.highS > 0) &&
             (time.lowS < kMinCallS || time.lowS > time.medianS || time.highS < time.medianS))
        in.refuse("median_s", "lies outside its interval, low_s to high_s");
    return time;
}

PointCost readCost(JsonReader in) {
    PointCost cost;
    cost.prepareS = in.amount("prepare_s", kMaxCallS);
    cost.checkS = in.amount("check_s", kMaxCallS);
    cost.warmupS = in.amount("warmup_s", kMaxCallS);
    cost.timedS = in.amount("timed_s", kMaxCallS);
    cost.pacingS = in.amount("pacing_s", kMaxCallS);
    cost.wallS = in.amount("wall_s", kMaxCallS);
    return cost;
}

VisitTime readVisit(JsonReader in, const Json& element) {
    VisitTime visit;
    visit.medianS = in.amount("median_s", kMaxCallS);
    visit.clockMhz = in.amount("clock_mhz");
    visit.counted = element.is_object() && element.value("counted", Json()) == Json(true);
    if (!in.faulty() && visit.medianS < kMinCallS)
        in.refuse("median_s", "is shorter than any call");
    return visit;
}

} // namespace

RunContext readContext(JsonReader in, std::string& fault) {
    RunContext context;
    context.runId = in.text("run_id");
    if (!isRunId(context.runId))
        in.refuse("run_id", "is no name of a run");
    context.device = in.text("device");
    context.deviceId = in.text("device_id");
    context.backend = in.text("backend");
    context.libraryVersion = in.text("library_version");
    context.driverVersion = in.text("driver_version");
    context.host = in.text("host");
    context.headroomVersion = in.text("headroom_version");
    if (in.has("headroom_commit"))
        context.headroomCommit = in.text("headroom_commit");
    context.startedUtc = in.text("started_utc");
    context.threads = static_cast<int>(in.integer("threads", 0, kMaxSmallCount));
    context.dataSeed = in.unsignedInteger("data_seed");
    if (in.has("between_runs"))
        context.betweenRuns = in.amount("between_runs");
    forEach(in, "roofs", kMaxRoofs, fault, [&](const Json& element, const std::string& place) {
        context.roofs.push_back(readRoof(JsonReader(element, place, fault)));
    });
    if (in.has("environment"))
        context.environment = readTexts(in, "environment", fault);
    context.notes = readTexts(in, "notes", fault);
    return context;
}

SweepSpec readSpec(JsonReader in, std::string& fault) {
    SweepSpec spec;
    spec.operation = in.word<Operation>("operation");
    spec.mode = in.word<SweepMode>("mode");
    spec.heads = in.integer("heads", 0, kMaxExtent);
    spec.ratios = readCounts(in, "ratios", kMaxRatios, fault);
    spec.hiddenMin = in.integer("hidden_min", 0, kMaxExtent);
    spec.hiddenMax = in.integer("hidden_max", 0, kMaxExtent);
    if (in.isText("points_per_curve", "all"))
        spec.pointsPerCurve.reset();
    else
        spec.pointsPerCurve = in.integer("points_per_curve", 1, kMaxExtent);
    spec.seq = in.integer("seq", 1, kMaxExtent);
    spec.batch = in.integer("batch", 1, kMaxExtent);
    spec.type = in.word<DataType>("dtype");
    spec.layout = in.word<Layout>("layout");
    spec.algorithm = in.word<Algorithm>("algorithm");
    spec.regime = in.word<Regime>("regime");
    spec.precision = in.amount("precision");
    spec.timeLimitS = in.amount("time_limit_s");
    spec.orderSeed = in.unsignedInteger("order_seed");
    spec.threads = static_cast<int>(in.integer("threads", 0, kMaxSmallCount));
    if (in.has("pass"))
        spec.pass = in.word<Pass>("pass");
    if (in.has("axis"))
        spec.axis = readAxis(in.object("axis"));
    if (in.has("fixed"))
        readLengths(in.object("fixed"), spec.fixed);
    if (in.has("further"))
        spec.further = readFurther(in.object("further"), fault);
    if (in.has("budget"))
        spec.budget = readBudget(in.object("budget"), fault);
    return spec;
}

Measurement readMeasurement(JsonReader in, std::string& fault) {
    Measurement row;
    row.point = readPoint(in.object("point"));
    row.status = in.word<Status>("status");
    row.reason = in.text("reason");
    row.flags = in.word<Flags>("flags");
    row.time = readTime(in.object("time"), row.ok());
    row.kernel = in.text("kernel");
    if (in.has("visits"))
        row.visits = static_cast<int>(in.integer("visits", 1, kMaxVisits));
    if (in.has("sm_clock_mhz"))
        row.smClockMhz = in.amount("sm_clock_mhz");
    if (in.has("visit_times"))
        forEach(in, "visit_times", kMaxVisitTimes, fault, [&](const Json& element, const std::string& place) {
            row.visitTimes.push_back(readVisit(JsonReader(element, place, fault), element));
        });
    row.deviceId = in.text("device");
    row.timestampUtc = in.text("timestamp_utc");
    row.cost = readCost(in.object("cost"));
    return row;
}

} // namespace headroom
