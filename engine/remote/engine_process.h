// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/remote/child_process.h"
#include "engine/remote/engine_stream.h"
#include "engine/remote/place.h"

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>

namespace headroom {

/// The process is of no use any more: it ended, broke the protocol, or does not answer.
struct Lost {
    std::string reason; ///< a sentence, with the last of what the process wrote
};

/// The client's end of one `headroom-engine serve`. Used from one thread, which waits with waitForEngines()
/// and then calls next() until it is empty. Nothing here blocks but end().
class EngineProcess {
public:
    /// Starts one in that place; its greeting is the first event. Where the way there first has to ask the
    /// user, the process is started once more for that, and the greeting waits for as long as the user takes.
    static Result<std::unique_ptr<EngineProcess>> start(const Place& place);

    /// Asks for something that must be answered within that time, counted from now.
    void request(const Request& request, double limitS);
    /// Gives the answer that is due so much time from now on.
    void expectAnswer(double limitS) { m_answerDueS = limitS; }
    void expectNothing() { m_answerDueS.reset(); }

    using News = std::variant<Greeting, Started, Refused, Measured, Lost>;
    /// What arrived and was not told yet. Lost is the last of all.
    std::optional<News> next();

    /// Asks it to end, so that several can be ended at the same time.
    void closeInput() { m_child->closeInput(); }
    /// Waits until it has ended, and kills it where it does not.
    void end() { m_child->end(m_limits.exitS); }

    bool hasGreeted() const { return m_stream.hasGreeted(); }
    pid_t pid() const { return m_child->pid(); }

private:
    friend void waitForEngines(std::span<EngineProcess* const> engines, int wakeFd, double limitS);

    EngineProcess(std::unique_ptr<ChildProcess> child, Place place);
    void receiveOutput();
    void receiveWords();
    void passTime();
    std::optional<News> judgeEnd();
    Lost lose(const std::string& reason);
    std::optional<News> takeEnd();
    bool wouldAsk() const;
    std::optional<News> startAsking();

    std::unique_ptr<ChildProcess> m_child;
    Place m_place;
    EngineLimits m_limits;
    EngineStream m_stream;
    bool m_ended = false; ///< its output was closed
    bool m_deaf = false;  ///< a request could not be sent
    bool m_lost = false;
    bool m_asks = false; ///< it was started so that the way there may ask the user
    std::string m_words; ///< the last of its standard error
    std::chrono::steady_clock::time_point m_asOf = std::chrono::steady_clock::now();
    double m_silentS = 0;
    std::optional<double> m_answerDueS; ///< what is left for an answer that is expected
};

/// Waits until one of them has something to tell, `wakeFd` (or -1) can be read, or the time is over, and
/// takes in what they sent.
void waitForEngines(std::span<EngineProcess* const> engines, int wakeFd, double limitS);

/// What is called once where an answer is still missing after so long.
struct SlowAnswer {
    std::function<void()> tell;
    double afterS = 0;
};

/// Starts an engine process for its greeting alone: what can be measured on there.
Result<Greeting> askForDevices(const Place& place);
/// The same in several places at once: none waits for another's answer. In their order. Those that had none
/// when `stop` is requested say so.
std::vector<Result<Greeting>> askForDevices(std::span<const Place> places, std::stop_token stop,
                                            SlowAnswer slow = {});

} // namespace headroom
