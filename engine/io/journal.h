// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run.h"
#include "engine/sweep/sweep_observer.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

namespace headroom {

/// Appends every measurement to a file (JSON lines, flushed) before passing it on, so that nothing measured
/// is lost with the program. Belongs to the thread that runs the sweep.
class Journal final : public SweepObserver {
public:
    /// Begins `folder`/<run id>.jsonl when the sweep starts; creates the folder. `next` must outlive the
    /// journal.
    Journal(std::filesystem::path folder, SweepSpec spec, SweepObserver& next);
    ~Journal() override;

    void onStarted(const RunContext& context) override;
    void onMeasurement(const Measurement& measurement) override;
    void betweenPoints(std::stop_token stop) override;

    /// Why nothing is being written (full disk, no permission); empty while all is well.
    const std::string& problem() const { return m_problem; }
    const std::filesystem::path& path() const { return m_path; }
    /// Removes the file: its run was saved or is not wanted.
    void discard();

private:
    void append(const std::string& line);

    std::filesystem::path m_folder;
    SweepSpec m_spec;
    SweepObserver& m_next;
    std::filesystem::path m_path;
    std::string m_problem;
    std::FILE* m_file = nullptr;
};

/// $XDG_STATE_HOME/headroom/journal, or its default below the home folder.
std::filesystem::path journalFolder();
/// Reads a journal; a cut last line is dropped.
Result<Run> readJournal(const std::filesystem::path& path);
/// Journals left behind by programs that are no longer running, newest first.
std::vector<std::filesystem::path> abandonedJournals(const std::filesystem::path& folder);

} // namespace headroom
