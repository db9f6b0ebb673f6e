// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/csv.h"

#include "engine/files/printable.h"
#include "engine/io/csv_columns.h"

#include <algorithm>

namespace headroom {

namespace {

char separator(CsvStyle style) {
    return style == CsvStyle::Standard ? ',' : ';';
}

/// As RFC 4180 asks.
std::string quoted(std::string cell, CsvStyle style) {
    if (cell.find('"') == std::string::npos && cell.find(separator(style)) == std::string::npos)
        return cell;
    for (std::size_t at = cell.find('"'); at != std::string::npos; at = cell.find('"', at + 2))
        cell.insert(at, 1, '"');
    return '"' + cell + '"';
}

/// A line of what `cellOf` gives for each column.
template <class CellOf>
std::string line(CsvStyle style, CellOf cellOf) {
    std::string cells;
    for (const CsvColumn& column : csvColumns())
        cells += separator(style) + cellOf(column);
    return cells.substr(1);
}

} // namespace

std::string csvText(std::string_view text) {
    std::string cell = printable(text);
    std::ranges::replace_if(
        cell, [](char c) { return c == '\n' || c == '\t'; }, ' '); // one row stays one line
    const std::size_t first = cell.find_first_not_of(' ');
    if (first != std::string::npos && std::string_view("=+-@").find(cell[first]) != std::string_view::npos)
        cell.insert(0, 1, '\'');
    return cell;
}

std::string csvHeader(CsvStyle style) {
    return line(style, [](const CsvColumn& column) { return std::string(column.name); });
}

std::string csvRow(const Run& run, const Measurement& row, CsvStyle style) {
    return line(style, [&](const CsvColumn& column) {
        std::string cell = column.cell(run, row);
        if (column.isText)
            return quoted(csvText(cell), style);
        if (style == CsvStyle::DecimalComma)
            std::ranges::replace(cell, '.', ',');
        return cell;
    });
}

std::vector<const Measurement*> csvOrder(const Run& run) {
    std::vector<const Measurement*> ordered;
    for (const Measurement& row : run.measurements)
        ordered.push_back(&row);
    if (run.spec.isList()) // whatever was ready first
        std::ranges::sort(ordered, {}, [](const Measurement* row) { return row->point.index; });
    return ordered;
}

std::string csvRows(const Run& run, CsvStyle style) {
    std::string rows;
    for (const Measurement* row : csvOrder(run))
        rows += csvRow(run, *row, style) + '\n';
    return rows;
}

std::string toCsv(const Run& run) {
    return csvHeader() + '\n' + csvRows(run);
}

} // namespace headroom
