// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/growing_journal.h"

#include <chrono>
#include <filesystem>
#include <string>

namespace headroom {

/// A run file or a journal that may grow, or be written anew, while it is looked at.
class PartFile {
public:
    explicit PartFile(std::filesystem::path path);

    /// Whether a file of that name may be one.
    static bool isNamedSo(const std::filesystem::path& path);

    /// Reads what is new. Whether anything changed: rows, the problem, or what is known of the run. Without a
    /// change of size, time or file nothing is read.
    bool look();

    const std::filesystem::path& path() const { return m_path; }
    bool isJournal() const { return m_isJournal; }
    /// Null as long as nothing tells of which sweep it is. Called by the file, not by what it says.
    const Run* run() const;
    /// What the file calls its run; empty where it does not.
    const std::string& givenName() const { return m_givenName; }
    /// A sentence on why there is nothing of it, or nothing new; empty where all is well.
    const std::string& problem() const { return m_problem; }
    /// JSON of something else, by its name too.
    bool isForeign() const { return m_isForeign; }
    /// By the file's own clock.
    std::chrono::system_clock::time_point written() const;

private:
    struct State {
        std::uint64_t file = 0;
        std::int64_t size = -1;
        std::int64_t seconds = 0;
        std::int64_t nanoseconds = 0;

        friend bool operator==(const State&, const State&) = default;
    };
    void readJournalOn();
    void readRunAgain();

    std::filesystem::path m_path;
    bool m_isJournal;
    bool m_isForeign = false;
    State m_seen;
    GrowingJournal m_journal;
    Run m_run; ///< of a journal its head, for the moment in which it is written anew
    bool m_hasRun = false;
    std::string m_givenName;
    std::string m_problem;
};

} // namespace headroom
