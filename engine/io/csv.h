// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run.h"

#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// How cells are parted and what stands before decimals.
enum class CsvStyle {
    Standard,     ///< comma and point: what programs read
    DecimalComma, ///< semicolon and comma: for spreadsheets in languages that write 0,5
};

/// A text as it stands in a cell, before quoting: on one line, without control characters, and with an
/// apostrophe before what a spreadsheet would compute (texts that begin with =, +, - or @).
std::string csvText(std::string_view text);
/// The header line, without its end.
std::string csvHeader(CsvStyle style = CsvStyle::Standard);
/// One row, without its end. Numbers have the style's sign in every locale and read back exactly; absent
/// values are empty.
std::string csvRow(const Run& run, const Measurement& measurement, CsvStyle style = CsvStyle::Standard);
/// The rows as they stand in the CSV: in the order of measuring, of a list of GEMMs in the list's.
std::vector<const Measurement*> csvOrder(const Run& run);
/// All rows in that order, each ended by '\n'.
std::string csvRows(const Run& run, CsvStyle style = CsvStyle::Standard);
/// Header and rows. For several runs: csvHeader() and the csvRows() of each.
std::string toCsv(const Run& run);

} // namespace headroom
