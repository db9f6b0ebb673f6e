// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/export/figure_caption.h"

#include "engine/compute/environment.h"
#include "engine/model/version.h"
#include "engine/sweep/plan_part.h"
#include "ui/chart/data/chart_texts.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/data/flagged_points.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/runs/run_facts.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>

namespace headroom::ui {

namespace {

using Runs = std::vector<const StoredRun*>;

constexpr std::array kCaptionFacts = {RunFact::Driver};
constexpr std::array kAlgorithmFact = {RunFact::Algorithm};

/// What was respected though it changes figures; what was set aside does not.
bool changesFigures(const std::string& variable) {
    const VariableRule* rule = ruleFor(variable.substr(0, variable.find('=')));
    return rule && rule->use == VariableUse::Told;
}

/// Measured elsewhere, by other means: it says of itself where it comes from.
bool isPublished(const StoredRun& run) {
    return run.kind != RunKind::Live && run.run.context.headroomVersion.empty();
}

/// Where a run comes from that this program did not measure; empty where it did.
QString sourceOf(const StoredRun& run) {
    const RunContext& context = run.run.context;
    QStringList notes;
    for (const std::string& note : context.notes)
        notes << QString::fromStdString(note);
    if (!isPublished(run))
        return run.isReference() ? notes.value(0, QString::fromStdString(context.device)) : QString();
    return notes.isEmpty() ? QString::fromStdString(context.device) : notes.join(QLatin1Char(' '));
}

/// The variables that change figures, and by which version they were measured.
QStringList setting(const StoredRun& run) {
    QStringList texts;
    for (const std::string& variable : run.run.context.environment)
        if (changesFigures(variable))
            texts << QString::fromStdString(variable);
    if (isPublished(run))
        return texts;
    const std::string& version = run.run.context.headroomVersion;
    return texts << QStringLiteral("Headroom ") +
                        QString::fromStdString(version.empty() ? programVersion() : version);
}

/// What is known of it, with its device where only that text says it.
QString referenceText(const StoredRun& run, bool tellsDevice) {
    const QString text = words("%1, reference. %2").arg(run.fullName(), sourceOf(run));
    const QString device = factText(run, RunFact::Device);
    // "NVIDIA A100 (reference, not measured here)"
    const bool told = text.contains(device.section(QStringLiteral(" ("), 0, 0));
    return told || !tellsDevice ? text
                                : words("%1, reference. %2. %3").arg(run.fullName(), device, sourceOf(run));
}

/// What of a run is told of it alone.
struct Told {
    bool details = false; ///< by which its name is not known yet
    bool device = false;  ///< among those
    bool time = false;
};

/// Beside a run's name.
using DetailsOf = std::function<QStringList(const StoredRun& run)>;

/// What neither the run's name nor the legend says and the runs do not share.
QString ownText(const StoredRun& run, Told told, const DetailsOf& details, const QStringList& sharedSetting) {
    QStringList own;
    if (told.details)
        own = details(run);
    if (!told.device)
        own.removeAll(factText(run, RunFact::Device));
    if (told.time && !run.fullName().contains(factText(run, RunFact::Time)))
        own << factText(run, RunFact::Time);
    for (const QString& text : setting(run))
        if (!sharedSetting.contains(text))
            own << text;
    own.removeDuplicates();
    return inOneLine(own);
}

/// "2026-01-02 03:04 UTC to 2026-01-03 03:04 UTC": of many runs the first and the last.
QString timesText(const Runs& runs) {
    QStringList times;
    for (const StoredRun* run : runs)
        times << factText(*run, RunFact::Time);
    times.removeAll(QString());
    times.sort();
    return times.isEmpty() ? QString() : words("measured %1 to %2").arg(times.first(), times.last());
}

/// With spaces at which no line ends, where it is short enough for one line of a column.
QString unbroken(QString text) {
    constexpr qsizetype kColumnLine = 50;
    return text.size() <= kColumnLine ? text.replace(u' ', QChar::Nbsp) : text;
}

/// The one of which curves are shown, where that is the same for all runs.
QStringList shownAlgorithm(const CurveSet& curves, const Runs& runs) {
    QStringList algorithms;
    if (!curves.differences().algorithm.isEmpty())
        return {}; // the axis says it
    for (const StoredRun* run : runs)
        if (const QString algorithm = algorithmOf(curves, *run); !algorithms.contains(algorithm))
            algorithms << algorithm;
    return algorithms.size() == 1 ? algorithms : QStringList();
}

/// "16 of 28 points were measured.": of runs that ended before they had all, or have not yet.
QStringList unfinished(const Runs& runs) {
    QStringList texts;
    for (const StoredRun* run : runs) {
        if (run->isReplay() || isPublished(*run))
            continue;
        const std::size_t points = run->run.measurements.size();
        const std::optional<std::size_t> planned = plannedPoints(run->run);
        if (!planned || points >= *planned)
            continue;
        const QString text = words("%1 of %2 points were measured.").arg(points).arg(*planned);
        texts << (runs.size() == 1 ? text : QStringLiteral("%1: %2").arg(run->name(), text));
    }
    return texts;
}

bool anyWithinShown(const CurveSet& curves) {
    return std::ranges::any_of(curves.curves(), [](const Curve& curve) {
        return curve.shown && std::ranges::any_of(curve.points, &CurvePoint::within);
    });
}

/// What all share, with those facts before, then each for itself, then where they come from. `beside`: so
/// many references are told of in other words.
QStringList linesOf(const Runs& runs, std::size_t beside, bool tellsDetails, const QStringList& facts,
                    const DetailsOf& details) {
    constexpr std::size_t kTimesOfEach = 4; // runs
    QStringList shared = runs.empty() ? QStringList() : setting(*runs.front());
    for (const StoredRun* run : runs) {
        const QStringList own = setting(*run);
        shared.removeIf([&own](const QString& text) { return !own.contains(text); });
    }
    const QStringList sharedSetting = shared;
    const bool timesVary = varies(runs, RunFact::Time);
    if (timesVary && runs.size() > kTimesOfEach)
        shared << timesText(runs);
    QStringList lines{inOneLine(facts + sharedFacts(runs, kCaptionFacts) + shared)};
    QStringList single;
    const Told told{tellsDetails, varies(runs, RunFact::Device), // else the subtitle says it
                    timesVary && runs.size() <= kTimesOfEach};
    for (const StoredRun* run : runs)
        if (runs.size() + beside > 1) {
            const QString own = ownText(*run, told, details, sharedSetting);
            if (!own.isEmpty())
                single << unbroken(QStringLiteral("%1: %2").arg(run->name(), own));
        }
    lines << single.join(QStringLiteral("; "));
    for (const StoredRun* run : runs)
        if (const QString source = sourceOf(*run); !source.isEmpty())
            lines << (runs.size() == 1 ? source : QStringLiteral("%1: %2").arg(run->name(), source));
    lines.removeAll(QString());
    return lines;
}

} // namespace

QStringList captionLines(const std::vector<const StoredRun*>& runs, bool tellsDetails) {
    return linesOf(runs, 0, tellsDetails, sharedFacts(runs, kAlgorithmFact),
                   [](const StoredRun& run) { return run.called.detail.split(QStringLiteral(" · ")); });
}

QString figureCaption(const CurveSet& curves, const CaptionNeeds& needs) {
    const Runs runs = shownRuns(curves, false);
    const Runs references = shownRuns(curves, true);
    const bool compares = curves.quantity().comparesRuns(); // no legend names the run that it is over
    QStringList lines;
    if (needs.differences)
        for (const QString& difference : curves.notes())
            lines << words("%1.").arg(difference);
    lines << linesOf(
        runs, references.size(), needs.details || compares, shownAlgorithm(curves, runs),
        [&curves](const StoredRun& run) { return detailOf(curves, run).split(QStringLiteral(" · ")); });
    lines << unfinished(runs);
    Runs all = runs;
    std::ranges::copy(references, std::back_inserter(all));
    for (const StoredRun* reference : references)
        lines << referenceText(*reference, varies(all, RunFact::Device));
    if (needs.view ? marksFlagged(curves.curves(), *needs.view) : anyFlaggedShown(curves))
        lines << (needs.view ? hollowSentence(curves, needs.view->mapping.view().xMin,
                                              needs.view->mapping.view().xMax)
                             : hollowSentence(curves, 0, std::numeric_limits<double>::infinity()));
    if (anyWithinShown(curves))
        lines << words("Grey points show no difference: their interval holds %1.")
                     .arg(curves.quantity().comparesAll() ? words("100 %") : words("× 1"));
    const auto hasPoints = [](const Curve& band) { return !band.points.empty(); };
    if (curves.choices().intervalsShown && std::ranges::any_of(curves.beside().bands(), hasPoints))
        lines << words("The band is what the runs span that do not stand out.");
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace headroom::ui
