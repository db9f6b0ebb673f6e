// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/places/askpass.h"

#include "engine/files/printable.h"

#include <cstdlib>
#include <filesystem>
#include <string_view>

namespace headroom {

std::optional<Askpass> askpassOf(int argc, char** argv) {
    const char* place = std::getenv(kAskpassVariable);
    if (place == nullptr || argc != 2)
        return std::nullopt;
    Askpass askpass{printable(place), printable(argv[1])};
    const char* hint = std::getenv("SSH_ASKPASS_PROMPT");
    if (hint != nullptr && std::string_view(hint) == "none")
        askpass.kind = Askpass::Kind::Notice;
    else if ((hint != nullptr && std::string_view(hint) == "confirm") ||
             askpass.question.find("(yes/no") != std::string::npos)
        askpass.kind = Askpass::Kind::YesOrNo;
    return askpass;
}

std::string ownAskpass() {
    std::error_code error;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::string() : program.string();
}

} // namespace headroom
