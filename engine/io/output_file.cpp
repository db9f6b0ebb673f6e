// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/output_file.h"

#include "engine/files/atomic_file.h"
#include "engine/files/limits.h"
#include "engine/files/newer_format.h"
#include "engine/files/parse_json.h"
#include "engine/files/write_place.h"
#include "engine/io/run_file.h"

#include <fstream>
#include <optional>

namespace headroom {

namespace {

constexpr const char* kOfRuns = "schema_version";
constexpr const char* kOfJournals = "journal_version";

/// What cannot be read is nothing that is known to be newer; whether it can be written is asked elsewhere.
Outcome checkReplaceable(const std::filesystem::path& path) {
    const Result<WritePlace> place = findWritePlace(path);
    if (!place || place->isStream || !place->exists)
        return success();
    std::ifstream file(place->path, std::ios::binary);
    const std::optional<NamedNumber> version = findNumber(file, {kOfRuns, kOfJournals});
    const int known = version && version->name == kOfJournals ? kJournalVersion : kRunSchemaVersion;
    if (!version || version->value <= known || version->value > kMaxFormat)
        return success();
    return Error{Status::Error, "Cannot replace " + place->shown + ": " + newerFormat(version->value, known) +
                                    ", or choose another name."};
}

} // namespace

Outcome writeOutputFile(const std::filesystem::path& path, std::string_view content) {
    const Outcome replaceable = checkReplaceable(path);
    return replaceable ? writeFileAtomically(path, content) : replaceable;
}

Outcome checkOutputFile(const std::filesystem::path& path) {
    const Outcome replaceable = checkReplaceable(path);
    return replaceable ? checkWritable(path) : replaceable;
}

} // namespace headroom
