// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/places/askpass.h"

#include <optional>
#include <string>

namespace headroom {

/// Asks at the terminal, and answers ssh on the standard output; the exit status tells it whether there is an
/// answer. For a program whose terminal another program of the same session holds.
int askAtTerminal(const Askpass& askpass);

/// Hands an answer to ssh: the exit status.
int giveAnswer(const std::optional<std::string>& answer);

} // namespace headroom
