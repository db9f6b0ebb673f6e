// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/run_file.h"

#include "engine/files/atomic_file.h"
#include "engine/files/json_reader.h"
#include "engine/files/limits.h"
#include "engine/files/parse_json.h"
#include "engine/files/printable.h"
#include "engine/files/read_file.h"

#include <set>

namespace headroom {

namespace {

using Json = nlohmann::json;

/// No extent of a valid plan comes near it, and the product of two fits into 64 bits.
constexpr std::int64_t kMaxExtent = std::int64_t{1} << 30;
constexpr std::int64_t kMaxGemmBatch = std::int64_t{1} << 40;
/// Elements of A, B and C together: as validate() allows, so that their bytes and strides fit into 64 bits.
constexpr double kMaxElements = 0x1p56;
constexpr std::int64_t kMaxCalls = std::int64_t{1} << 50;

// ---- writing

Json json(const Roof& roof) {
    Json document{{"dtype", toString(roof.type)},
                  {"peak_tflops", roof.peakTflops},
                  {"bandwidth_bytes_per_s", roof.bandwidthBytesPerS},
                  {"source", roof.source}};
    if (roof.clockMhz > 0)
        document["clock_mhz"] = roof.clockMhz;
    return document;
}

Json json(const RunContext& context) {
    Json roofs = Json::array();
    for (const Roof& roof : context.roofs)
        roofs.push_back(json(roof));
    return {{"run_id", context.runId},
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
}

Json json(const SweepSpec& spec) {
    Json points = "all";
    if (spec.pointsPerCurve)
        points = *spec.pointsPerCurve;
    return {{"operation", toString(spec.operation)},
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
}

Json json(const PlannedPoint& point) {
    return {{"index", point.index},
            {"ratio", point.ratio},
            {"hidden", point.attention.hidden},
            {"heads", point.attention.heads},
            {"seq", point.attention.seq},
            {"batch", point.attention.batch},
            {"gemm_batch", point.gemm.batch},
            {"m", point.gemm.m},
            {"n", point.gemm.n},
            {"k", point.gemm.k},
            {"dtype", toString(point.gemm.type)},
            {"layout", toString(point.gemm.layout)},
            {"algorithm", toString(point.algorithm)}};
}

Json json(const Measurement& row) {
    Json document{{"point", json(row.point)},
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
                  {"device", row.device},
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

/// Texts come from libraries and the system: bytes that are no UTF-8 are replaced rather than refused, and
/// what a terminal would take for a command is escaped, with all that is no ASCII.
std::string dump(const Json& document, int indent) {
    return document.dump(indent, ' ', true, Json::error_handler_t::replace);
}

// ---- reading

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
        if (element.is_string())
            texts.push_back(printable(element.get_ref<const std::string&>()));
        else
            fault = place + " is not a text";
    });
    return texts;
}

RunContext readContext(JsonReader in, std::string& fault) {
    RunContext context;
    context.runId = in.text("run_id");
    context.device = in.text("device");
    context.deviceId = in.text("device_id");
    context.backend = in.text("backend");
    context.libraryVersion = in.text("library_version");
    context.driverVersion = in.text("driver_version");
    context.host = in.text("host");
    context.headroomVersion = in.text("headroom_version");
    context.startedUtc = in.text("started_utc");
    context.threads = static_cast<int>(in.integer("threads", 0, 1 << 20));
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
    spec.ratios.clear();
    forEach(in, "ratios", kMaxRatios, fault, [&](const Json& element, const std::string& place) {
        if (element.is_number_integer() && element.get<std::int64_t>() >= 1 &&
            element.get<std::int64_t>() <= kMaxExtent)
            spec.ratios.push_back(element.get<std::int64_t>());
        else
            fault = place + " is not a whole number of at least 1";
    });
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
    spec.threads = static_cast<int>(in.integer("threads", 0, 1 << 20));
    return spec;
}

/// Of A, B and C together, without overflow.
double elements(const GemmShape& shape) {
    const auto m = static_cast<double>(shape.m);
    const auto n = static_cast<double>(shape.n);
    const auto k = static_cast<double>(shape.k);
    return static_cast<double>(shape.batch) * (m * k + n * k + m * n);
}

PlannedPoint readPoint(JsonReader in) {
    PlannedPoint point;
    point.index = static_cast<std::size_t>(in.integer("index", 0, kMaxPoints - 1));
    point.ratio = in.integer("ratio", 1, kMaxExtent);
    point.attention.hidden = in.integer("hidden", 1, kMaxExtent);
    point.attention.heads = in.integer("heads", 1, kMaxExtent);
    point.attention.seq = in.integer("seq", 1, kMaxExtent);
    point.attention.batch = in.integer("batch", 1, kMaxExtent);
    point.gemm.batch = in.integer("gemm_batch", 1, kMaxGemmBatch);
    point.gemm.m = in.integer("m", 1, kMaxExtent);
    point.gemm.n = in.integer("n", 1, kMaxExtent);
    point.gemm.k = in.integer("k", 1, kMaxExtent);
    point.gemm.type = in.word<DataType>("dtype");
    point.gemm.layout = in.word<Layout>("layout");
    point.algorithm = in.word<Algorithm>("algorithm");
    if (!in.faulty() && elements(point.gemm) >= kMaxElements)
        in.refuse("gemm_batch", "times m, n and k is more than any machine can hold");
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
    row.device = in.text("device");
    row.timestampUtc = in.text("timestamp_utc");
    row.cost = readCost(in.object("cost"));
    return row;
}

/// Everything of a run but its measurements.
void readHead(const Json& document, Run& run, std::string& fault) {
    JsonReader in(document, {}, fault);
    if (!in.faulty() && !in.has("schema_version"))
        fault = "this is JSON, but no Headroom run: schema_version is missing";
    const std::int64_t version = in.integer("schema_version", 1, kMaxExtent);
    if (!in.faulty() && version > kRunSchemaVersion)
        fault = "it has schema version " + std::to_string(version) + "; this program reads up to version " +
                std::to_string(kRunSchemaVersion) + ". Use a newer Headroom";
    run.context = readContext(in.object("context"), fault);
    run.spec = readSpec(in.object("spec"), fault);
    static_cast<void>(in.array("measurements", kMaxMeasurements));
}

/// Parses text and hands the document to `read`, turning every fault into an error.
template <class Function>
auto readDocument(std::string_view text, Function read)
    -> Result<decltype(read(Json(), std::declval<std::string&>()))> {
    const Result<Json> document = parseJson(text);
    if (!document)
        return document.error();
    std::string fault;
    auto value = read(*document, fault);
    if (!fault.empty())
        return Error{Status::Error, fault};
    return value;
}

} // namespace

std::string toJson(const Run& run) {
    Json rows = Json::array();
    for (const Measurement& row : run.measurements)
        rows.push_back(json(row));
    return dump({{"schema_version", kRunSchemaVersion},
                 {"context", json(run.context)},
                 {"spec", json(run.spec)},
                 {"measurements", std::move(rows)}},
                1) +
           '\n';
}

Result<Run> runFromJson(std::string_view text) {
    Run run;
    std::string rowFault;
    const Result<Json> document = parseJson(text, [&](const Json& row, std::size_t position) {
        if (rowFault.empty())
            run.measurements.push_back(readMeasurement(
                JsonReader(row, "measurements[" + std::to_string(position) + "]", rowFault), rowFault));
    });
    if (!document)
        return document.error();
    // A run of tomorrow is named as such, rather than by the first thing that is new in its rows.
    std::string fault;
    readHead(*document, run, fault);
    if (fault.empty())
        fault = rowFault;
    if (!fault.empty())
        return Error{Status::Error, fault};
    if (const Outcome sound = checkRun(run); !sound)
        return sound.error();
    return run;
}

Outcome checkRun(const Run& run) {
    const auto refuse = [](const std::string& reason) { return Error{Status::Error, reason}; };
    if (const std::vector<SpecError> errors = validate(run.spec); !errors.empty()) {
        const std::string& message = errors.front().message;
        return refuse("spec: " + message.substr(0, message.find_last_not_of('.') + 1));
    }
    const std::set<std::int64_t> ratios(run.spec.ratios.begin(), run.spec.ratios.end());
    std::set<std::size_t> seen;
    for (std::size_t row = 0; row < run.measurements.size(); ++row) {
        const PlannedPoint& point = run.measurements[row].point;
        const std::string place = "measurements[" + std::to_string(row) + "].point.";
        if (!ratios.contains(point.ratio))
            return refuse(place + "ratio is none of the spec's");
        if (!seen.insert(point.index).second)
            return refuse(place + "index is there twice");
    }
    return success();
}

std::string contextToJson(const RunContext& context) {
    return dump(json(context), -1);
}

std::string specToJson(const SweepSpec& spec) {
    return dump(json(spec), -1);
}

std::string measurementToJson(const Measurement& measurement) {
    return dump(json(measurement), -1);
}

Result<RunContext> contextFromJson(std::string_view text) {
    return readDocument(text, [](const Json& document, std::string& fault) {
        return readContext(JsonReader(document, {}, fault), fault);
    });
}

Result<SweepSpec> specFromJson(std::string_view text) {
    return readDocument(text, [](const Json& document, std::string& fault) {
        return readSpec(JsonReader(document, {}, fault), fault);
    });
}

Result<Measurement> measurementFromJson(std::string_view text) {
    return readDocument(text, [](const Json& document, std::string& fault) {
        return readMeasurement(JsonReader(document, {}, fault), fault);
    });
}

Result<Run> readRunFile(const std::filesystem::path& path) {
    const auto refuse = [&path](const std::string& reason) {
        return Error{Status::Error, "Cannot read " + path.string() + " as a run: " + reason + "."};
    };
    const Result<std::string> text = readFile(path, kMaxRunBytes);
    if (!text)
        return refuse(text.error().reason);
    Result<Run> run = runFromJson(*text);
    if (!run)
        return refuse(run.error().reason);
    return run;
}

Outcome writeRunFile(const std::filesystem::path& path, const Run& run) {
    return writeFileAtomically(path, toJson(run));
}

} // namespace headroom
