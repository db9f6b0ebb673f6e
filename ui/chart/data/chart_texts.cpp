// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/chart/data/chart_texts.h"

#include "engine/sweep/sweep_plan.h"
#include "ui/chart/data/curve_set.h"
#include "ui/runs/run_facts.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <array>
#include <set>

namespace headroom::ui {

namespace {

using Runs = std::vector<const StoredRun*>;

constexpr std::array kSubtitleFacts = {RunFact::Device, RunFact::Type,    RunFact::Batch, RunFact::Seq,
                                       RunFact::Layout, RunFact::Library, RunFact::Regime};
constexpr std::array kOriginFacts = {RunFact::Origin, RunFact::Time};

QString joined(QStringList parts) {
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

} // namespace

std::vector<const StoredRun*> shownRuns(const CurveSet& curves, bool references) {
    const bool compares = curves.quantity().comparesRuns();
    const auto [over, base] = curves.compared();
    Runs runs;
    for (const CurveGroup& group : curves.groups())
        if (const StoredRun* run = curves.run(group.runId); run && group.shown &&
                                                            run->isReference() == references &&
                                                            (!compares || run->id == over || run->id == base))
            runs.push_back(run);
    return runs;
}

QString titleOf(const CurveSet& curves) {
    constexpr std::size_t kMostHeads = 4;
    Runs runs = shownRuns(curves, false);
    std::ranges::copy(shownRuns(curves, true), std::back_inserter(runs));
    if (runs.empty())
        return QString::fromStdString(chartTitle(curves.spec()));
    if (!varies(runs, RunFact::Operation) && !varies(runs, RunFact::Mode) && !varies(runs, RunFact::Heads))
        return QString::fromStdString(chartTitle(runs.front()->run.spec));
    QStringList operations;
    std::set<std::int64_t> heads;
    for (const StoredRun* run : runs) {
        const QString title = factText(*run, RunFact::Operation);
        if (!operations.contains(title))
            operations << title;
        heads.insert(run->run.spec.heads);
    }
    QString title = operations.join(QStringLiteral(" / "));
    if (varies(runs, RunFact::Mode) || heads.size() > kMostHeads)
        return title;
    QStringList numbers;
    for (const std::int64_t number : heads)
        numbers << QString::number(number);
    return QStringLiteral("%1, a = %2").arg(title, numbers.join(QStringLiteral(", ")));
}

QString subtitleOf(const CurveSet& curves) {
    Runs runs = shownRuns(curves, false);
    if (runs.empty())
        runs = shownRuns(curves, true);
    StoredRun offered;
    offered.run.spec = curves.spec();
    const bool measured = !runs.empty();
    if (!measured)
        runs.push_back(&offered);
    // What was measured must hold for all that is seen; of where and with what, references speak for
    // themselves.
    Runs all = runs;
    if (measured)
        std::ranges::copy(shownRuns(curves, true), std::back_inserter(all));
    QStringList facts;
    for (const RunFact fact : kSubtitleFacts)
        facts << sharedFacts(isOfShape(fact) ? all : runs, {&fact, 1});
    facts << (measured ? sharedFacts(runs, kOriginFacts).join(QStringLiteral(", "))
                       : words("not measured yet"));
    return joined(facts);
}

} // namespace headroom::ui
