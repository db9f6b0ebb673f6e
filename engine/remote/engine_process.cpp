// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/engine_process.h"

#include "engine/model/figure_text.h"
#include "engine/model/version.h"
#include "engine/remote/last_words.h"
#include "engine/remote/wake_event.h"

#include <algorithm>
#include <cmath>
#include <poll.h>

namespace headroom {

namespace {

/// Limits are judged at least so often while greetings are waited for.
constexpr double kLongestGreetingWaitS = 0.25;
/// How a shell, and so ssh, ends where it finds no such program.
constexpr int kNoSuchProgram = 127;
/// What a step of Slurm says where it finds none; it ends with a status of many meanings.
constexpr std::string_view kNotFoundBySlurm = "execve()";
/// A process that closed its output is about to end: time to learn how.
constexpr double kDyingS = 1;
/// This program may itself have been stopped, or busy elsewhere, for hours: no more than this counts as
/// waiting.
constexpr double kLongestStepS = 2;

} // namespace

Result<std::unique_ptr<EngineProcess>> EngineProcess::start(const Place& place) {
    Result<std::unique_ptr<ChildProcess>> child = ChildProcess::start(place.command, place.environment);
    if (!child)
        return child.error();
    return std::unique_ptr<EngineProcess>(new EngineProcess(std::move(*child), place));
}

EngineProcess::EngineProcess(std::unique_ptr<ChildProcess> child, Place place)
    : m_child(std::move(child))
    , m_place(std::move(place))
    , m_limits(m_place.limits)
    , m_answerDueS(m_limits.greetingS) {}

void EngineProcess::request(const Request& request, double limitS) {
    if (!m_child->send(toLine(request)))
        m_deaf = true;
    // One that is gone still has its last words on the way, and its end: they tell more than that it is deaf.
    if (m_deaf)
        expectAnswer(std::min(limitS, kDyingS));
    else if (!m_answerDueS)
        expectAnswer(limitS);
}

void EngineProcess::receiveOutput() {
    std::string bytes;
    m_ended = m_child->readOutput(bytes) == ChildProcess::Read::End;
    m_lines.append(bytes);
}

void EngineProcess::receiveWords() {
    m_child->readError(m_words);
    if (m_words.size() > 2 * kQuotedBytes)
        m_words.erase(0, m_words.size() - kQuotedBytes);
}

void EngineProcess::passTime() {
    const auto now = std::chrono::steady_clock::now();
    const double seconds = std::min(std::chrono::duration<double>(now - m_asOf).count(), kLongestStepS);
    m_asOf = now;
    m_silentS += seconds;
    if (m_answerDueS)
        *m_answerDueS -= seconds;
}

std::optional<EngineProcess::News> EngineProcess::next() {
    if (m_lost)
        return std::nullopt;
    while (const std::optional<std::string> line = m_lines.takeLine()) {
        m_silentS = 0;
        if (std::optional<News> news = m_greeted ? handle(*line) : handleBeforeGreeting(*line))
            return news;
    }
    return judgeStream();
}

std::optional<EngineProcess::News> EngineProcess::handleBeforeGreeting(const std::string& line) {
    Result<Event> event = eventFromLine(line);
    auto* greeting = event ? std::get_if<Greeting>(&*event) : nullptr;
    if (!event && line.find("\"greeting\"") != std::string::npos)
        return lose("The engine process sent a greeting that cannot be understood (" + event.error().reason +
                    ").");
    if (!greeting) {
        m_noise += line + '\n';
        return std::nullopt;
    }
    if (greeting->protocol != kProtocolVersion)
        return lose("The engine process is headroom-engine " + greeting->version + ", which speaks version " +
                    std::to_string(greeting->protocol) + " of the protocol; this program is " +
                    programVersion() + " and speaks version " + std::to_string(kProtocolVersion) + ". " +
                    (m_place.remedy.empty() ? "Install both from one release." : m_place.remedy));
    m_greeted = true;
    expectNothing();
    return std::move(*greeting);
}

std::optional<EngineProcess::News> EngineProcess::handle(const std::string& line) {
    if (line.empty())
        return std::nullopt;
    Result<Event> event = eventFromLine(line);
    if (!event)
        return lose("The engine process sent a line that cannot be understood (" + event.error().reason +
                    "): \"" + lastWords(std::string_view(line).substr(0, kQuotedBytes / 2)) + "\".");
    if (auto* started = std::get_if<Started>(&*event))
        return std::move(*started);
    if (auto* refused = std::get_if<Refused>(&*event))
        return std::move(*refused);
    if (auto* measured = std::get_if<Measured>(&*event))
        return std::move(*measured);
    if (const auto* fault = std::get_if<Fault>(&*event))
        return lose("The engine process did not understand a request: " + fault->reason + ".");
    return std::nullopt;
}

std::optional<EngineProcess::News> EngineProcess::judgeStream() {
    if (m_lines.isOverlong())
        return lose("The engine process sent a line of more than " + std::to_string(kMaxLineBytes) +
                    " bytes.");
    if (!m_greeted && m_noise.size() + m_lines.rest().size() > kMaxNoiseBytes)
        return lose("What was started as headroom-engine does not behave as one: no greeting in its first " +
                    std::to_string(kMaxNoiseBytes) + " bytes." + quoteNoise());
    if (m_ended)
        return takeEnd();
    if (m_deaf && m_answerDueS && *m_answerDueS <= 0)
        return lose("The engine process does not read its requests.");
    if (m_answerDueS && *m_answerDueS <= 0)
        return lose(m_greeted ? "The engine process is alive, but what it was asked to do takes far too long."
                              : "The engine process sent no greeting within " +
                                    secondsText(m_limits.greetingS) + "." + quoteNoise());
    if (m_greeted && m_silentS > m_limits.silenceS)
        return lose("The engine process hangs: nothing was heard of it for " +
                    secondsText(m_limits.silenceS) + ", not even a heartbeat.");
    return std::nullopt;
}

std::optional<EngineProcess::News> EngineProcess::takeEnd() {
    while (m_child->readError(m_words) == ChildProcess::Read::Some) {
    }
    const std::string fate = m_child->end(kDyingS);
    if (wouldAsk())
        return startAsking();
    const bool isMissing = !m_greeted && (m_child->exitStatus() == kNoSuchProgram ||
                                          m_words.find(kNotFoundBySlurm) != std::string::npos);
    return lose("The engine process " + fate + (m_greeted ? "." : " before its greeting." + quoteNoise()) +
                (isMissing && !m_place.remedy.empty() ? " " + m_place.remedy : ""));
}

bool EngineProcess::wouldAsk() const {
    return !m_greeted && !m_asks && !m_place.asking.command.empty() && hadToAsk(m_words);
}

std::optional<EngineProcess::News> EngineProcess::startAsking() {
    Result<std::unique_ptr<ChildProcess>> child =
        ChildProcess::start(m_place.asking.command, m_place.asking.environment);
    if (!child)
        return lose(child.error().reason);
    m_child = std::move(*child);
    m_asks = true;
    m_ended = m_deaf = false;
    m_lines = LineBuffer(kMaxLineBytes);
    m_noise.clear();
    m_words.clear();
    expectNothing(); // the user may be away
    return std::nullopt;
}

Lost EngineProcess::lose(const std::string& reason) {
    m_lost = true;
    m_child->end(0);
    const std::string words = lastWords(m_words);
    return {words.empty() ? reason : reason + " It wrote: \"" + words + "\"."};
}

std::string EngineProcess::quoteNoise() const {
    const std::string noise = lastWords(m_noise + std::string(m_lines.rest().substr(0, kQuotedBytes)));
    return noise.empty() ? std::string() : " It said: \"" + noise + "\".";
}

void waitForEngines(std::span<EngineProcess* const> engines, int wakeFd, double limitS) {
    std::vector<pollfd> waited{{wakeFd, POLLIN, 0}}; // poll() skips what is negative
    for (const EngineProcess* engine : engines)
        for (const int fd : {engine->m_child->outputFd(), engine->m_child->errorFd()})
            waited.push_back({fd, POLLIN, 0});
    ::poll(waited.data(), waited.size(), static_cast<int>(std::ceil(limitS * 1000)));
    auto stream = waited.begin() + 1;
    for (EngineProcess* engine : engines) {
        if ((stream++)->revents != 0)
            engine->receiveOutput();
        if ((stream++)->revents != 0)
            engine->receiveWords();
        engine->passTime();
    }
}

Result<Greeting> askForDevices(const Place& place) {
    return std::move(askForDevices(std::span(&place, 1), {}).front());
}

std::vector<Result<Greeting>> askForDevices(std::span<const Place> places, std::stop_token stop) {
    std::vector<Result<Greeting>> answers(
        places.size(), Error{Status::DeviceLost, "The search was ended before it had answered."});
    std::vector<std::unique_ptr<EngineProcess>> engines(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        Result<std::unique_ptr<EngineProcess>> engine = EngineProcess::start(places[i]);
        if (engine)
            engines[i] = std::move(*engine);
        else
            answers[i] = engine.error();
    }
    std::vector<EngineProcess*> waited;
    for (const auto& engine : engines)
        if (engine)
            waited.push_back(engine.get());
    const WakeEvent stopped;
    const std::stop_callback onStop(stop, [&stopped] { stopped.set(); });
    while (!waited.empty() && !stop.stop_requested()) {
        waitForEngines(waited, stopped.fd(), kLongestGreetingWaitS);
        for (std::size_t i = 0; i < engines.size(); ++i) {
            std::optional<EngineProcess::News> news = engines[i] ? engines[i]->next() : std::nullopt;
            if (!news)
                continue;
            if (auto* greeting = std::get_if<Greeting>(&*news)) {
                answers[i] = std::move(*greeting);
                engines[i]->closeInput();
            } else {
                answers[i] = Error{Status::DeviceLost, std::get<Lost>(*news).reason};
            }
            std::erase(waited, engines[i].get());
            engines[i]->end();
            engines[i].reset();
        }
    }
    return answers;
}

} // namespace headroom
