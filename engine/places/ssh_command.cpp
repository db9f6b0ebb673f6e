// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/places/ssh_command.h"

#include "engine/places/askpass.h"

namespace headroom {

std::vector<std::string> sshCommand(const std::string& host, const std::string& command, bool mayAsk,
                                    const std::vector<std::string>& further) {
    std::vector<std::string> words{"ssh", "-T"};
    for (const char* option :
         {"ClearAllForwardings=yes", "ConnectTimeout=15", "ServerAliveInterval=15", "ServerAliveCountMax=4"})
        words.insert(words.end(), {"-o", option});
    if (!mayAsk)
        words.insert(words.end(), {"-o", "BatchMode=yes"});
    words.insert(words.end(), further.begin(), further.end());
    words.insert(words.end(), {"--", host, command});
    return words;
}

std::vector<std::string> neverAsking() {
    return {"SSH_ASKPASS=/bin/false", "SSH_ASKPASS_REQUIRE=force"};
}

std::vector<std::string> askingBy(const std::string& askpass, const std::string& place) {
    return {"SSH_ASKPASS=" + askpass, "SSH_ASKPASS_REQUIRE=force",
            std::string(kAskpassVariable) + "=" + place};
}

std::string quotedForShell(std::string_view word) {
    std::string quoted;
    if (word.starts_with("~/")) {
        quoted = "~/";
        word.remove_prefix(2);
    }
    quoted += '\'';
    for (const char c : word)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + '\'';
}

} // namespace headroom
