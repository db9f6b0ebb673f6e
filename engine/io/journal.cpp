// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/journal.h"

#include "engine/io/run_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom {

namespace {

std::string journalFile(const std::string& runId) {
    return runId + ".jsonl";
}

/// A journal is locked while its program lives.
bool isLocked(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return true; // not ours to judge
    const bool locked = ::flock(file, LOCK_SH | LOCK_NB) != 0;
    ::close(file);
    return locked;
}

} // namespace

Journal::Journal(std::filesystem::path folder, SweepSpec spec, SweepObserver& next)
    : m_folder(std::move(folder)), m_spec(std::move(spec)), m_next(next) {}

Journal::~Journal() {
    close();
}

void Journal::close() {
    if (m_file >= 0)
        ::close(m_file);
    m_file = -1;
}

void Journal::onStarted(const RunContext& context) {
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    m_path = m_folder / journalFile(context.runId);
    m_file = ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    if (m_file >= 0) {
        ::flock(m_file, LOCK_EX | LOCK_NB);
        append(contextToJson(context));
        append(specToJson(m_spec));
    } else {
        m_problem = "No journal is kept: cannot write " + m_path.string() + ": " + std::strerror(errno) + ".";
    }
    m_next.onStarted(context);
}

void Journal::onMeasurement(const Measurement& measurement) {
    append(measurementToJson(measurement));
    m_next.onMeasurement(measurement);
}

void Journal::betweenPoints(std::stop_token stop) {
    m_next.betweenPoints(std::move(stop));
}

void Journal::append(const std::string& line) {
    if (m_file < 0)
        return;
    m_unwritten += line + '\n';
    while (!m_unwritten.empty()) {
        const ssize_t written = ::write(m_file, m_unwritten.data(), m_unwritten.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            m_problem = "The journal " + m_path.string() +
                        " does not take what is measured: " + std::strerror(errno) + ".";
            return;
        }
        m_unwritten.erase(0, static_cast<std::size_t>(written));
    }
    m_problem.clear();
}

bool Journal::holdsAll() const {
    struct stat written {};
    struct stat named {};
    // A file that was removed or replaced meanwhile holds nothing that could be found again.
    return m_file >= 0 && m_unwritten.empty() && ::fdatasync(m_file) == 0 && ::fstat(m_file, &written) == 0 &&
           ::stat(m_path.c_str(), &named) == 0 && written.st_ino == named.st_ino &&
           written.st_dev == named.st_dev;
}

void Journal::discard() {
    if (m_file < 0)
        return;
    std::error_code ignored;
    std::filesystem::remove(m_path, ignored);
    close();
}

std::filesystem::path journalFolder() {
    const char* state = std::getenv("XDG_STATE_HOME");
    if (state && *state == '/')
        return std::filesystem::path(state) / "headroom" / "journal";
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home ? home : "/tmp") / ".local" / "state" / "headroom" / "journal";
}

Result<Run> readJournal(const std::filesystem::path& path) {
    const auto refuse = [&path](const std::string& reason) {
        return Error{Status::Error, "Cannot recover " + path.string() + ": " + reason + "."};
    };
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return refuse("the file cannot be opened");
    std::string line;
    if (!std::getline(file, line) || file.eof())
        return refuse("it ends before the first measurement");
    Result<RunContext> context = contextFromJson(line);
    if (!context)
        return refuse("line 1: " + context.error().reason);
    if (!std::getline(file, line) || file.eof())
        return refuse("it ends before the first measurement");
    Result<SweepSpec> spec = specFromJson(line);
    if (!spec)
        return refuse("line 2: " + spec.error().reason);
    Run run{*context, *spec, {}};
    for (int number = 3; std::getline(file, line); ++number) {
        if (file.eof())
            break; // no line end: it was being written when the program died
        Result<Measurement> row = measurementFromJson(line);
        if (!row)
            return refuse("line " + std::to_string(number) + ": " + row.error().reason);
        place(run, *row);
    }
    return run;
}

std::vector<std::filesystem::path> abandonedJournals(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> journals;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".jsonl" && !isLocked(entry.path()))
            journals.push_back(entry.path());
    // Run ids begin with the time of the run.
    std::ranges::sort(journals, std::greater<>());
    return journals;
}

} // namespace headroom
