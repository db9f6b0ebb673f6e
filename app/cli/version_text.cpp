// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/version_text.h"

#include "engine/model/version.h"

namespace headroom {

std::string versionText(const std::string& program, std::vector<std::string> libraries) {
    libraries.push_back(cLibrary());
    std::string text = program + ' ' + programVersionAndCommit() + '\n';
    for (const std::string& library : libraries)
        text += library + (&library == &libraries.back() ? "" : ", ");
    return text;
}

} // namespace headroom
