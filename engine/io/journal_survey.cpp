// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/journal_survey.h"

#include "engine/files/atomic_file.h"
#include "engine/files/read_file.h"
#include "engine/files/state_folder.h"
#include "engine/files/unique_fd.h"
#include "engine/io/journal_reader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <set>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace headroom {

namespace {

namespace fs = std::filesystem;
using TimePoint = std::chrono::system_clock::time_point;

/// Names what earlier surveys have offered, one a line.
constexpr const char* kOfferedFile = "offered";
constexpr const char* kSetAsideFolder = "set-aside";

std::set<std::string> readOffered(const fs::path& folder) {
    constexpr std::size_t kMostBytes = 16 << 20;
    std::set<std::string> names;
    const Result<std::string> text = readFile(folder / kOfferedFile, kMostBytes);
    std::istringstream lines(text ? *text : std::string());
    for (std::string name; std::getline(lines, name);)
        names.insert(name);
    return names;
}

/// Why the file says nothing of what it holds: no permission, a disk that fails, no descriptor left. Empty
/// where it can be read, or is gone.
std::string whyUnreadable(const fs::path& journal) {
    const UniqueFd file(::open(journal.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    char first = 0;
    if (file.isOpen() ? ::pread(file.get(), &first, 1, 0) >= 0 : errno == ENOENT)
        return {};
    return "Cannot read " + journal.string() + ": " + std::strerror(errno) + ".";
}

/// Where that fails, they are offered again before they end.
void writeOffered(const fs::path& folder, const std::set<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += name + '\n';
    [[maybe_unused]] const Outcome written = writePrivateFile(folder / kOfferedFile, text);
}

/// Since it was last written or moved.
bool isOld(const fs::path& path, TimePoint now) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 &&
           now - std::chrono::system_clock::from_time_t(status.st_ctime) > kJournalsKeptFor;
}

bool removeFile(const fs::path& path) {
    std::error_code error;
    return fs::remove(path, error) && !error;
}

/// Where it lies then; nothing is overwritten.
fs::path setAside(const fs::path& journal) {
    const fs::path folder = journal.parent_path() / kSetAsideFolder;
    if (!makePrivateFolder(folder))
        return journal;
    std::error_code error;
    fs::path place = folder / journal.filename();
    for (int copy = 2; fs::exists(fs::symlink_status(place, error)); ++copy)
        place = folder / (journal.stem().string() + "-" + std::to_string(copy) + ".jsonl");
    fs::rename(journal, place, error);
    return error ? journal : place;
}

std::size_t endSetAside(const fs::path& folder, TimePoint now) {
    std::size_t ended = 0;
    std::size_t kept = 0;
    for (const fs::path& journal : journalsIn(folder / kSetAsideFolder)) {
        const bool ends = kept >= kMostJournalsKept || isOld(journal, now);
        if (ends && removeFile(journal))
            ++ended;
        else
            ++kept;
    }
    return ended;
}

std::string count(std::size_t journals) {
    return journals == 1 ? "One journal" : std::to_string(journals) + " journals";
}

} // namespace

std::vector<fs::path> JournalSurvey::paths(JournalState state) const {
    std::vector<fs::path> found;
    for (const FoundJournal& journal : journals)
        if (journal.state == state)
            found.push_back(journal.path);
    return found;
}

std::string JournalSurvey::unreadableNote() const {
    const auto first = std::ranges::find(journals, JournalState::Unreadable, &FoundJournal::state);
    if (first == journals.end())
        return {};
    const std::size_t others = paths(JournalState::Unreadable).size() - 1;
    return first->reason +
           (others == 0 ? " It stays." : " It stays, and so do " + std::to_string(others) + " others.");
}

std::string JournalSurvey::setAsideNote() const {
    const std::vector<fs::path> broken = paths(JournalState::Broken);
    if (broken.empty())
        return {};
    return count(broken.size()) + (broken.size() == 1 ? " holds" : " hold") +
           " no measurement that can be read and now " + (broken.size() == 1 ? "lies" : "lie") + " in " +
           broken.front().parent_path().string() + ".";
}

std::string JournalSurvey::endedNote() const {
    if (ended == 0)
        return {};
    return count(ended) + " offered earlier, older than " + std::to_string(kJournalsKeptFor.count()) +
           " days or beyond the newest " + std::to_string(kMostJournalsKept) + ", " +
           (ended == 1 ? "was" : "were") + " removed.";
}

JournalSurvey surveyJournals(JournalFolder& folder, TimePoint now) {
    JournalSurvey survey;
    const fs::path path = folder.path();
    if (path.empty())
        return survey;
    survey.ended = endSetAside(path, now);
    const std::set<std::string> offered = readOffered(path);
    std::set<std::string> offeredNow;
    for (const fs::path& journal : journalsIn(path)) {
        // Nobody recovers it between looking and moving.
        if (!folder.claim(journal)) {
            survey.journals.push_back({journal, JournalState::InUse, {}});
            continue;
        }
        const std::string name = journal.filename();
        if (std::string why = whyUnreadable(journal); !why.empty()) {
            survey.journals.push_back({journal, JournalState::Unreadable, std::move(why)});
            if (offered.contains(name))
                offeredNow.insert(name);
            folder.release(journal);
            continue;
        }
        const auto head = readJournal(journal, 1);
        const bool isNewer = !head && head.error().status == Status::Unsupported;
        const bool ends = !isNewer && offered.contains(name) &&
                          (offeredNow.size() >= kMostJournalsKept || isOld(journal, now));
        if (ends && removeFile(journal)) {
            ++survey.ended;
        } else if (head) {
            survey.journals.push_back({journal, JournalState::LeftBehind, {}});
            offeredNow.insert(name);
        } else if (isNewer) {
            survey.journals.push_back({journal, JournalState::Newer, head.error().reason});
            if (!offered.contains(name) && survey.newerNote.empty())
                survey.newerNote = head.error().reason;
            offeredNow.insert(name);
        } else if (std::error_code error; fs::exists(journal, error)) {
            survey.journals.push_back({setAside(journal), JournalState::Broken, head.error().reason});
        }
        folder.release(journal);
    }
    if (offeredNow != offered)
        writeOffered(path, offeredNow);
    return survey;
}

} // namespace headroom
