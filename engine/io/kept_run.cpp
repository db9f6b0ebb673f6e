// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/kept_run.h"

#include "engine/files/state_folder.h"
#include "engine/io/run_file.h"

#include <unistd.h>

namespace headroom {

namespace {

Result<std::filesystem::path> keepIn(const std::filesystem::path& folder, const Run& run) {
    const std::filesystem::path file = folder / (run.context.runId + ".headroom.json");
    if (const Outcome written = writeRunFile(file, run); !written)
        return written.error();
    return file;
}

} // namespace

Result<std::filesystem::path> keepRun(const Run& run) {
    if (const std::filesystem::path state = stateFolder().path; !state.empty()) {
        const std::filesystem::path folder = state / "recovered";
        if (makePrivateFolder(folder))
            if (auto kept = keepIn(folder, run))
                return kept;
    }
    const Result<std::filesystem::path> folder = makeTemporaryFolder();
    if (!folder)
        return folder.error();
    Result<std::filesystem::path> kept = keepIn(*folder, run);
    if (!kept)
        ::rmdir(folder->c_str());
    return kept;
}

} // namespace headroom
