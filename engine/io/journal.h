// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/journal_folder.h"
#include "engine/sweep/run.h"
#include "engine/sweep/sweep_observer.h"
#include "engine/sweep/sweep_spec.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace headroom {

/// Appends every measurement to a file (JSON lines) before passing it on, so that nothing measured is lost
/// with the program. What the disk did not take is kept and tried again with the next line; the next observer
/// is told at once, and again when all is well. Belongs to the thread that runs the sweep, after close() to
/// any one. Its file belongs to this program until the journal goes (JournalFolder::claim); one that holds no
/// measurement goes with it.
class Journal final : public SweepObserver {
public:
    /// Begins <run id>.jsonl in the folder when the sweep starts. `next` must outlive the journal.
    Journal(std::shared_ptr<JournalFolder> folder, SweepSpec spec, SweepObserver& next);
    /// In a file of the user's choice instead, which stays whatever becomes of the run. Of the `rowsInFile`
    /// that it held when it was read, `kept` are still in it when the journal begins; where it has grown
    /// since, another program writes it, and it is left alone.
    Journal(const std::filesystem::path& file, std::vector<Measurement> kept, std::size_t rowsInFile,
            SweepSpec spec, SweepObserver& next);
    ~Journal() override;

    void onStarted(const RunContext& context) override;
    void onMeasurement(const Measurement& measurement) override;
    void onNote(const RunContext& context, const std::string& note) override;
    void betweenPoints(std::stop_token stop) override;

    /// Whether there is a file that takes what is measured, if perhaps not all at once.
    bool isKept() const { return m_isMine; }
    /// True only if the file holds everything the journal was given and the disk has confirmed it: waits for
    /// the disk, so not between points. False before the sweep has started and after discard().
    bool holdsAll() const;
    /// Why the file does not hold everything (full disk, no permission); empty while it does.
    const std::string& problem() const { return m_problem; }
    const std::filesystem::path& path() const { return m_path; }
    /// Ends it: its descriptor is closed and nothing more is written; the file stays, and stays this
    /// program's.
    void close();
    /// Removes the file: its run was saved or is not wanted.
    void discard();

private:
    void begin(const RunContext& context);
    bool openFile(const std::string& beginning);
    void append(const std::string& line);
    bool writeOut();
    bool isOnDisk() const;

    std::shared_ptr<JournalFolder> m_folder;
    SweepSpec m_spec;
    SweepObserver& m_next;
    std::filesystem::path m_path; ///< of the user's choice from the start, else since it began
    bool m_isUsers = false;
    std::vector<Measurement> m_kept;
    std::size_t m_rowsInFile = 0;
    std::size_t m_keptSeen = 0; ///< told again, as a run that goes on begins with them
    std::string m_problem;
    std::string m_unwritten; ///< what the disk has not taken yet; may begin within a line
    int m_file = -1;
    bool m_isMine = false; ///< made by this journal, and not discarded
    bool m_hasRows = false;
    bool m_heldAllAtClose = false;
};

} // namespace headroom
