// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/journal_parser.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>

namespace headroom {

/// A journal that is read on as it grows, and never holds more of its text than the line that has no end yet.
class GrowingJournal {
public:
    explicit GrowingJournal(std::filesystem::path path) : m_path(std::move(path)) {}
    /// What its run is called in messages; without it by its id.
    void call(const std::string& name);

    /// Reads what came since the last call, up to so many rows in all. A file that was exchanged, cut or
    /// written over is read anew, and so is one that held zeros, as a network's file system shows where bytes
    /// are still on their way. The error is half a sentence; what was read stays.
    Outcome readOn(std::size_t mostRows = std::numeric_limits<std::size_t>::max());
    /// Takes the last line as one although it has no end.
    void takeUnended();

    JournalParser& parser() { return m_parser; }
    const JournalParser& parser() const { return m_parser; }

private:
    void startAnew();
    bool wasWrittenOver(int file) const;
    void takeBytes(std::string_view bytes, std::size_t mostRows);
    void takeLine();

    std::filesystem::path m_path;
    std::string m_name;
    JournalParser m_parser;
    std::uint64_t m_file = 0; ///< its inode
    std::int64_t m_read = 0;  ///< bytes
    std::string m_line;       ///< begun
    std::string m_tail;       ///< the last bytes read
    bool m_overlong = false;  ///< and too much of it to be kept
    bool m_heldZeros = false;
};

} // namespace headroom
