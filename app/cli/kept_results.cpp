// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/kept_results.h"

#include "engine/files/atomic_file.h"
#include "engine/io/csv.h"
#include "engine/io/journal.h"
#include "engine/io/kept_run.h"

#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace headroom {

namespace {

/// What is written there is gone.
bool isNullDevice(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3);
}

} // namespace

std::string keepResults(const Run& run, const Journal& journal, int printTo) {
    if (journal.holdsAll())
        return "what was measured is kept in " + journal.path().string() +
               ". Write it out with headroom-engine recover and that path.";
    return keepElsewhere(run, printTo);
}

std::string keepElsewhere(const Run& run, int printTo) {
    const auto kept = keepRun(run);
    if (kept)
        return "what was measured is kept in " + kept->string() + ", a run file.";
    if (printTo >= 0 && !isNullDevice(printTo) && writeStandardOutput(printTo, toCsv(run)))
        return "what was measured is on the standard output: no file could keep it. " + kept.error().reason;
    return "no other place could keep what was measured. " + kept.error().reason;
}

} // namespace headroom
