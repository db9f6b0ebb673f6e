// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/files/limits.h"
#include "engine/remote/child_process.h"
#include "engine/remote/line_buffer.h"
#include "engine/remote/place.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace headroom {

/// A job that was granted.
struct Grant {
    std::string id;
    int tasks = 0;
    std::string
        memoryMib; ///< a task's share of its node's memory; empty where the job was given none by node

    friend bool operator==(const Grant&, const Grant&) = default;
};

/// The line that tells of a job that is held: kGrantWord, then its id, number of tasks, tasks on each node as
/// Slurm writes them ("8(x2),4") and the memory of a node in MiB, 0 where that is not given. Nothing for any
/// other line.
std::optional<Grant> readGrant(std::string_view line);
inline constexpr std::string_view kGrantWord = "headroom-job";

/// A job that is asked for in a queue, and given back when this goes. Used from one thread at a time; await()
/// and the end may take long, the rest does not.
class Job {
public:
    /// Asks for the job of that place, which must have one.
    static Result<std::unique_ptr<Job>> askFor(const Place& place);
    /// Gives it back, or takes it out of the queue.
    ~Job();
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    /// Waits until the job is held, for as long as the queue takes; `tell` is given each line that the
    /// scheduler says meanwhile. The error says why there will be none, or that `stop` was requested.
    Outcome await(std::stop_token stop, const std::function<void(const std::string&)>& tell);
    /// Whether it is held, as far as was heard: the scheduler may have ended it at its limit.
    bool isHeld();
    /// Requires that await() succeeded.
    const Grant& grant() const { return *m_grant; }
    /// Where the workers of its tasks are started, one place each, as the place is described by now. Requires
    /// that await() succeeded.
    std::vector<Place> placesOf(Place now) const;

private:
    Job(std::unique_ptr<ChildProcess> child, Place place, std::string name);
    /// False when nothing more will come.
    bool receive();
    void tellLines(const std::function<void(const std::string&)>& tell);
    Outcome takeEnd();
    void cancel() const;

    std::unique_ptr<ChildProcess> m_child;
    Place m_place;
    std::string m_name; ///< in the place of kRequestMark
    LineBuffer m_lines;
    std::string m_words;          ///< of its standard error
    std::size_t m_told = 0;       ///< bytes of them
    bool m_asks = false;          ///< it was started so that the way there may ask the user
    bool m_ended = false;         ///< its output was closed
    std::optional<Grant> m_grant; ///< once it was held
};

} // namespace headroom
