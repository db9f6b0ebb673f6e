// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/csv_columns.h"

#include "engine/files/exact_number.h"

#include <array>

namespace headroom {

namespace {

std::string text(std::int64_t value) {
    return std::to_string(value);
}

std::string text(std::optional<double> value) {
    return value ? exactNumber(*value) : std::string();
}

/// A count, in all its digits while these are exact.
std::string wholeText(double value) {
    constexpr double kExact = 9007199254740992.0; // 2^53
    return value <= kExact ? text(static_cast<std::int64_t>(value)) : exactNumber(value);
}

/// Nothing was measured where a row is not ok: its times are absent, not zero.
std::string measured(const Measurement& row, double value) {
    return row.ok() ? exactNumber(value) : std::string();
}

/// What published figures do not say, and files then hold 0 for.
std::string known(const Measurement& row, double value) {
    return value > 0 ? measured(row, value) : std::string();
}

/// Counts of a layer's budget mean nothing elsewhere.
std::string inBudget(const Run& run, std::int64_t count) {
    return run.spec.budget && !run.spec.isList() ? text(count) : std::string();
}

/// GEMMs of a list are of no layer.
std::string ofLayer(const Measurement& row, std::int64_t length) {
    return row.point.operation == Operation::Gemm ? std::string() : text(length);
}

std::string modeOf(const SweepSpec& spec) {
    if (spec.budget)
        return spec.isList() ? "list" : "layer";
    return toString(spec.mode);
}

using R = const Run&;
using M = const Measurement&;

constexpr std::array kColumns{
    CsvColumn{"run_id", [](R run, M) { return run.context.runId; }, true},
    CsvColumn{"operation", [](R, M row) { return std::string(toString(row.point.operation)); }},
    CsvColumn{"mode", [](R run, M) { return modeOf(run.spec); }},
    CsvColumn{"ratio", [](R, M row) { return text(row.point.ratio); }},
    CsvColumn{"hidden", [](R, M row) { return ofLayer(row, row.point.layer.hidden); }},
    CsvColumn{"heads", [](R, M row) { return ofLayer(row, row.point.layer.heads); }},
    CsvColumn{"head_dim", [](R, M row) { return ofLayer(row, row.point.layer.headDim); }},
    CsvColumn{"seq", [](R, M row) { return ofLayer(row, row.point.layer.seq); }},
    CsvColumn{"batch", [](R, M row) { return ofLayer(row, row.point.layer.batch); }},
    CsvColumn{"dtype", [](R, M row) { return std::string(toString(row.point.gemm.type)); }},
    CsvColumn{"layout", [](R, M row) { return std::string(toString(row.point.layout)); }},
    CsvColumn{"algorithm", [](R, M row) { return std::string(toString(row.point.algorithm)); }},
    CsvColumn{"gemm_batch", [](R, M row) { return text(row.point.gemm.batch); }},
    CsvColumn{"m", [](R, M row) { return text(row.point.gemm.m); }},
    CsvColumn{"n", [](R, M row) { return text(row.point.gemm.n); }},
    CsvColumn{"k", [](R, M row) { return text(row.point.gemm.k); }},
    CsvColumn{"flop", [](R, M row) { return wholeText(flop(row.point.gemm)); }},
    CsvColumn{"time_median_s", [](R, M row) { return measured(row, row.time.medianS); }},
    CsvColumn{"time_min_s", [](R, M row) { return known(row, row.time.minS); }},
    CsvColumn{"time_q1_s", [](R, M row) { return known(row, row.time.q1S); }},
    CsvColumn{"time_q3_s", [](R, M row) { return known(row, row.time.q3S); }},
    CsvColumn{"calls", [](R, M row) { return text(row.time.calls); }},
    CsvColumn{"throughput_tflops", [](R, M row) { return measured(row, row.throughputTflops()); }},
    CsvColumn{"throughput_low_tflops", [](R, M row) { return known(row, row.throughputLowTflops()); }},
    CsvColumn{"throughput_high_tflops", [](R, M row) { return known(row, row.throughputHighTflops()); }},
    CsvColumn{"roof_tflops", [](R run, M row) { return text(roofTflops(run.context, row.point.gemm)); }},
    CsvColumn{"kernel", [](R, M row) { return row.kernel; }, true},
    CsvColumn{"sm_clock_mhz", [](R, M row) { return text(row.smClockMhz); }},
    CsvColumn{"status", [](R, M row) { return std::string(toString(row.status)); }},
    CsvColumn{"reason", [](R, M row) { return row.reason; }, true},
    CsvColumn{"flags", [](R, M row) { return toString(row.flags); }},
    CsvColumn{"regime", [](R run, M) { return std::string(toString(run.spec.regime)); }},
    CsvColumn{"device", [](R run, M) { return run.context.device; }, true},
    CsvColumn{"backend", [](R run, M) { return run.context.backend; }, true},
    CsvColumn{"library_version", [](R run, M) { return run.context.libraryVersion; }, true},
    CsvColumn{"driver_version", [](R run, M) { return run.context.driverVersion; }, true},
    CsvColumn{"host", [](R run, M) { return run.context.host; }, true},
    CsvColumn{"timestamp_utc", [](R, M row) { return row.timestampUtc; }, true},
    CsvColumn{"headroom_version", [](R run, M) { return run.context.headroomVersion; }, true},
    // Which GPU it was, where a run had several.
    CsvColumn{"device_id",
              [](R run, M row) { return row.deviceId.empty() ? run.context.deviceId : row.deviceId; }, true},
    CsvColumn{"run_name", [](R run, M) { return run.name; }, true},
    CsvColumn{"pass",
              [](R, M row) {
                  return row.point.operation == Operation::Gemm ? std::string() : toString(row.point.pass);
              }},
    CsvColumn{"kv_heads", [](R, M row) { return ofLayer(row, row.point.layer.kvHeads); }},
    CsvColumn{"value_dim", [](R, M row) { return ofLayer(row, row.point.layer.valueDim); }},
    CsvColumn{"ffn", [](R, M row) { return ofLayer(row, row.point.layer.ffn); }},
    CsvColumn{"vocab", [](R, M row) { return ofLayer(row, row.point.layer.vocab); }},
    CsvColumn{"kv_seq", [](R, M row) { return ofLayer(row, row.point.layer.kvSeq); }},
    CsvColumn{"tensor_parallel", [](R, M row) { return ofLayer(row, row.point.layer.tensorParallel); }},
    CsvColumn{"per_layer", [](R run, M row) { return inBudget(run, row.point.perLayer); }},
    CsvColumn{"per_model", [](R run, M row) { return inBudget(run, row.point.perModel); }},
    CsvColumn{"model", [](R run, M) { return run.spec.budget ? run.spec.budget->model.name : std::string(); },
              true},
    CsvColumn{"label", [](R, M row) { return row.point.label; }, true},
};

} // namespace

std::span<const CsvColumn> csvColumns() {
    return kColumns;
}

} // namespace headroom
