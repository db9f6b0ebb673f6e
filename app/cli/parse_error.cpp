// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/parse_error.h"

#include "engine/files/printable.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <sstream>

namespace headroom {

int tellParseError(const CLI::App& app, const CLI::ParseError& error) {
    std::ostringstream help;
    std::ostringstream fault;
    const int status = app.exit(error, help, fault);
    std::cout << help.str();
    std::cerr << printable(fault.str());
    return status;
}

} // namespace headroom
