// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// What arrives at either end between a program and an engine process, in pieces as long as the first byte
// says: the client reads it as a worker's output, a worker as its requests, whose answers a client reads in
// turn.

#include "tests/fuzz/fuzz_target.h"
#include "tests/support/scripted_backend.h"

#include "engine/model/version.h"
#include "engine/remote/engine_stream.h"
#include "engine/remote/request_answerer.h"

#include <algorithm>

namespace headroom::fuzzing {

namespace {

/// Of a plan that is opened, and requests that are answered: more take longer than all the rest.
constexpr std::int64_t kMostPoints = 200;
constexpr int kMostAnswers = 12;

template <class Take>
void inPieces(std::string_view bytes, std::size_t piece, Take take) {
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
        take(bytes.substr(0, piece));
}

/// A line for each: what it is, and all that it tells.
std::string textOf(const EngineStream::News& news) {
    const auto text = [](const auto& told) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(told)>, EngineStream::Broken>)
            return "broken\n";
        else
            return toLine(Event(told));
    };
    return std::visit(text, news);
}

/// What a client learns of these bytes.
std::vector<std::string> toldOf(std::string_view bytes, std::size_t piece) {
    EngineStream stream({});
    std::vector<std::string> told;
    bool isOver = false;
    inPieces(bytes, piece, [&](std::string_view some) {
        stream.append(some);
        while (const std::optional<EngineStream::News> news = stream.next()) {
            require(!isOver, "nothing follows the end");
            require(stream.hasGreeted() || std::holds_alternative<EngineStream::Broken>(*news),
                    "nothing precedes the greeting");
            require(!std::holds_alternative<Greeting>(*news) || told.empty(), "there is one greeting");
            if (const auto* broken = std::get_if<EngineStream::Broken>(&*news)) {
                requireSentence(broken->reason);
                isOver = true;
            }
            told.push_back(textOf(*news));
        }
    });
    return told;
}

/// Each look at it is a millisecond later: nobody waits for a device to be warm.
class HurryingClock final : public Clock {
public:
    double now() override { return m_now += 1e-3; }
    void idle(double seconds, std::stop_token) override { m_now += seconds; }

private:
    double m_now = 0;
};

const Registry& registry() {
    static const Registry made = [] {
        std::vector<std::unique_ptr<Backend>> backends;
        backends.push_back(std::make_unique<testing::ScriptedBackend>(std::make_shared<testing::Script>()));
        return Registry(std::move(backends));
    }();
    return made;
}

/// A client that a worker has greeted.
const EngineStream& greeted() {
    static const EngineStream made = [] {
        EngineStream client({});
        client.append(toLine(Event(Greeting{kProtocolVersion, programVersion(), registry().found()})));
        const std::optional<EngineStream::News> news = client.next();
        require(news && std::holds_alternative<Greeting>(*news), "a greeting is understood");
        return client;
    }();
    return made;
}

bool isLarge(const std::string& line) {
    const Result<Request> request = requestFromLine(line);
    const auto* plan = request ? std::get_if<PlanRequest>(&*request) : nullptr;
    return plan && validate(plan->spec).empty() &&
           (countPoints(plan->spec) > kMostPoints || !(plan->spec.pointsPerCurve || plan->spec.budget));
}

/// A worker answers each request once, and its client understands the answer.
void answer(std::string_view bytes, std::size_t piece) {
    EngineStream client = greeted();
    HurryingClock clock;
    RequestAnswerer worker(registry(), clock, [&client](const Event& event) { client.append(toLine(event)); },
                           {});
    LineBuffer lines(kMaxLineBytes);
    int answers = 0;
    bool hasEnded = false;
    inPieces(bytes, piece, [&](std::string_view some) {
        lines.append(some);
        for (std::optional<std::string> line;
             !hasEnded && answers < kMostAnswers && (line = lines.takeLine());) {
            if (isLarge(*line))
                continue;
            const std::optional<ServeEnd> end = worker.answer(*line, 0);
            ++answers;
            const std::optional<EngineStream::News> news = client.next();
            require(news.has_value(), "a request is answered");
            require(std::holds_alternative<EngineStream::Broken>(*news) == (end == ServeEnd::Fault),
                    "an answer is understood, and a fault ends it");
            require(!client.next(), "a request is answered once");
            hasEnded = end.has_value();
        }
    });
}

FUZZ_TARGET(conversation) {
    if (bytes.empty())
        return;
    const std::size_t piece = 1 + static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    require(toldOf(bytes, piece) == toldOf(bytes, bytes.size() + 1), "news are the same however they arrive");
    answer(bytes, piece);
}

} // namespace

} // namespace headroom::fuzzing
