// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/onednn/roof_calibration.h"

#include "engine/backends/host/batch_timer.h"
#include "engine/backends/host/operand_layout.h"
#include "engine/backends/onednn/matmul.h"
#include "engine/backends/onednn/peak_loops.h"
#include "engine/backends/onednn/stream_loops.h"
#include "engine/measure/normal_numbers.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

namespace headroom {

namespace {

// Windows are short, so that other work leaves some of them alone, but long beside the start of a parallel
// region.
constexpr double kWindowS = 2e-3;
constexpr int kWindows = 10;
constexpr double kGemmBudgetS = 0.06;
constexpr double kStreamBudgetS = 0.12;
constexpr std::size_t kFirstSliceBytes = 32u << 20; // of a stream
constexpr int kUndisturbed = 3;                     // windows of each part, at least
constexpr int kRounds = 4;                          // until there were as many
constexpr std::size_t kPage = 4096;

/// Keeps the results of loops that are run for their time alone.
std::atomic<double> discarded;

/// The best of several windows of one kind.
class BestWindow {
public:
    explicit BestWindow(const ThreadTeam& team) : m_team(team) {}

    /// Times `work`, which does `amount`. Returns its seconds.
    template <class Work>
    double time(double amount, const char* how, Work&& work) {
        const auto before = m_team.readTimes();
        const double begin = monotonicSeconds();
        work();
        const double seconds = monotonicSeconds() - begin;
        // In a very short window a disturbance hides behind the tolerance.
        if (seconds > kWindowS / 2 && !m_team.lostProcessor(before, m_team.readTimes(), seconds))
            ++m_undisturbed;
        if (amount / seconds > m_rate) {
            m_rate = amount / seconds;
            m_how = how;
        }
        return seconds;
    }

    double rate() const { return m_rate; } ///< amount a second
    const char* how() const { return m_how; }
    bool reliable() const { return m_undisturbed >= kUndisturbed; }

private:
    const ThreadTeam& m_team;
    double m_rate = 0;
    const char* m_how = "";
    int m_undisturbed = 0;
};

void runTogether(const ThreadTeam& team, const PeakLoop& loop, std::int64_t rounds) {
    team.each(
        [&](int) { discarded.store(static_cast<double>(loop.run(rounds)), std::memory_order_relaxed); });
}

void measureLoops(const std::vector<PeakLoop>& loops, const ThreadTeam& team, BestWindow& best,
                  const std::stop_token& stop) {
    for (const PeakLoop& loop : loops) {
        std::int64_t rounds = 10000;
        for (int window = 0; window < kWindows && !stop.stop_requested(); ++window) {
            const double amount = loop.flopPerRound * static_cast<double>(rounds) * team.size();
            const double seconds =
                best.time(amount, loop.instructions, [&] { runTogether(team, loop, rounds); });
            rounds = std::max<std::int64_t>(
                1000, static_cast<std::int64_t>(static_cast<double>(rounds) * kWindowS / seconds));
        }
    }
}

/// A cube that keeps that many threads busy for a few milliseconds.
GemmShape calibrationShape(DataType type, int threads) {
    const std::int64_t size = threads <= 4 ? 768 : threads <= 32 ? 2048 : 4096;
    return contiguousGemm({1, size, size, size}, type);
}

/// Leaves `best` as it is where the library cannot run it: the loops count alone then.
void measureGemm(DataType type, const dnnl::engine& engine, dnnl::stream& stream, const ThreadTeam& team,
                 std::span<std::byte> scratch, BestWindow& best, const std::stop_token& stop) {
    if (stop.stop_requested())
        return;
    const GemmShape shape = calibrationShape(type, team.size());
    const OperandLayout layout = layoutOperands(shape);
    const std::size_t size = elementSize(type);
    if ((layout.inputElements + layout.outputElements) * size > scratch.size())
        return;
    fillNormal({1, 0}, 0, type, scratch.data(), layout.inputElements);
    Matmul matmul(engine, shape);
    const OperandPointers operands{scratch.data(), scratch.data() + layout.offsetOfB * size,
                                   scratch.data() + layout.inputElements * size};
    if (!matmul.run(stream, operands))
        return;
    const double giveUp = monotonicSeconds() + kGemmBudgetS;
    do {
        best.time(flop(shape), "the library's own large GEMM", [&] { matmul.run(stream, operands); });
    } while (monotonicSeconds() < giveUp && !stop.stop_requested());
}

void touch(const ThreadTeam& team, std::span<std::byte> scratch) {
    const std::size_t share = scratch.size() / static_cast<std::size_t>(team.size());
    team.each([&](int thread) {
        std::byte* own = scratch.data() + static_cast<std::size_t>(thread) * share;
        for (std::size_t at = 0; at < share; at += kPage)
            own[at] = std::byte{0};
    });
}

/// Walks through all of the scratch memory again and again, slice by slice: what a slice finds in the cache
/// was left there by slices long before it, and does not belong to it.
void measureStreams(const ThreadTeam& team, std::span<std::byte> scratch, BestWindow& best,
                    const std::stop_token& stop) {
    const auto threads = static_cast<std::size_t>(team.size());
    const std::size_t most = scratch.size() / threads / (2 * kPage) * (2 * kPage); // a copy halves it
    std::size_t share = std::min(most, kFirstSliceBytes / threads / (2 * kPage) * (2 * kPage) + 2 * kPage);
    const std::vector<StreamLoop> loops = streamLoops();
    std::size_t loop = 0;
    std::size_t offset = 0;
    const double giveUp = monotonicSeconds() + kStreamBudgetS;
    while (share > 0 && monotonicSeconds() < giveUp && !stop.stop_requested()) {
        if (offset + share * threads > scratch.size()) {
            offset = 0;
            loop = (loop + 1) % loops.size();
        }
        const double seconds = best.time(static_cast<double>(share * threads), loops[loop].what, [&] {
            team.each([&](int thread) {
                std::byte* own = scratch.data() + offset + static_cast<std::size_t>(thread) * share;
                discarded.store(static_cast<double>(loops[loop].run(own, share)), std::memory_order_relaxed);
            });
        });
        offset += share * threads;
        if (seconds < kWindowS / 2)
            share = std::min(most, 2 * share);
    }
}

} // namespace

std::size_t calibrationBytes(std::uint64_t rotationBytes) {
    constexpr std::uint64_t kLeast = 256u << 20;
    return std::max(rotationBytes, kLeast);
}

Result<Roof> calibrateRoof(DataType type, const dnnl::engine& engine, dnnl::stream& stream,
                           const ThreadTeam& team, std::span<std::byte> scratch,
                           const std::stop_token& stop) {
    BestWindow loops(team);
    BestWindow gemm(team);
    BestWindow memory(team);
    const std::vector<PeakLoop> available = peakLoops(type);
    touch(team, scratch);
    // A disturbed window of the GEMM is no loss where the loops are faster anyway: where matrix instructions
    // make the GEMM the faster one, it must have had the processor to itself.
    const auto arithmeticDone = [&] {
        return gemm.rate() > loops.rate() ? gemm.reliable() : loops.reliable();
    };
    for (int round = 0; round < kRounds && !(arithmeticDone() && memory.reliable()); ++round) {
        if (!arithmeticDone()) {
            measureLoops(available, team, loops, stop);
            measureGemm(type, engine, stream, team, scratch, gemm, stop);
        }
        if (!memory.reliable())
            measureStreams(team, scratch, memory, stop);
    }
    if (stop.stop_requested())
        return Error{Status::Error, "the measuring of this machine's limits was stopped"};
    if (!arithmeticDone() || !memory.reliable()) {
        return Error{Status::Error,
                     "other work kept taking the processor while the limits of this machine were "
                     "measured; it is tried again with the next run"};
    }
    const BestWindow& arithmetic = gemm.rate() > loops.rate() ? gemm : loops;
    Roof roof;
    roof.type = type;
    roof.peakTflops = arithmetic.rate() / 1e12;
    roof.bandwidthBytesPerS = memory.rate();
    roof.source = "measured on this machine with " + std::to_string(team.size()) +
                  (team.size() == 1 ? " thread: " : " threads: ") + arithmetic.how() + ", memory " +
                  memory.how();
    return roof;
}

} // namespace headroom
