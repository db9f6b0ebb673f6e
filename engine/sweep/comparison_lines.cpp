// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/comparison_lines.h"

#include "engine/files/printable.h"
#include "engine/model/figure_text.h"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

using Indices = std::vector<std::size_t>;
using Kind = ComparisonFinding::Kind;

/// "a, b and c".
std::string together(const std::vector<std::string>& texts) {
    std::string all;
    for (std::size_t i = 0; i < texts.size(); ++i)
        all += (i == 0 ? "" : i + 1 < texts.size() ? ", " : " and ") + texts[i];
    return all;
}

std::string namesOf(const SharedGemms& shared, const Indices& nodes) {
    std::vector<std::string> names;
    for (const std::size_t node : nodes)
        names.push_back(printable(shared.nodes()[node].name));
    return together(names);
}

/// "h/a = 32 and h/a = 64" as "h/a = 32 and 64".
std::string curvesText(const SharedGemms& shared, const Indices& curves) {
    constexpr std::string_view kIs = " = ";
    std::vector<std::string> names;
    std::string begin;
    for (const std::size_t curve : curves) {
        std::string name = shared.curves()[curve].name;
        const std::size_t is = name.rfind(kIs);
        const std::string own = is == std::string::npos ? name : name.substr(0, is + kIs.size());
        if (!names.empty() && own == begin && is != std::string::npos)
            name.erase(0, own.size());
        begin = own;
        names.push_back(printable(name));
    }
    return together(names);
}

/// "4.1 %", "3.8 to 4.2 %".
std::string howMuch(const ComparisonFinding& finding) {
    const std::string least = percent(std::abs(finding.least));
    const std::string most = percent(std::abs(finding.most));
    if (finding.kind == Kind::Everywhere)
        return percent(std::abs(finding.typical));
    return least == most ? most : least.substr(0, least.find(' ')) + " to " + most;
}

/// " (±0.7 %)"; empty where it is not known.
std::string intervalText(const ComparisonFinding& finding) {
    const bool isKnown = finding.halfWidth > 0 && std::isfinite(finding.halfWidth);
    return isKnown ? " (±" + percent(finding.halfWidth) + ')' : std::string();
}

std::string countText(std::size_t count, std::size_t of) {
    return std::to_string(count) + " of " + std::to_string(of) + (of == 1 ? " point" : " points");
}

/// "h = 4096", "h = 4096 to 5120": where the points of a sweep lie; empty for others.
std::string placesText(const SharedGemms& shared, const ComparisonFinding& finding) {
    std::int64_t least = 0;
    std::int64_t most = 0;
    const char* symbol = "";
    for (const std::size_t index : finding.gemms) {
        const NodeFigure& figure = shared.gemms()[index].figures.front();
        const SweepSpec& spec = shared.runs()[shared.nodes()[figure.node].run].run->spec;
        if (spec.budget)
            return {};
        const Axis axis = axisOf(spec);
        const std::int64_t value = valueOf(shared.rowOf(figure).point.layer, axis);
        symbol = infoOf(axis).symbol;
        least = least == 0 ? value : std::min(least, value);
        most = std::max(most, value);
    }
    const std::string from = std::string(symbol) + " = " + std::to_string(least);
    return least == most ? from : from + " to " + std::to_string(most);
}

const char* nodesWord(const SharedGemms& shared) {
    return shared.nodes().size() == shared.runs().size() ? "runs" : "devices";
}

std::string splitNote(const ComparisonFinding& finding) {
    if (finding.nodes.size() == 1)
        return " Two runs cannot tell which of them is the odd one; a third would.";
    return " Neither half is the majority, so none of them is called the odd one.";
}

/// The node that lies farthest to that side, and how far from the others.
std::string endText(const SharedGemms& shared, const CurveSpread& spread, bool lowest) {
    const auto distanceOf = [](const Standing& standing) { return standing.distance; };
    const std::vector<Standing>& nodes = spread.verdict.nodes;
    if (nodes.size() < 2)
        return {};
    const auto end = lowest ? std::ranges::min_element(nodes, {}, distanceOf)
                            : std::ranges::max_element(nodes, {}, distanceOf);
    if (std::ranges::all_of(nodes, [&](const Standing& node) { return node.distance == end->distance; }))
        return {}; // all are equal: none is an end
    const std::size_t node = spread.nodes[static_cast<std::size_t>(end - nodes.begin())];
    return printable(shared.nodes()[node].name) + ' ' + signedPercent(std::expm1(end->distance)) +
           (end->out ? " !" : "");
}

std::string whyNoIntervals(const SharedGemms& shared) {
    for (const NamedRun& run : shared.runs())
        for (const Measurement& row : run.run->measurements)
            if (row.ok() && row.time.highS > row.time.lowS)
                return " All of their rows are flagged as disturbed, whose intervals say nothing of chance";
    return " Their rows name no intervals";
}

std::string nobodySentence(const SharedGemms& shared, const RunComparison& comparison, bool areAll) {
    const CurveSpread& all = comparison.all;
    const std::string count = std::to_string(all.nodes.size());
    const bool two = all.nodes.size() == 2;
    double farthest = 0;
    for (const Standing& standing : all.verdict.nodes)
        farthest = std::max(farthest, std::abs(std::expm1(standing.distance)));
    const std::string who = areAll && shared.nodes().size() == 2 ? std::string("The two ") + nodesWord(shared)
                                                                 : namesOf(shared, all.nodes);
    std::string sentence =
        two ? who + " do not differ" : "None of the " + count + ' ' + nodesWord(shared) + " stands out";
    sentence += ": over " + std::to_string(all.gemms) + (all.gemms == 1 ? " point " : " points ") +
                (two ? "they lie " : "none lies ") + (two ? "" : "more than ") + percent(farthest) +
                (two ? " apart" : " from the others") + ", and at half of the points all are within " +
                percent(all.range) + '.';
    if (!comparison.intervals)
        sentence += whyNoIntervals(shared) + ": with so little known of chance, a difference must be "
                                             "large to be told.";
    return sentence;
}

} // namespace

std::string findingSentence(const SharedGemms& shared, const ComparisonFinding& finding) {
    const bool several = finding.nodes.size() > 1;
    const std::string who = namesOf(shared, finding.nodes) + ": ";
    const std::string side = finding.isBelow() ? " below " : " above ";
    const std::string whom = finding.isSplit() ? namesOf(shared, finding.others) : "the others";
    if (finding.kind == Kind::Points) {
        const std::string places = placesText(shared, finding);
        return who + countText(finding.gemms.size(), finding.ofGemms) + ' ' +
               (finding.gemms.size() == 1 ? "lies " : "lie ") + howMuch(finding) + side + "the others' at " +
               curvesText(shared, finding.curves) + (places.empty() ? "" : ", " + places) + '.';
    }
    const std::string where =
        finding.kind == Kind::Everywhere ? " everywhere" : " at " + curvesText(shared, finding.curves);
    const std::string beyond = std::string(", ") + (several ? "all of them " : "") + "in " +
                               countText(finding.gemms.size(), finding.ofGemms) + '.';
    return who + howMuch(finding) + side + whom + where + intervalText(finding) + beyond +
           (finding.isSplit() ? splitNote(finding) : std::string());
}

std::vector<std::string> comparisonSentences(const SharedGemms& shared, const RunComparison& comparison,
                                             bool areAll) {
    std::vector<std::string> sentences;
    if (comparison.curves.empty())
        return {
            "These runs have no point in common that more than half of them measured: there is nothing to "
            "compare."};
    for (const ComparisonFinding& finding : comparison.findings) {
        std::string sentence = findingSentence(shared, finding);
        for (const std::string& reason : findingReasons(shared, finding))
            sentence += ' ' + reason;
        sentences.push_back(std::move(sentence));
    }
    if (comparison.findings.empty() && comparison.all.nodes.size() > 1)
        sentences.push_back(nobodySentence(shared, comparison, areAll));
    if (!comparison.apart.empty())
        sentences.push_back(namesOf(shared, comparison.apart) +
                            (comparison.apart.size() == 1 ? " has" : " have") +
                            " no point in common with the others.");
    return sentences;
}

std::vector<std::string> comparisonColumns() {
    return {"curve", "points", "TFLOP/s", "spread", "middle half", "lowest", "highest"};
}

std::vector<std::vector<std::string>> comparisonCells(const SharedGemms& shared,
                                                      const RunComparison& comparison) {
    std::vector<std::vector<std::string>> lines;
    const auto add = [&](const CurveSpread& spread, const std::string& name) {
        lines.push_back({printable(name), std::to_string(spread.gemms), fourFigures(spread.tflops),
                         percent(spread.range), percent(spread.middleHalf), endText(shared, spread, true),
                         endText(shared, spread, false)});
    };
    for (const CurveSpread& spread : comparison.curves)
        add(spread, shared.curves()[spread.curve].name);
    if (comparison.curves.size() > 1)
        add(comparison.all, "all");
    return lines;
}

} // namespace headroom
