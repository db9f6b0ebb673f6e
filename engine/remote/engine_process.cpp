// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/engine_process.h"

#include "engine/model/figure_text.h"
#include "engine/remote/last_words.h"
#include "engine/remote/wake_event.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <poll.h>
#include <type_traits>
#include <utility>

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
/// What shells, and so ways to other machines, add to a signal to make a status of it.
constexpr int kSignalStatus = 128;

/// Before its greeting a worker does nothing but load the libraries that reach GPUs, and ask them.
constexpr const char* kDamagedLibrary =
    " It was loading NVIDIA's driver and cuBLAS to look for GPUs: one of these is damaged, or does not fit. "
    "Install it anew.";
constexpr const char* kSilentLibrary =
    " NVIDIA's driver, or a library of CUDA's, does not answer it: see whether nvidia-smi does.";

/// Signals of a fault in code.
bool isFaultSignal(int signal) {
    static constexpr std::array kFaults{SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE};
    return std::ranges::find(kFaults, signal) != kFaults.end();
}

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
    , m_stream(m_place.remedy)
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
    m_stream.append(bytes);
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
    const std::size_t linesBefore = m_stream.linesTaken();
    std::optional<EngineStream::News> news = m_stream.next();
    if (m_stream.linesTaken() > linesBefore)
        m_silentS = 0;
    if (!news)
        return judgeEnd();
    return std::visit(
        [this](auto& told) -> News {
            using Told = std::decay_t<decltype(told)>;
            if constexpr (std::is_same_v<Told, Greeting>)
                expectNothing();
            if constexpr (std::is_same_v<Told, EngineStream::Broken>)
                return lose(told.reason);
            else
                return std::move(told);
        },
        *news);
}

std::optional<EngineProcess::News> EngineProcess::judgeEnd() {
    if (m_ended)
        return takeEnd();
    if (m_deaf && m_answerDueS && *m_answerDueS <= 0)
        return lose("The engine process does not read its requests.");
    if (m_answerDueS && *m_answerDueS <= 0)
        return lose(m_stream.hasGreeted()
                        ? "The engine process is alive, but what it was asked to do takes far too long."
                        : "The engine process sent no greeting within " + secondsText(m_limits.greetingS) +
                              "." + m_stream.quoteNoise() +
                              (m_place.isOnThisMachine() ? kSilentLibrary : ""));
    if (m_stream.hasGreeted() && m_silentS > m_limits.silenceS)
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
    const bool isMissing = !m_stream.hasGreeted() && (m_child->exitStatus() == kNoSuchProgram ||
                                                      m_words.find(kNotFoundBySlurm) != std::string::npos);
    const bool isFault = isFaultSignal(m_child->endSignal()) ||
                         isFaultSignal(m_child->exitStatus() - kSignalStatus) || m_place.isOnThisMachine();
    return lose("The engine process " + fate +
                (m_stream.hasGreeted() ? "." : " before its greeting." + m_stream.quoteNoise()) +
                (isFault && !m_stream.hasGreeted() ? kDamagedLibrary : "") +
                (isMissing && !m_place.remedy.empty() ? " " + m_place.remedy : ""));
}

bool EngineProcess::wouldAsk() const {
    return !m_stream.hasGreeted() && !m_asks && !m_place.asking.command.empty() && hadToAsk(m_words);
}

std::optional<EngineProcess::News> EngineProcess::startAsking() {
    Result<std::unique_ptr<ChildProcess>> child =
        ChildProcess::start(m_place.asking.command, m_place.asking.environment);
    if (!child)
        return lose(child.error().reason);
    m_child = std::move(*child);
    m_asks = true;
    m_ended = m_deaf = false;
    m_stream = EngineStream(m_place.remedy);
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

std::vector<Result<Greeting>> askForDevices(std::span<const Place> places, std::stop_token stop,
                                            SlowAnswer slow) {
    const auto isSlowAt =
        std::chrono::steady_clock::now() + std::chrono::duration<double>(std::max(slow.afterS, 0.0));
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
        if (slow.tell && !waited.empty() && std::chrono::steady_clock::now() >= isSlowAt)
            std::exchange(slow.tell, nullptr)();
    }
    return answers;
}

} // namespace headroom
