// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// places.json, which the user may have written.

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_file.h"

#include "engine/places/place_book.h"

#include <algorithm>

namespace headroom::fuzzing {

namespace {

/// No word holds what stands for a job in a place's own commands.
void requireWords(const std::vector<std::string>& words) {
    for (const std::string& word : words)
        require(word.find('\0') == std::string::npos, "words can be given to a program");
}

FUZZ_TARGET(places) {
    static MemoryFile file;
    file.write(bytes);
    const PlaceBook book(file.path());
    const Result<std::vector<PlaceEntry>> entries = book.read();
    if (!entries)
        return requireSentence(entries.error().reason);
    for (const PlaceEntry& entry : *entries) {
        require(faultsOf(entry).empty(), "a place that is read can be used");
        require(entryNamed(*entries, entry.name) == &entry, "no two places share a name");
        const Place place = placeOf(entry, "askpass");
        require(!place.command.empty() && place.name == entry.name, "a place has a way there");
        requireWords(place.command);
        requireWords(place.environment);
        require(place.job.has_value() == (entry.kind == PlaceKind::Slurm), "a place in a queue has a job");
        if (place.job)
            requireWords(place.job->command);
    }
}

} // namespace

} // namespace headroom::fuzzing
