// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// One of many made-up workers, with the accidents of a cluster:
//     cluster_worker NUMBER FOLDER [NAME=VALUE]…
//         seed=N        of all that is random here, together with NUMBER and how often it was started before
//         point_ms=N    that a point takes, on average
//         even=1        each point takes that
//         late_ms=N     until the greeting of the first start, at most
//         losses=N      of so many million points one is lost
//         host=NAME
// The file NUMBER in FOLDER counts its starts, a byte each.

#include "tests/support/sample_run.h"

#include "engine/remote/line_buffer.h"
#include "engine/remote/protocol.h"

#include <array>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <poll.h>
#include <random>
#include <unistd.h>
#include <utility>

using namespace headroom;

namespace {

constexpr int kHeartbeatMs = 500;

class Settings {
public:
    Settings(int argc, char** argv) : number(argv[1]) {
        for (int i = 3; i < argc; ++i) {
            const std::string setting = argv[i];
            const std::size_t equals = setting.find('=');
            m_values[setting.substr(0, equals)] = setting.substr(equals + 1);
        }
        const std::filesystem::path starts = std::filesystem::path(argv[2]) / number;
        std::ofstream(starts, std::ios::app) << 'x' << std::flush;
        start = std::filesystem::file_size(starts);
    }

    double value(const std::string& name) const {
        const auto known = m_values.find(name);
        return known == m_values.end() ? 0 : std::stod(known->second);
    }
    std::string text(const std::string& name) const {
        const auto known = m_values.find(name);
        return known == m_values.end() ? std::string() : known->second;
    }

    std::string number;
    std::uintmax_t start = 0;

private:
    std::map<std::string, std::string> m_values;
};

void say(const std::string& text) {
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t count = ::write(STDOUT_FILENO, text.data() + done, text.size() - done);
        if (count < 0)
            std::_Exit(0);
        done += std::size_t(count);
    }
}

double secondsSince(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

class ClusterWorker {
public:
    explicit ClusterWorker(const Settings& settings) : m_settings(settings) {
        std::seed_seq seed{static_cast<unsigned>(settings.value("seed")),
                           static_cast<unsigned>(std::stoul(settings.number)),
                           static_cast<unsigned>(settings.start)};
        m_random.seed(seed);
    }

    void greet() {
        if (m_settings.start == 1)
            sleep(m_settings.value("late_ms") / 1000 * part());
        DeviceInfo device;
        device.id = "cuda:0";
        device.name = "Scripted GPU";
        say('\n' + toLine(Event(Greeting{kProtocolVersion, "0.1.0", {{device}, {}}})));
    }

    /// Until the client goes away.
    void serve() {
        LineBuffer lines(kMaxLineBytes);
        while (true) {
            const auto idleSince = std::chrono::steady_clock::now();
            pollfd input{STDIN_FILENO, POLLIN, 0};
            if (::poll(&input, 1, kHeartbeatMs) == 0) {
                say(toLine(Event(Heartbeat{})));
                continue;
            }
            std::array<char, 4096> bytes;
            const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
            if (count <= 0)
                return;
            lines.append({bytes.data(), std::size_t(count)});
            double waitedS = secondsSince(idleSince);
            while (const auto line = lines.takeLine())
                answer(*line, std::exchange(waitedS, 0));
        }
    }

private:
    double part() { return std::uniform_real_distribution<double>()(m_random); }
    /// Unless the client goes away.
    static void sleep(double seconds) {
        const auto whole = static_cast<time_t>(seconds);
        const timespec time{whole, static_cast<long>((seconds - static_cast<double>(whole)) * 1e9)};
        pollfd input{STDIN_FILENO, 0, 0};
        if (::ppoll(&input, 1, &time, nullptr) > 0)
            std::_Exit(0);
    }

    void answer(const std::string& line, double waitedS) {
        const Result<Request> request = requestFromLine(line);
        if (!request)
            return say(toLine(Event(Fault{request.error().reason})));
        if (const auto* plan = std::get_if<PlanRequest>(&*request)) {
            m_plan = makePlan(plan->spec, plan->operandLimit);
            RunContext context = testing::sampleContext("cluster");
            context.host = m_settings.text("host");
            return say(toLine(Event(Started{m_plan.points.size(), context})));
        }
        measure(std::get<MeasureRequest>(*request).index, waitedS);
    }

    void measure(std::size_t index, double waitedS) {
        const double meanS = m_settings.value("point_ms") / 1000;
        const double tookS = m_settings.value("even") > 0 ? meanS : -meanS * std::log(1 - part());
        sleep(tookS);
        const PlannedPoint& point = m_plan.points[index];
        const Measurement row = testing::sampleMeasurement(point, testing::sampleTflops(point));
        // What it takes longer on a machine that others use, too, is none of the made-up point.
        const std::string line = toLine(Event(Measured{row, false, WorkerTime{waitedS, tookS}}));
        if (part() * 1e6 < m_settings.value("losses"))
            getLost(line);
        say(line);
    }

    /// In one of the ways in which workers do.
    void getLost(const std::string& line) {
        switch (std::uniform_int_distribution<int>(0, 4)(m_random)) {
        case 0:
            ::raise(SIGKILL);
            break;
        case 1:
            say(line.substr(0, line.size() / 2));
            std::_Exit(0);
        case 2:
            say("NCCL WARN what is this line doing here\n");
            break;
        case 3:
            std::cerr << "slurmstepd: error: *** STEP CANCELLED ***" << std::endl;
            std::_Exit(1);
        default:
            while (true) // without a heartbeat
                ::pause();
        }
    }

    const Settings& m_settings;
    std::mt19937_64 m_random;
    SweepPlan m_plan;
};

} // namespace

int main(int argc, char** argv) {
    if (argc < 3)
        return 2;
    // It stands for a machine of its own: on this one, whoever asks it comes first.
    [[maybe_unused]] const int priority = ::nice(19);
    const Settings settings(argc, argv);
    ClusterWorker worker(settings);
    worker.greet();
    worker.serve();
    return 0;
}
