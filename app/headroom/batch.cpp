// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headroom/batch.h"

#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/program_devices.h"
#include "app/cli/standard_streams.h"
#include "engine/io/journal_folder.h"
#include "ui/advice/advice_state.h"
#include "ui/budget/budget_state.h"
#include "ui/chart/data/chart_state.h"
#include "ui/chart/figure.h"
#include "ui/export/chosen_advice.h"
#include "ui/export/chosen_budget.h"
#include "ui/export/chosen_figure.h"
#include "ui/export/font_check.h"
#include "ui/files/export_file.h"
#include "ui/runs/run_library.h"

#include <QString>

#include <algorithm>
#include <map>
#include <ranges>
#include <set>
#include <stop_token>

namespace headroom::ui {

namespace {

constexpr const char* kProgram = "headroom";

bool hasPictures(const CommandLine& line) {
    return std::ranges::any_of(line.exports,
                               [](const std::string& path) { return !isCsv(QString::fromLocal8Bit(path)); });
}

/// Which run each name on the command line stands for.
using NamedRuns = std::map<std::string, int>;

/// The run that is named so: by its file, or as legends and lists call it. 0 for none, or for more than one.
int runNamed(const std::string& name, const RunStore& store, const CurveSet& curves, const NamedRuns& named) {
    if (const auto file = named.find(name); file != named.end())
        return file->second;
    const QString text = QString::fromLocal8Bit(name);
    std::set<int> found;
    for (const StoredRun& run : store.measured())
        if (QStringList{run.given, run.name(), run.fullName(), curves.nameOf(run.id)}.contains(text))
            found.insert(run.id);
    return found.size() == 1 ? *found.begin() : 0;
}

/// Empty, or why the first run cannot stand over the one named.
std::string whyNotOver(const CommandLine& line, const RunStore& store, const CurveSet& curves,
                       const NamedRuns& named) {
    const std::string& over = line.shown.over;
    if (over.empty())
        return {};
    const int id = runNamed(over, store, curves, named);
    if (id == 0)
        return notAmongRuns(over);
    return !line.start && named.contains(line.runs.front()) && named.at(line.runs.front()) == id
               ? isFirstRun(over)
               : std::string();
}

/// What the window would show of the runs, one topic at a time.
struct Views {
    explicit Views(RunStore* store) : chart(store), budgets(store), advice(store) {}

    ChartState chart;
    BudgetState budgets;
    AdviceState advice;
};

/// As the window would show it after the user's choices.
Figure shownCurves(const ShownChart& shown, ChartState& chart, int over) {
    chart.compareWith(over, *shown.quantity);
    chart.setScaledToFront(shown.fitsFront);
    Figure figure = untouchedFigure(chart.curves(), shown.scales);
    if (shown.hidden) {
        figure.view.xMin = shown.scales.logX ? std::max(1.0, shown.hidden->low) : shown.hidden->low;
        figure.view.xMax = shown.hidden->high;
    }
    return figure;
}

/// What was asked of pictures of curves and cannot be had.
std::vector<std::string> unmetWishes(const CommandLine& line, const ChosenFigure& chosen) {
    const CurveSet& curves = chosen.figure().curves;
    std::vector<std::string> unmet;
    if (line.figure.style.dashes && !canHaveDashes(curves))
        unmet.emplace_back("--export-dashes: several runs are shown, and the pattern of a line says which.");
    if (const auto [over, base] = curves.compared(); curves.quantity().comparesRuns()) {
        QStringList others;
        for (const CurveGroup& group : curves.groups())
            if (group.runId != 0 && group.runId != over && group.runId != base)
                others << curves.nameOf(group.runId);
        if (!others.isEmpty())
            unmet.push_back("--export-view: the ratio is of " + curves.nameOf(over).toStdString() + " over " +
                            curves.nameOf(base).toStdString() + ", without " +
                            others.join(QStringLiteral(", ")).toStdString() + ".");
    }
    if (line.shown.quantity->comparesAll()) {
        QStringList others;
        for (const CurveGroup& group : curves.groups())
            if (group.runId != 0 && group.shown && !curves.beside().has(group.runId))
                others << curves.nameOf(group.runId);
        if (!others.isEmpty())
            unmet.push_back("--export-view: of another card or regime than the first run, and left out: " +
                            others.join(QStringLiteral(", ")).toStdString() + '.');
    }
    if (line.placesLegend && legendStandsBelow(chosen))
        unmet.emplace_back("--export-legend: there is no room for it where it was wanted, and it stands "
                           "below. Use a larger picture.");
    return unmet;
}

/// What was asked of pictures of layers or of advice, which have no such choice.
std::vector<std::string> unmetWishes(const CommandLine& line, const char* what) {
    std::vector<std::string> options;
    const auto add = [&options](bool wished, const char* option) {
        if (wished)
            options.emplace_back(option);
    };
    const ShownChart& shown = line.shown;
    add(shown.quantity != &throughput(), "--export-view");
    add(shown.scales.logX || shown.scales.logY, "--export-log");
    add(shown.hidden.has_value(), "--export-hidden");
    add(shown.fitsFront, "--export-fit-first");
    add(line.figure.style.dashes, "--export-dashes");
    add(line.placesLegend, "--export-legend");
    add(line.figure.style.palette != CurvePalette::Paper, "--export-palette");
    for (std::string& option : options)
        option += std::string(": the picture is of ") + what + ".";
    return options;
}

/// The picture, and what it leaves out.
struct ShownPicture {
    std::shared_ptr<const PaperFigure> figure;
    std::vector<std::string> unmet;
};

/// What runs of that topic hold, and what a picture is of.
std::string whatIsHeld(RunTopic topic) {
    switch (topic) {
    case RunTopic::Curves:
        break;
    case RunTopic::Layers:
        return "a layer's GEMMs";
    case RunTopic::Lists:
        return "a list of GEMMs";
    case RunTopic::Advice:
        return "advice";
    }
    return "curves";
}

/// Runs that are not of the topic shown: no two of them stand in one picture.
void nameOthers(const RunStore& store, std::vector<std::string>& unmet) {
    for (const StoredRun& run : store.measured())
        if (!store.isShown(run))
            unmet.push_back("--export: " + run.name().toStdString() + " holds " + whatIsHeld(run.topic()) +
                            ", and is left out of a picture of " + whatIsHeld(store.topic()) + ".");
}

/// All that may be written in it.
QString lettersOf(const PaperFigure& figure, const RunStore& store) {
    const FigureTexts told = figure.told();
    QString text = told.title + told.subtitle + told.caption;
    for (const StoredRun* run : store.shown())
        text += run->fullName();
    return text;
}

ShownPicture shownPicture(const CommandLine& line, const RunStore& store, Views& views, int over) {
    ShownPicture picture;
    if (standsAsBars(store.topic())) {
        views.budgets.setScope(line.shown.scope);
        picture.figure = std::make_shared<const ChosenBudget>(views.budgets.bars(), true, line.figure);
        picture.unmet = unmetWishes(line, "a layer's GEMMs, which are bars and no curves");
    } else if (store.topic() == RunTopic::Advice) {
        picture.figure = std::make_shared<const ChosenAdvice>(views.advice, line.figure);
        picture.unmet = unmetWishes(line, "advice, which is points and no curves");
    } else {
        const auto curves =
            std::make_shared<const ChosenFigure>(shownCurves(line.shown, views.chart, over), line.figure);
        picture.unmet = unmetWishes(line, *curves);
        if (line.shown.scope != BudgetScope::Layer)
            picture.unmet.emplace_back("--export-scope: the picture is of curves and of no layer.");
        picture.figure = curves;
    }
    nameOthers(store, picture.unmet);
    if (const QString boxes = lettersWithoutFont(lettersOf(*picture.figure, store)); !boxes.isEmpty())
        picture.unmet.push_back("--export: " + boxes.toStdString());
    return picture;
}

/// Why the pictures would have nothing in them; empty where they have, or there are none.
std::string whyPicturesAreEmpty(const CommandLine& line, const ShownPicture& picture) {
    const QString why = hasPictures(line) ? picture.figure->whyEmpty() : QString();
    return why.isEmpty() ? std::string() : "--export: " + why.toStdString();
}

/// Files that are not begun when a stop is requested are left out.
bool writeExports(const CommandLine& line, const RunStore& store, const ShownPicture& picture,
                  std::stop_token stop = {}) {
    const std::string empty = whyPicturesAreEmpty(line, picture);
    bool written = empty.empty();
    if (!written)
        tell(kProgram, {empty});
    else if (hasPictures(line))
        for (const std::string& wish : picture.unmet)
            tell(kProgram, {wish});
    for (const std::string& path : line.exports) {
        if (stop.stop_requested())
            break;
        if (!empty.empty() && !isCsv(QString::fromLocal8Bit(path)))
            continue;
        const Outcome outcome = exportFile(QString::fromLocal8Bit(path), store, *picture.figure);
        if (!outcome)
            tell(kProgram, {outcome.error().reason});
        written = written && outcome;
    }
    return written;
}

/// Exports the runs that were opened. A stop would lose nothing, but could leave half a file behind.
int exportOpened(const CommandLine& line, const RunStore& store, const ShownPicture& picture,
                 InterruptWatch& interrupts) {
    if (const std::string empty = whyPicturesAreEmpty(line, picture); !empty.empty()) {
        tell(kProgram, {empty});
        return kExitUsage;
    }
    std::stop_source stop;
    interrupts.onInterrupt([stop]() mutable {
        stop.request_stop();
        sayWithoutWaiting("\nStopping after this file. Interrupt again to end at once.\n");
    });
    const bool written = writeExports(line, store, picture, stop.get_token());
    interrupts.onInterrupt({});
    if (stop.stop_requested())
        return kExitInterrupted;
    return written ? kExitOk : kExitSomeFailed;
}

/// Before anything is measured; CSV needs no font.
Outcome checkFontsFor(const CommandLine& line) {
    return hasPictures(line) ? checkFonts() : success();
}

/// Opens all that can be, so that the first is in front; the reasons why others cannot.
std::vector<std::string> openRuns(const CommandLine& line, RunLibrary& library, NamedRuns& named) {
    std::vector<std::string> faults;
    for (const std::string& path : line.runs | std::views::reverse)
        if (const Result<int> opened = library.open(QString::fromLocal8Bit(path)); opened)
            named[path] = *opened;
        else
            faults.insert(faults.begin(), opened.error().reason);
    return faults;
}

/// Before anything is measured.
bool lacksRunToCompare(const CommandLine& line, const RunStore& store) {
    const Quantity& quantity = *line.shown.quantity;
    return (quantity.comparesRuns() || quantity.comparesAll()) &&
           (line.start || store.topic() == RunTopic::Curves) && store.count() + (line.start ? 1 : 0) < 2;
}

/// Whether there is none among the other runs that can be held against the first.
bool hasNoneAlike(const CommandLine& line, const RunStore& store, const CurveSet& curves) {
    return line.shown.quantity->comparesAll() && !line.start && store.topic() == RunTopic::Curves &&
           curves.alikeRuns() < 2;
}

} // namespace

int runBatch(const CommandLine& line, Devices& devices, InterruptWatch& interrupts) {
    const DataOutput output;
    RunStore store;
    RunLibrary library(&store, std::make_shared<JournalFolder>());
    QObject::connect(&library, &RunLibrary::noted,
                     [](const QString& sentence) { tell(kProgram, {sentence.toStdString()}); });
    Views views(&store);
    NamedRuns named;
    std::vector<std::string> faults = openRuns(line, library, named);
    if (faults.empty() && lacksRunToCompare(line, store))
        faults.emplace_back(line.shown.quantity->comparesAll()
                                ? "--export-view: runs are held against each other. Name the file of another "
                                  "one, better of two or more."
                                : "--export-view: a ratio is of two runs. Name the file of another one.");
    if (faults.empty() && hasNoneAlike(line, store, views.chart.curves()))
        faults.emplace_back("--export-view: no two of these runs are of one kind of card and one regime, or "
                            "the first is alone in that. Rows of unlike cards are never held against each "
                            "other.");
    if (faults.empty())
        if (std::string why = whyNotOver(line, store, views.chart.curves(), named); !why.empty())
            faults.push_back(std::move(why));
    if (const Outcome fonts = checkFontsFor(line); !fonts)
        faults.push_back("--export: " + fonts.error().reason);
    if (!faults.empty()) {
        tell(kProgram, faults);
        return kExitUsage;
    }
    const int over =
        runNamed(line.shown.over, store, views.chart.curves(), named); // as called before another comes
    if (!line.start)
        return exportOpened(line, store, shownPicture(line, store, views, over), interrupts);

    const DeviceSearch search{kProgram, devices, interrupts};
    const Result<FoundDevices> found =
        search.findNamed(line.sweep, placesFor(line.sweep.device, line.inProcess));
    if (!found) {
        tell(kProgram, {found.error().reason});
        return exitStatus(found.error());
    }
    tell(kProgram, whyNoGpu(line.sweep.device, *found));
    const SweepChoice choice = chooseSweep(line.sweep, *found);
    if (const auto* refused = std::get_if<RefusedSweep>(&choice)) {
        tell(kProgram, refused->messages);
        return refused->exitStatus;
    }
    const auto& chosen = std::get<ChosenSweep>(choice);
    tell(kProgram, chosen.notes);
    const std::unique_ptr<PointExecutor> executor = devices.executorFor(chosen.device);
    return runCommandSweep({kProgram, chosen, false, line.sweep.wait, output.fd()}, *executor, interrupts,
                           [&](const Run& run) {
                               store.add(RunKind::Live, {}, run);
                               return writeExports(line, store, shownPicture(line, store, views, over));
                           });
}

} // namespace headroom::ui
