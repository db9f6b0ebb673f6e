// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/part_file.h"

#include "engine/io/run_file.h"

#include <sys/stat.h>
#include <utility>

namespace headroom {

PartFile::PartFile(std::filesystem::path path)
    : m_path(std::move(path)), m_isJournal(m_path.extension() == ".jsonl"), m_journal(m_path) {
    m_journal.call(m_path.filename());
}

bool PartFile::isNamedSo(const std::filesystem::path& path) {
    const std::string name = path.filename();
    return !name.starts_with('.') && (name.ends_with(".jsonl") || name.ends_with(".json"));
}

bool PartFile::look() {
    struct stat status {};
    // One that is gone is left as it was read: who moves or deletes parts takes no row away.
    if (::stat(m_path.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    const State now{status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
    if (now == m_seen)
        return false;
    m_seen = now;
    m_problem.clear();
    if (m_isJournal)
        readJournalOn();
    else
        readRunAgain();
    return true;
}

const Run* PartFile::run() const {
    if (m_isJournal && m_journal.parser().hasHead())
        return &m_journal.parser().run();
    return m_hasRun ? &m_run : nullptr;
}

std::chrono::system_clock::time_point PartFile::written() const {
    return std::chrono::system_clock::from_time_t(m_seen.seconds);
}

void PartFile::readJournalOn() {
    const auto refuse = [this](const std::string& reason) {
        m_problem = "Cannot read " + m_path.string() + " as a journal: " + reason + ".";
    };
    if (const Outcome read = m_journal.readOn(); !read)
        return refuse(read.error().reason);
    const JournalParser& found = m_journal.parser();
    if (found.hasHead()) {
        m_run = {found.run().context, found.run().spec, {}, {}, found.run().name};
        m_hasRun = true;
    } else if (found.rows() > 0) {
        refuse("the lines that tell of its sweep are lost; headroom-engine recover makes a run of its rows");
    } else if (found.leftOut() > 0) {
        refuse(found.nothingFound());
    }
}

void PartFile::readRunAgain() {
    Result<Run> read = readRunFile(m_path);
    m_isForeign = !read && !m_path.filename().string().ends_with(".headroom.json");
    if (!read) {
        m_problem = m_isForeign ? "" : read.error().reason;
        return;
    }
    m_run = std::move(*read);
    m_givenName = std::exchange(m_run.name, m_path.filename());
    m_hasRun = true;
}

} // namespace headroom
