// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace headroom {

/// Names the place to the program that ssh runs to ask the user something; set for nothing else.
inline constexpr const char* kAskpassVariable = "HEADROOM_ASKPASS";

/// What ssh wants to know of the user before it lets an engine process be started elsewhere. ssh runs this
/// program for it, with the question as the only argument, whatever that looks like: it is no option.
struct Askpass {
    enum class Kind {
        Secret,  ///< a password or a passphrase
        YesOrNo, ///< whether a host is to be trusted
        Notice,  ///< nothing to answer, as "touch your key"
    };
    std::string place; ///< as the user calls it
    std::string question;
    Kind kind = Kind::Secret;
};

/// The question, where ssh runs this program to ask one. First thing in main.
std::optional<Askpass> askpassOf(int argc, char** argv);

/// This program itself, which ssh runs to ask its user something; empty where it cannot be told.
std::string ownAskpass();

} // namespace headroom
