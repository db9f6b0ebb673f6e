// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace headroom {

/// Version of the run file that this program writes; readers refuse a newer one.
inline constexpr int kRunSchemaVersion = 1;
/// The same of journals. Their first line tells it, whatever else a newer one holds; one without is of
/// version 1.
inline constexpr int kJournalVersion = 1;

/// A run as a JSON document.
std::string toJson(const Run& run);
/// The same under another name, where the document is to say how the run was called.
std::string toJson(const Run& run, std::string_view name);
/// Reads what toJson writes; unknown fields are ignored. The error names the place and the reason, and
/// nothing is half loaded.
Result<Run> runFromJson(std::string_view text);

/// What the fields one by one do not tell: whether the spec can be planned, and whether each measurement is
/// of one of its curves and of a point of its own. For runs put together from the pieces below.
Outcome checkRun(const Run& run);

/// Reads a run file, within the limits of limits.h. Larger ones, folders, pipes and devices are refused
/// unread.
Result<Run> readRunFile(const std::filesystem::path& path);
/// Writes it in one step: the old file stays whole until the new one is, and for good where a newer program
/// wrote it.
Outcome writeRunFile(const std::filesystem::path& path, const Run& run);

// The pieces, as the journal and the engine's protocol send them: one line each, without its end.
std::string contextToJson(const RunContext& context);
/// The same as a journal begins, with its version.
std::string journalHeadToJson(const RunContext& context);
/// The version that a journal's first line tells; 0 where it tells none.
std::int64_t journalVersionIn(std::string_view line);
std::string specToJson(const SweepSpec& spec);
std::string measurementToJson(const Measurement& measurement);
Result<RunContext> contextFromJson(std::string_view text);
Result<SweepSpec> specFromJson(std::string_view text);
Result<Measurement> measurementFromJson(std::string_view text);

} // namespace headroom
