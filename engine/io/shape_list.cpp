// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/shape_list.h"

#include "engine/files/exact_number.h"
#include "engine/files/json_reader.h"
#include "engine/files/limits.h"
#include "engine/files/printable.h"
#include "engine/files/read_file.h"
#include "engine/io/others_results.h"
#include "engine/sweep/gemm_list.h"

#include <algorithm>
#include <array>

namespace headroom {

namespace {

constexpr std::string_view kHeader = "batch,m,n,k,dtype,layout,label";
constexpr const char* kExample = "Write it as 8192x28672x4096, or 16x2048x2048x128 with a batch";

Error fault(const std::string& reason) {
    return {Status::Error, reason};
}

template <class T>
std::string wordsText() {
    std::string text;
    for (const Word<T>& word : wordsOf<T>())
        text += (text.empty() ? "" : ", ") + std::string(word.text);
    return text;
}

/// Of a column with words; empty cells say nothing.
template <class T>
std::string readWord(const std::string& column, const std::string& cell, std::optional<T>& into) {
    T value{};
    if (cell.empty())
        return {};
    if (!parse(inLowerCase(cell), value))
        return column + " is " + inQuotes(cell) + "; it can be " + wordsText<T>();
    into = value;
    return {};
}

std::string readLength(const std::string& column, const std::string& cell, std::int64_t& into) {
    if (cell.empty())
        return column + " is empty; it must be a whole number of at least 1";
    const std::optional<std::int64_t> value = wholeNumber(cell);
    if (!value)
        return column + " is " + inQuotes(cell) + ", which is no whole number that fits; write it as 4096";
    into = *value;
    return {};
}

/// Undoes what csvText() does to a text that a spreadsheet would compute.
std::string labelOf(const std::string& cell) {
    const bool isGuarded = cell.size() > 1 && cell[0] == '\'' &&
                           std::string_view("=+-@").find(cell[1]) != std::string_view::npos;
    return isGuarded ? cell.substr(1) : cell;
}

/// Columns that mean nothing here, so that a slip of the pen in one that does is seen.
std::string noteOnUnread(const CsvTable& table) {
    constexpr std::size_t kMostNamed = 4;
    constexpr std::array<std::string_view, 8> kRead{"batch", "gemm_batch", "m",      "n",
                                                    "k",     "dtype",      "layout", "label"};
    std::vector<std::string> unread;
    for (const std::string& column : table.columns)
        if (std::ranges::find(kRead, column) == kRead.end() && !column.empty() && !tellsSpeed(column))
            unread.push_back(column);
    if (unread.empty())
        return {};
    std::string text;
    for (std::size_t i = 0; i < std::min(unread.size(), kMostNamed); ++i)
        text += (i > 0 ? ", " : "") + inQuotes(unread[i]);
    if (unread.size() > kMostNamed)
        text += " and " + std::to_string(unread.size() - kMostNamed) + " more";
    return "Not read: the " + std::string(unread.size() == 1 ? "column " : "columns ") + text + ".";
}

/// The lengths of "8x128x64"; empty where it is no such word.
std::vector<std::string> lengthsOf(std::string_view word) {
    std::string plain(word);
    for (const std::string_view times : {"×", "X", "*"})
        for (std::size_t at = plain.find(times); at != std::string::npos; at = plain.find(times))
            plain.replace(at, times.size(), "x");
    std::vector<std::string> lengths(1);
    for (const char c : plain)
        if (c == 'x')
            lengths.emplace_back();
        else
            lengths.back() += c;
    return lengths;
}

Result<ListedGemm> gemmOfWord(std::string_view given) {
    const std::string word = printable(given);
    std::vector<std::string> lengths = lengthsOf(word);
    const std::string quoted = inQuotes(word);
    if (lengths.size() < 3 || lengths.size() > 4)
        return fault(quoted + " has " + std::to_string(lengths.size()) +
                     (lengths.size() == 1 ? " length. " : " lengths. ") + kExample);
    if (lengths.size() == 3)
        lengths.insert(lengths.begin(), "1");
    ListedGemm gemm;
    const std::array<std::int64_t*, 4> into{&gemm.extents.batch, &gemm.extents.m, &gemm.extents.n,
                                            &gemm.extents.k};
    constexpr std::array<const char*, 4> kNames{"batch", "m", "n", "k"};
    for (std::size_t i = 0; i < into.size(); ++i)
        if (const std::string broken = readLength(kNames[i], lengths[i], *into[i]); !broken.empty())
            return fault("in " + quoted + ' ' + broken);
    if (const std::string broken = faultOf(gemm); !broken.empty())
        return fault("of " + quoted + ' ' + broken);
    return gemm;
}

bool isSeparator(char c) {
    return c == ',' || c == ';' || c == ' ' || c == '\t';
}

/// Appends what the line lists.
Outcome addWords(std::string_view line, std::vector<ListedGemm>& gemms) {
    while (!line.empty()) {
        const auto* end = std::ranges::find_if(line, isSeparator);
        const std::string_view word = line.substr(0, static_cast<std::size_t>(end - line.begin()));
        line.remove_prefix(std::min(word.size() + 1, line.size()));
        if (word.empty())
            continue;
        const Result<ListedGemm> gemm = gemmOfWord(word);
        if (!gemm)
            return gemm.error();
        gemms.push_back(*gemm);
    }
    return success();
}

/// A text that begins with "8192x…" lists shapes line by line, without a header.
bool listsWords(std::string_view text) {
    TextLines lines(text);
    while (lines.next())
        if (!lines.isEmpty()) {
            const std::string_view line = trimmed(lines.line());
            const std::string_view first = line.substr(0, std::min(line.find_first_of(",; \t"), line.size()));
            return first.find_first_of("0123456789") == 0 && lengthsOf(first).size() > 1;
        }
    return false;
}

Result<std::vector<ListedGemm>> gemmsOfLines(std::string_view text) {
    std::vector<ListedGemm> gemms;
    for (TextLines lines(text); lines.next();)
        if (!lines.isEmpty())
            if (const Outcome added = addWords(lines.line(), gemms); !added)
                return fault(atLine(lines.number()) + added.error().reason);
    return gemms;
}

Result<std::vector<ListedGemm>> gemmsOfTable(const CsvTable& table) {
    if (const std::string missing = missingColumn(table); !missing.empty())
        return fault(atLine(table.headerLine) + missing);
    std::vector<ListedGemm> gemms;
    for (const CsvTable::Row& row : table.rows) {
        const Result<ListedGemm> gemm = gemmOf(table, row);
        if (!gemm)
            return fault(atLine(row.line) + gemm.error().reason);
        gemms.push_back(*gemm);
    }
    return gemms;
}

Result<ShapeList> listOf(Result<std::vector<ListedGemm>> gemms, const std::string& name) {
    if (!gemms)
        return gemms.error();
    if (const std::string broken = faultOfCount(gemms->size()); !broken.empty())
        return fault(broken);
    ShapeList list;
    list.name = name;
    list.gemms = std::move(*gemms);
    return list;
}

} // namespace

std::string missingColumn(const CsvTable& table) {
    for (const char* needed : {"m", "n", "k"})
        if (!table.find(needed))
            return std::string("there is no column ") + needed +
                   ". The first line names the columns, such as " + std::string(kHeader) +
                   ", of which m, n and k must be there";
    for (const std::string& column : table.columns)
        if (std::ranges::count(table.columns, column) > 1 && !column.empty())
            return "the column " + inQuotes(column) + " is there twice";
    return {};
}

Result<ListedGemm> gemmOf(const CsvTable& table, const CsvTable::Row& row) {
    ListedGemm gemm;
    gemm.extents.batch = 1;
    const auto cell = [&](const char* column) {
        const auto at = table.find(column);
        return at ? row.cells[*at] : std::string();
    };
    for (const auto& [column, length] :
         {std::pair("m", &gemm.extents.m), std::pair("n", &gemm.extents.n), std::pair("k", &gemm.extents.k)})
        if (const std::string broken = readLength(column, cell(column), *length); !broken.empty())
            return fault(broken);
    const char* batch = table.find("gemm_batch") ? "gemm_batch" : "batch";
    if (const std::string given = cell(batch); !given.empty())
        if (const std::string broken = readLength(batch, given, gemm.extents.batch); !broken.empty())
            return fault(broken);
    if (const std::string broken = readWord("dtype", cell("dtype"), gemm.type); !broken.empty())
        return fault(broken);
    if (const std::string broken = readWord("layout", cell("layout"), gemm.layout); !broken.empty())
        return fault(broken);
    gemm.label = labelOf(cell("label"));
    if (const std::string broken = faultOf(gemm); !broken.empty())
        return fault(broken);
    return gemm;
}

Result<ShapeList> shapesFromText(std::string_view text, const std::string& name) {
    if (listsWords(text))
        return listOf(gemmsOfLines(text), name);
    const Result<CsvTable> table = readCsvTable(text, kMostListed);
    if (!table)
        return table.error();
    if (table->columns.empty())
        return fault("it is empty");
    Result<ShapeList> list = listOf(gemmsOfTable(*table), name);
    if (!list)
        return list;
    list->hasFigures = hasThroughputs(*table);
    if (const std::string note = noteOnUnread(*table); !note.empty())
        list->notes.push_back(note);
    return list;
}

Result<ShapeList> shapesFromWords(std::string_view words, const std::string& name) {
    std::vector<ListedGemm> gemms;
    if (const Outcome added = addWords(words, gemms); !added)
        return added.error();
    return listOf(std::move(gemms), name);
}

Result<ShapeList> readShapeList(const std::filesystem::path& path) {
    const auto refuse = [&path](const Error& error) {
        return fault("Cannot read " + path.string() + " as a list of GEMMs: " + error.reason + ".");
    };
    const Result<std::string> text = readFile(path, kMaxTableBytes);
    if (!text)
        return refuse(text.error());
    Result<ShapeList> list = shapesFromText(*text, path.filename().string());
    if (!list)
        return refuse(list.error());
    return list;
}

} // namespace headroom
