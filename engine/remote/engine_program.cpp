// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/engine_program.h"

#include <unistd.h>

namespace headroom {

Result<std::filesystem::path> findEngineProgram(const std::filesystem::path& named) {
    std::error_code error;
    std::filesystem::path program = named;
    if (program.empty()) {
        program = std::filesystem::read_symlink("/proc/self/exe", error);
        if (error)
            return Error{Status::DeviceLost, "Cannot tell where this program lies, to find headroom-engine "
                                             "beside it: " +
                                                 error.message() + "."};
        program.replace_filename("headroom-engine");
    }
    if (!std::filesystem::is_regular_file(program, error))
        return Error{Status::DeviceLost, "The engine program " + program.string() +
                                             " is missing. It is installed together with Headroom; install "
                                             "both into the same folder."};
    if (::access(program.c_str(), X_OK) != 0)
        return Error{Status::DeviceLost,
                     "The engine program " + program.string() + " is not executable; check its permissions."};
    return program;
}

std::vector<std::string> serveCommand(const std::filesystem::path& program) {
    return {program.string(), "serve"};
}

} // namespace headroom
