// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run.h"

#include "engine/model/result.h"

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>

namespace headroom {

/// The run that a journal holds, less the lines that could not be read.
struct RecoveredRun {
    Run run; ///< its notes say how many lines are left out
    std::size_t leftOut = 0;
    std::string firstLeftOut; ///< "line 7: it is not valid JSON, …"; empty where none is left out

    /// A sentence that says how many lines were left out, and which first; empty where none was.
    std::string note() const;
};

/// Whether nothing was measured for it yet: no such file, an empty one, or a journal's first lines alone.
bool holdsNothingYet(const std::filesystem::path& path);

/// Reads a journal, also one that is being written. A line that cannot be read (damaged, cut, over 1 MiB)
/// costs that line; where the lines about the whole run are lost, what can be told from the measurements
/// takes their place. Reading ends after `mostRows` measurements. An error is a journal without any
/// measurement, or something else than a file of at most 4 GiB; it names the path and the reason. It has
/// Status::Unsupported where a newer program wrote the journal.
Result<RecoveredRun> readJournal(const std::filesystem::path& path,
                                 std::size_t mostRows = std::numeric_limits<std::size_t>::max());

} // namespace headroom
