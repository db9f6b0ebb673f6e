// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Lines that a client sends to the engine process.

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/sound_run.h"

#include "engine/remote/line_buffer.h"
#include "engine/remote/protocol.h"

namespace headroom::fuzzing {

namespace {

void judge(const std::string& line) {
    const Result<Request> request = requestFromLine(line);
    if (!request)
        return requireSentence(request.error().reason);
    const std::string written = toLine(*request);
    require(written.size() <= kMaxLineBytes && written.find('\n') == written.size() - 1,
            "a request is a line");
    const Result<Request> again = requestFromLine(written.substr(0, written.size() - 1));
    require(again && again->index() == request->index(), "a request that was written can be read");
    require(toLine(*again) == written, "and is the same");
    if (const auto* plan = std::get_if<PlanRequest>(&*request))
        requirePlannable(plan->spec);
}

FUZZ_TARGET(requests) {
    LineBuffer lines(kMaxLineBytes);
    lines.append(bytes);
    while (const std::optional<std::string> line = lines.takeLine())
        judge(*line);
    judge(std::string(lines.rest()));
}

} // namespace

} // namespace headroom::fuzzing
