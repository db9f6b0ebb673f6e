// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/journal_reader.h"

#include "engine/io/growing_journal.h"
#include "engine/io/run_file.h"

#include <utility>

namespace headroom {

bool holdsNothingYet(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return !error;
    GrowingJournal journal(path);
    const Outcome read = journal.readOn(1);
    journal.takeUnended();
    return read && journal.parser().hasBegunOnly();
}

Result<RecoveredRun> readJournal(const std::filesystem::path& path, std::size_t mostRows) {
    const auto refuse = [&path](const std::string& reason, Status status = Status::Error) {
        return Error{status, "Cannot recover " + path.string() + ": " + reason + "."};
    };
    GrowingJournal journal(path);
    if (const Outcome read = journal.readOn(mostRows); !read)
        return refuse(read.error().reason);
    if (journal.parser().rows() < mostRows)
        journal.takeUnended();
    if (const std::string& newer = journal.parser().newer(); !newer.empty())
        return refuse(newer, Status::Unsupported);
    if (journal.parser().rows() == 0 && readRunFile(path))
        return refuse("it is a run file, and no journal; the run in it has ended");
    if (journal.parser().rows() == 0)
        return refuse(journal.parser().nothingFound());
    RecoveredRun found = journal.parser().finish(path);
    if (std::cmp_greater(found.run.spec.ratios.size(), kMaxRatios))
        return refuse("its measurements are of more curves than a sweep has");
    if (const Outcome sound = checkRun(found.run); !sound)
        return refuse("what is left of it is no run that could be kept: " + sound.error().reason);
    return found;
}

} // namespace headroom
