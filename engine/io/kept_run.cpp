// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/kept_run.h"

#include "engine/io/run_file.h"
#include "engine/io/write_failure.h"

#include <cerrno>
#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom {

namespace {

Result<std::filesystem::path> keepIn(const std::filesystem::path& folder, const Run& run) {
    const std::filesystem::path file = folder / (run.context.runId + ".headroom.json");
    if (const Outcome written = writeRunFile(file, run); !written)
        return written.error();
    return file;
}

Result<std::filesystem::path> keepInTemporaryFolder(const Run& run) {
    std::error_code problem;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(problem);
    std::string folder = (problem ? std::filesystem::path("/tmp") : parent) / "headroom-XXXXXX";
    if (!::mkdtemp(folder.data()))
        return writeFailure(folder, parent, errno);
    Result<std::filesystem::path> kept = keepIn(folder, run);
    if (!kept)
        ::rmdir(folder.c_str());
    return kept;
}

} // namespace

Result<std::filesystem::path> keepRun(const Run& run, const std::filesystem::path& folder) {
    std::error_code ignored; // told by the writing
    std::filesystem::create_directories(folder.parent_path(), ignored);
    ::mkdir(folder.c_str(), 0700);
    Result<std::filesystem::path> kept = keepIn(folder, run);
    return kept ? kept : keepInTemporaryFolder(run);
}

} // namespace headroom
