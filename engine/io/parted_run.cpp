// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/parted_run.h"

#include "engine/sweep/plan_part.h"

#include <algorithm>
#include <map>
#include <utility>

namespace headroom {

namespace {

using WallClock = std::chrono::system_clock;

/// What is said of a run, without its rows.
Run headOf(const Run& run) {
    return {run.context, run.spec, {}, {}, run.name};
}

std::size_t divisionOf(const Run& run) {
    const std::optional<PlanPart> part = partOf(run.context);
    return part ? static_cast<std::size_t>(part->of) : 1;
}

} // namespace

PartMerger::PartMerger(const PartFile& first) {
    const Run& run = *first.run();
    m_parted.run = headOf(run);
    m_parted.run.name = first.givenName();
    m_parted.first = first.path();
    m_parted.allParts = divisionOf(run);
    const SweepPlan plan = makePlan(run.spec);
    m_parted.planned = plan.points.size();
    m_sizes = partSizes(plan, static_cast<int>(m_parted.allParts));
    add(first);
}

bool PartMerger::takes(const PartFile& part) const {
    const Run& run = *part.run();
    // A whole sweep that was measured twice makes two runs, to be compared.
    const std::size_t division = divisionOf(run);
    const bool isPart = division > 1 && division == m_parted.allParts;
    if (!isPart && !m_runIds.contains(run.context.runId))
        return false;
    const Run here = headOf(m_parted.run);
    const Run there = headOf(run);
    return static_cast<bool>(mergeRuns(std::vector<const Run*>{&here, &there}));
}

void PartMerger::add(const PartFile& part) {
    const Run& run = *part.run();
    m_files.insert(std::ranges::upper_bound(m_files, part.path(), {}, &PartFile::path), &part);
    m_runIds.insert(run.context.runId);
    // What `merge` wrote says nothing of parts: they may come after it.
    if (const std::size_t division = divisionOf(run); division > m_parted.allParts) {
        m_parted.allParts = division;
        m_sizes = partSizes(makePlan(run.spec), static_cast<int>(division));
    }
}

/// Of two that planned other points the first is taken. What they share comes first: that of a file which was
/// exchanged for another sweep's is none of it.
Result<Run> PartMerger::mergeSound(std::vector<std::string>& faults) {
    const Run head = headOf(m_parted.run);
    std::vector<const Run*> runs{&head};
    for (const PartFile* file : m_files)
        if (isSound(file))
            runs.push_back(file->run());
    if (Result<Run> merged = mergeRuns(runs))
        return merged;
    runs.resize(1);
    for (const PartFile* file : m_files) {
        if (!isSound(file))
            continue;
        runs.push_back(file->run());
        if (const Result<Run> merged = mergeRuns(runs); !merged) {
            runs.pop_back();
            m_refused.insert(file);
            faults.push_back("A part is left out: " + merged.error().reason + ".");
        }
    }
    return mergeRuns(runs);
}

/// As `merge` would tell it of these files now, whichever came first.
RunContext PartMerger::sharedContext() const {
    std::vector<Run> heads;
    for (const PartFile* file : m_files)
        if (isSound(file))
            heads.push_back(headOf(*file->run()));
    const Result<Run> shared = heads.empty() ? Result<Run>(m_parted.run) : mergeRuns(heads);
    return shared ? shared->context : m_parted.run.context;
}

std::vector<std::string> PartMerger::merge() {
    std::vector<std::string> faults;
    Result<Run> merged = mergeSound(faults);
    if (!merged)
        return faults;
    Run& run = m_parted.run;
    run.context = sharedContext();
    m_parted.news.clear();
    for (Measurement& row : merged->measurements) {
        const auto there = run.rowIndex.find(run.measurements, row.point.index);
        if (there && run.measurements[*there] == row)
            continue;
        m_parted.news.push_back(there.value_or(run.measurements.size()));
        if (there)
            run.measurements[*there] = std::move(row);
        else
            run.measurements.push_back(std::move(row));
    }
    const WallClock::time_point now = WallClock::now();
    if (std::exchange(m_isNew, false)) {
        for (const PartFile* file : m_files)
            m_parted.lastRow = std::max(m_parted.lastRow, file->written());
        m_parted.lastRow = std::min(m_parted.lastRow, now);
    } else if (!m_parted.news.empty()) {
        m_parted.lastRow = now;
    }
    findComplete();
    return faults;
}

void PartMerger::findComplete() {
    std::map<std::size_t, std::vector<const PartFile*>> parts;
    for (const PartFile* file : m_files) {
        const std::optional<PlanPart> part = partOf(file->run()->context);
        if (isSound(file) && divisionOf(*file->run()) == m_parted.allParts)
            parts[part ? static_cast<std::size_t>(part->number) : 1].push_back(file);
    }
    m_parted.parts = parts.size();
    m_complete.clear();
    for (const auto& [number, files] : parts) {
        std::set<std::size_t> points;
        for (const PartFile* file : files)
            for (const Measurement& row : file->run()->measurements)
                points.insert(row.point.index);
        if (points.size() >= m_sizes.at(number - 1))
            m_complete.push_back(files);
    }
}

void PartMerger::count(const std::function<bool(const std::filesystem::path&)>& isInUse) {
    const auto isWritten = [&isInUse](const PartFile* file) {
        return file->isJournal() && isInUse(file->path());
    };
    m_parted.finished = static_cast<std::size_t>(
        std::ranges::count_if(m_complete, [&isWritten](const std::vector<const PartFile*>& files) {
            return std::ranges::none_of(files, isWritten);
        }));
}

} // namespace headroom
