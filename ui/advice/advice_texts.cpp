// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/advice/advice_texts.h"

#include "engine/model/figure_text.h"
#include "engine/sweep/advice_lines.h"
#include "ui/runs/run_facts.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <array>

namespace headroom::ui {

namespace {

constexpr std::array kAdviceFacts = {RunFact::Device, RunFact::Type,    RunFact::Batch,
                                     RunFact::Seq,    RunFact::KvSeq,   RunFact::TensorParallel,
                                     RunFact::Passes, RunFact::Library, RunFact::Regime};
constexpr std::array kAdviceOrigin = {RunFact::Origin, RunFact::Time};

QString capitalised(QString text) {
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

constexpr qsizetype kRateColumn = 4; ///< of a table of advice

QStringList inQStrings(const std::vector<std::string>& cells) {
    QStringList texts;
    for (const std::string& cell : cells)
        texts << QString::fromStdString(cell);
    return texts;
}

QString rateIn(RateUnit unit, const AdvisedValue& value) {
    return QString::fromStdString(fourFigures(inUnit(value.sum.tflops(), unit)));
}

QString rateWithUnit(RateUnit unit, const AdvisedValue& value) {
    return words("%1 %2").arg(rateIn(unit, value), nameOf(unit));
}

} // namespace

QString gainLabel(const Gain& gain) {
    constexpr double kWhole = 0.1; // from there on tenths of a percent say nothing
    const int decimals = gain.middle < kWhole ? 1 : 0;
    return QStringLiteral("+%1 %").arg(100 * gain.middle, 0, 'f', decimals);
}

bool isWhole(const AdvisedValue& value) {
    return value.sum.missing == 0 && value.sum.seconds > 0;
}

RateUnit rateUnitOf(const Advice& advice) {
    const bool reachesOne = std::ranges::any_of(
        advice.values, [](const AdvisedValue& value) { return isWhole(value) && value.sum.tflops() >= 1; });
    return reachesOne || std::ranges::none_of(advice.values, isWhole) ? RateUnit::Teraflops
                                                                      : RateUnit::Gigaflops;
}

QString verdictOf(const Advice& advice) {
    return QString::fromStdString(advice.sentence)
        .replace(rateWithUnit(RateUnit::Teraflops, advice.asked),
                 rateWithUnit(rateUnitOf(advice), advice.asked));
}

QStringList adviceTitles(const Advice& advice) {
    QStringList titles = inQStrings(adviceColumns(advice));
    titles[kRateColumn] = nameOf(rateUnitOf(advice));
    return titles;
}

QStringList adviceTexts(const Advice& advice, const AdvisedValue& value, RateUnit unit) {
    QStringList cells = inQStrings(adviceCells(advice, value));
    if (value.sum.missing == 0)
        cells[kRateColumn] = rateIn(unit, value);
    if (value.flagged > 0)
        cells.front() += QStringLiteral(" ○");
    return cells;
}

FrameTexts textsOf(const StoredRun& run, const Advice& advice, RateUnit unit) {
    const LengthInfo& length = infoOf(advice.length);
    const QString symbol = QLatin1String(length.symbol);
    FrameTexts texts;
    texts.title = words("%1: %2").arg(capitalised(words(length.name)), factText(run, RunFact::Operation));
    QStringList facts = sharedFacts({&run}, kAdviceFacts);
    if (const auto& only = run.run.spec.budget->variants->only)
        facts << words("layout %1").arg(QLatin1String(toString(only->layout)));
    facts << sharedFacts({&run}, kAdviceOrigin).join(QStringLiteral(", "));
    texts.subtitle = inOneLine(facts);
    texts.xAxis = words("%1 %2").arg(words(length.name), symbol);
    if (advice.rank == RankBy::Throughput)
        texts.yAxis = words("throughput (%1)").arg(nameOf(unit));
    else if (advice.ofOneGemm)
        texts.yAxis = words("time of a call (ms)");
    else
        texts.yAxis =
            advice.ofLayer ? words("time of a layer's GEMMs (ms)") : words("time of the model's GEMMs (ms)");
    return texts;
}

Callout valueCallout(const Advice& advice, const AdvisedValue& value) {
    const std::vector<std::string> titles = adviceColumns(advice);
    const std::vector<std::string> cells = adviceCells(advice, value);
    const auto cell = [&cells](std::size_t column) { return QString::fromStdString(cells[column]); };
    Callout callout;
    const auto add = [&callout](const QString& text, bool strong = false) {
        if (!text.isEmpty())
            callout.lines.push_back({.text = text, .strong = strong});
    };
    if (value.sum.missing > 0) {
        add(words("%1 was %2").arg(cell(0), cell(9)), true);
        return callout;
    }
    add(words("%1: %2").arg(cell(0), rateWithUnit(rateUnitOf(advice), value)), true);
    add(words("%1 %2 %3").arg(cell(2), QString::fromStdString(titles[2]), cell(3)).trimmed());
    if (value.value != advice.asked.value) {
        add(words("%1 against %2 (%3)")
                .arg(cell(5), QString::fromStdString(textOf(advice.length, advice.asked.value)), cell(6)));
        add(words("%1 parameters, %2 FLOP").arg(cell(7), cell(8)));
    }
    add(capitalised(cell(9)));
    if (value.flagged > 0)
        add(words("Rows that carry a flag: %1.").arg(value.flagged));
    return callout;
}

QString adviceText(const Advice& advice, const std::vector<std::size_t>& lines) {
    const auto line = [](const QStringList& cells) { return cells.join(u'\t') + u'\n'; };
    const RateUnit unit = rateUnitOf(advice);
    QString text = line(adviceTitles(advice));
    for (std::size_t i = 0; i < advice.values.size(); ++i)
        if (lines.empty() || std::ranges::find(lines, i) != lines.end())
            text += line(adviceTexts(advice, advice.values[i], unit));
    return text;
}

} // namespace headroom::ui
