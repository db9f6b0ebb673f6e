// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/budget_lines.h"

#include "engine/sweep/layer_budget.h"

#include <algorithm>

namespace headroom {

namespace {

std::int64_t countOf(const PlannedPoint& point, BudgetScope scope) {
    return scope == BudgetScope::Layer ? point.perLayer : point.perModel;
}

BudgetLine lineOf(const Run& run, std::size_t position, BudgetScope scope) {
    const Measurement& row = run.measurements[position];
    BudgetLine line;
    line.row = position;
    line.count = countOf(row.point, scope);
    if (line.count == 0) {
        line.isInSum = false;
        line.count = row.point.perModel;
    }
    if (!row.ok())
        return line;
    const auto count = static_cast<double>(line.count);
    line.seconds = count * row.time.medianS;
    line.lowS = count * row.time.lowS;
    line.highS = count * row.time.highS;
    if (const auto roof = roofTflops(run.context, row.point.gemm); roof && *roof > 0)
        line.roofShare = row.throughputTflops() / *roof;
    return line;
}

BudgetLines linesOf(const Run& run, Algorithm algorithm, BudgetScope scope) {
    BudgetLines all;
    all.algorithm = algorithm;
    std::vector<Measurement> rows;
    for (std::size_t position = 0; position < run.measurements.size(); ++position)
        if (run.measurements[position].point.algorithm == algorithm) {
            all.lines.push_back(lineOf(run, position, scope));
            rows.push_back(run.measurements[position]);
        }
    std::ranges::sort(all.lines, {},
                      [&run](const BudgetLine& line) { return run.measurements[line.row].point.index; });
    all.sum = scope == BudgetScope::Layer ? sumOfLayer(rows) : sumOfModel(rows);
    for (BudgetLine& line : all.lines)
        if (line.isInSum && line.seconds > 0)
            line.share = line.seconds / all.sum.seconds;
    return all;
}

} // namespace

std::vector<BudgetLines> budgetLines(const Run& run, BudgetScope scope) {
    std::vector<BudgetLines> all;
    for (const Algorithm algorithm : {Algorithm::Default, Algorithm::Best})
        if (BudgetLines lines = linesOf(run, algorithm, scope); !lines.lines.empty())
            all.push_back(std::move(lines));
    return all;
}

std::string nameOf(const PlannedPoint& point) {
    std::string name = titleOf(point.operation, point.pass);
    if (point.operation == Operation::Gemm)
        name = point.label.empty() ? shapeText(point.gemm) : point.label;
    if (point.algorithm == Algorithm::Best)
        name += ", best";
    return name;
}

std::string shapeText(const GemmShape& gemm) {
    const std::string shape =
        std::to_string(gemm.m) + "×" + std::to_string(gemm.n) + "×" + std::to_string(gemm.k);
    return gemm.batch > 1 ? std::to_string(gemm.batch) + " · " + shape : shape;
}

std::string nameOf(BudgetScope scope, const ModelShape& model) {
    if (scope == BudgetScope::Layer)
        return "One layer";
    return "The model, " + std::to_string(model.layers) + (model.layers == 1 ? " layer" : " layers");
}

namespace {

/// "of 7 of 18 GEMMs alone" where a run was cut off, or is a part: a sum of those is none of the layer.
std::string absentText(const SweepSpec& spec, const BudgetLines& lines) {
    const auto planned = std::ranges::count(budgetPoints(spec), lines.algorithm, &PlannedPoint::algorithm);
    const auto there = static_cast<std::ptrdiff_t>(lines.lines.size());
    if (there >= planned)
        return {};
    return "of " + std::to_string(there) + " of " + std::to_string(planned) + " GEMMs alone";
}

std::string titlesOf(const std::vector<Operation>& operations) {
    std::string titles;
    for (const Operation operation : operations)
        titles += (titles.empty() ? "" : ", ") + std::string(infoOf(operation).title);
    return titles;
}

} // namespace

std::string lackText(const Run& run, const BudgetLines& lines, BudgetScope scope) {
    const bool isPlanned = validate(run.spec).empty();
    std::string text = isPlanned ? absentText(run.spec, lines) : std::string();
    const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (isPlanned)
        if (const std::string titles =
                titlesOf(scope == BudgetScope::Layer ? leftOutOfLayer(run.spec) : leftOutOfModel(run.spec));
            !titles.empty())
            add("without " + titles + ", which devices cannot share");
    if (lines.sum.missing > 0)
        add("without " + std::to_string(lines.sum.missing) + (lines.sum.missing == 1 ? " row" : " rows") +
            " that could not be measured");
    return text;
}

} // namespace headroom
