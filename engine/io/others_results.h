// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/csv_table.h"
#include "engine/sweep/run.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// What another program measured, as runs to compare with: figures without intervals, whose context names the
/// source.
struct OthersResults {
    std::vector<Run> runs; ///< at least one: curves by operation, lengths and heads, then GEMMs of no layer
    std::string note;      ///< a sentence on what could not be placed; else empty
};

/// The output of the benchmarks in EleutherAI's cookbook (benchmarks/sizing) and of the programs before it,
/// of the paper. Labels become operations where the model's line stands before them; the others are a list of
/// GEMMs. The error names the line. `name` calls the source.
Result<OthersResults> resultsOfCookbook(std::string_view text, const std::string& name);

/// Whether a column of that name says how fast GEMMs are: throughput_tflops, tflops or throughput, or a time.
bool tellsSpeed(std::string_view column);
/// Whether a table has one.
bool hasThroughputs(const CsvTable& table);
/// Those of a table as in shapesFromText(), as a list.
Result<OthersResults> resultsOfTable(const CsvTable& table, const std::string& name);

/// Of a file: a CSV by its name, else the cookbook's.
Result<OthersResults> readOthersResults(const std::filesystem::path& path);

} // namespace headroom
