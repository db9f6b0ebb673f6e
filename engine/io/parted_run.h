// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/part_file.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace headroom {

/// The parts of one sweep as one run, which grows as they do.
struct PartedRun {
    Run run;                       ///< rows in the order they came; once there, none goes or moves
    std::filesystem::path first;   ///< the file it was found by
    std::vector<std::size_t> news; ///< rows that the last look found new or changed
    std::size_t planned = 0;       ///< points of the whole sweep
    std::size_t parts = 0;         ///< that there is a file of
    std::size_t allParts = 1;      ///< that the sweep was divided into
    /// That have all their points, and that no running program writes, as far as locks tell.
    std::size_t finished = 0;
    std::chrono::system_clock::time_point lastRow; ///< when it came, by this machine's clock

    bool isWhole() const { return finished == allParts; }
};

/// Puts the parts of one sweep together, by the rules of mergeRuns().
class PartMerger {
public:
    /// A sweep that this file is a part of. It must outlive the merger, as must all that are added.
    explicit PartMerger(const PartFile& first);

    /// Whether that one is of the same sweep, divided in the same way, and on the same kind of device; or of
    /// a run that is here already.
    bool takes(const PartFile& part) const;
    void add(const PartFile& part);

    /// After parts were added or have changed. Returns sentences on those that do not go with the others.
    std::vector<std::string> merge();
    /// Counts the finished ones anew; those that a running program writes are told by `isInUse`.
    void count(const std::function<bool(const std::filesystem::path&)>& isInUse);

    const PartedRun& parted() const { return m_parted; }
    /// Nothing is news any more.
    void forgetNews() { m_parted.news.clear(); }

private:
    bool isSound(const PartFile* file) const { return !m_refused.contains(file); }
    void findComplete();
    Result<Run> mergeSound(std::vector<std::string>& faults);
    RunContext sharedContext() const;

    PartedRun m_parted;
    std::vector<const PartFile*> m_files; ///< by their paths
    std::set<const PartFile*> m_refused;
    std::set<std::string> m_runIds;
    std::vector<std::size_t> m_sizes;                     ///< points of each part
    std::vector<std::vector<const PartFile*>> m_complete; ///< the files of each part that has all its points
    bool m_isNew = true;
};

} // namespace headroom
