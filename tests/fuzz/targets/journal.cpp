// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A journal, whole, cut off, and while it grows.

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/sound_run.h"

#include "engine/io/growing_journal.h"
#include "engine/io/journal_reader.h"

namespace headroom::fuzzing {

namespace {

FUZZ_TARGET(journal) {
    static MemoryFile file;
    file.write(bytes);
    const Result<RecoveredRun> found = readJournal(file.path());
    if (!found)
        return requireSentence(found.error().reason);
    require((found->leftOut > 0) == !found->firstLeftOut.empty(), "what is left out is named");
    require((found->leftOut > 0) == !found->note().empty(), "what is left out is told");
    requireSound(found->run);

    // The first byte says where the file ended when it was looked at first.
    const std::size_t cut =
        static_cast<std::size_t>(static_cast<unsigned char>(bytes.front())) * bytes.size() / 256;
    file.write(bytes.substr(0, cut));
    GrowingJournal growing(file.path());
    require(static_cast<bool>(growing.readOn()), "a journal that was begun is read");
    file.append(bytes.substr(cut));
    require(static_cast<bool>(growing.readOn()), "a journal is read on");
    growing.takeUnended();
    require(growing.parser().rows() == found->run.measurements.size(),
            "a journal that grew has the rows of one that was whole");
    require(growing.parser().leftOut() == found->leftOut, "and lacks the same lines");
}

} // namespace

} // namespace headroom::fuzzing
