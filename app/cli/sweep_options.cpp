// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/sweep_options.h"

#include "app/cli/exit_status.h"

#include <CLI/CLI.hpp>

#include <charconv>

namespace headroom {

namespace {

/// Reads all of `text` as a whole number.
std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// Turns the words into a spec, collecting a message for each that names nothing.
class SpecReader {
public:
    SpecReader(const SweepOptions& options, const DeviceInfo& device)
        : m_options(options), m_spec(defaultSpec(device)) {}

    SweepSpec read() {
        word("--operation", m_options.operation, m_spec.operation, "key-query-score");
        word("--mode", m_options.mode, m_spec.mode, "fixed-heads or fixed-head-dim");
        word("--dtype", m_options.type, m_spec.type, "f32, f16, bf16 or tf32");
        word("--layout", m_options.layout, m_spec.layout, "nn, nt or strided");
        word("--algorithm", m_options.algorithm, m_spec.algorithm, "default, best or both");
        word("--regime", m_options.regime, m_spec.regime, "burst or sustained");
        readRatios();
        readHidden();
        readPoints();
        m_spec.heads = m_options.heads.value_or(m_spec.heads);
        m_spec.seq = m_options.seq.value_or(m_spec.seq);
        m_spec.batch = m_options.batch.value_or(m_spec.batch);
        m_spec.precision = m_options.precision.value_or(m_spec.precision);
        m_spec.timeLimitS = m_options.timeLimitS.value_or(m_spec.timeLimitS);
        m_spec.orderSeed = m_options.orderSeed.value_or(m_spec.orderSeed);
        m_spec.threads = m_options.threads.value_or(m_spec.threads);
        return m_spec;
    }

    std::vector<std::string> messages;

private:
    template <class T>
    void word(const char* option, const std::string& given, T& value, const char* choices) {
        if (!given.empty() && !parse(given, value))
            messages.push_back(std::string(option) + ": there is no \"" + given + "\". Use " + choices + ".");
    }

    void readRatios() {
        if (m_options.ratios.empty())
            return;
        m_spec.ratios.clear();
        std::string_view rest = m_options.ratios;
        while (true) {
            const std::size_t comma = rest.find(',');
            const std::optional<std::int64_t> ratio = wholeNumber(rest.substr(0, comma));
            if (!ratio) {
                messages.push_back("--ratios: \"" + m_options.ratios +
                                   "\" is not a list of whole numbers. Write it as 1,2,4,8.");
                return;
            }
            m_spec.ratios.push_back(*ratio);
            if (comma == std::string_view::npos)
                return;
            rest.remove_prefix(comma + 1);
        }
    }

    void readHidden() {
        if (m_options.hidden.empty())
            return;
        const std::size_t colon = m_options.hidden.find(':');
        const std::string_view text = m_options.hidden;
        const auto low = wholeNumber(text.substr(0, colon));
        const auto high = colon == std::string::npos ? low : wholeNumber(text.substr(colon + 1));
        if (!low || !high) {
            messages.push_back("--hidden: \"" + m_options.hidden + "\" is not a range. Write it as 0:32768.");
            return;
        }
        m_spec.hiddenMin = *low;
        m_spec.hiddenMax = *high;
    }

    void readPoints() {
        if (m_options.points.empty())
            return;
        if (m_options.points == "all") {
            m_spec.pointsPerCurve.reset();
            return;
        }
        const std::optional<std::int64_t> points = wholeNumber(m_options.points);
        if (points)
            m_spec.pointsPerCurve = *points;
        else
            messages.push_back("--points: \"" + m_options.points +
                               "\" is neither a whole number nor the word all.");
    }

    const SweepOptions& m_options;
    SweepSpec m_spec;
};

} // namespace

bool SweepOptions::anyGiven() const {
    SweepOptions none;
    none.device = device;
    const auto same = [&](auto... members) { return ((this->*members == none.*members) && ...); };
    return !same(&SweepOptions::operation, &SweepOptions::mode, &SweepOptions::heads, &SweepOptions::ratios,
                 &SweepOptions::hidden, &SweepOptions::points, &SweepOptions::seq, &SweepOptions::batch,
                 &SweepOptions::type, &SweepOptions::layout, &SweepOptions::algorithm, &SweepOptions::regime,
                 &SweepOptions::precision, &SweepOptions::timeLimitS, &SweepOptions::orderSeed,
                 &SweepOptions::threads);
}

void addSweepOptions(CLI::App& command, SweepOptions& options) {
    const std::string group = "Sweep options";
    const auto add = [&](const char* name, auto& target, const char* help, const char* value) {
        // Named twice, the later one counts: scripts append their own.
        command.add_option(name, target, help)->group(group)->type_name(value)->take_last();
    };
    add("--device", options.device, "Device to measure on (auto: the first GPU, else the CPU)",
        "auto|cpu|cuda:N|cuda:all");
    add("--operation", options.operation, "GEMM to measure", "key-query-score");
    add("--mode", options.mode, "What stays fixed along a curve", "fixed-heads|fixed-head-dim");
    add("--heads", options.heads, "Number of attention heads a (12)", "N");
    add("--ratios", options.ratios, "h/a ratios, one curve each (1,2,4,8,16,32,64)", "R,R,…");
    add("--hidden", options.hidden, "Range of hidden sizes h (0:32768)", "LOW:HIGH");
    add("--points", options.points, "Points per curve, spread over the range (16)", "N|all");
    add("--seq", options.seq, "Sequence length s (2048 on a GPU)", "N");
    add("--batch", options.batch, "Microbatch b (4 on a GPU)", "N");
    add("--dtype", options.type, "Type of the operands (f16 on a GPU, f32 on a CPU)", "f32|f16|bf16|tf32");
    add("--layout", options.layout, "How the operands lie in memory (nn)", "nn|nt|strided");
    add("--algorithm", options.algorithm, "Library's choice, its best candidate, or a row of each",
        "default|best|both");
    add("--regime", options.regime, "Short windows at full clock, or continuous load", "burst|sustained");
    add("--precision", options.precision, "Half width of the interval, relative (0.01, on a CPU 0.03)", "X");
    add("--time-limit", options.timeLimitS, "Longest time one point is timed for (0.4)", "SECONDS");
    add("--order-seed", options.orderSeed, "Seed of the measuring order (1)", "N");
    add("--threads", options.threads, "CPU threads that compute (0: one a core)", "N");
    command
        .add_flag("--wait", options.wait, "Where another program measures on the device, measure after it")
        ->group(group);
}

SweepChoice chooseSweep(const SweepOptions& options, const FoundDevices& found) {
    const Result<DeviceInfo> device = findDevice(found, options.device);
    if (!device)
        return RefusedSweep{exitStatus(device.error()), {device.error().reason}};
    SpecReader reader(options, *device);
    SweepSpec spec = reader.read();
    if (!reader.messages.empty())
        return RefusedSweep{kExitUsage, std::move(reader.messages)};
    RefusedSweep refused{kExitUsage, {}};
    for (const SpecError& error : validate(spec, *device))
        refused.messages.push_back("--" + std::string(toString(error.field)) + ": " + error.message);
    if (!refused.messages.empty())
        return refused;
    return ChosenSweep{std::move(spec), *device};
}

} // namespace headroom
