// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/describe/documents.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace headroom::descriptions;

namespace {

std::string contentOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

/// Writes what documents, manual pages and completions say of commands and options from the programs' own
/// tables.
int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: describe_commands SOURCE_FOLDER\n", stderr);
        return 2;
    }
    int status = 0;
    for (const Document& document : documents()) {
        const std::filesystem::path path = std::filesystem::path(argv[1]) / document.file;
        const std::string text = contentOf(path);
        std::string fault = text.empty() ? path.string() + " cannot be read." : std::string();
        const std::string made = rewritten(document, text, fault);
        if (fault.empty() && made != text) {
            if (!(std::ofstream(path, std::ios::binary) << made).flush())
                fault = path.string() + " cannot be written.";
            else
                std::printf("%s\n", document.file);
        }
        if (!fault.empty()) {
            std::fprintf(stderr, "describe_commands: %s\n", fault.c_str());
            status = 1;
        }
    }
    return status;
}
