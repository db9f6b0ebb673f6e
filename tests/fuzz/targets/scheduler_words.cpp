// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// What a scheduler, a login shell and ssh say: the line of a grant, and last words that are quoted.

#include "tests/fuzz/fuzz_target.h"

#include "engine/files/exact_number.h"
#include "engine/files/printable.h"
#include "engine/remote/job.h"
#include "engine/remote/last_words.h"

#include <algorithm>

namespace headroom::fuzzing {

namespace {

FUZZ_TARGET(scheduler_words) {
    if (const std::optional<Grant> grant = readGrant(bytes)) {
        require(grant->tasks >= 1 && grant->tasks <= kMostJobTasks, "a job has tasks, and not too many");
        require(std::ranges::all_of(grant->id, [](char c) { return c >= '0' && c <= '9'; }) &&
                    !grant->id.empty(),
                "a job's id is a number: it becomes a word of a command");
        require(grant->memoryMib.empty() || wholeNumber(grant->memoryMib), "memory is a number");
    }
    const std::string words = lastWords(bytes);
    require(words.size() <= kQuotedBytes, "last words are few");
    require(words.find('\n') == std::string::npos, "and on one line");
    require(printable(words) == words, "and can be shown");
    require(lastWords(words) == words, "and are quoted once");
    static_cast<void>(hadToAsk(bytes));
}

} // namespace

} // namespace headroom::fuzzing
