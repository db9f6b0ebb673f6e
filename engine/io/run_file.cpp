// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/run_file.h"

#include "engine/io/atomic_file.h"
#include "engine/io/json_reader.h"

#include <fstream>
#include <limits>

namespace headroom {

namespace {

using Json = nlohmann::json;

constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMostVisits = 1000000;
/// No extent of a valid plan comes near it.
constexpr std::int64_t kMaxExtent = std::int64_t{1} << 40;
constexpr std::uintmax_t kMaxFileBytes = std::uintmax_t{256} << 20;

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
            {"roofs", std::move(roofs)},
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
    return document;
}

/// Texts come from libraries and the system: bytes that are no UTF-8 are replaced rather than refused.
std::string dump(const Json& document, int indent) {
    return document.dump(indent, ' ', false, Json::error_handler_t::replace);
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
void forEach(JsonReader& in, const char* key, std::string& fault, Function function) {
    std::size_t position = 0;
    for (const Json& element : in.array(key)) {
        if (!fault.empty())
            return;
        function(element, in.placeOf(key) + "[" + std::to_string(position++) + "]");
    }
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
    forEach(in, "roofs", fault, [&](const Json& element, const std::string& place) {
        context.roofs.push_back(readRoof(JsonReader(element, place, fault)));
    });
    forEach(in, "notes", fault, [&](const Json& element, const std::string& place) {
        if (element.is_string())
            context.notes.push_back(element.get<std::string>());
        else
            fault = place + " is not a text";
    });
    return context;
}

SweepSpec readSpec(JsonReader in, std::string& fault) {
    SweepSpec spec;
    spec.operation = in.word<Operation>("operation");
    spec.mode = in.word<SweepMode>("mode");
    spec.heads = in.integer("heads", 0, kAny);
    spec.ratios.clear();
    forEach(in, "ratios", fault, [&](const Json& element, const std::string& place) {
        if (element.is_number_integer() && element.get<std::int64_t>() >= 1)
            spec.ratios.push_back(element.get<std::int64_t>());
        else
            fault = place + " is not a whole number of at least 1";
    });
    spec.hiddenMin = in.integer("hidden_min", 0, kAny);
    spec.hiddenMax = in.integer("hidden_max", 0, kAny);
    if (in.isText("points_per_curve", "all"))
        spec.pointsPerCurve.reset();
    else
        spec.pointsPerCurve = in.integer("points_per_curve", 1, kAny);
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

PlannedPoint readPoint(JsonReader in) {
    PlannedPoint point;
    point.index = static_cast<std::size_t>(in.integer("index", 0, kMaxExtent));
    point.ratio = in.integer("ratio", 1, kMaxExtent);
    point.attention.hidden = in.integer("hidden", 1, kMaxExtent);
    point.attention.heads = in.integer("heads", 1, kMaxExtent);
    point.attention.seq = in.integer("seq", 1, kMaxExtent);
    point.attention.batch = in.integer("batch", 1, kMaxExtent);
    point.gemm.batch = in.integer("gemm_batch", 1, kMaxExtent);
    point.gemm.m = in.integer("m", 1, kMaxExtent);
    point.gemm.n = in.integer("n", 1, kMaxExtent);
    point.gemm.k = in.integer("k", 1, kMaxExtent);
    point.gemm.type = in.word<DataType>("dtype");
    point.gemm.layout = in.word<Layout>("layout");
    point.algorithm = in.word<Algorithm>("algorithm");
    return point;
}

CallTime readTime(JsonReader in) {
    CallTime time;
    time.medianS = in.amount("median_s");
    time.minS = in.amount("min_s");
    time.q1S = in.amount("q1_s");
    time.q3S = in.amount("q3_s");
    time.lowS = in.amount("low_s");
    time.highS = in.amount("high_s");
    time.calls = in.integer("calls", 0, kAny);
    return time;
}

PointCost readCost(JsonReader in) {
    PointCost cost;
    cost.prepareS = in.amount("prepare_s");
    cost.checkS = in.amount("check_s");
    cost.warmupS = in.amount("warmup_s");
    cost.timedS = in.amount("timed_s");
    cost.pacingS = in.amount("pacing_s");
    cost.wallS = in.amount("wall_s");
    return cost;
}

Measurement readMeasurement(JsonReader in) {
    Measurement row;
    row.point = readPoint(in.object("point"));
    row.status = in.word<Status>("status");
    row.reason = in.text("reason");
    row.flags = in.word<Flags>("flags");
    row.time = readTime(in.object("time"));
    if (row.ok() && !(row.time.medianS > 0))
        in.refuse("time.median_s", "is not above 0 although the status is ok");
    row.kernel = in.text("kernel");
    if (in.has("visits"))
        row.visits = static_cast<int>(in.integer("visits", 1, kMostVisits));
    if (in.has("sm_clock_mhz"))
        row.smClockMhz = in.amount("sm_clock_mhz");
    row.device = in.text("device");
    row.timestampUtc = in.text("timestamp_utc");
    row.cost = readCost(in.object("cost"));
    return row;
}

Run readRun(const Json& document, std::string& fault) {
    Run run;
    JsonReader in(document, {}, fault);
    if (!in.faulty() && !in.has("schema_version"))
        fault = "this is JSON, but no Headroom run: schema_version is missing";
    const std::int64_t version = in.integer("schema_version", 1, kAny);
    if (!in.faulty() && version > kRunSchemaVersion)
        fault = "it has schema version " + std::to_string(version) + "; this program reads up to version " +
                std::to_string(kRunSchemaVersion) + ". Use a newer Headroom";
    run.context = readContext(in.object("context"), fault);
    run.spec = readSpec(in.object("spec"), fault);
    forEach(in, "measurements", fault, [&](const Json& element, const std::string& place) {
        run.measurements.push_back(readMeasurement(JsonReader(element, place, fault)));
    });
    return run;
}

/// Parses text and hands the document to `read`, turning every fault into an error.
template <class Function>
auto readDocument(std::string_view text, Function read)
    -> Result<decltype(read(Json(), std::declval<std::string&>()))> {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return Error{Status::Error, "it is empty"};
    Json document;
    try {
        document = Json::parse(text);
    } catch (const Json::parse_error& error) {
        return Error{Status::Error, "it is not valid JSON, or was cut short, at byte " +
                                        std::to_string(error.byte) + " of " + std::to_string(text.size())};
    } catch (const Json::exception&) {
        return Error{Status::Error, "it holds a number that is too large"};
    }
    std::string fault;
    auto value = read(document, fault);
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
    return readDocument(text, readRun);
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
        return readMeasurement(JsonReader(document, {}, fault));
    });
}

Result<Run> readRunFile(const std::filesystem::path& path) {
    const auto refuse = [&path](const std::string& reason) {
        return Error{Status::Error, "Cannot read " + path.string() + " as a run: " + reason + "."};
    };
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status))
        return refuse("there is no such file");
    if (!std::filesystem::is_regular_file(status))
        return refuse("it is not a file");
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error)
        return refuse(error.message());
    if (size > kMaxFileBytes)
        return refuse("it has " + std::to_string(size) + " bytes, more than any run");
    std::ifstream file(path, std::ios::binary);
    std::string text(static_cast<std::size_t>(size), '\0');
    if (!file || !file.read(text.data(), static_cast<std::streamsize>(size)))
        return refuse("the file cannot be opened or read; check its permissions");
    Result<Run> run = runFromJson(text);
    if (!run)
        return refuse(run.error().reason);
    return run;
}

Outcome writeRunFile(const std::filesystem::path& path, const Run& run) {
    return writeFileAtomically(path, toJson(run));
}

} // namespace headroom
