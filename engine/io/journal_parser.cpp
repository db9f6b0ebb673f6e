// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/journal_parser.h"

#include "engine/files/limits.h"
#include "engine/files/newer_format.h"
#include "engine/files/printable.h"
#include "engine/io/run_file.h"
#include "engine/measure/stopping_rule.h"
#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {

/// Adds what is not there yet.
template <class T>
void addNew(std::vector<T>& all, const T& first, const T& value) {
    if (value != first && std::ranges::find(all, value) == all.end())
        all.push_back(value);
}

/// The x axis of rows of one hidden size: the first other length that differs.
std::optional<AxisRange> axisOf(const std::vector<Measurement>& rows) {
    for (const AxisInfo& axis : allAxes()) {
        const auto values = std::ranges::minmax(
            rows, {}, [&axis](const Measurement& row) { return valueOf(row.point.layer, axis.axis); });
        const AxisRange range{axis.axis, valueOf(values.min.point.layer, axis.axis),
                              valueOf(values.max.point.layer, axis.axis)};
        if (range.least != range.most)
            return axis.axis == Axis::Hidden ? std::nullopt : std::optional(range);
    }
    return std::nullopt;
}

/// What the measurements tell of the sweep they come from.
SweepSpec specOf(const std::vector<Measurement>& rows) {
    const PlannedPoint& first = rows.front().point;
    SweepSpec spec;
    spec.operation = first.operation;
    spec.pass = first.pass;
    spec.heads = first.layer.heads;
    spec.seq = first.layer.seq;
    spec.batch = first.layer.batch;
    spec.type = first.gemm.type;
    spec.layout = first.layout;
    spec.algorithm = first.algorithm;
    spec.hiddenMin = spec.hiddenMax = first.layer.hidden;
    spec.axis = axisOf(rows);
    spec.ratios.clear();
    bool headDimIsRatio = true;
    for (const Measurement& row : rows) {
        const LayerShape& layer = row.point.layer;
        spec.hiddenMin = std::min(spec.hiddenMin, layer.hidden);
        spec.hiddenMax = std::max(spec.hiddenMax, layer.hidden);
        spec.ratios.push_back(row.point.ratio);
        addNew(spec.further.operations, spec.operation, row.point.operation);
        addNew(spec.further.passes, spec.pass, row.point.pass);
        addNew(spec.further.types, spec.type, row.point.gemm.type);
        addNew(spec.further.heads, spec.heads, layer.heads);
        headDimIsRatio = headDimIsRatio && layer.hidden == layer.heads * row.point.ratio;
    }
    if (headDimIsRatio && !spec.further.heads.empty()) {
        spec.mode = SweepMode::FixedHeadDim;
        spec.further.heads.clear();
    }
    std::ranges::sort(spec.ratios);
    spec.ratios.erase(std::unique(spec.ratios.begin(), spec.ratios.end()), spec.ratios.end());
    return spec;
}

RunContext contextOf(const Measurement& first, const std::filesystem::path& path) {
    RunContext context;
    const std::string name = printable(path.stem().string());
    context.runId = isRunId(name) ? name : "recovered";
    context.device = context.deviceId = first.deviceId;
    context.startedUtc = first.timestampUtc;
    return context;
}

std::string linesLeftOut(std::size_t count) {
    return count == 1 ? "One line of its journal could not be read and is left out"
                      : std::to_string(count) + " lines of its journal could not be read and are left out";
}

} // namespace

void JournalParser::takeOverlong() {
    ++m_number;
    leaveOut("it is longer than any line of a journal");
}

void JournalParser::take(const std::string& line) {
    ++m_number;
    if (const std::int64_t version = m_number == 1 ? journalVersionIn(line) : 0; version > kJournalVersion)
        m_newer = newerFormat(version, kJournalVersion);
    if (!m_newer.empty()) {
        leaveOut(m_newer);
        return;
    }
    std::string reason; // of what the line should be, by its place
    if (!m_hasContext) {
        Result<RunContext> context = contextFromJson(line);
        if (context) {
            m_run.context = std::move(*context);
            m_hasContext = true;
            return;
        }
        reason = m_number == 1 ? context.error().reason : "";
    }
    if (!m_hasSpec) {
        Result<SweepSpec> spec = specFromJson(line);
        if (spec && validate(*spec).empty()) {
            m_run.spec = std::move(*spec);
            m_hasSpec = true;
            return;
        }
        if (spec)
            spec = Error{Status::Error, "it asks for what cannot be planned"};
        reason = m_number == 2 ? spec.error().reason : reason;
    }
    Result<Measurement> row = measurementFromJson(line);
    if (row && m_hasSpec && !isOf(m_run.spec, row->point))
        leaveOut(m_run.spec.isList() ? "it is no row of the list's"
                 : m_run.spec.budget ? "it is no row of the layer's"
                                     : "its ratio is none of the sweep's");
    else if (row)
        add(*row);
    else if (!takeLaterContext(line))
        leaveOut(reason.empty() ? row.error().reason : reason);
}

/// The run learnt something while it was measured: its notes grew.
bool JournalParser::takeLaterContext(const std::string& line) {
    Result<RunContext> later = contextFromJson(line);
    if (!later || !m_hasContext || later->runId != m_run.context.runId)
        return false;
    m_run.context = std::move(*later);
    return true;
}

void JournalParser::leaveOut(const std::string& reason) {
    if (m_leftOut++ == 0)
        m_firstLeftOut = "line " + std::to_string(m_number) + ": " + reason;
}

std::string JournalParser::nothingFound() const {
    if (m_number == 0)
        return "it is empty";
    if (!m_newer.empty())
        return m_newer;
    if (m_leftOut == 0)
        return "it ends before the first measurement";
    return "it holds no measurement; " + m_firstLeftOut;
}

/// Of two lines about one point the later one counts: it was visited again, or a journal went on.
void JournalParser::add(const Measurement& row) {
    const auto there = m_run.rowIndex.find(m_run.measurements, row.point.index);
    if (there && m_run.measurements[*there].point != row.point)
        leaveOut("its point is not the one that was there under its number");
    else if (there)
        m_run.measurements[*there] = row;
    else if (rows() == kMaxMeasurements)
        leaveOut("there are more measurements than a run may have");
    else
        m_run.measurements.push_back(row);
}

RecoveredRun JournalParser::finish(const std::filesystem::path& path) {
    if (!m_hasContext)
        m_run.context = contextOf(m_run.measurements.front(), path);
    if (!m_hasSpec)
        m_run.spec = specOf(m_run.measurements);
    // Told of a row when it had its last visit, which those of a run that was cut off did not have.
    for (Measurement& row : m_run.measurements)
        flagIfWide(row, m_run.spec.precision);
    if (m_leftOut > 0 && m_run.context.notes.size() < kMaxNotes)
        m_run.context.notes.push_back(linesLeftOut(m_leftOut) + ".");
    return {std::move(m_run), m_leftOut, std::move(m_firstLeftOut)};
}

std::string RecoveredRun::note() const {
    if (leftOut == 0)
        return {};
    return linesLeftOut(leftOut) + (leftOut == 1 ? ", " : ", the first is ") + firstLeftOut + ".";
}

} // namespace headroom
