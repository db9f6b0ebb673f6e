// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/csv.h"

#include "engine/io/number_text.h"

#include <string_view>

namespace headroom {

namespace {

/// Builds one line field by field, quoting as RFC 4180 asks.
class Line {
public:
    Line& text(std::string_view value) {
        separate();
        if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
            m_line += value;
            return *this;
        }
        m_line += '"';
        for (const char c : value) {
            if (c == '"')
                m_line += '"';
            m_line += c == '\n' || c == '\r' ? ' ' : c; // one row stays one line
        }
        m_line += '"';
        return *this;
    }
    Line& number(std::int64_t value) { return text(std::to_string(value)); }
    Line& real(double value) { return text(numberText(value)); }
    Line& absent() { return text({}); }

    std::string take() { return std::move(m_line); }

private:
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
