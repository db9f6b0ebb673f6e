// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budget/budget_texts.h"

#include "engine/model/kernel_name.h"
#include "engine/sweep/layer_budget.h"
#include "ui/runs/run_facts.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/flag_text.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <array>

namespace headroom::ui {

namespace {

constexpr int kDigits = 4; ///< of times

/// In the order of a chart of curves, with what a layer has of its own.
constexpr std::array kBudgetSubtitleFacts = {RunFact::Device,  RunFact::Type,  RunFact::Batch,
                                             RunFact::Seq,     RunFact::KvSeq, RunFact::TensorParallel,
                                             RunFact::Library, RunFact::Regime};
constexpr std::array kBudgetOriginFacts = {RunFact::Origin, RunFact::Time};

QString listOf(const std::vector<const StoredRun*>& runs, RunFact fact) {
    QStringList texts;
    for (const StoredRun* run : runs)
        if (const QString text = factText(*run, fact); !texts.contains(text))
            texts << text;
    return texts.join(QStringLiteral(", "));
}

QStringList notesOf(const StoredRun& run) {
    QStringList notes;
    if (validate(run.run.spec).empty())
        for (const std::string& note : budgetNotes(run.run.spec))
            notes << QString::fromStdString(note);
    return notes;
}

QString passText(Pass pass) {
    switch (pass) {
    case Pass::Forward:
        return words("its output");
    case Pass::Dgrad:
        return words("the gradient of its input");
    case Pass::Wgrad:
        return words("the gradient of its second operand");
    }
    return {};
}

/// What is computed, and how often.
QString countSentence(const BudgetSegment& segment, const Measurement& row, bool ofLayer) {
    const QString what = passText(segment.pass);
    if (segment.line.count == 1)
        return (ofLayer ? words("A layer computes %1 once.") : words("The model computes %1 once."))
            .arg(what);
    return (ofLayer ? words("A layer computes %1 %2 times, %3 each.")
                    : words("The model computes %1 %2 times, %3 each."))
        .arg(what)
        .arg(segment.line.count)
        .arg(timeText(row.time.medianS));
}

/// Its part of the whole, and how fast it is.
QString shareSentence(const BudgetLine& line, const QString& rate, bool ofLayer) {
    const QString share = (ofLayer ? words("It is %1 of the layer's time, at %2")
                                   : words("It is %1 of the model's time, at %2"))
                              .arg(percentText(line.share), rate);
    return (line.roofShare ? words("%1, %2 of the roof.") : words("%1%2."))
        .arg(share, percentText(line.roofShare));
}

QString rateSentence(const BudgetLine& line, const QString& rate) {
    return line.roofShare ? words("That is %1, %2 of the roof.").arg(rate, percentText(line.roofShare))
                          : words("That is %1.").arg(rate);
}

/// Of the lengths that fall on a slow curve.
std::vector<std::string> remarksOn(const PlannedPoint& point) {
    const GemmShape& gemm = point.gemm;
    if (point.operation == Operation::Gemm)
        return headroom::remarksOn({gemm.batch, {"m", gemm.m}, {"n", gemm.n}, {"k", gemm.k}},
                                   plateauOf(gemm.type));
    return infoOf(point.operation).remarks(point.layer, point.pass, plateauOf(gemm.type));
}

QString shapeSentence(const GemmShape& gemm) {
    const QString shape = QString::fromStdString(shapeText(gemm));
    return gemm.batch > 1 ? words("Its shape, batch · m×n×k, is %1.").arg(shape)
                          : words("Its shape, m×n×k, is %1.").arg(shape);
}

} // namespace

QString titleOf(const BudgetBars& bars) {
    if (bars.runs().empty())
        return {};
    const QString models = listOf(bars.leadingRuns(), RunFact::Operation);
    if (bars.isList())
        return words("GEMMs of %1").arg(models);
    // Of lengths alone there is one layer, and no vocabulary.
    const bool isLayer = std::ranges::all_of(bars.runs(), [](const StoredRun* run) {
        const ModelShape& model = run->run.spec.budget->model;
        return model.layers == 1 && model.layer.vocab == 0;
    });
    if (bars.scope() == BudgetScope::Layer || isLayer)
        return words("One layer of %1").arg(models);
    const bool sameModel = !varies(bars.runs(), RunFact::Operation);
    const std::int64_t layers = bars.runs().front()->run.spec.budget->model.layers;
    return sameModel ? words("All of %1: %2 layers and logits").arg(models).arg(layers)
                     : words("All layers and logits of %1").arg(models);
}

QString subtitleOf(const BudgetBars& bars) {
    QStringList facts = sharedFacts(bars.leadingRuns(), kBudgetSubtitleFacts);
    facts << sharedFacts(bars.leadingRuns(), kBudgetOriginFacts).join(QStringLiteral(", "));
    return inOneLine(facts);
}

QString axisTitleOf(const BudgetBars& bars) {
    if (bars.isList())
        return words("throughput (%1)").arg(nameOf(bars.rateUnit()));
    return bars.scope() == BudgetScope::Layer ? words("time of one layer's GEMMs (ms)")
                                              : words("time of the model's GEMMs (ms)");
}

QStringList notesOn(const BudgetBars& bars) {
    QStringList notes;
    if (bars.runs().empty())
        return notes;
    for (const StoredRun* run : bars.runs())
        if (run->isReference() && !run->run.context.notes.empty())
            notes << QString::fromStdString(run->run.context.notes.front());
    QStringList shared = notesOf(*bars.runs().front());
    for (const StoredRun* run : bars.runs()) {
        const QStringList own = notesOf(*run);
        shared.removeIf([&own](const QString& note) { return !own.contains(note); });
    }
    notes << shared;
    if (std::ranges::any_of(bars.bars(), [](const BudgetBar& bar) { return bar.roof.has_value(); }) &&
        bars.isList())
        notes << words("Dashed: the roof, what arithmetic and memory of the device allow for that shape.");
    const std::vector<RunName> names = namesOf(bars.runs());
    for (std::size_t i = 0; i < bars.runs().size(); ++i) {
        QStringList own = notesOf(*bars.runs()[i]);
        own.removeIf([&shared](const QString& note) { return shared.contains(note); });
        for (const QString& note : own)
            notes << QStringLiteral("%1: %2").arg(names[i].name, note);
    }
    return notes;
}

QString whyEmpty(const BudgetBars& bars) {
    if (!bars.isEmpty())
        return {};
    if (bars.isList())
        return bars.runs().empty() ? words("No list is shown: View → Runs shows one.")
                                   : words("No GEMM of this list could be measured.");
    return bars.runs().empty() ? words("No layer is shown: View → Runs shows one.")
                               : words("No GEMM of this layer could be measured.");
}

QString millisecondsText(double seconds) {
    return words("%1 ms").arg(shortNumber(1e3 * seconds, kDigits));
}

QString halfWidthText(double middle, double low, double high) {
    if (!(middle > 0) || !(high > low))
        return {};
    return QStringLiteral("±%1 %").arg(50 * (high - low) / middle, 0, 'f', 1);
}

QString percentText(const std::optional<double>& share) {
    return share ? QStringLiteral("%1 %").arg(100 * *share, 0, 'f', 1) : QString();
}

QString sumText(const BudgetSum& sum, bool interval) {
    QStringList parts{millisecondsText(sum.seconds)};
    if (interval)
        parts << halfWidthText(sum.seconds, sum.lowS, sum.highS);
    parts.removeAll(QString());
    return parts.join(u' ');
}

QString rowText(const BudgetBars& bars, const BudgetBar& bar, RowDetail detail, bool interval) {
    const RateUnit unit = readableUnit(bar.end, bars.rateUnit());
    QStringList parts{QStringLiteral("%1 %2").arg(rateNumber(bar.end, unit), nameOf(unit))};
    if (interval && detail != RowDetail::Rate && !bar.segments.empty()) { // of the time, as tables tell it
        const BudgetLine& line = bar.segments.front().line;
        parts << halfWidthText(line.seconds, line.lowS, line.highS);
    }
    parts.removeAll(QString());
    QString text = parts.join(u' ');
    if (bar.roof && detail == RowDetail::Roof)
        text = words("%1, %2 of the roof").arg(text, percentText(bar.end / *bar.roof));
    return bar.isFlagged ? text + QStringLiteral(" ○") : text;
}

Callout segmentCallout(const BudgetBars& bars, const SegmentPlace& place) {
    const BudgetBar& bar = bars.bars().at(place.bar);
    const BudgetSegment& segment = bars.at(place);
    const Measurement& row = bars.rowOf(place);
    const BudgetLine& line = segment.line;
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    Callout callout;
    const auto add = [&callout](const QString& sentence, bool strong = false, bool detail = false) {
        CalloutLine told;
        told.text = sentence;
        told.strong = strong;
        told.detail = detail;
        callout.lines.push_back(std::move(told));
    };
    const bool ofLayer = bars.scope() == BudgetScope::Layer;
    add(words("%1: %2").arg(text(nameOf(row.point)), millisecondsText(line.seconds)), true);
    if (!bars.isList())
        add(countSentence(segment, row, ofLayer));
    if (line.highS > line.lowS)
        add(words("Another run's is between %1 and %2, 95 times in 100.")
                .arg(millisecondsText(line.lowS), millisecondsText(line.highS)));
    const RateUnit unit = readableUnit(row.throughputTflops(), bars.rateUnit());
    const QString rate = QStringLiteral("%1 %2").arg(rateNumber(row.throughputTflops(), unit), nameOf(unit));
    add(bars.isList() ? rateSentence(line, rate) : shareSentence(line, rate, ofLayer));
    add(shapeSentence(row.point.gemm));
    if (bars.isList())
        add(words("It is computed in %1, layout %2, algorithm %3.")
                .arg(QLatin1String(toString(row.point.gemm.type)), QLatin1String(toString(row.point.layout)),
                     QLatin1String(toString(row.point.algorithm))));
    for (const std::string& remark : remarksOn(row.point))
        add(text(remark) + u'.');
    if (!row.kernel.empty())
        add(words("The kernel is %1.").arg(text(shortKernelName(row.kernel))), false, true);
    if (!row.flags.empty())
        add(words("Note: %1.").arg(flagsText(row.flags)));
    const StoredRun& run = bars.runOf(bar);
    if (bars.isList() && bars.runs().size() > 1)
        add(run.isReference() ? words("reference: %1").arg(run.fullName()) : run.fullName());
    if (run.isReference())
        add(words("Its interval is not known."));
    if (!bar.name.isEmpty() && !bars.isList())
        add(bar.name);
    return callout;
}

} // namespace headroom::ui
