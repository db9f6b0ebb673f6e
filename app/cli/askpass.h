// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace headroom {

/// What ssh wants to know of the user before it lets an engine process be started elsewhere. ssh runs this
/// program for it, with the question as the only argument, whatever that looks like: it is no option.
struct Askpass {
    enum class Kind {
        Secret, ///< a password or a passphrase
        Text,   ///< an answer that may be seen: whether a host is to be trusted
        Notice, ///< nothing to answer, as "touch your key"
    };
    std::string place; ///< as the user calls it
    std::string question;
    Kind kind = Kind::Secret;
};

/// The question, where ssh runs this program to ask one. First thing in main.
std::optional<Askpass> askpassOf(int argc, char** argv);

/// Asks at the terminal, and answers ssh on the standard output; the exit status tells it whether there is an
/// answer. For a program whose terminal another program of the same session holds.
int askAtTerminal(const Askpass& askpass);

/// Hands an answer to ssh: the exit status.
int giveAnswer(const std::optional<std::string>& answer);

} // namespace headroom
