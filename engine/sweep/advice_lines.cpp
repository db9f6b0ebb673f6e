// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/advice_lines.h"

#include "engine/files/printable.h"
#include "engine/model/figure_text.h"

namespace headroom {

namespace {

std::string more(double is, double was) {
    return was > 0 ? signedPercent(is / was - 1) : std::string();
}

std::string missingText(const AdvisedValue& value) {
    std::string text =
        "not measured: " + std::to_string(value.sum.missing) + (value.sum.missing == 1 ? " GEMM" : " GEMMs");
    if (!value.reason.empty())
        text += ". " + printable(value.reason);
    return text;
}

const char* timeColumn(const Advice& advice) {
    if (advice.ofOneGemm)
        return "ms a call";
    return advice.ofLayer ? "ms a layer" : "ms a model";
}

} // namespace

std::vector<std::string> adviceColumns(const Advice& advice) {
    return {infoOf(advice.length).symbol,
            "curve",
            timeColumn(advice),
            "",
            "TFLOP/s",
            advice.rank == RankBy::Throughput ? "gain" : "gain in time",
            "interval",
            "parameters",
            "FLOP",
            ""};
}

std::vector<std::string> adviceCells(const Advice& advice, const AdvisedValue& value) {
    std::string name = textOf(advice.length, value.value);
    if (advice.length == Length::Heads)
        name += ", " + textOf(Length::HeadDim, value.layer.headDim);
    std::vector<std::string> cells{std::move(name), std::to_string(value.divisor)};
    if (value.sum.missing > 0) {
        cells.insert(cells.end(), {"-", "", "", "", "", "", "", missingText(value)});
        return cells;
    }
    const bool isAsked = value.value == advice.asked.value;
    cells.push_back(milliseconds(value.sum.seconds));
    cells.push_back(halfWidth(value.sum.seconds, value.sum.lowS, value.sum.highS));
    cells.push_back(fourFigures(value.sum.tflops()));
    cells.push_back(isAsked ? "" : signedPercent(value.gain.middle));
    cells.push_back(isAsked ? "" : signedPercent(value.gain.low) + " … " + signedPercent(value.gain.high));
    cells.push_back(isAsked ? "" : more(value.weights, advice.asked.weights));
    cells.push_back(isAsked ? "" : more(value.sum.flop, advice.asked.sum.flop));
    cells.emplace_back(isAsked                      ? "asked about"
                       : &value == advice.better()  ? "best"
                       : &value == advice.nearest() ? "nearest as good"
                                                    : "");
    return cells;
}

} // namespace headroom
