// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/journal.h"

#include "engine/files/atomic_file.h"
#include "engine/files/write_place.h"
#include "engine/io/journal_reader.h"
#include "engine/io/run_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace headroom {

Journal::Journal(std::shared_ptr<JournalFolder> folder, SweepSpec spec, SweepObserver& next)
    : m_folder(std::move(folder)), m_spec(std::move(spec)), m_next(next) {}

Journal::Journal(const std::filesystem::path& file, std::vector<Measurement> kept, std::size_t rowsInFile,
                 SweepSpec spec, SweepObserver& next)
    : Journal(std::shared_ptr<JournalFolder>(), std::move(spec), next) {
    m_path = followLinks(file).path; // by whatever name: two programs meet there
    m_folder = JournalFolder::holding(m_path);
    m_isUsers = true;
    m_kept = std::move(kept);
    m_rowsInFile = rowsInFile;
}

Journal::~Journal() {
    if (m_hasRows)
        close();
    else
        discard();
    if (m_isMine)
        m_folder->release(m_path);
}

void Journal::onStarted(const RunContext& context) {
    begin(context);
    m_next.onStarted(context);
    for (const std::string& sentence : {m_folder->note(), m_problem})
        if (!sentence.empty())
            m_next.onJournalNote(sentence);
}

void Journal::begin(const RunContext& context) {
    if (const Outcome made = m_isUsers ? success() : m_folder->make(); !made) {
        m_problem = "No journal is kept: " + made.error().reason + ".";
        return;
    }
    if (!m_isUsers)
        m_path = m_folder->path() / (context.runId + ".jsonl");
    // Claimed before it is there, so that nobody ever sees it left behind.
    if (!m_folder->claim(m_path)) {
        m_problem = "No journal is kept: " + m_path.string() + " belongs to another run.";
        return;
    }
    if (!openFile(journalHeadToJson(context) + '\n' + specToJson(m_spec) + '\n')) {
        m_folder->release(m_path);
        return;
    }
    m_isMine = true;
    writeOut();
}

/// A user's file is written anew as a whole: what a kill cut off within a line is no part of it any more.
bool Journal::openFile(const std::string& beginning) {
    int flags = O_WRONLY | O_APPEND | O_CLOEXEC;
    if (m_isUsers) {
        const Result<RecoveredRun> now = readJournal(m_path);
        if (!now && now.error().status == Status::Unsupported) {
            m_problem = "No journal is kept. " + now.error().reason;
            return false;
        }
        if (now && now->run.measurements.size() > m_rowsInFile) {
            m_problem =
                "No journal is kept: another program has written to " + m_path.string() + " meanwhile.";
            return false;
        }
        std::string content = beginning;
        for (const Measurement& row : m_kept)
            content += measurementToJson(row) + '\n';
        if (const Outcome written = writeFileAtomically(m_path, content); !written) {
            m_problem = "No journal is kept: " + written.error().reason;
            return false;
        }
        m_hasRows = !m_kept.empty();
    } else {
        flags |= O_CREAT | O_EXCL;
        m_unwritten = beginning;
    }
    m_file = ::open(m_path.c_str(), flags, 0600);
    if (m_file >= 0 && !m_isUsers)
        ::fchmod(m_file, 0600); // a umask may take even this user's rights
    if (m_file < 0)
        m_problem = "No journal is kept: cannot write " + m_path.string() + ": " + std::strerror(errno) + ".";
    return m_file >= 0;
}

void Journal::onMeasurement(const Measurement& measurement) {
    if (m_keptSeen < m_kept.size() && m_kept[m_keptSeen] == measurement)
        ++m_keptSeen; // it stands in the file already
    else
        append(measurementToJson(measurement));
    m_next.onMeasurement(measurement);
}

void Journal::onNote(const RunContext& context, const std::string& note) {
    append(journalHeadToJson(context)); // in the place of the first one
    m_next.onNote(context, note);
}

void Journal::betweenPoints(std::stop_token stop) {
    m_next.betweenPoints(std::move(stop));
}

void Journal::append(const std::string& line) {
    if (m_file < 0)
        return;
    m_hasRows = true;
    m_unwritten += line + '\n';
    const bool wasWell = m_problem.empty();
    const bool isWell = writeOut();
    if (wasWell && !isWell)
        m_next.onJournalNote(m_problem + " The sweep goes on, and it is tried again with each point.");
    else if (!wasWell && isWell)
        m_next.onJournalNote("The journal " + m_path.string() + " holds everything again.");
}

/// Sets or clears the problem.
bool Journal::writeOut() {
    while (!m_unwritten.empty()) {
        const ssize_t written = ::write(m_file, m_unwritten.data(), m_unwritten.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            m_problem = "The journal " + m_path.string() +
                        " does not take what is measured: " + std::strerror(errno) + ".";
            return false;
        }
        m_unwritten.erase(0, static_cast<std::size_t>(written));
    }
    m_problem.clear();
    return true;
}

bool Journal::isOnDisk() const {
    struct stat written {};
    struct stat named {};
    // A file that was removed or replaced meanwhile holds nothing that could be found again.
    return m_unwritten.empty() && ::fdatasync(m_file) == 0 && ::fstat(m_file, &written) == 0 &&
           ::stat(m_path.c_str(), &named) == 0 && written.st_ino == named.st_ino &&
           written.st_dev == named.st_dev;
}

bool Journal::holdsAll() const {
    std::error_code ignored;
    return m_file >= 0 ? isOnDisk() : m_heldAllAtClose && std::filesystem::exists(m_path, ignored);
}

void Journal::close() {
    if (m_file < 0)
        return;
    m_heldAllAtClose = isOnDisk();
    ::close(std::exchange(m_file, -1));
}

void Journal::discard() {
    if (!m_isMine)
        return;
    std::error_code ignored;
    if (!m_isUsers)
        std::filesystem::remove(m_path, ignored);
    if (m_file >= 0)
        ::close(std::exchange(m_file, -1));
    m_heldAllAtClose = false;
    m_folder->release(m_path);
    m_isMine = false;
}

} // namespace headroom
