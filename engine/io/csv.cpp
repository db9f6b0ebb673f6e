// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/csv.h"

#include "engine/files/number_text.h"
#include "engine/files/printable.h"

#include <algorithm>

namespace headroom {

namespace {

/// Builds one line field by field, quoting as RFC 4180 asks.
class Line {
public:
    Line& text(std::string_view value) {
        separate();
        std::string cell = csvText(value);
        if (cell.find_first_of(",\"") != std::string::npos) {
            for (std::size_t at = cell.find('"'); at != std::string::npos; at = cell.find('"', at + 2))
                cell.insert(at, 1, '"');
            cell = '"' + cell + '"';
        }
        m_line += cell;
        return *this;
    }
    Line& number(std::int64_t value) { return plain(std::to_string(value)); }
    Line& real(double value) { return plain(numberText(value)); }
    Line& absent() { return plain({}); }

    std::string take() { return std::move(m_line); }

private:
    Line& plain(std::string_view value) {
        separate();
        m_line += value;
        return *this;
    }
    void separate() {
        if (m_any)
            m_line += ',';
        m_any = true;
    }

    std::string m_line;
    bool m_any = false;
};

void addShape(Line& line, const Run& run, const PlannedPoint& point) {
    const AttentionShape& attention = point.attention;
    const GemmShape& gemm = point.gemm;
    line.text(run.context.runId)
        .text(toString(run.spec.operation))
        .text(toString(run.spec.mode))
        .number(point.ratio)
        .number(attention.hidden)
        .number(attention.heads)
        .number(attention.headDim())
        .number(attention.seq)
        .number(attention.batch)
        .text(toString(gemm.type))
        .text(toString(gemm.layout))
        .text(toString(point.algorithm))
        .number(gemm.batch)
        .number(gemm.m)
        .number(gemm.n)
        .number(gemm.k)
        .real(flop(gemm));
}

void addTimes(Line& line, const Run& run, const Measurement& row) {
    if (row.ok())
        line.real(row.time.medianS)
            .real(row.time.minS)
            .real(row.time.q1S)
            .real(row.time.q3S)
            .number(row.time.calls)
            .real(row.throughputTflops())
            .real(row.throughputLowTflops())
            .real(row.throughputHighTflops());
    else // nothing was measured: absent, not zero
        line.absent().absent().absent().absent().number(row.time.calls).absent().absent().absent();
    const std::optional<double> roof = roofTflops(run.context, row.point.gemm);
    roof ? line.real(*roof) : line.absent();
}

} // namespace

std::string csvText(std::string_view text) {
    std::string cell = printable(text);
    std::ranges::replace_if(
        cell, [](char c) { return c == '\n' || c == '\t'; }, ' '); // one row stays one line
    const std::size_t first = cell.find_first_not_of(' ');
    if (first != std::string::npos && std::string_view("=+-@").find(cell[first]) != std::string_view::npos)
        cell.insert(0, 1, '\'');
    return cell;
}

std::string csvHeader() {
    return "run_id,operation,mode,ratio,hidden,heads,head_dim,seq,batch,dtype,layout,algorithm,gemm_batch,m,"
           "n,k,"
           "flop,time_median_s,time_min_s,time_q1_s,time_q3_s,calls,throughput_tflops,throughput_low_tflops,"
           "throughput_high_tflops,roof_tflops,kernel,sm_clock_mhz,status,reason,flags,regime,device,backend,"
           "library_version,driver_version,host,timestamp_utc,headroom_version";
}

std::string csvRow(const Run& run, const Measurement& row) {
    Line line;
    addShape(line, run, row.point);
    addTimes(line, run, row);
    line.text(row.kernel);
    row.smClockMhz ? line.real(*row.smClockMhz) : line.absent();
    line.text(toString(row.status))
        .text(row.reason)
        .text(toString(row.flags))
        .text(toString(run.spec.regime));
    line.text(run.context.device)
        .text(run.context.backend)
        .text(run.context.libraryVersion)
        .text(run.context.driverVersion)
        .text(run.context.host)
        .text(row.timestampUtc)
        .text(run.context.headroomVersion);
    return line.take();
}

std::string csvRows(const Run& run) {
    std::string rows;
    for (const Measurement& row : run.measurements)
        rows += csvRow(run, row) + '\n';
    return rows;
}

std::string toCsv(const Run& run) {
    return csvHeader() + '\n' + csvRows(run);
}

} // namespace headroom
