// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/fuzz/typed_line.h"

#include <algorithm>
#include <utility>

namespace headroom::fuzzing {

namespace {

constexpr std::size_t kMostArguments = 60;

} // namespace

TypedLine::TypedLine(std::string program, std::string_view bytes) {
    m_words.push_back(std::move(program));
    while (m_words.size() < kMostArguments && !bytes.empty()) {
        const std::string_view line = bytes.substr(0, bytes.find('\n'));
        m_words.emplace_back(line.substr(0, line.find('\0')));
        bytes.remove_prefix(std::min(line.size() + 1, bytes.size()));
    }
    for (std::string& word : m_words)
        m_pointers.push_back(word.data());
    m_pointers.push_back(nullptr);
}

} // namespace headroom::fuzzing
