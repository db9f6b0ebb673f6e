// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/sweep/run.h"
#include "engine/sweep/sweep_observer.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace headroom {

/// Appends every measurement to a file (JSON lines) before passing it on, so that nothing measured is lost
/// with the program. What the disk did not take is kept and tried again with the next line. Belongs to the
/// thread that runs the sweep.
class Journal final : public SweepObserver {
public:
    /// Begins `folder`/<run id>.jsonl when the sweep starts; creates the folder. `next` must outlive the
    /// journal.
    Journal(std::filesystem::path folder, SweepSpec spec, SweepObserver& next);
    ~Journal() override;

    void onStarted(const RunContext& context) override;
    void onMeasurement(const Measurement& measurement) override;
    void betweenPoints(std::stop_token stop) override;

    /// True only if the file holds everything the journal was given and the disk has confirmed it: waits for
    /// the disk, so not between points. False before the sweep has started and after discard().
    bool holdsAll() const;
    /// Why the file does not hold everything (full disk, no permission); empty while it does.
    const std::string& problem() const { return m_problem; }
    const std::filesystem::path& path() const { return m_path; }
    /// Removes the file: its run was saved or is not wanted.
    void discard();

private:
    void append(const std::string& line);
    void close();

    std::filesystem::path m_folder;
    SweepSpec m_spec;
    SweepObserver& m_next;
    std::filesystem::path m_path;
    std::string m_problem;
    std::string m_unwritten; ///< what the disk has not taken yet; may begin within a line
    int m_file = -1;
};

/// $XDG_STATE_HOME/headroom/journal, or its default below the home folder.
std::filesystem::path journalFolder();
/// Reads a journal; a cut last line is dropped.
Result<Run> readJournal(const std::filesystem::path& path);
/// Journals left behind by programs that are no longer running, newest first.
std::vector<std::filesystem::path> abandonedJournals(const std::filesystem::path& folder);

} // namespace headroom
