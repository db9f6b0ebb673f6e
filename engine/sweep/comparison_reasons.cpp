// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/comparison_lines.h"

#include "engine/files/printable.h"
#include "engine/model/figure_text.h"
#include "engine/model/kernel_name.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace headroom {

namespace {

using Indices = std::vector<std::size_t>;
using Rows = std::vector<const Measurement*>;

/// A circumstance that may explain why figures differ.
struct Circumstance {
    const char* name;
    std::string (*textOf)(const RunContext& context);
    bool isUsual; ///< nodes differ in it by being several
};

std::string environmentOf(const RunContext& context) {
    std::string all;
    for (const std::string& variable : context.environment)
        all += (all.empty() ? "" : " ") + variable;
    return all.empty() ? "none" : all;
}

constexpr std::array kCircumstances{
    Circumstance{"library", [](const RunContext& run) { return run.backend + ' ' + run.libraryVersion; },
                 false},
    Circumstance{"driver", [](const RunContext& run) { return run.driverVersion; }, false},
    Circumstance{"headroom", [](const RunContext& run) { return run.headroomVersion; }, false},
    Circumstance{"environment", environmentOf, false},
    Circumstance{"host", [](const RunContext& run) { return run.host; }, true},
};

bool contains(const Indices& nodes, std::size_t node) {
    return std::ranges::find(nodes, node) != nodes.end();
}

/// The rows of those nodes at the finding's points.
Rows rowsOf(const SharedGemms& shared, const ComparisonFinding& finding, const Indices& nodes) {
    Rows rows;
    for (const std::size_t gemm : finding.gemms)
        for (const NodeFigure& figure : shared.gemms()[gemm].figures)
            if (contains(nodes, figure.node))
                rows.push_back(&shared.rowOf(figure));
    return rows;
}

const char* whose(const ComparisonFinding& finding) {
    return finding.nodes.size() == 1 ? "its" : "their";
}

std::string inFew(double value) {
    return std::to_string(std::llround(value));
}

/// Of rows that know it, in MHz; 0 for none.
double clockOf(const Rows& rows) {
    std::vector<double> clocks;
    for (const Measurement* row : rows)
        if (row->smClockMhz)
            clocks.push_back(*row->smClockMhz);
    return medianOf(std::move(clocks));
}

std::string clockSentence(const ComparisonFinding& finding, const Rows& own, const Rows& others) {
    constexpr double kAlike = 0.01;
    const double here = clockOf(own);
    const double there = clockOf(others);
    if (!(here > 0) || !(there > 0))
        return {};
    const std::string which = std::string("There ") + whose(finding) + " clock was ";
    const double distance = here / there - 1;
    if (std::abs(distance) < kAlike)
        return which + "that of the others, " + inFew(there) + " MHz.";
    return which + percent(std::abs(distance)) + (distance < 0 ? " below" : " above") +
           " that of the others: " + inFew(here) + " against " + inFew(there) + " MHz.";
}

std::size_t countWith(const Rows& rows, Flag flag) {
    return static_cast<std::size_t>(
        std::ranges::count_if(rows, [flag](const Measurement* row) { return row->flags.has(flag); }));
}

std::vector<std::string> flagSentences(const ComparisonFinding& finding, const Rows& own,
                                       const Rows& others) {
    constexpr double kTelling = 0.25; // more of the rows than of the others'
    const auto share = [](std::size_t count, const Rows& rows) {
        return rows.empty() ? 0.0 : static_cast<double>(count) / static_cast<double>(rows.size());
    };
    std::vector<std::string> sentences;
    for (const FlagInfo& info : allFlags()) {
        const std::size_t here = countWith(own, info.flag);
        const std::size_t there = countWith(others, info.flag);
        if (share(here, own) - share(there, others) >= kTelling)
            sentences.push_back(capitalised(info.meaning) + ": " + std::to_string(here) + " of " +
                                whose(finding) + ' ' + std::to_string(own.size()) + " rows there, " +
                                std::to_string(there) + " of the others' " + std::to_string(others.size()) +
                                '.');
    }
    return sentences;
}

/// The one that most of the rows ran.
std::string usualKernel(const Rows& rows) {
    std::map<std::string, int> counts;
    for (const Measurement* row : rows)
        ++counts[shortKernelName(row->kernel)];
    const auto most = std::ranges::max_element(counts, {}, [](const auto& count) { return count.second; });
    return most == counts.end() ? std::string() : most->first;
}

std::string kernelSentence(const SharedGemms& shared, const ComparisonFinding& finding) {
    std::size_t other = 0;
    std::string example;
    for (const std::size_t gemm : finding.gemms) {
        ComparisonFinding one = finding;
        one.gemms = {gemm};
        const std::string here = usualKernel(rowsOf(shared, one, finding.nodes));
        const std::string there = usualKernel(rowsOf(shared, one, finding.others));
        if (here.empty() || there.empty() || here == there)
            continue;
        ++other;
        if (example.empty())
            example = here + ", and not " + there;
    }
    if (2 * other <= finding.gemms.size())
        return {};
    return "In " + std::to_string(other) + " of these " + std::to_string(finding.gemms.size()) +
           " points another kernel ran than on the others: " + printable(example) + '.';
}

std::set<std::string> textsOf(const SharedGemms& shared, const Indices& nodes, const Circumstance& what) {
    std::set<std::string> texts;
    for (const std::size_t node : nodes)
        texts.insert(what.textOf(shared.contextOf(node)));
    return texts;
}

/// What those share and none of the others has.
std::vector<std::string> ownCircumstances(const SharedGemms& shared, const ComparisonFinding& finding) {
    std::vector<std::string> sentences;
    for (const Circumstance& what : kCircumstances) {
        const std::set<std::string> here = textsOf(shared, finding.nodes, what);
        const std::set<std::string> there = textsOf(shared, finding.others, what);
        if (here.size() != 1 || here.begin()->empty() || there.contains(*here.begin()))
            continue;
        const bool hasOwn = there.size() == finding.others.size();
        if (what.isUsual && hasOwn && finding.nodes.size() == 1)
            continue; // as each of them has
        std::string theirs;
        for (const std::string& text : there)
            theirs += (theirs.empty() ? "" : ", ") + text;
        sentences.push_back(std::string(finding.nodes.size() == 1 ? "It alone has " : "They alone have ") +
                            what.name + ' ' + printable(*here.begin()) + "; the others have " +
                            printable(theirs) + '.');
    }
    return sentences;
}

} // namespace

std::vector<std::string> findingReasons(const SharedGemms& shared, const ComparisonFinding& finding) {
    const Rows own = rowsOf(shared, finding, finding.nodes);
    const Rows others = rowsOf(shared, finding, finding.others);
    std::vector<std::string> reasons{clockSentence(finding, own, others)};
    std::ranges::move(flagSentences(finding, own, others), std::back_inserter(reasons));
    reasons.push_back(kernelSentence(shared, finding));
    std::ranges::move(ownCircumstances(shared, finding), std::back_inserter(reasons));
    std::erase(reasons, std::string());
    return reasons;
}

std::vector<std::string> differingCircumstances(const SharedGemms& shared) {
    std::vector<std::string> lines;
    for (const Circumstance& what : kCircumstances) {
        std::map<std::string, std::string> namesWith;
        std::vector<std::string> order;
        for (const NamedRun& run : shared.runs()) {
            const std::string text = what.textOf(run.run->context);
            const auto [entry, isNew] = namesWith.try_emplace(text);
            if (isNew)
                order.push_back(text);
            entry->second += (entry->second.empty() ? "" : ", ") + run.name;
        }
        if (order.size() < 2 || (what.isUsual && order.size() == shared.runs().size()))
            continue;
        std::string line;
        for (const std::string& text : order)
            line += (line.empty() ? "" : ", ") + printable(text.empty() ? "unknown" : text) + " (" +
                    printable(namesWith[text]) + ')';
        lines.push_back(std::string(what.name) + ": " + line);
    }
    return lines;
}

} // namespace headroom
