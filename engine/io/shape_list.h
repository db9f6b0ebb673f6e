// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/csv_table.h"
#include "engine/sweep/budget_spec.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// GEMMs by their lengths, as a user lists them.
struct ShapeList {
    std::string name;
    std::vector<ListedGemm> gemms;  ///< at least one
    std::vector<std::string> notes; ///< sentences: which columns are not read
    bool hasFigures = false;        ///< it says how fast they are: see others_results.h
};

/// Reads a CSV whose header names m, n and k, and may name batch, dtype, layout and label; or shapes as in
/// shapesFromWords(), on one line or many. `gemm_batch`, as this program's own CSV has it, is taken for
/// batch. Refuses the whole of a list with a fault, by its line, with what would be right.
Result<ShapeList> shapesFromText(std::string_view text, const std::string& name);

/// "8192x28672x4096,16x2048x2048x128": M×N×K, or batch×M×N×K.
Result<ShapeList> shapesFromWords(std::string_view words, const std::string& name);

/// The same of a file, which gives the list its name. The error begins with the file's.
Result<ShapeList> readShapeList(const std::filesystem::path& path);

/// The GEMM of a row of a table that names lengths; the error is a phrase with the column.
Result<ListedGemm> gemmOf(const CsvTable& table, const CsvTable::Row& row);
/// Which of the columns that gemmOf() needs is not there; empty when all are.
std::string missingColumn(const CsvTable& table);

} // namespace headroom
