// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/job.h"

#include "engine/files/exact_number.h"
#include "engine/files/limits.h"
#include "engine/remote/last_words.h"
#include "engine/remote/wake_event.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <limits>
#include <poll.h>
#include <random>
#include <sstream>

namespace headroom {

namespace {

/// A job that is given back, and what takes one out of the queue, may take so long, seconds.
constexpr double kGivenBackWithinS = 10;
constexpr int kPollMs = 250;

std::optional<std::int64_t> countIn(std::string_view text,
                                    std::int64_t most = std::numeric_limits<std::int64_t>::max()) {
    const std::optional<std::int64_t> number = wholeNumber(text);
    return number && *number >= 0 && *number <= most ? number : std::nullopt;
}

/// The most tasks that a node has, of "8(x2),4".
std::optional<std::int64_t> mostOnANode(std::string_view text) {
    std::int64_t most = 0;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view item = text.substr(0, comma);
        const auto number = countIn(item.substr(0, item.find('(')), kMostJobTasks);
        if (!number)
            return std::nullopt;
        most = std::max(most, *number);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return most > 0 ? std::optional(most) : std::nullopt;
}

std::string replaced(std::string text, std::string_view mark, std::string_view value) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
        text.replace(at, mark.size(), value);
    return text;
}

/// The words with that for the mark, without those that nothing is left of.
std::vector<std::string> replaced(const std::vector<std::string>& words, std::string_view mark,
                                  std::string_view value) {
    std::vector<std::string> result;
    for (const std::string& word : words)
        if (std::string with = replaced(word, mark, value); !with.empty() || word.empty())
            result.push_back(std::move(with));
    return result;
}

std::string freshName() {
    std::random_device random;
    std::ostringstream name;
    name << std::hex << random() << random();
    return name.str();
}

/// Reads what is there, so that nobody waits for a reader, until the end of both. False at that of the time.
bool drain(ChildProcess& child, double limitS) {
    const auto start = std::chrono::steady_clock::now();
    std::string bytes;
    bool open = true;
    while (open && std::chrono::steady_clock::now() - start < std::chrono::duration<double>(limitS)) {
        std::array<pollfd, 2> streams{{{child.outputFd(), POLLIN, 0}, {child.errorFd(), POLLIN, 0}}};
        ::poll(streams.data(), streams.size(), kPollMs);
        const bool outputEnded = child.readOutput(bytes) == ChildProcess::Read::End;
        const bool errorEnded = child.readError(bytes) == ChildProcess::Read::End;
        open = !outputEnded || !errorEnded;
        bytes.clear();
    }
    return !open;
}

} // namespace

std::optional<Grant> readGrant(std::string_view line) {
    if (line.size() > kMaxWordBytes)
        return std::nullopt;
    std::istringstream words{std::string(line)};
    std::string word;
    std::string id;
    std::string tasks;
    std::string onNodes;
    std::string memory;
    if (!(words >> word >> id >> tasks >> onNodes >> memory) || word != kGrantWord)
        return std::nullopt;
    const auto count = countIn(tasks, kMostJobTasks);
    const auto most = mostOnANode(onNodes);
    const auto memoryMib = countIn(memory);
    const auto number = countIn(id);
    if (!count || *count == 0 || !most || !memoryMib || !number || *number == 0)
        return std::nullopt;
    const std::string share = *memoryMib > 0 ? std::to_string(*memoryMib / *most) : std::string();
    return Grant{std::to_string(*number), static_cast<int>(*count), share};
}

Result<std::unique_ptr<Job>> Job::askFor(const Place& given) {
    Place place = given;
    const std::string name = freshName();
    for (std::vector<std::string>* words :
         {&place.job->command, &place.job->asking.command, &place.job->cancel})
        *words = replaced(*words, kRequestMark, name);
    Result<std::unique_ptr<ChildProcess>> child =
        ChildProcess::start(place.job->command, place.job->environment);
    if (!child)
        return Error{child.error().status, place.name + ": " + child.error().reason};
    return std::unique_ptr<Job>(new Job(std::move(*child), std::move(place), name));
}

Job::Job(std::unique_ptr<ChildProcess> child, Place place, std::string name)
    : m_child(std::move(child))
    , m_place(std::move(place))
    , m_name(std::move(name))
    , m_lines(kMaxNoiseBytes) {}

Job::~Job() {
    // What holds it would die of telling its end to nobody before it has given the job back.
    m_child->closeInput();
    if (!m_grant)
        cancel(); // also where it ended: a line that is cut leaves what asks at the other side
    if (!drain(*m_child, kGivenBackWithinS))
        ::kill(-m_child->pid(), SIGTERM); // which takes a job back before it ends
    m_child->end(1);
    if (m_grant && m_child->exitStatus() != 0)
        cancel();
}

void Job::cancel() const {
    const Result<std::unique_ptr<ChildProcess>> child =
        ChildProcess::start(m_place.job->cancel, m_place.job->environment);
    if (!child)
        return; // nothing else can be done, and the queue will find nobody who waits
    (*child)->closeInput();
    drain(**child, kGivenBackWithinS);
    (*child)->end(1);
}

bool Job::receive() {
    std::string bytes;
    m_ended = m_child->readOutput(bytes) == ChildProcess::Read::End;
    m_lines.append(bytes);
    m_child->readError(m_words);
    if (m_words.size() > kMaxNoiseBytes) {
        const std::size_t dropped = m_words.size() - kQuotedBytes;
        m_words.erase(0, dropped);
        m_told -= std::min(m_told, dropped);
    }
    return !m_ended;
}

void Job::tellLines(const std::function<void(const std::string&)>& tell) {
    for (std::size_t end = m_words.find('\n', m_told); end != std::string::npos;
         end = m_words.find('\n', m_told)) {
        const std::string line = lastWords(std::string_view(m_words).substr(m_told, end - m_told));
        m_told = end + 1;
        if (!line.empty() && tell)
            tell(line);
    }
}

Outcome Job::await(std::stop_token stop, const std::function<void(const std::string&)>& tell) {
    const WakeEvent stopped;
    const std::stop_callback onStop(stop, [&stopped] { stopped.set(); });
    std::size_t noise = 0;
    while (!stop.stop_requested()) {
        std::array<pollfd, 3> streams{
            {{m_child->outputFd(), POLLIN, 0}, {m_child->errorFd(), POLLIN, 0}, {stopped.fd(), POLLIN, 0}}};
        ::poll(streams.data(), streams.size(), kPollMs);
        receive();
        tellLines(tell);
        while (const std::optional<std::string> line = m_lines.takeLine()) {
            m_grant = readGrant(*line);
            if (m_grant)
                return success();
            if (line->starts_with(kGrantWord))
                return Error{Status::DeviceLost,
                             m_place.name + ": the job cannot be understood: \"" + lastWords(*line) + "\"."};
            noise += line->size() + 1;
        }
        if (m_lines.isOverlong() || noise > kMaxNoiseBytes)
            return Error{Status::DeviceLost, m_place.name + ": what was to ask for a job says much, and "
                                                            "nothing of a job."};
        if (m_ended)
            if (Outcome end = takeEnd(); !end)
                return end;
    }
    return Error{Status::DeviceLost, m_place.name + ": the job was no longer waited for."};
}

/// The way there may have to be asked for; otherwise there will be no job.
Outcome Job::takeEnd() {
    while (m_child->readError(m_words) == ChildProcess::Read::Some) {
    }
    const std::string fate = m_child->end(1);
    if (!m_asks && !m_place.job->asking.command.empty() && hadToAsk(m_words)) {
        Result<std::unique_ptr<ChildProcess>> child =
            ChildProcess::start(m_place.job->asking.command, m_place.job->asking.environment);
        if (!child)
            return child.error();
        m_child = std::move(*child);
        m_asks = true;
        m_ended = false;
        m_words.clear();
        m_told = 0;
        return success();
    }
    const std::string words = lastWords(m_words);
    return Error{Status::DeviceLost, m_place.name + ": there is no job: what asked for it " + fate + "." +
                                         (words.empty() ? "" : " It wrote: \"" + words + "\".")};
}

bool Job::isHeld() {
    return m_grant && receive();
}

std::vector<Place> Job::placesOf(Place now) const {
    now.job.reset();
    now.isTask = true;
    const std::string memory = m_grant->memoryMib.empty() ? "" : "--mem=" + m_grant->memoryMib + "M";
    for (std::vector<std::string>* words : {&now.command, &now.asking.command}) {
        *words = replaced(*words, kRequestMark, m_name);
        *words = replaced(replaced(*words, kJobMark, m_grant->id), kMemoryMark, memory);
    }
    return std::vector<Place>(static_cast<std::size_t>(m_grant->tasks), now);
}

} // namespace headroom
