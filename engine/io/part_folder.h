// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/journal_folder.h"
#include "engine/io/parted_run.h"

#include <filesystem>
#include <list>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace headroom {

/// A folder in which the tasks of an array job write run files and journals of their parts of a sweep. Each
/// look takes in what came since the last one. Belongs to one thread; a look may take as long as the folder's
/// disk does.
class PartFolder {
public:
    explicit PartFolder(std::filesystem::path folder);

    /// The error is a sentence: there is no such folder, it cannot be read, or it holds too much. What was
    /// read before stays. A stop ends the look between two files.
    Outcome look(std::stop_token stop = {});

    /// In the order they were found; none goes away.
    std::size_t count() const { return m_mergers.size(); }
    const PartedRun& at(std::size_t position) const;
    /// Sentences on files that cannot be read, or do not go with the others: those not told before.
    const std::vector<std::string>& faults() const { return m_faults; }
    const std::filesystem::path& path() const { return m_path; }
    /// The files that are followed.
    std::vector<std::filesystem::path> files() const;

private:
    struct Known {
        explicit Known(const std::filesystem::path& path) : file(path) {}
        PartFile file;
        PartMerger* merger = nullptr; ///< once it is known whose part it is
    };

    Outcome findFiles();
    void takeIn(Known& known, std::set<PartMerger*>& changed);
    void tell(const std::string& fault);

    std::filesystem::path m_path;
    // Of journals that a program keeps there, and of those that a user named.
    JournalFolder m_programsLocks;
    std::shared_ptr<JournalFolder> m_usersLocks;
    std::set<std::filesystem::path> m_paths;
    std::list<Known> m_known; ///< none moves
    std::list<PartMerger> m_mergers;
    std::vector<std::string> m_faults;
    std::set<std::string> m_told;
};

} // namespace headroom
