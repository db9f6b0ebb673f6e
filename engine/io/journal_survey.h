// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/journal_folder.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace headroom {

/// Journals that were left behind end after this time, and when there are more than this many newer ones.
inline constexpr std::chrono::days kJournalsKeptFor{90};
inline constexpr std::size_t kMostJournalsKept = 200;

enum class JournalState {
    InUse,      ///< a running program writes it, or shows its run and has not saved it yet
    LeftBehind, ///< its program is gone, and it holds measurements
    Broken,     ///< its program is gone, and it holds none
    Unreadable, ///< it cannot be opened or read now, whatever it holds: it is left as it is
    Newer,      ///< its program is gone, and of a later version than this one: it is left as it is
};

struct FoundJournal {
    std::filesystem::path path; ///< of a broken one: where it lies now
    JournalState state = JournalState::InUse;
    std::string reason; ///< why it cannot be read, with its path then
};

struct JournalSurvey {
    std::vector<FoundJournal> journals; ///< newest first
    std::size_t ended = 0;              ///< removed because of age or number
    std::string newerNote;              ///< a sentence where one of a newer program is seen the first time

    /// The paths of those in that state, newest first.
    std::vector<std::filesystem::path> paths(JournalState state) const;
    /// Sentences on those that cannot be read now, that were set aside, and that were removed; empty where
    /// none was.
    std::string unreadableNote() const;
    std::string setAsideNote() const;
    std::string endedNote() const;
};

/// Looks for journals, to offer all that were left behind: reads no more of each than its first measurement.
/// Journals without any are moved to the folder "set-aside" beside them, so that they are named once.
/// Journals that an earlier survey has offered end, by age and number as above, and so do those set aside.
/// Journals of a running program are left alone, and so are those of a newer one.
JournalSurvey surveyJournals(JournalFolder& folder,
                             std::chrono::system_clock::time_point now = std::chrono::system_clock::now());

} // namespace headroom
