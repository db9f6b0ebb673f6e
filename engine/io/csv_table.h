// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// Lines of a text, counted from one, without their ends; a byte order mark is left out.
class TextLines {
public:
    explicit TextLines(std::string_view text);

    /// False after the last.
    bool next();
    std::string_view line() const { return m_line; }
    std::size_t number() const { return m_number; }
    /// Nothing but white space, or a comment: it begins with '#'.
    bool isEmpty() const;

private:
    std::string_view m_rest;
    std::string_view m_line;
    std::size_t m_number = 0;
};

std::string_view trimmed(std::string_view text);
/// ASCII letters alone.
std::string inLowerCase(std::string_view text);

/// Reads all of it as a number, with a decimal comma where that is told.
std::optional<double> decimalNumber(std::string_view text, bool comma = false);

/// "line 3: ", as faults begin.
std::string atLine(std::size_t line);

/// A CSV that somebody wrote, in a spreadsheet or by hand: comments and empty lines left out, columns in any
/// order, separated by commas, semicolons or tabs, whichever the header has.
struct CsvTable {
    struct Row {
        std::size_t line = 0;
        std::vector<std::string> cells; ///< one for each column; empty where the line ended before
    };
    std::vector<std::string> columns; ///< in lower case
    std::size_t headerLine = 0;
    char separator = ',';
    std::vector<Row> rows;

    std::optional<std::size_t> find(std::string_view column) const;
};

/// The error names the line. Stops after `mostRows`, and says how many there are.
Result<CsvTable> readCsvTable(std::string_view text, std::size_t mostRows);

} // namespace headroom
