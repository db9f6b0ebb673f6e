// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// How long a start looks for runs that were cut off, where very many were: the look itself, which the window
// takes in a thread of its own, and reading one of the journals, as recovering does.
//
// bench_journals [JOURNALS]   1000 if not said

#include "engine/io/journal_reader.h"
#include "engine/io/journal_survey.h"
#include "engine/io/run_file.h"
#include "tests/support/sample_run.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>

using namespace headroom;

namespace {

double secondsOf(const auto& action) {
    const auto start = std::chrono::steady_clock::now();
    action();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

int main(int argc, char** argv) {
    const int journals = argc > 1 ? std::atoi(argv[1]) : 1000;
    Run run = testing::sampleRun(testing::sampleSpec(16));
    std::string folder = (std::filesystem::temp_directory_path() / "bench_journals-XXXXXX").string();
    if (!::mkdtemp(folder.data())) {
        std::perror("bench_journals");
        return 1;
    }
    std::filesystem::path last;
    for (int i = 0; i < journals; ++i) {
        run.context.runId = "run-" + std::to_string(100000 + i);
        last = std::filesystem::path(folder) / (run.context.runId + ".jsonl");
        std::ofstream file(last);
        file << contextToJson(run.context) << '\n' << specToJson(run.spec) << '\n';
        for (const Measurement& row : run.measurements)
            file << measurementToJson(row) << '\n';
    }
    std::printf("%d journals of %zu points\n", journals, run.measurements.size());
    for (const char* start : {"first start", "second start", "third start"}) {
        JournalFolder mine{std::filesystem::path(folder)};
        JournalSurvey found;
        const double seconds = secondsOf([&] { found = surveyJournals(mine); });
        std::printf("%-14s %7.1f ms, %zu left behind, %zu ended\n", start, seconds * 1e3,
                    found.paths(JournalState::LeftBehind).size(), found.ended);
    }
    std::printf("%-14s %7.1f ms\n", "reading one",
                secondsOf([&] { static_cast<void>(readJournal(last)); }) * 1e3);
    std::filesystem::remove_all(folder);
    return 0;
}
