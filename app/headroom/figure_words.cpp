// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headroom/figure_words.h"

#include "ui/export/figure_presets.h"

#include <QRegularExpression>

#include <algorithm>
#include <span>

namespace headroom::ui {

namespace {

constexpr Word<LegendPlace> kLegendPlaces[] = {
    {LegendPlace::Right, "right"}, {LegendPlace::Below, "below"}, {LegendPlace::Labels, "labels"}};
constexpr Word<bool> kThemes[] = {{false, "light"}, {true, "dark"}};
constexpr Word<CurvePalette> kPalettes[] = {{CurvePalette::Paper, "paper"},
                                            {CurvePalette::Ordinal, "ordinal"}};

constexpr Word<AxisScales> kLogAxes[] = {{{true, false}, "x"}, {{false, true}, "y"}, {{true, true}, "xy"}};

constexpr Word<BudgetScope> kScopes[] = {{BudgetScope::Layer, "layer"}, {BudgetScope::Model, "model"}};

/// The quantities in the order of the menus.
std::span<const Word<const Quantity*>> views() {
    static const std::vector<Word<const Quantity*>> words = {{&throughput(), "throughput"},
                                                             {&shareOfRoof(), "roof"},
                                                             {&timePerCall(), "time"},
                                                             {&quotientOfRuns(), "ratio"},
                                                             {&besideTheMedian(), "runs"}};
    return words;
}

template <class T>
std::vector<std::string> wordsIn(std::span<const Word<T>> words) {
    std::vector<std::string> texts;
    for (const Word<T>& word : words)
        texts.emplace_back(word.text);
    return texts;
}

std::vector<std::string> presetWords() {
    std::vector<std::string> texts;
    for (const FigurePreset& preset : figurePresets())
        texts.emplace_back(preset.word);
    return texts;
}

std::string noSuchWord(const char* option, const std::string& typed, const std::vector<std::string>& known) {
    return std::string(option) + ": there is no \"" + typed + "\". Use " + listed(known, "or") + '.';
}

/// Empty, or what is wrong; a word that was not typed changes nothing.
template <class T>
std::string readWord(const char* option, const std::string& typed, std::span<const Word<T>> words, T& into) {
    if (typed.empty())
        return {};
    const auto found =
        std::ranges::find_if(words, [&typed](const Word<T>& word) { return word.text == typed; });
    if (found == words.end())
        return noSuchWord(option, typed, wordsIn(words));
    into = found->value;
    return {};
}

template <class T, std::size_t n>
std::string readWord(const char* option, const std::string& typed, const Word<T> (&words)[n], T& into) {
    return readWord(option, typed, std::span<const Word<T>>(words), into);
}

const char* optionOf(FigureField field) {
    switch (field) {
    case FigureField::Width:
    case FigureField::Height:
        return "--export-size";
    case FigureField::Scale:
        return "--export-scale";
    case FigureField::Dpi:
        break;
    }
    return "--export-dpi";
}

/// Preset, size, scale and resolution. Empty, or what is wrong.
std::string readSize(const FigureWords& words, FigureOptions& figure) {
    figure.scale = words.scale.value_or(1);
    if (!words.preset.empty()) {
        const FigurePreset* preset = presetOf(QString::fromStdString(words.preset));
        if (!preset)
            return noSuchWord("--export-preset", words.preset, presetWords());
        apply(*preset, figure);
    }
    if (!words.size.empty()) {
        static const QRegularExpression form(QStringLiteral("^(\\d{1,7})[xX×](\\d{1,7})$"));
        const auto match = form.match(QString::fromLocal8Bit(words.size));
        if (!match.hasMatch())
            return "--export-size: \"" + words.size + "\" is no size. Write it as 1600x1000.";
        figure.size = QSizeF(match.captured(1).toInt(), match.captured(2).toInt());
        figure.fitsHeight = false;
    }
    if (words.dpi)
        figure.dpi = words.dpi;
    const std::vector<FigureFault> faults = validate(figure);
    return faults.empty()
               ? std::string()
               : std::string(optionOf(faults.front().field)) + ": " + faults.front().message.toStdString();
}

} // namespace

std::vector<OptionRow> figureOptionRows(FigureWords& into) {
    return {
        {{"--export-preset",
          choiceOf(presetWords()),
          "Size, resolution and legend as they fit there; in a paper as high as it takes",
          {"screen"},
          "The options that follow change what it chose."},
         value(into.preset)},
        {{"--export-size", "WIDTHxHEIGHT", "Size of pictures in pixels", {"the preset's, 1600x1000"}},
         value(into.size)},
        {{"--export-scale",
          "X",
          "That many times the pixels for the same picture",
          {"1"},
          "From 0.25 to 10, in width and height."},
         value(into.scale)},
        {{"--export-dpi",
          "N",
          "Pixels to the inch, which decide the size on paper",
          {"the preset's, 96, times the scale"},
          "From 36 to 1200: a PNG says so, an SVG or PDF is that large, and its type is laid out to be read "
          "at that size. "
          "A picture of less than 2.5 by 2 inches is refused."},
         value(into.dpi)},
        {{"--export-legend",
          choiceOf(wordsIn<LegendPlace>(kLegendPlaces)),
          "Where the legend stands, or names at the ends of the curves",
          {"the preset's, right"},
          "In a figure of up to 4.5 inches it stands below where the plot would have less than seven tenths "
          "of the width."},
         value(into.legend)},
        {{"--export-theme", choiceOf(wordsIn<bool>(kThemes)), "A white figure or a dark one", {"light"}},
         value(into.theme)},
        {{"--export-palette",
          choiceOf(wordsIn<CurvePalette>(kPalettes)),
          "The paper's colours, or an order from dark to light that grey prints keep",
          {"paper"}},
         value(into.palette)},
        {{"--export-dashes",
          "",
          "A line pattern for each h/a, where the curves are of one run",
          {},
          "Of several runs the patterns tell the runs apart, and stay."},
         flag(into.dashes)},
        {{"--export-view",
          choiceOf(wordsIn(views())),
          "What the y axis shows: throughput, its share of the roof, the time of a call, the first run's "
          "throughput over another's, or each run's over the median of all",
          {"throughput"}},
         value(into.view)},
        {{"--export-over",
          "RUN",
          "Show the first run over that one of those named, by file or as the legend calls it",
          {"with --export-view ratio the second", false},
          {},
          filesOf({".headroom.json", ".jsonl"})},
         value(into.over)},
        {{"--export-log", choiceOf(wordsIn<AxisScales>(kLogAxes)), "Axes with a logarithmic scale", {}},
         value(into.log)},
        {{"--export-hidden", "LOW:HIGH", "Hidden sizes h on the x axis", {"all that the runs span", false}},
         value(into.hidden)},
        {{"--export-fit-first", "", "Both axes fit the first run, whatever the others have", {}},
         flag(into.fitsFront)},
        {{"--export-scope",
          choiceOf(wordsIn<BudgetScope>(kScopes)),
          "Of runs of headroom-engine layer: the times of one layer, or of all layers and the logits",
          {"layer"}},
         value(into.scope)},
        {{"--no-title",
          "",
          "Leave out what stands above the chart: the title, and below it device, sizes, library and date",
          {}},
         flag(into.noTitle)},
        {{"--no-caption",
          "",
          "Leave out what stands below the chart in small type: algorithm, driver, version, what each run "
          "has "
          "of its own, sources",
          {}},
         flag(into.noCaption)},
    };
}

std::string readFigure(const FigureWords& words, FigureOptions& figure) {
    std::string fault = readSize(words, figure);
    if (fault.empty())
        fault = readWord("--export-legend", words.legend, kLegendPlaces, figure.style.legend);
    if (fault.empty())
        fault = readWord("--export-theme", words.theme, kThemes, figure.style.dark);
    if (fault.empty())
        fault = readWord("--export-palette", words.palette, kPalettes, figure.style.palette);
    figure.style.dashes = words.dashes;
    if (words.noTitle)
        figure.title = figure.subtitle = QString();
    if (words.noCaption)
        figure.caption = QString();
    return fault;
}

std::string readShownChart(const FigureWords& words, ShownChart& shown) {
    std::string fault = readWord("--export-view", words.view, views(), shown.quantity);
    if (fault.empty())
        fault = readWord("--export-log", words.log, kLogAxes, shown.scales);
    if (fault.empty())
        fault = readWord("--export-scope", words.scope, kScopes, shown.scope);
    if (!fault.empty())
        return fault;
    if (!words.over.empty() && !words.view.empty() && !shown.quantity->comparesRuns())
        return "--export-over: --export-view " + words.view +
               (shown.quantity->comparesAll() ? " holds each run against all others" : " compares no runs") +
               ". Leave out one of them.";
    if (!words.over.empty())
        shown.quantity = &quotientOfRuns();
    shown.over = words.over;
    shown.fitsFront = words.fitsFront;
    if (words.hidden.empty())
        return {};
    static const QRegularExpression form(QStringLiteral("^(\\d{1,9}):(\\d{1,9})$"));
    const auto match = form.match(QString::fromLocal8Bit(words.hidden));
    const ValueRange range{match.captured(1).toDouble(), match.captured(2).toDouble()};
    if (!match.hasMatch() || range.low >= range.high)
        return "--export-hidden: \"" + words.hidden + "\" is no range. Write it as 0:32768.";
    shown.hidden = range;
    return {};
}

} // namespace headroom::ui
