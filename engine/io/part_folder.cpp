// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/part_folder.h"

#include "engine/files/limits.h"
#include "engine/sweep/plan_part.h"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {

namespace fs = std::filesystem;

Error unfollowed(const fs::path& folder, const std::string& why) {
    return {Status::Error, "The folder " + folder.string() + ' ' + why};
}

Error unlisted(const fs::path& folder, const std::error_code& error) {
    if (error == std::errc::no_such_file_or_directory)
        return unfollowed(folder, "is not there.");
    if (error == std::errc::not_a_directory)
        return unfollowed(folder, "is none.");
    if (error == std::errc::permission_denied)
        return unfollowed(folder, "cannot be read; check its permissions.");
    return unfollowed(folder, "cannot be read: " + error.message() + '.');
}

} // namespace

PartFolder::PartFolder(fs::path folder)
    : m_path(std::move(folder)), m_programsLocks(m_path), m_usersLocks(JournalFolder::ofUser(m_path)) {}

Outcome PartFolder::findFiles() {
    std::error_code error;
    std::vector<fs::path> found;
    for (fs::directory_iterator entry(m_path, error), end; !error && entry != end; entry.increment(error)) {
        if (!PartFile::isNamedSo(entry->path()) || m_paths.contains(entry->path()))
            continue;
        found.push_back(entry->path());
        if (m_paths.size() + found.size() > kMaxFollowedFiles)
            return unfollowed(m_path, "holds more than " + std::to_string(kMaxFollowedFiles) +
                                          " run files and journals, which is more than can be followed. Put "
                                          "the parts of one sweep into a folder of their own.");
    }
    if (error)
        return unlisted(m_path, error);
    std::ranges::sort(found);
    for (const fs::path& path : found) {
        m_paths.insert(path);
        m_known.emplace_back(path);
    }
    return success();
}

Outcome PartFolder::look(std::stop_token stop) {
    m_faults.clear();
    for (PartMerger& merger : m_mergers)
        merger.forgetNews();
    if (const Outcome found = findFiles(); !found)
        return found;
    std::set<PartMerger*> changed;
    std::vector<Known*> strangers;
    std::size_t rows = 0;
    for (Known& known : m_known) {
        if (stop.stop_requested())
            return success();
        if (known.file.look()) {
            if (!known.file.problem().empty())
                tell(known.file.problem());
            if (known.merger)
                changed.insert(known.merger);
        }
        const Run* run = known.file.run();
        if (!run)
            continue;
        rows += run->measurements.size();
        if (rows > kMaxFollowedRows)
            return unfollowed(m_path, "holds more than " + std::to_string(kMaxFollowedRows) +
                                          " measurements, which is more than can be followed.");
        if (!known.merger)
            strangers.push_back(&known);
    }
    // What was merged of some parts is told from a sweep of its own by them.
    std::ranges::stable_sort(strangers, {},
                             [](const Known* known) { return !partOf(known->file.run()->context); });
    for (Known* known : strangers)
        takeIn(*known, changed);
    for (PartMerger* merger : changed)
        for (const std::string& fault : merger->merge())
            tell(fault);
    const auto isInUse = [this](const fs::path& journal) {
        return m_programsLocks.isClaimed(journal) || m_usersLocks->isClaimed(journal);
    };
    for (PartMerger& merger : m_mergers)
        merger.count(isInUse);
    return success();
}

void PartFolder::takeIn(Known& known, std::set<PartMerger*>& changed) {
    const auto mine = std::ranges::find_if(
        m_mergers, [&known](const PartMerger& merger) { return merger.takes(known.file); });
    if (mine != m_mergers.end()) {
        mine->add(known.file);
        known.merger = &*mine;
    } else if (m_mergers.size() < kMaxFollowedRuns) {
        known.merger = &m_mergers.emplace_back(known.file);
    } else {
        tell("The folder " + m_path.string() + " holds runs of more than " +
             std::to_string(kMaxFollowedRuns) + " sweeps; the others are left out.");
        return;
    }
    changed.insert(known.merger);
}

void PartFolder::tell(const std::string& fault) {
    if (m_told.insert(fault).second)
        m_faults.push_back(fault);
}

const PartedRun& PartFolder::at(std::size_t position) const {
    return std::next(m_mergers.begin(), static_cast<std::ptrdiff_t>(position))->parted();
}

std::vector<fs::path> PartFolder::files() const {
    return {m_paths.begin(), m_paths.end()};
}

} // namespace headroom
