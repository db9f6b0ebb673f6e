// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/others_results.h"

#include "engine/files/json_reader.h"
#include "engine/files/limits.h"
#include "engine/files/printable.h"
#include "engine/files/read_file.h"
#include "engine/io/others_figures.h"
#include "engine/io/run_file.h"
#include "engine/io/shape_list.h"
#include "engine/sweep/gemm_list.h"
#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <array>
#include <optional>

namespace headroom {

Error unread(const std::string& reason) {
    return {Status::Error, reason};
}

double secondsAt(double flop, double tflops) {
    return flop / (tflops * 1e12);
}

bool isCallTime(double seconds) {
    return seconds >= kMinCallS && seconds <= kMaxCallS;
}

Measurement othersMeasurement(PlannedPoint point, double tflops) {
    Measurement row;
    row.status = Status::Ok;
    row.time.medianS = secondsAt(flop(point.gemm), tflops); // no interval: nothing else is known of it
    row.point = std::move(point);
    row.deviceId = "reference";
    return row;
}

RunContext contextOfSource(const std::string& name, const std::string& source) {
    RunContext context;
    context.runId = "reference-" + name;
    context.device = name + " (reference, not measured here)";
    context.deviceId = "reference";
    context.backend = "published data";
    context.notes = {source};
    return context;
}

Run listRun(const std::string& name, std::vector<std::pair<ListedGemm, double>> rows,
            const RunContext& context) {
    Run run;
    run.context = context;
    BudgetSpec& budget = run.spec.budget.emplace();
    budget.model.name = name;
    for (const auto& [gemm, tflops] : rows)
        budget.list.push_back(gemm);
    for (std::size_t i = 0; i < rows.size(); ++i)
        run.measurements.push_back(othersMeasurement(*listPoint(run.spec, i), rows[i].second));
    return run;
}

std::string counted(std::size_t count, const char* one, const char* several) {
    return std::to_string(count) + ' ' + (count == 1 ? one : several);
}

namespace {

/// The throughput of a row in TFLOP/s, by whichever column tells it; nothing where none does.
struct SpeedColumn {
    const char* name;
    double secondsEach; ///< of a time; 0 for a throughput
};
constexpr std::array kSpeeds{
    SpeedColumn{"throughput_tflops", 0}, SpeedColumn{"tflops", 0}, SpeedColumn{"throughput", 0},
    SpeedColumn{"time_median_s", 1},     SpeedColumn{"time_s", 1}, SpeedColumn{"time_ms", 1e-3},
    SpeedColumn{"time_us", 1e-6}};

/// As this program's own CSV has it, whatever a spreadsheet made of the order.
bool isOwnTable(const CsvTable& table) {
    return table.find("run_id") && table.find("headroom_version") && table.find("time_median_s");
}

/// What all rows have in that column, else empty.
std::string sharedCell(const CsvTable& table, std::string_view column) {
    const std::optional<std::size_t> at = table.find(column);
    if (!at || table.rows.empty())
        return {};
    const std::string& first = table.rows.front().cells[*at];
    const bool isShared =
        std::ranges::all_of(table.rows, [&](const CsvTable::Row& row) { return row.cells[*at] == first; });
    constexpr std::size_t kLongestCell = 200;
    return isShared && first.size() <= kLongestCell ? printable(first) : std::string();
}

/// Of rows that Headroom measured and wrote itself: what they say of themselves.
RunContext contextOfOwnTable(const CsvTable& table, const std::string& name) {
    RunContext context;
    context.runId = "csv-" + name;
    context.deviceId = "reference";
    const std::string device = sharedCell(table, "device");
    context.device = device.empty() ? "Several devices" : device;
    context.backend = sharedCell(table, "backend");
    context.libraryVersion = sharedCell(table, "library_version");
    context.driverVersion = sharedCell(table, "driver_version");
    context.host = sharedCell(table, "host");
    context.headroomVersion = sharedCell(table, "headroom_version");
    context.notes = {"Source: " + name + ", rows that Headroom " + context.headroomVersion +
                     (context.headroomVersion.empty() ? "" : " ") +
                     "measured and wrote as CSV. Curves, intervals, flags and the roof are in the run file."};
    return context;
}

const SpeedColumn* speedColumnOf(const CsvTable& table) {
    const auto* found = std::ranges::find_if(
        kSpeeds, [&table](const SpeedColumn& column) { return table.find(column.name).has_value(); });
    return found == kSpeeds.end() ? nullptr : found;
}

} // namespace

bool tellsSpeed(std::string_view column) {
    return std::ranges::any_of(kSpeeds, [column](const SpeedColumn& speed) { return column == speed.name; });
}

bool hasThroughputs(const CsvTable& table) {
    return speedColumnOf(table) != nullptr;
}

Result<OthersResults> resultsOfTable(const CsvTable& table, const std::string& name) {
    if (const std::string missing = missingColumn(table); !missing.empty())
        return unread(atLine(table.headerLine) + missing);
    const SpeedColumn* column = speedColumnOf(table);
    if (column == nullptr)
        return unread(atLine(table.headerLine) + "there is no column of throughputs, such as tflops");
    const std::size_t at = *table.find(column->name);
    std::vector<std::pair<ListedGemm, double>> rows;
    std::size_t withoutFigure = 0;
    for (const CsvTable::Row& row : table.rows) {
        const std::string& cell = row.cells[at];
        if (cell.empty()) { // a failed row of ours
            ++withoutFigure;
            continue;
        }
        Result<ListedGemm> gemm = gemmOf(table, row);
        if (!gemm)
            return unread(atLine(row.line) + gemm.error().reason);
        const std::optional<double> value = decimalNumber(cell, table.separator == ';');
        if (!value || !(*value > 0) || *value > kMaxAmount)
            return unread(atLine(row.line) + column->name + " is " + inQuotes(cell) +
                          ", which is no number above 0");
        if (!gemm->type)
            gemm->type = DataType::F16;
        const double tflops = column->secondsEach > 0
                                  ? headroom::tflops(flop(gemm->extents), *value * column->secondsEach)
                                  : *value;
        if (!isCallTime(secondsAt(flop(gemm->extents), tflops)))
            return unread(atLine(row.line) + column->name + " is " + inQuotes(cell) +
                          ", which is the speed of no machine");
        rows.emplace_back(std::move(*gemm), tflops);
    }
    if (rows.empty())
        return unread("there is no figure in it");
    OthersResults results;
    const RunContext context =
        isOwnTable(table)
            ? contextOfOwnTable(table, name)
            : contextOfSource(name,
                              "Source: " + name + ", a table of others' figures; intervals are not known.");
    results.runs.push_back(listRun(name, std::move(rows), context));
    if (const Outcome sound = checkRun(results.runs.back()); !sound)
        return unread(sound.error().reason);
    if (withoutFigure > 0)
        results.note = counted(withoutFigure, "row", "rows") + " of " + name + " without a figure " +
                       (withoutFigure == 1 ? "is" : "are") + " left out.";
    return results;
}

Result<OthersResults> readOthersResults(const std::filesystem::path& path) {
    const auto refuse = [&path](const Error& error) {
        return unread("Cannot read " + path.string() + " as results of others: " + error.reason + ".");
    };
    const Result<std::string> text = readFile(path, kMaxTableBytes);
    if (!text)
        return refuse(text.error());
    const std::string name = printable(path.filename().string());
    if (!inLowerCase(path.extension().string()).ends_with("csv")) {
        Result<OthersResults> results = resultsOfCookbook(*text, name);
        return results ? std::move(results) : Result<OthersResults>(refuse(results.error()));
    }
    const Result<CsvTable> table = readCsvTable(*text, kMostListed);
    if (!table)
        return refuse(table.error());
    Result<OthersResults> results = resultsOfTable(*table, name);
    return results ? std::move(results) : Result<OthersResults>(refuse(results.error()));
}

} // namespace headroom
