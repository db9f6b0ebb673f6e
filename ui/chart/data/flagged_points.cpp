// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/flagged_points.h"

#include "ui/chart/data/curve_set.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace headroom::ui {

bool anyFlaggedShown(const CurveSet& curves) {
    return std::ranges::any_of(curves.curves(), [](const Curve& curve) {
        return curve.shown && (std::ranges::any_of(curve.points, &CurvePoint::flagged) ||
                               std::ranges::any_of(curve.outlook, &CurvePoint::flagged));
    });
}

QString hollowLabel() {
    return words("hollow: flagged");
}

QString hollowSentence() {
    return words("Hollow points are flagged: something disturbed the measurement, or should be known of it.");
}

QString hollowSentence(const CurveSet& curves, double least, double greatest) {
    constexpr qsizetype kMostKinds = 2;
    std::vector<int> counts(allFlags().size());
    for (const Curve& curve : curves.curves())
        for (const CurvePoint& point : curve.points) {
            const bool isMeant =
                curve.shown && point.flagged && point.hidden >= least && point.hidden <= greatest;
            const auto row = isMeant ? curves.rowAt({curve.key.runId, point.row}) : std::nullopt;
            for (std::size_t i = 0; row && i < counts.size(); ++i)
                counts[i] += row->measurement.flags.has(allFlags()[i].flag) ? 1 : 0;
        }
    std::vector<std::size_t> order(counts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&counts](std::size_t a, std::size_t b) { return counts[a] > counts[b]; });
    QStringList kinds;
    for (const std::size_t i : order)
        if (counts[i] > 0)
            kinds << (counts[i] == 1
                          ? words("%1, at 1 point").arg(words(allFlags()[i].meaning))
                          : words("%1, at %2 points").arg(words(allFlags()[i].meaning)).arg(counts[i]));
    if (kinds.isEmpty())
        return hollowSentence();
    const bool areAll = kinds.size() <= kMostKinds;
    const QString most = kinds.mid(0, kMostKinds).join(QStringLiteral("; "));
    return areAll ? words("Hollow points are flagged: %1.").arg(most)
                  : words("Hollow points are flagged: %1; and other flags.").arg(most);
}

QString flaggedText(const Curve& curve) {
    const auto flagged = std::ranges::count_if(curve.points, &CurvePoint::flagged);
    if (flagged == 0)
        return {};
    return flagged == 1
               ? words("1 of them is hollow: it is flagged, and hovering says why")
               : words("%1 of them are hollow: they are flagged, and hovering says why").arg(flagged);
}

namespace {

/// Of a run's points: how many were measured and disturbed, and by what most of these.
struct Disturbed {
    int measured = 0;
    int disturbed = 0;
    QString mostly;
};

/// Where so many were that a reader is to be told without asking.
std::optional<Disturbed> muchDisturbed(const Run& run) {
    constexpr int kMany = 10; // one in so many points
    Disturbed points;
    std::vector<int> counts(allFlags().size());
    for (const Measurement& row : run.measurements) {
        points.measured += row.ok() ? 1 : 0;
        if (!row.ok() || !isDisturbed(row.flags))
            continue;
        ++points.disturbed;
        for (std::size_t i = 0; i < counts.size(); ++i)
            counts[i] += allFlags()[i].isDisturbance && row.flags.has(allFlags()[i].flag) ? 1 : 0;
    }
    if (points.disturbed * kMany <= points.measured || points.disturbed < 2)
        return std::nullopt;
    const auto most = std::ranges::max_element(counts);
    points.mostly = words(allFlags()[static_cast<std::size_t>(std::distance(counts.begin(), most))].meaning);
    return points;
}

} // namespace

QString disturbedSentence(const Run& run) {
    const auto points = muchDisturbed(run);
    return points
               ? words("%1 of %2 points were disturbed, mostly: %3. They may be too low; measure again when "
                       "the machine is quiet.")
                     .arg(points->disturbed)
                     .arg(points->measured)
                     .arg(points->mostly)
               : QString();
}

QString disturbedNote(const CurveSet& curves, int runId) {
    const StoredRun* stored = curves.run(runId);
    const auto points = stored ? muchDisturbed(stored->run) : std::nullopt;
    return points ? words("Disturbed: %1").arg(points->mostly) : QString();
}

QString disturbedSentence(const CurveSet& curves, int runId) {
    const StoredRun* stored = curves.run(runId);
    return stored ? disturbedSentence(stored->run) : QString();
}

} // namespace headroom::ui
