// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// What other programs measured: the cookbook's output, and a CSV with a column of speeds.

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/sound_run.h"

#include "engine/io/others_results.h"
#include "engine/sweep/gemm_list.h"

namespace headroom::fuzzing {

namespace {

void judge(const Result<OthersResults>& results) {
    if (!results)
        return requireSentence(results.error().reason);
    require(!results->runs.empty(), "results are runs");
    for (const Run& run : results->runs) {
        require(!run.measurements.empty(), "each with figures");
        requireSound(run);
    }
}

FUZZ_TARGET(others_results) {
    judge(resultsOfCookbook(bytes, "gemm.out"));
    const Result<CsvTable> table = readCsvTable(bytes, kMostListed);
    if (!table)
        return requireSentence(table.error().reason);
    for (const CsvTable::Row& row : table->rows)
        require(row.cells.size() == table->columns.size(), "a row has a cell for each column");
    judge(resultsOfTable(*table, "gemm.csv"));
}

} // namespace

} // namespace headroom::fuzzing
