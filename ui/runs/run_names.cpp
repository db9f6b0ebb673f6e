// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/run_names.h"

#include "ui/runs/run_facts.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/date_text.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <map>
#include <set>

namespace headroom::ui {

namespace {

using Runs = std::vector<const StoredRun*>;

/// A device is not to be taken for that of a reference.
bool countsReferences(RunFact fact) {
    return isOfShape(fact) || fact == RunFact::Device;
}

/// What varies among the runs, but for the time. Where references were measured, and with what, is known by
/// their names: it does not make the others' longer.
std::vector<RunFact> varyingFacts(const Runs& runs) {
    Runs measured = runs;
    std::erase_if(measured, [](const StoredRun* run) { return run->isReference(); });
    std::vector<RunFact> facts;
    for (const RunFact fact : allRunFacts())
        if (fact != RunFact::Time && varies(countsReferences(fact) ? runs : measured, fact))
            facts.push_back(fact);
    return facts;
}

QString tellingText(const StoredRun& run, const std::vector<RunFact>& facts) {
    QStringList texts;
    for (const RunFact fact : facts)
        if (isOfShape(fact) || !run.isReference())
            texts << factText(run, fact);
    return inOneLine(texts);
}

/// What varies among the runs, in two parts.
struct Telling {
    std::vector<RunFact> facts; ///< each tells runs apart that those before it do not
    std::vector<RunFact> rest;
};

Telling tellingFacts(const Runs& runs) {
    Telling telling;
    std::size_t kinds = 1;
    for (const RunFact fact : varyingFacts(runs)) {
        telling.facts.push_back(fact);
        std::set<QString> texts;
        for (const StoredRun* run : runs)
            texts.insert(tellingText(*run, telling.facts));
        if (texts.size() > kinds) {
            kinds = texts.size();
            continue;
        }
        telling.facts.pop_back();
        telling.rest.push_back(fact);
    }
    return telling;
}

using Names = std::vector<RunName>;

std::map<QString, int> countsOf(const Names& names) {
    std::map<QString, int> counts;
    for (const RunName& name : names)
        ++counts[name.whole()];
    return counts;
}

bool allDiffer(const Names& names) {
    return countsOf(names).size() == names.size();
}

/// The names; those that are not the only ones of their kind with what `more` says of the run.
template <class More>
Names toldApart(Names names, const Runs& runs, More more) {
    const std::map<QString, int> counts = countsOf(names);
    for (std::size_t i = 0; i < names.size(); ++i) {
        RunName& name = names[i];
        if (counts.at(name.whole()) < 2)
            continue;
        const QString text = more(*runs[i]);
        QString& place = runs[i]->given.isEmpty() ? name.name : name.detail;
        place = inOneLine({place, text});
    }
    return names;
}

Names toldApart(const Names& names, const Runs& runs) {
    const auto startedAt = [](bool seconds) {
        return [seconds](const StoredRun& run) { return utcText(run.run.context.startedUtc, seconds); };
    };
    Names apart = toldApart(names, runs, startedAt(false));
    if (!allDiffer(apart))
        apart = toldApart(names, runs, startedAt(true));
    std::map<QString, int> copies;
    return toldApart(apart, runs, [&copies](const StoredRun& run) {
        return QStringLiteral("(%1)").arg(++copies[run.given + utcText(run.run.context.startedUtc, true)]);
    });
}

} // namespace

QString RunName::whole() const {
    return inOneLine({name, detail});
}

std::vector<RunName> namesOf(const Runs& runs) {
    const Telling telling = tellingFacts(runs);
    Names names;
    for (const StoredRun* run : runs) {
        const QString facts = tellingText(*run, telling.facts);
        const QString rest = tellingText(*run, telling.rest);
        names.push_back(run->given.isEmpty() ? RunName{facts, rest}
                                             : RunName{run->given, inOneLine({facts, rest})});
    }
    names = toldApart(names, runs);
    std::map<QString, int> uses;
    for (const RunName& name : names)
        ++uses[name.name];
    for (RunName& name : names)
        if (uses.at(name.name) > 1 && !name.detail.isEmpty())
            name = {name.whole(), {}};
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (names[i].name.isEmpty()) // nothing tells it from the others: it is the only one
            names[i].name = factText(*runs[i], runs[i]->topic() == RunTopic::Curves ? RunFact::Device
                                                                                    : RunFact::Operation);
        if (names[i].name.isEmpty())
            names[i].name = words("a run without a name");
    }
    return names;
}

} // namespace headroom::ui
