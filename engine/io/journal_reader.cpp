// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/journal_reader.h"

#include "engine/files/limits.h"
#include "engine/files/unique_fd.h"
#include "engine/io/run_file.h"
#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace headroom {

namespace {

/// Lines of a file, of which it never holds more than one.
class LineReader {
public:
    explicit LineReader(int file) : m_file(file) {}

    /// False at the end. The last line may lack its end.
    bool next() {
        line.clear();
        overlong = false;
        for (bool began = false;; began = true) {
            if (m_rest.empty() && !fill())
                return began || !line.empty() || overlong;
            const std::size_t end = m_rest.find('\n');
            const std::string_view piece = m_rest.substr(0, end);
            overlong = overlong || line.size() + piece.size() > kMaxLineBytes;
            if (overlong)
                line.clear();
            else
                line += piece;
            m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 1);
            if (end != std::string_view::npos)
                return true;
        }
    }

    std::string line;
    bool overlong = false;
    int error = 0; ///< an errno that ended the reading

private:
    bool fill() {
        ssize_t count = 0;
        do
            count = ::read(m_file, m_bytes.data(), m_bytes.size());
        while (count < 0 && errno == EINTR);
        if (count < 0)
            error = errno;
        m_rest = std::string_view(m_bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        return count > 0;
    }

    int m_file;
    std::array<char, 1 << 16> m_bytes{};
    std::string_view m_rest;
};

/// Sorts lines by what they hold, whatever their order: the first of each kind that tells of the whole run,
/// and measurements.
class JournalParser {
public:
    void take(const LineReader& lines) {
        ++m_number;
        if (lines.overlong)
            return leaveOut("it is longer than any line of a journal");
        std::string reason; // of what the line should be, by its place
        if (!m_context) {
            Result<RunContext> context = contextFromJson(lines.line);
            if (context) {
                m_context = std::move(*context);
                return;
            }
            reason = m_number == 1 ? context.error().reason : "";
        }
        if (!m_spec) {
            Result<SweepSpec> spec = specFromJson(lines.line);
            if (spec && validate(*spec).empty()) {
                m_spec = std::move(*spec);
                return;
            }
            if (spec)
                spec = Error{Status::Error, "it asks for what cannot be planned"};
            reason = m_number == 2 ? spec.error().reason : reason;
        }
        Result<Measurement> row = measurementFromJson(lines.line);
        if (row && m_spec && !isOf(*m_spec, row->point))
            leaveOut(m_spec->isList() ? "it is no row of the list's"
                     : m_spec->budget ? "it is no row of the layer's"
                                      : "its ratio is none of the sweep's");
        else if (row)
            add(*row);
        else if (!takeLaterContext(lines.line))
            leaveOut(reason.empty() ? row.error().reason : reason);
    }

    /// The run learnt something while it was measured: its notes grew.
    bool takeLaterContext(const std::string& line) {
        Result<RunContext> later = contextFromJson(line);
        if (!later || !m_context || later->runId != m_context->runId || rows() == 0)
            return false;
        m_context = std::move(*later);
        return true;
    }

    void leaveOut(const std::string& reason) {
        if (m_found.leftOut++ == 0)
            m_found.firstLeftOut = "line " + std::to_string(m_number) + ": " + reason;
    }

    std::size_t rows() const { return m_found.run.measurements.size(); }
    /// Requires rows() > 0.
    RecoveredRun finish(const std::filesystem::path& path);

    bool hasBegunOnly() const { return rows() == 0 && m_found.leftOut == 0; }

    /// Why there is no run.
    std::string nothingFound() const {
        if (m_number == 0)
            return "it is empty";
        if (m_found.leftOut == 0)
            return "it ends before the first measurement";
        return "it holds no measurement; " + m_found.firstLeftOut;
    }

private:
    void add(const Measurement& row) {
        place(m_found.run, row);
        if (rows() <= kMaxMeasurements)
            return;
        m_found.run.measurements.pop_back();
        leaveOut("there are more measurements than a run may have");
    }

    RecoveredRun m_found;
    std::optional<RunContext> m_context;
    std::optional<SweepSpec> m_spec;
    std::size_t m_number = 0;
};

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
    context.runId = path.stem().string();
    context.device = context.deviceId = first.deviceId;
    context.startedUtc = first.timestampUtc;
    return context;
}

std::string linesLeftOut(std::size_t count) {
    return count == 1 ? "One line of its journal could not be read and is left out"
                      : std::to_string(count) + " lines of its journal could not be read and are left out";
}

RecoveredRun JournalParser::finish(const std::filesystem::path& path) {
    Run& run = m_found.run;
    run.context = m_context ? std::move(*m_context) : contextOf(run.measurements.front(), path);
    run.spec = m_spec ? std::move(*m_spec) : specOf(run.measurements);
    if (m_found.leftOut > 0)
        run.context.notes.push_back(linesLeftOut(m_found.leftOut) + ".");
    return std::move(m_found);
}

} // namespace

std::string RecoveredRun::note() const {
    if (leftOut == 0)
        return {};
    return linesLeftOut(leftOut) + (leftOut == 1 ? ", " : ", the first is ") + firstLeftOut + ".";
}

namespace {

/// Reads the lines of a journal; the error is half a sentence.
Outcome parseFile(const std::filesystem::path& path, std::size_t mostRows, JournalParser& parser) {
    const auto refuse = [](const std::string& reason) { return Error{Status::Error, reason}; };
    // Without waiting for somebody to write into a pipe.
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen())
        return refuse(errno == ENOENT  ? "there is no such file"
                      : errno == ENXIO ? "it is not a file" // a socket
                                       : std::strerror(errno));
    struct stat status {};
    if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return refuse("it is not a file");
    if (std::cmp_greater(status.st_size, kMaxJournalBytes))
        return refuse("it has " + std::to_string(status.st_size) + " bytes, more than any journal");
    LineReader lines(file.get());
    while (parser.rows() < mostRows && lines.next())
        parser.take(lines);
    if (lines.error != 0)
        parser.leaveOut(std::string("reading ended there: ") + std::strerror(lines.error));
    return success();
}

} // namespace

bool holdsNothingYet(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return !error;
    JournalParser parser;
    return parseFile(path, 1, parser) && parser.hasBegunOnly();
}

Result<RecoveredRun> readJournal(const std::filesystem::path& path, std::size_t mostRows) {
    const auto refuse = [&path](const std::string& reason) {
        return Error{Status::Error, "Cannot recover " + path.string() + ": " + reason + "."};
    };
    JournalParser parser;
    if (const Outcome parsed = parseFile(path, mostRows, parser); !parsed)
        return refuse(parsed.error().reason);
    if (parser.rows() == 0)
        return refuse(parser.nothingFound());
    RecoveredRun found = parser.finish(path);
    if (std::cmp_greater(found.run.spec.ratios.size(), kMaxRatios))
        return refuse("its measurements are of more curves than a sweep has");
    return found;
}

} // namespace headroom
