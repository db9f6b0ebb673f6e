// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/command_sweep.h"

#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/kept_results.h"
#include "app/cli/standard_streams.h"
#include "app/cli/sweep_progress.h"
#include "engine/files/atomic_file.h"
#include "engine/files/printable.h"
#include "engine/io/journal.h"
#include "engine/io/journal_folder.h"
#include "engine/io/journal_reader.h"
#include "engine/sweep/estimate.h"
#include "engine/sweep/plan_part.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace headroom {

namespace {

/// Of this program's part of the plan: those measured before, and those in its order, which may be measured
/// again.
std::size_t pointsOf(const SweepPlan& plan) {
    std::vector<bool> is(plan.points.size());
    for (const Measurement& row : plan.known)
        is[row.point.index] = true;
    for (const std::size_t index : plan.order)
        is[index] = true;
    return static_cast<std::size_t>(std::ranges::count(is, true));
}

/// Quiet, where there is something to know.
void printSummary(const Run& run, const SweepPlan& plan, bool quiet) {
    const std::size_t points = pointsOf(plan);
    const bool isSound = std::ranges::all_of(
        run.measurements, [](const Measurement& row) { return row.ok() && row.flags.empty(); });
    if (!quiet || run.measurements.size() < points || !isSound)
        std::fprintf(stderr, "%s\n", summaryOf(run, points).c_str());
}

Result<Run> readKept(const std::string& path) {
    if (holdsNothingYet(path))
        return Run();
    Result<RecoveredRun> read = readJournal(path);
    return read ? Result<Run>(std::move(read->run)) : read.error();
}

/// All else follows from the device, its defaults and the points that fit into it: so it is told first.
Outcome checkSameDevice(const RunContext& kept, const DeviceInfo& device) {
    const bool isAlike =
        kept.backend == device.backend && kept.isOfProcessor() == (device.kind() == DeviceKind::Processor);
    return isAlike
               ? success()
               : Outcome(Error{Status::Error, "it was measured on " + kept.device + ", by " + kept.backend +
                                                  ", and the device here is " + device.name + ", by " +
                                                  device.backend + "; --device names another"});
}

/// Leaves in the plan what this program is to measure on that device; `kept` is what was measured before.
Outcome takeParts(const SweepParts& parts, const DeviceInfo& device, SweepPlan& plan, Run& kept) {
    std::optional<PlanPart> part;
    if (!parts.shard.empty()) {
        part = planPart(parts.shard);
        if (!part)
            return Error{Status::Error,
                         "--shard: \"" + parts.shard + "\" is no part: the second of eight is 2/8."};
        takePart(plan, *part);
    }
    if (parts.resume.empty())
        return success();
    Result<Run> read = readKept(parts.resume);
    if (!read)
        return Error{Status::Error, "--resume: " + read.error().reason};
    if (read->measurements.empty())
        return success();
    kept = std::move(*read);
    const std::optional<PlanPart> before = partOf(kept.context);
    if (before && (!part || part->number != before->number || part->of != before->of)) {
        const std::string own = std::to_string(before->number) + "/" + std::to_string(before->of);
        return Error{Status::Error, "--resume: " + parts.resume + " holds part " + own +
                                        " of a sweep. Go on with --shard " + own + ", or name another file."};
    }
    if (part && part->of > 1 && !before)
        return Error{Status::Error, "--resume: " + parts.resume +
                                        " is of the whole sweep, and no part of it. Go on " +
                                        "without --shard, or name another file."};
    const Outcome sameDevice = checkSameDevice(kept.context, device);
    const Outcome taken = sameDevice ? takeKept(plan, kept, plannedVisits(plan.spec, device)) : sameDevice;
    return taken ? taken
                 : Error{Status::Error,
                         "--resume: " + parts.resume + " cannot be continued: " + taken.error().reason + "."};
}

/// Whether the journal that the user named can be kept: who asks for one does not want to go without.
Outcome checkJournalPlace(const std::string& path) {
    if (path.empty())
        return success();
    if (path == "-")
        return Error{Status::Error,
                     "A journal is read again, and needs a file. For one of that name write ./-."};
    if (const Outcome writable = checkWritable(path); !writable)
        return writable.error();
    if (isJournalInUse(path))
        return Error{Status::Error,
                     "Another program measures into " + path + " just now. Name another file."};
    return success();
}

/// Ends the sweep at its start where there is no journal, or tells it so.
class UnlessJournalled final : public SweepObserver {
public:
    UnlessJournalled(Journal& journal, bool needsJournal, std::stop_source stop)
        : m_journal(journal), m_needsJournal(needsJournal), m_stop(std::move(stop)) {}

    void onStarted(const RunContext& context) override {
        m_journal.onStarted(context);
        if (m_needsJournal && !m_journal.isKept())
            m_stop.request_stop();
    }
    void onMeasurement(const Measurement& measurement) override { m_journal.onMeasurement(measurement); }
    void onNote(const RunContext& context, const std::string& note) override {
        m_journal.onNote(context, note);
    }
    void betweenPoints(std::stop_token stop) override { m_journal.betweenPoints(std::move(stop)); }

private:
    Journal& m_journal;
    bool m_needsJournal;
    std::stop_source m_stop;
};

} // namespace

void tell(const char* program, const std::vector<std::string>& messages) {
    for (const std::string& message : messages)
        std::fprintf(stderr, "%s: %s\n", program, printable(message).c_str());
}

std::string summaryOf(const Run& run, std::size_t points) {
    std::size_t failed = 0;
    std::size_t flagged = 0;
    for (const Measurement& row : run.measurements) {
        failed += row.ok() ? 0 : 1;
        flagged += row.flags.empty() ? 0 : 1;
    }
    return std::to_string(run.measurements.size() - failed) + " of " + std::to_string(points) +
           " points measured, " + std::to_string(failed) + " failed, " + std::to_string(flagged) + " flagged";
}

int runCommandSweep(const CommandSweep& sweep, PointExecutor& executor, InterruptWatch& interrupts,
                    const std::function<bool(const Run&)>& write) {
    SweepPlan plan = makePlan(sweep.chosen.spec, operandLimit(sweep.chosen.device));
    Run kept;
    if (const Outcome taken = takeParts(sweep.parts, sweep.chosen.device, plan, kept); !taken) {
        tell(sweep.program, {taken.error().reason});
        return kExitUsage;
    }
    if (plan.order.empty() && plan.continues) {
        tell(sweep.program, {"All points are in " + sweep.parts.resume + " already."});
        return write(kept) ? exitStatus(SweepResult{kept, SweepEnd::Completed, {}}) : int(kExitSomeFailed);
    }
    if (const Outcome place = checkJournalPlace(sweep.parts.resume); !place) {
        tell(sweep.program, {"--resume: " + place.error().reason});
        return kExitUsage;
    }
    SweepProgressPrinter printer(plan, sweep.chosen.device, sweep.quiet);
    Journal journal =
        sweep.parts.resume.empty()
            ? Journal(std::make_shared<JournalFolder>(), plan.spec, printer)
            : Journal(sweep.parts.resume, plan.known, kept.measurements.size(), plan.spec, printer);
    std::stop_source stop;
    interrupts.onInterrupt([stop]() mutable {
        stop.request_stop();
        sayWithoutWaiting("\nStopping after the call in flight; what was measured is written. "
                          "Interrupt again to end at once.\n");
    });
    bool held = false;
    executor.setLockRules({.wait = sweep.wait,
                           .onHeld =
                               [&](const HeldDevice& device) {
                                   held = !device.waitedFor;
                                   if (device.waitedFor)
                                       tell(sweep.program, {device.reason + " Waiting until it is free."});
                               },
                           .anyway = {}});
    const bool resumes = !sweep.parts.resume.empty();
    UnlessJournalled observer(journal, resumes, stop);
    const SweepResult result = runSweep(plan, executor, observer, stop.get_token());
    printer.finish();
    if (resumes && !journal.isKept() && !journal.problem().empty()) {
        tell(sweep.program, {"Nothing was measured: what --resume asks for cannot be kept."});
        return kExitUsage;
    }
    if (result.end == SweepEnd::Failed)
        tell(sweep.program,
             {result.error.reason +
              (held && result.run.measurements.empty() ? " Add --wait to measure after it." : "")});
    if (result.end == SweepEnd::Failed && result.run.measurements.empty()) {
        journal.discard();
        return exitStatus(result);
    }
    interrupts.onInterrupt(
        [] { sayWithoutWaiting("\nWriting what was measured. Interrupt again to end at once.\n"); });
    // Before its first row a sweep has nothing to write over an older file; a part that has no points is
    // done.
    const bool isNothing = result.run.measurements.empty() && result.end != SweepEnd::Completed;
    const bool written = isNothing || write(result.run);
    if (written)
        journal.discard();
    else
        tell(sweep.program, {keepResults(result.run, journal, sweep.printTo)});
    interrupts.onInterrupt({});
    printSummary(result.run, plan, sweep.quiet);
    return written ? exitStatus(result) : int(kExitSomeFailed);
}

} // namespace headroom
