// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/chart/data/chart_texts.h"

#include "engine/sweep/planned_curve.h"
#include "engine/sweep/sweep_plan.h"
#include "ui/chart/data/curve_set.h"
#include "ui/runs/run_facts.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

namespace headroom::ui {

namespace {

using Runs = std::vector<const StoredRun*>;

constexpr std::array kSubtitleFacts = {RunFact::Device, RunFact::Lengths, RunFact::Type,    RunFact::Batch,
                                       RunFact::Seq,    RunFact::Layout,  RunFact::Library, RunFact::Regime};
constexpr std::array kOriginFacts = {RunFact::Origin, RunFact::Time};

/// The facts of the subtitle. Types that are curves stand beside these.
std::vector<RunFact> subtitleFacts(const Runs& runs) {
    std::vector<RunFact> facts(kSubtitleFacts.begin(), kSubtitleFacts.end());
    const bool areCurves =
        std::ranges::all_of(runs, [](const StoredRun* run) { return varietyOf(run->run.spec).types; });
    if (areCurves)
        std::erase(facts, RunFact::Type);
    return facts;
}

/// Whether how the run is called says where it was measured. A name from facts does wherever that varies.
bool nameTellsDevice(const StoredRun& run, const CurveSet& curves) {
    return run.given.isEmpty() || curves.nameOf(run.id).contains(factText(run, RunFact::Device));
}

bool namesTellDevices(const Runs& runs, const CurveSet& curves) {
    return std::ranges::all_of(runs, [&](const StoredRun* run) { return nameTellsDevice(*run, curves); });
}

/// What measured runs share beside references that do not: of whom it holds is said, lest it be read of all.
QString withoutReferences(const Runs& measured, const Runs& all, const CurveSet& curves) {
    QStringList facts;
    const auto add = [&](std::span<const RunFact> candidates) {
        for (const RunFact fact : candidates)
            if (!isOfShape(fact) && varies(all, fact) &&
                !(fact == RunFact::Device && namesTellDevices(measured, curves)))
                facts << sharedFacts(measured, {&fact, 1});
    };
    add(kSubtitleFacts);
    add(kOriginFacts);
    const QString who =
        measured.size() == 1 ? curves.nameOf(measured.front()->id) : words("all but references");
    return facts.isEmpty() ? QString() : QStringLiteral("%1: %2").arg(who, facts.join(QStringLiteral(", ")));
}

/// "default, bf16: NVIDIA H200": who is which machine, as far as names do not say that.
QStringList devicesByName(const Runs& measured, const CurveSet& curves) {
    QStringList devices;
    std::map<QString, QStringList> namesOn;
    for (const StoredRun* run : measured) {
        const QString device = factText(*run, RunFact::Device);
        if (device.isEmpty() || nameTellsDevice(*run, curves))
            continue;
        if (!devices.contains(device))
            devices << device;
        namesOn[device] << curves.nameOf(run->id);
    }
    QStringList facts;
    for (const QString& device : devices)
        facts << QStringLiteral("%1: %2").arg(namesOn.at(device).join(QStringLiteral(", ")), device);
    return facts;
}

/// Whether something of the run is seen: a curve, or as the base of what is compared.
bool isDrawn(const CurveGroup& group, const CurveSet& curves) {
    if (curves.quantity().comparesRuns() && group.runId == curves.compared().baseId)
        return group.shown;
    return std::ranges::any_of(curves.curves(), [&group](const Curve& curve) {
        return curve.key.runId == group.runId && curve.shown &&
               !(curve.points.empty() && curve.failures.empty());
    });
}

} // namespace

std::vector<const StoredRun*> shownRuns(const CurveSet& curves, bool references) {
    const bool compares = curves.quantity().comparesRuns();
    const auto [over, base] = curves.compared();
    const bool anyDrawn = std::ranges::any_of(
        curves.groups(), [&curves](const CurveGroup& group) { return isDrawn(group, curves); });
    Runs runs;
    for (const CurveGroup& group : curves.groups()) {
        const StoredRun* run = curves.run(group.runId);
        const bool counts = run && group.shown && (!anyDrawn || isDrawn(group, curves)) &&
                            (!compares || run->id == over || run->id == base);
        if (counts && run->isReference() == references)
            runs.push_back(run);
    }
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
        for (const std::int64_t count : allHeads(run->run.spec))
            heads.insert(count);
    }
    QString title = operations.join(QStringLiteral(" / "));
    if (varies(runs, RunFact::Mode) || heads.size() > kMostHeads)
        return title;
    QStringList numbers;
    for (const std::int64_t number : heads)
        numbers << QString::number(number);
    return QStringLiteral("%1, a=%2").arg(title, numbers.join(QStringLiteral(", ")));
}

QString subtitleOf(const CurveSet& curves, bool tellsDevices) {
    const Runs measured = shownRuns(curves, false);
    Runs all = measured;
    std::ranges::copy(shownRuns(curves, true), std::back_inserter(all));
    StoredRun offered;
    offered.run.spec = curves.spec();
    if (all.empty() && curves.hasRows())
        return words("all runs are hidden");
    if (all.empty())
        return inOneLine(sharedFacts({&offered}, subtitleFacts({&offered})) << words("not measured yet"));
    QStringList facts = sharedFacts(all, subtitleFacts(all));
    facts << sharedFacts(all, kOriginFacts).join(QStringLiteral(", "));
    if (!measured.empty() && measured.size() < all.size())
        facts << withoutReferences(measured, all, curves);
    if (tellsDevices && varies(measured, RunFact::Device))
        facts << devicesByName(measured, curves);
    return inOneLine(facts);
}

QString algorithmOf(const CurveSet& curves, const StoredRun& run) {
    const auto [over, base] = curves.compared();
    const bool isBase =
        curves.quantity().comparesRuns() && run.id == base; // the other one's curves stand for it
    std::set<Algorithm> shown;
    for (const Curve& curve : curves.curves())
        if (curve.key.runId == (isBase ? over : run.id) && curve.shown && !curve.points.empty())
            shown.insert(curve.key.algorithm);
    const bool isOne = run.run.spec.algorithm == Algorithm::Both && shown.size() == 1;
    return isOne ? algorithmText(*shown.begin()) : factText(run, RunFact::Algorithm);
}

QString detailOf(const CurveSet& curves, const StoredRun& run) {
    const Runs measured = shownRuns(curves, false);
    Runs all = measured;
    std::ranges::copy(shownRuns(curves, true), std::back_inserter(all));
    QStringList facts = curves.calledOf(run.id).detail.split(QStringLiteral(" · "));
    if (const QString shown = algorithmOf(curves, run); shown != factText(run, RunFact::Algorithm)) {
        const bool isShared = std::ranges::all_of(
            all, [&](const StoredRun* other) { return algorithmOf(curves, *other) == shown; });
        std::ranges::replace(facts, factText(run, RunFact::Algorithm), isShared ? QString() : shown);
    }
    if (measured.size() > 1 && !varies(measured, RunFact::Device)) // the subtitle says it of all of them
        facts.removeAll(factText(run, RunFact::Device));
    return inOneLine(facts);
}

QString axisTitleOf(const CurveSet& curves) {
    const auto [runId, baseId] = curves.compared();
    return inOneLine({curves.quantity().axisTitle(curves.nameOf(runId), curves.nameOf(baseId)),
                      curves.differences().algorithm},
                     QStringLiteral(", "));
}

QString xAxisTitleOf(const CurveSet& curves) {
    const AxisInfo& axis = curves.axis();
    QString title = words(axis.name);
    for (qsizetype i = 0; i < title.size(); ++i)
        if (i == 0 || title[i - 1] == QLatin1Char(' ') || title[i - 1] == QLatin1Char('-'))
            title[i] = title[i].toUpper();
    // The paper's chart has no symbol.
    return axis.axis == Axis::Hidden ? title
                                     : QStringLiteral("%1 %2").arg(title, QString::fromLatin1(axis.symbol));
}

QString classesOf(const CurveSet& curves) {
    QString classes;
    for (const Curve& curve : curves.curves()) {
        if (!curve.shown)
            continue;
        const SweepSpec& spec = curves.specOf(curve.key);
        const QString own = QString::fromStdString(classSymbolOf(spec, curve.key.operation));
        if (!varietyOf(spec).onlyRatios() || (!classes.isEmpty() && own != classes))
            return {};
        classes = own;
    }
    return classes;
}

} // namespace headroom::ui
