// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace headroom {

/// Where a program keeps its journals, and which of them are whose. A journal belongs to the program that
/// writes it, or that shows its run and has not saved it yet, for as long as that program lives; no other one
/// takes or deletes it meanwhile. One descriptor is open however many journals belong to the program. All
/// calls are safe from any thread.
class JournalFolder {
public:
    /// The user's own folder, see stateFolder(). Where there is none: a private one of this program alone
    /// below the temporary folder, made with the first journal.
    JournalFolder();
    /// A given one. Implicit: a path is enough to look for journals.
    JournalFolder(std::filesystem::path path) : m_path(std::move(path)) {}
    /// One of the user's, in which nothing but journals is left: its lock file has a name that no file of a
    /// user's has, and goes with the last of the user's programs that journals there.
    static std::shared_ptr<JournalFolder> ofUser(std::filesystem::path path);
    /// The one that such a journal is in, which a user may name in the programs' own folder as well.
    static std::shared_ptr<JournalFolder> holding(const std::filesystem::path& journal);
    ~JournalFolder();
    JournalFolder(const JournalFolder&) = delete;
    JournalFolder& operator=(const JournalFolder&) = delete;

    /// Empty while there is none.
    std::filesystem::path path() const;
    /// Makes it, for this user alone.
    Outcome make();
    /// A sentence that says where it is, if that is not where one would look for it; else empty.
    std::string note() const;

    /// Makes a journal of this folder this program's own; the file need not exist. False where it belongs to
    /// another program, or to this one already, or where this program has no descriptor left to find out.
    bool claim(const std::filesystem::path& journal);
    void release(const std::filesystem::path& journal);
    /// Whether it belongs to a program that runs, this one or another.
    bool isClaimed(const std::filesystem::path& journal) const;

private:
    /// -1, and errno, where there is none. In a folder of the user's in which no file can be made a journal
    /// is locked itself: nothing is renamed over it there.
    int lockFile(bool make) const;
    std::string lockName() const;

    mutable std::mutex m_mutex;
    std::filesystem::path m_path;
    std::string m_detour;
    bool m_temporary = false;
    mutable int m_lockFile = -1;
    mutable std::filesystem::path m_lockedAs; ///< by this name it was opened
    bool m_isUsers = false;                   ///< a folder that is not for journals alone
    std::set<std::string> m_own;              ///< file names
};

/// Whether a journal anywhere, of a program's own folder or of one of the user's, belongs to a program that
/// runs.
bool isJournalInUse(const std::filesystem::path& journal);

/// The journals there that belong to no running program, newest first, without a look into them.
std::vector<std::filesystem::path> abandonedJournals(const JournalFolder& folder);

/// The files there that are named as journals, newest first. Links are none.
std::vector<std::filesystem::path> journalsIn(const std::filesystem::path& folder);

} // namespace headroom
