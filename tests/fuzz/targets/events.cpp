// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Lines that an engine process sends: banners of a shell, a greeting with its devices, and events.

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/sound_run.h"

#include "engine/remote/line_buffer.h"
#include "engine/remote/protocol.h"

namespace headroom::fuzzing {

namespace {

void judge(const std::string& line) {
    const Result<Event> event = eventFromLine(line);
    if (!event)
        return requireSentence(event.error().reason);
    if (std::holds_alternative<UnknownEvent>(*event))
        return;
    if (const auto* measured = std::get_if<Measured>(&*event))
        requireSound(measured->measurement);
    if (const auto* started = std::get_if<Started>(&*event))
        require(started->context.runId.find('/') == std::string::npos, "a run's name is no path");
    const std::string written = toLine(*event);
    require(written.find('\n') == written.size() - 1, "an event is a line");
    const Result<Event> again = eventFromLine(std::string_view(written).substr(0, written.size() - 1));
    require(again && again->index() == event->index(), "an event that was written can be read");
    require(toLine(*again) == written, "and is the same");
}

/// The lines of a stream that arrives in pieces of that size.
std::vector<std::string> linesOf(std::string_view bytes, std::size_t piece) {
    LineBuffer buffer(kMaxLineBytes);
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        buffer.append(bytes.substr(at, piece));
        while (std::optional<std::string> line = buffer.takeLine())
            lines.push_back(std::move(*line));
    }
    lines.emplace_back(buffer.rest());
    return lines;
}

FUZZ_TARGET(events) {
    const std::vector<std::string> lines = linesOf(bytes, std::max<std::size_t>(1, bytes.size()));
    require(linesOf(bytes, 7) == lines, "lines are the same however they arrive");
    for (const std::string& line : lines)
        judge(line);
}

} // namespace

} // namespace headroom::fuzzing
