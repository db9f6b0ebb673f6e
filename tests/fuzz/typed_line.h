// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::fuzzing {

/// What main() would be given: the program's name, and behind it an argument for each line of the bytes.
class TypedLine {
public:
    TypedLine(std::string program, std::string_view bytes);

    int argc() const { return static_cast<int>(m_words.size()); }
    char** argv() { return m_pointers.data(); }

private:
    std::vector<std::string> m_words;
    std::vector<char*> m_pointers; ///< the last one null
};

/// What is printed to the standard streams of C++ while it lives goes nowhere.
class Silence {
public:
    Silence() : m_out(std::cout.rdbuf(&m_nowhere)), m_err(std::cerr.rdbuf(&m_nowhere)) {}
    ~Silence() {
        std::cout.rdbuf(m_out);
        std::cerr.rdbuf(m_err);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

private:
    struct Nowhere : std::streambuf {
        int overflow(int c) override { return c; }
        std::streamsize xsputn(const char*, std::streamsize count) override { return count; }
    };
    Nowhere m_nowhere;
    std::streambuf* m_out;
    std::streambuf* m_err;
};

} // namespace headroom::fuzzing
