// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/run_file.h"

#include "engine/files/limits.h"
#include "engine/files/newer_format.h"
#include "engine/files/parse_json.h"
#include "engine/files/read_file.h"
#include "engine/io/csv.h"
#include "engine/io/output_file.h"
#include "engine/io/run_json.h"
#include "engine/sweep/sweep_plan.h"

#include <set>

namespace headroom {

namespace {

using Json = nlohmann::json;

/// Everything of a run but its measurements.
void readHead(const Json& document, Run& run, std::string& fault) {
    JsonReader in(document, {}, fault);
    if (!in.faulty() && !in.has("schema_version"))
        fault = "this is JSON, but no Headroom run: schema_version is missing";
    const std::int64_t version = in.integer("schema_version", 1, kMaxFormat);
    if (!in.faulty() && version > kRunSchemaVersion)
        fault = newerFormat(version, kRunSchemaVersion);
    if (in.has("name"))
        run.name = in.text("name");
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

/// Whether it is what toCsv() writes, in any style.
bool isOurTable(std::string_view text) {
    const std::string header = csvHeader();
    const std::size_t first = header.find(',');
    return text.starts_with(header.substr(0, first)) && text.size() > first &&
           (text[first] == ',' || text[first] == ';');
}

} // namespace

std::string toJson(const Run& run) {
    return toJson(run, run.name);
}

std::string toJson(const Run& run, std::string_view name) {
    Json rows = Json::array();
    for (const Measurement& row : run.measurements)
        rows.push_back(toJson(row));
    Json document{{"schema_version", kRunSchemaVersion},
                  {"context", toJson(run.context)},
                  {"spec", toJson(run.spec)},
                  {"measurements", std::move(rows)}};
    if (!name.empty())
        document["name"] = name;
    return dump(document, 1) + '\n';
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
    std::set<std::size_t> seen;
    for (std::size_t row = 0; row < run.measurements.size(); ++row) {
        const PlannedPoint& point = run.measurements[row].point;
        const std::string place = "measurements[" + std::to_string(row) + "].point";
        if (!isOf(run.spec, point))
            return refuse(place + (run.spec.isList() ? " is none of the list's"
                                   : run.spec.budget ? " is none of the layer's"
                                                     : ".ratio is none of the spec's"));
        if (!seen.insert(point.index).second)
            return refuse(place + ".index is there twice");
    }
    return success();
}

std::string journalHeadToJson(const RunContext& context) {
    Json document = toJson(context);
    document["journal_version"] = kJournalVersion;
    return dump(document);
}

std::int64_t journalVersionIn(std::string_view line) {
    const Result<Json> document = parseJson(line);
    if (!document || !document->is_object())
        return 0;
    const Json version = document->value("journal_version", Json());
    return version.is_number_integer() ? version.get<std::int64_t>() : 0;
}

std::string contextToJson(const RunContext& context) {
    return dump(toJson(context));
}

std::string specToJson(const SweepSpec& spec) {
    return dump(toJson(spec));
}

std::string measurementToJson(const Measurement& measurement) {
    return dump(toJson(measurement));
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
    if (!run && isOurTable(*text))
        return refuse("these are rows as CSV; a run file is what --json writes, or Save in the window");
    if (!run && journalVersionIn(text->substr(0, text->find('\n'))) > 0)
        return refuse(
            "it is the journal of a run, of which headroom-engine recover makes a run file; the name of "
            "a journal ends in .jsonl");
    if (!run)
        return refuse(run.error().reason);
    return run;
}

Outcome writeRunFile(const std::filesystem::path& path, const Run& run) {
    return writeOutputFile(path, toJson(run));
}

} // namespace headroom
