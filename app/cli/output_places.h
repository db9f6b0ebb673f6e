// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <vector>

namespace headroom {

/// Where a command writes to, and the option that said so.
struct OutputPlace {
    const char* option = "";
    std::string path; ///< "-" for the standard output
};

/// Why these cannot all be written: the first two that lead to one place, through whatever spelling or link.
/// Empty where each has its own. Asked before the standard output is taken (see DataOutput).
std::string sharedPlace(const std::vector<OutputPlace>& places);

/// Why one of these cannot be written: it would take the place of a file that the command reads. Empty where
/// none does.
std::string replacedInput(const std::vector<OutputPlace>& places, const std::vector<std::string>& inputs);

} // namespace headroom
