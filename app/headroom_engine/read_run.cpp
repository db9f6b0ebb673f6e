// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/read_run.h"

#include "app/cli/command_sweep.h"
#include "app/headroom_engine/program.h"
#include "engine/io/journal_reader.h"
#include "engine/io/run_file.h"

namespace headroom {

Result<Run> readRunOrJournal(const std::string& path) {
    if (!path.ends_with(".jsonl"))
        return readRunFile(path);
    Result<RecoveredRun> read = readJournal(path);
    if (!read)
        return read.error();
    if (read->leftOut > 0)
        tell(kProgram, {path + ": " + read->note()});
    return std::move(read->run);
}

} // namespace headroom
