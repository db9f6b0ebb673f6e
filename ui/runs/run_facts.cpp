// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/run_facts.h"

#include "engine/model/operations.h"
#include "engine/sweep/curve_sizes.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/date_text.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <array>

namespace headroom::ui {

namespace {

QString originText(RunKind kind) {
    switch (kind) {
    case RunKind::Live:
        return words("measured here");
    case RunKind::Opened:
        return words("from a file");
    case RunKind::Replay:
        return words("replayed");
    case RunKind::Reference:
        return words("reference");
    }
    return {};
}

QString operationText(const SweepSpec& spec) {
    QStringList titles;
    for (const Operation operation : allOperations(spec))
        for (const Pass pass : allPasses(spec))
            titles << QString::fromStdString(titleOf(operation, pass));
    return titles.join(QStringLiteral(" / "));
}

/// Nothing where no GEMM of the run depends on them.
QString headsText(const SweepSpec& spec) {
    QStringList counts;
    for (const std::int64_t heads : allHeads(spec))
        counts << QString::number(heads);
    for (const Operation operation : allOperations(spec))
        if (dependsOnHeads(spec, operation) || dividesByHeads(spec, operation))
            return QStringLiteral("a = %1").arg(counts.join(QStringLiteral(", ")));
    return {};
}

/// The layer's lengths that do not follow from h and a.
QString lengthsText(const SweepSpec& spec) {
    QStringList lengths;
    if (spec.axis)
        lengths << QStringLiteral("h = %1").arg(spec.hiddenMax);
    // What grows along the axis is none of the run's.
    LayerShape along;
    for (const LayerLength& length : layerLengths())
        along.*length.field = 1;
    const auto grows = [&spec, &along](const LayerLength& length) {
        LayerShape longer = along;
        longer.*length.field = 2;
        return spec.axis && valueOf(longer, spec.axis->axis) != valueOf(along, spec.axis->axis);
    };
    for (const LayerLength& length : layerLengths())
        if (spec.fixed.*length.field != LayerShape{}.*length.field && !grows(length))
            lengths
                << QStringLiteral("%1 = %2").arg(QLatin1String(length.symbol)).arg(spec.fixed.*length.field);
    return lengths.join(QStringLiteral(", "));
}

QString typesText(const SweepSpec& spec) {
    QStringList types;
    for (const DataType type : allTypes(spec))
        types << QLatin1String(toString(type));
    return types.join(QStringLiteral(", "));
}

QString libraryText(const RunContext& context) {
    return QString::fromStdString(context.backend + ' ' + context.libraryVersion).trimmed();
}

} // namespace

QString nameAlone(const RunStore& store, const StoredRun& run) {
    if (!run.given.isEmpty())
        return run.given;
    const QString device = factText(run, RunFact::Device);
    const QString name = run.fullName();
    auto runs = store.measured();
    if (std::ranges::distance(runs) < 2 || name == device)
        return device;
    return name.contains(device) ? name : inOneLine({device, name});
}

std::span<const RunFact> allRunFacts() {
    using enum RunFact;
    static constexpr std::array kAll = {Device, Operation, Mode,   Heads,  Lengths, TensorParallel, Passes,
                                        KvSeq,  Type,      Batch,  Seq,    Layout,  Algorithm,      Library,
                                        Driver, Host,      Regime, Origin, Time};
    return kAll;
}

QString algorithmText(Algorithm algorithm) {
    // Beside "algorithm best", which a point is of, this is what was asked for.
    if (algorithm == Algorithm::Both)
        return words("both algorithms");
    return words("algorithm %1").arg(QLatin1String(toString(algorithm)));
}

bool isOfShape(RunFact fact) {
    using enum RunFact;
    static constexpr std::array kOfShape = {Operation, Mode, Heads, Lengths, TensorParallel, Passes,
                                            KvSeq,     Type, Batch, Seq,     Layout,         Algorithm};
    return std::ranges::find(kOfShape, fact) != kOfShape.end();
}

namespace {

/// "forward, dgrad, wgrad"
QString passesText(const std::vector<Pass>& passes) {
    QStringList words;
    for (const Pass pass : passes)
        words << QLatin1String(toString(pass));
    return words.join(QStringLiteral(", "));
}

/// What a layer's budget has no one of: each of its GEMMs has its own.
bool isOfCurves(RunFact fact) {
    using enum RunFact;
    return fact == Mode || fact == Heads || fact == Layout;
}

/// "llama-2-7b"; of advice with what it is about: "llama-2-7b, f = 11008".
QString modelText(const BudgetSpec& budget) {
    QStringList texts{QString::fromStdString(budget.model.name)};
    if (const auto& variants = budget.variants; variants && !variants->values.empty()) {
        if (variants->only)
            texts.prepend(QString::fromStdString(titleOf(variants->only->operation, budget.passes.front())));
        const QString asked = QString::fromStdString(textOf(variants->length, variants->values.front()));
        if (!texts.contains(asked) && !texts.back().startsWith(asked + u','))
            texts << asked;
    }
    return texts.join(QStringLiteral(", "));
}

/// What a list of GEMMs does not have at all.
bool isOfTokens(RunFact fact) {
    using enum RunFact;
    return fact == Batch || fact == Seq || fact == KvSeq || fact == TensorParallel || fact == Passes;
}

/// What only a layer's budget says; curves, and facts that both have, say nothing here.
QString budgetText(const SweepSpec& spec, RunFact fact) {
    if (!spec.budget)
        return {};
    const BudgetSpec& budget = *spec.budget;
    switch (fact) {
    case RunFact::Operation:
        return modelText(budget);
    case RunFact::TensorParallel:
        return QStringLiteral("t = %1").arg(budget.tensorParallel);
    case RunFact::Passes:
        return passesText(budget.passes);
    case RunFact::KvSeq:
        return QStringLiteral("s_kv = %1").arg(budget.kvSeq > 0 ? budget.kvSeq : spec.seq);
    default:
        return {};
    }
}

} // namespace

QString factText(const StoredRun& stored, RunFact fact) {
    const RunContext& context = stored.run.context;
    const SweepSpec& spec = stored.run.spec;
    const bool fixedHeads = spec.mode == SweepMode::FixedHeads;
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    if (spec.budget && isOfCurves(fact))
        return {};
    if (spec.isList() && isOfTokens(fact))
        return {};
    switch (fact) {
    case RunFact::Device:
        return text(context.device);
    case RunFact::Operation:
        return spec.budget ? budgetText(spec, fact) : operationText(spec);
    case RunFact::Mode:
        return fixedHeads ? words("a fixed") : words("h/a fixed");
    case RunFact::Heads:
        return fixedHeads ? headsText(spec) : QString();
    case RunFact::Lengths:
        return lengthsText(spec);
    case RunFact::TensorParallel:
    case RunFact::Passes:
    case RunFact::KvSeq:
        return budgetText(spec, fact);
    case RunFact::Type:
        return typesText(spec);
    case RunFact::Batch:
        return QStringLiteral("b = %1").arg(spec.batch);
    case RunFact::Seq:
        return QStringLiteral("s = %1").arg(spec.seq);
    case RunFact::Layout:
        return spec.further.operations.empty() && spec.further.passes.empty()
                   ? words("layout %1").arg(QLatin1String(toString(spec.layout)))
                   : words("layouts as issued");
    case RunFact::Algorithm:
        return algorithmText(spec.algorithm);
    case RunFact::Library:
        return libraryText(context);
    case RunFact::Driver:
        return context.driverVersion.empty() ? QString()
                                             : words("driver %1").arg(text(context.driverVersion));
    case RunFact::Host:
        return context.host.empty() ? QString() : words("on %1").arg(text(context.host));
    case RunFact::Regime:
        return QLatin1String(toString(spec.regime));
    case RunFact::Origin:
        return originText(stored.kind);
    case RunFact::Time:
        return utcText(context.startedUtc);
    }
    return {};
}

bool varies(const std::vector<const StoredRun*>& runs, RunFact fact) {
    return std::ranges::any_of(
        runs, [&](const StoredRun* run) { return factText(*run, fact) != factText(*runs.front(), fact); });
}

QStringList sharedFacts(const std::vector<const StoredRun*>& runs, std::span<const RunFact> facts) {
    QStringList shared;
    for (const RunFact fact : facts)
        if (!runs.empty() && !varies(runs, fact))
            shared << factText(*runs.front(), fact);
    shared.removeAll(QString());
    return shared;
}

QString inOneLine(QStringList facts, const QString& between) {
    facts.removeAll(QString());
    return facts.join(between);
}

} // namespace headroom::ui
