// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/csv_table.h"

#include "engine/files/printable.h"

#include <algorithm>
#include <charconv>

namespace headroom {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kCsvSpace = " \t\r";

char separatorOf(std::string_view header) {
    for (const char separator : {';', '\t'})
        if (header.find(separator) != std::string_view::npos && header.find(',') == std::string_view::npos)
            return separator;
    return ',';
}

/// The cells of a line as RFC 4180 has them; nothing where a quote is not closed.
std::optional<std::vector<std::string>> split(std::string_view line, char separator) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        std::string& cell = cells.back();
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
            cell += '"';
            ++i;
        } else if (c == '"' && (quoted || trimmed(cell).empty())) {
            quoted = !quoted;
        } else if (c == separator && !quoted) {
            cells.emplace_back();
        } else {
            cell += c;
        }
    }
    if (quoted)
        return std::nullopt;
    for (std::string& cell : cells)
        cell = printable(trimmed(cell));
    return cells;
}

} // namespace

TextLines::TextLines(std::string_view text) : m_rest(text) {
    if (m_rest.starts_with(kByteOrderMark))
        m_rest.remove_prefix(kByteOrderMark.size());
}

bool TextLines::next() {
    if (m_rest.empty())
        return false;
    const std::size_t end = std::min(m_rest.find('\n'), m_rest.size());
    m_line = m_rest.substr(0, end);
    m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
    if (m_line.ends_with('\r'))
        m_line.remove_suffix(1);
    ++m_number;
    return true;
}

bool TextLines::isEmpty() const {
    const std::string_view text = trimmed(m_line);
    const bool tellsSeparator = m_number == 1 && m_line.size() == 5 && m_line.starts_with("sep="); // to Excel
    return text.empty() || text.front() == '#' || tellsSeparator;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(kCsvSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kCsvSpace) - first + 1);
}

std::string inLowerCase(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

std::optional<double> decimalNumber(std::string_view text, bool comma) {
    std::string plain(text);
    if (comma)
        std::ranges::replace(plain, ',', '.');
    double value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (error != std::errc() || end != plain.data() + plain.size())
        return std::nullopt;
    return value;
}

std::string atLine(std::size_t line) {
    return "line " + std::to_string(line) + ": ";
}

std::optional<std::size_t> CsvTable::find(std::string_view column) const {
    const auto found = std::ranges::find(columns, column);
    if (found == columns.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

Result<CsvTable> readCsvTable(std::string_view text, std::size_t mostRows) {
    const auto refuse = [](std::size_t line, const std::string& reason) {
        return Error{Status::Error, atLine(line) + reason};
    };
    CsvTable table;
    std::size_t rows = 0;
    for (TextLines lines(text); lines.next();) {
        if (lines.line().find('\0') != std::string_view::npos)
            return refuse(lines.number(), "this is no text in UTF-8; save it as one, as a CSV is");
        if (lines.isEmpty())
            continue;
        const bool isHeader = table.columns.empty();
        if (isHeader)
            table.separator = separatorOf(lines.line());
        else if (++rows > mostRows)
            continue; // only counted
        std::optional<std::vector<std::string>> cells = split(lines.line(), table.separator);
        if (!cells)
            return refuse(lines.number(), "a quote is not closed");
        if (isHeader) {
            for (const std::string& name : *cells)
                table.columns.push_back(inLowerCase(name));
            table.headerLine = lines.number();
            continue;
        }
        while (cells->size() > table.columns.size() && cells->back().empty())
            cells->pop_back(); // as spreadsheets write
        if (cells->size() > table.columns.size())
            return refuse(lines.number(), "it has " + std::to_string(cells->size()) +
                                              " cells, and the header names " +
                                              std::to_string(table.columns.size()) + " columns");
        cells->resize(table.columns.size());
        table.rows.push_back({lines.number(), std::move(*cells)});
    }
    if (rows > mostRows)
        return Error{Status::Error, "it has " + std::to_string(rows) + " rows; at most " +
                                        std::to_string(mostRows) + " are read. Split it"};
    return table;
}

} // namespace headroom
