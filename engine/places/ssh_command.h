// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// How ssh is started to run a command, one word that the shell on `host` reads. Its options are those that
/// hold whatever the user's own configuration says, and `further` ones; all else is left to that.
std::vector<std::string> sshCommand(const std::string& host, const std::string& command, bool mayAsk,
                                    const std::vector<std::string>& further = {});

// What ssh is given in its environment, NAME=VALUE each.
/// A host on the way asks by itself whatever was said for the last one: it is told no, and not at the
/// terminal, where the whole program would wait for the answer.
std::vector<std::string> neverAsking();
/// Has that program ask the user, in the name of that place.
std::vector<std::string> askingBy(const std::string& askpass, const std::string& place);

/// In single quotes, as any shell reads one word; "~/" at its beginning stays outside of them.
std::string quotedForShell(std::string_view word);

} // namespace headroom
