// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A stand-in for `headroom-engine serve` that misbehaves as its arguments say:
//     misbehaving_engine LIVES [WORD[@INDEX][+LIFE][xLIFE]]…
// Each start adds a byte to the file LIVES; other files beside it let engines and their test wait for each
// other. A word applies at the request for that point, or at all of them,
// from the first of these lives on and up to the second.

#include "tests/support/sample_run.h"

#include "engine/model/version.h"
#include "engine/remote/protocol.h"
#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <poll.h>
#include <unistd.h>

using namespace headroom;

namespace {

class Directives {
public:
    Directives(int argc, char** argv) : m_words(argv + 2, argv + argc) {
        const std::filesystem::path lives = argv[1];
        m_folder = lives.parent_path();
        std::ofstream(lives, std::ios::app) << 'x' << std::flush;
        m_life = std::filesystem::file_size(lives);
    }

    std::uintmax_t life() const { return m_life; }
    std::filesystem::path file(const char* name) const { return m_folder / name; }
    bool has(const std::string& word) const { return matches(word); }
    bool hasAt(const std::string& word, std::size_t index) const {
        return matches(word) || matches(word + "@" + std::to_string(index));
    }

private:
    bool matches(const std::string& wanted) const {
        return std::ranges::any_of(m_words, [&](const std::string& word) {
            return word.starts_with(wanted) && isOfThisLife(word.substr(wanted.size()));
        });
    }
    bool isOfThisLife(std::string lives) const {
        const auto take = [&lives](char mark, std::uintmax_t otherwise) {
            if (!lives.starts_with(mark))
                return otherwise;
            std::size_t digits = 0;
            const std::uintmax_t life = std::stoul(lives.substr(1), &digits);
            lives.erase(0, 1 + digits);
            return life;
        };
        const std::uintmax_t first = take('+', 1);
        const std::uintmax_t last = take('x', m_life);
        return lives.empty() && first <= m_life && m_life <= last;
    }

    std::vector<std::string> m_words;
    std::uintmax_t m_life = 0;
    std::filesystem::path m_folder;
};

void say(const std::string& text) {
    std::cout << text << std::flush;
    if (!std::cout)
        std::_Exit(0);
}

[[noreturn]] void dieBy(int signal) {
    std::cerr << "the driver said goodbye" << std::flush;
    ::raise(signal);
    std::abort();
}

/// Until the client goes away.
[[noreturn]] void stayAlive(const std::string& saying) {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    while (true) {
        // The client's requests may lie there unread; only its going ends this.
        ::poll(&input, 1, 10);
        if ((input.revents & POLLHUP) != 0)
            std::_Exit(0);
        say(saying);
    }
}

[[noreturn]] void staySilent() {
    while (true)
        ::pause();
}

void waitUntil(const std::function<bool()>& happened) {
    pollfd input{STDIN_FILENO, 0, 0};
    while (!happened())
        if (::poll(&input, 1, 5) > 0) // the client has gone
            std::_Exit(0);
}

class Engine {
public:
    explicit Engine(const Directives& directives) : m_directives(directives) {}

    void greet() {
        if (m_directives.has("exit")) {
            std::cerr << "libmade_up.so: cannot open shared object file\n";
            std::exit(3);
        }
        if (m_directives.has("abort"))
            dieBy(SIGABRT);
        if (m_directives.has("status-134")) // as a shell tells of the same
            std::exit(128 + SIGABRT);
        if (m_directives.has("silent"))
            staySilent();
        if (m_directives.has("gated"))
            waitUntil([this] { return std::filesystem::exists(m_directives.file("gate")); });
        if (m_directives.has("named")) {
            std::ofstream(m_directives.file("new")) << ::getpid();
            std::filesystem::rename(m_directives.file("new"), m_directives.file("pid"));
        }
        if (m_directives.has("flood-first"))
            stayAlive(std::string(1000, '#') + "\n");
        if (m_directives.has("banner"))
            say("Welcome to this machine!\r\n{\"type\":\"advertisement\"}\n\nLast login: never");
        if (m_directives.has("bad-greeting")) {
            say("\n{\"type\":\"greeting\",\"program\":\"headroom-engine\",\"protocol\":1}\n");
            staySilent();
        }
        Greeting greeting;
        greeting.version = "0.1.0";
        if (m_directives.has("other-protocol"))
            greeting = {kProtocolVersion + 1, "9.8.7", {}};
        const bool isTask = m_directives.has("task"); // of a job, which has a GPU of its own
        for (const char* id : {"cuda:0", "cuda:1"}) {
            DeviceInfo device;
            device.id = id;
            device.name = "Scripted GPU";
            if (m_directives.has("other-card") ||
                (m_directives.has("unlike") && greeting.found.devices.size() == 1))
                device.name = "Another GPU";
            if (const char* visible = std::getenv("CUDA_VISIBLE_DEVICES"); visible != nullptr) {
                device.hardwareIds = {visible};
                device.givenAs = std::string("CUDA_VISIBLE_DEVICES=") + visible;
            }
            greeting.found.devices.push_back(device);
            if (isTask)
                break;
        }
        greeting.found.unavailable = {{"oneDNN", "cpu", "made up"}};
        say("\n");
        answer(greeting);
        if (m_directives.has("deaf"))
            stayAlive(toLine(Event(Heartbeat{})));
    }

    void take(const std::string& line) {
        const Result<Request> request = requestFromLine(line);
        if (!request)
            return answer(Fault{request.error().reason});
        if (const auto* plan = std::get_if<PlanRequest>(&*request))
            return open(*plan);
        const std::size_t index = std::get<MeasureRequest>(*request).index;
        if (m_directives.has("answer-late"))
            measureLate(index);
        else
            measure(index);
    }

private:
    void open(const PlanRequest& request) {
        if (m_directives.has("refuse"))
            return answer(Refused{{Status::OutOfMemory, "It does not fit."}});
        if (m_directives.has("refuse-" + request.deviceId))
            return answer(Refused{{Status::DeviceLost, "It fell off the bus."}});
        if (isHeld(request))
            return answer(Refused{{Status::DeviceLost, "It is in use."}, "headroom 0.1.0 (process 4711)"});
        m_deviceId = request.deviceId;
        m_plan = makePlan(request.spec, request.operandLimit);
        RunContext context = testing::sampleContext("scripted");
        context.deviceId = m_deviceId;
        if (!m_directives.has("older"))
            context.headroomVersion = programVersion();
        if (m_directives.has("host-node3"))
            context.host = "node3";
        if (m_directives.has("other-card"))
            context.device = "Another device";
        answer(Started{m_plan.points.size() + (m_directives.has("other-plan") ? 1 : 0), context});
    }

    /// For ever, for the first two requests, or likewise but in later lives only.
    bool isHeld(const PlanRequest& request) {
        if (m_directives.has("held-ever"))
            return !request.share;
        const bool held = m_directives.has("held") || m_directives.has("held-" + request.deviceId) ||
                          (m_directives.has("held-later") && m_directives.life() > 1);
        return held && ++m_plans <= 2;
    }

    /// Answers a request only once the next one is there.
    void measureLate(std::size_t index) {
        m_held.push_back(index);
        while (!m_held.empty() && (m_held.size() > 1 || m_answered + 1 == m_plan.points.size())) {
            measure(m_held.front());
            m_held.pop_front();
        }
    }

    void measure(std::size_t index) {
        const auto asked = [&](const char* word) { return m_directives.hasAt(word, index); };
        if (asked("die") || m_directives.has("die-" + m_deviceId) ||
            (m_directives.has("die-later") && m_directives.life() > 1))
            dieBy(SIGKILL);
        if (asked("awaits"))
            waitUntil([this] { return std::filesystem::exists(m_directives.file("announced")); });
        if (asked("survives"))
            waitUntil([this] {
                pid_t other = 0;
                return std::ifstream(m_directives.file("pid")) >> other && ::kill(other, 0) != 0;
            });
        const int visit = ++m_visits[index];
        if (visit > 1 && asked("die-again"))
            dieBy(SIGKILL);
        if (asked("hang"))
            staySilent();
        if (asked("stop"))
            ::raise(SIGSTOP);
        if (asked("stuck"))
            stayAlive(toLine(Event(Heartbeat{})));
        if (asked("flood"))
            stayAlive(std::string(100, ' ') + "{\"type\":\"telemetry\",\"watts\":700}\n");
        if (asked("garbage"))
            say("Segmentation fault is not JSON\n");
        if (asked("long"))
            stayAlive(std::string(100'000, 'y'));
        const PlannedPoint& point =
            m_plan.points[asked("wrong") ? (index + 1) % m_plan.points.size() : index];
        Measurement row = testing::sampleMeasurement(point, testing::sampleTflops(point));
        row.deviceId = m_deviceId;
        if (asked("lost"))
            row = testing::failedMeasurement(point, Status::DeviceLost, "An illegal address was met.");
        const bool visits = m_directives.has("visits");
        if (visits) {
            row.visits = visit;
            row.visitTimes.assign(static_cast<std::size_t>(visit), {row.time.medianS, 0, true});
        }
        const std::string line = toLine(Event(Measured{row}));
        if (asked("half")) {
            say(line.substr(0, line.size() / 2));
            std::exit(0);
        }
        ++m_answered;
        answer(Measured{row, visits && visit < (m_directives.has("thrice") ? 3 : 2)});
        if (m_directives.has("announces-row"))
            std::ofstream(m_directives.file("announced"));
    }

    void answer(const Event& event) {
        const std::string line = toLine(event);
        if (!m_directives.has("dribble"))
            return say(line);
        for (std::size_t start = 0; start < line.size(); start += 7)
            say(line.substr(start, 7));
    }

    const Directives& m_directives;
    SweepPlan m_plan;
    std::string m_deviceId;
    std::deque<std::size_t> m_held;
    std::size_t m_answered = 0;
    std::map<std::size_t, int> m_visits; ///< by the point's index
    int m_plans = 0;
};

} // namespace

int main(int argc, char** argv) {
    if (argc < 2)
        return 2;
    const Directives directives(argc, argv);
    Engine engine(directives);
    engine.greet();
    std::string line;
    while (std::getline(std::cin, line))
        engine.take(line);
    return 0;
}
