// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/advice_table.h"

#include "app/cli/text_table.h"

#include <vector>

namespace headroom {

namespace {

std::string more(double is, double was) {
    return was > 0 ? signedPercent(is / was - 1) : std::string();
}

std::vector<std::string> lineOf(const Advice& advice, const AdvisedValue& value) {
    std::string name = textOf(advice.length, value.value);
    if (advice.length == Length::Heads)
        name += ", " + textOf(Length::HeadDim, value.layer.headDim);
    std::vector<std::string> line{std::move(name), std::to_string(value.divisor)};
    if (value.sum.missing > 0) {
        line.insert(line.end(), {"-", "", "", "", "", "", "",
                                 "not measured: " + std::to_string(value.sum.missing) +
                                     (value.sum.missing == 1 ? " GEMM" : " GEMMs")});
        return line;
    }
    const bool isAsked = value.value == advice.asked.value;
    line.push_back(milliseconds(value.sum.seconds));
    line.push_back(halfWidth(value.sum.seconds, value.sum.lowS, value.sum.highS));
    line.push_back(fourFigures(value.sum.tflops()));
    line.push_back(isAsked ? "" : signedPercent(value.gain.middle));
    line.push_back(isAsked ? "" : signedPercent(value.gain.low) + " … " + signedPercent(value.gain.high));
    line.push_back(isAsked ? "" : more(value.weights, advice.asked.weights));
    line.push_back(isAsked ? "" : more(value.sum.flop, advice.asked.sum.flop));
    line.emplace_back(isAsked                      ? "asked about"
                      : &value == advice.better()  ? "best"
                      : &value == advice.nearest() ? "nearest as good"
                                                   : "");
    return line;
}

} // namespace

std::string adviceTable(const Advice& advice) {
    std::vector<std::vector<std::string>> lines{{std::string(infoOf(advice.length).symbol), "curve",
                                                 advice.ofLayer ? "ms a layer" : "ms a model", "", "TFLOP/s",
                                                 advice.rank == RankBy::Throughput ? "gain" : "gain in time",
                                                 "interval", "parameters", "FLOP", ""}};
    for (const AdvisedValue& value : advice.values)
        lines.push_back(lineOf(advice, value));
    return alignedTable(lines) + '\n' + advice.sentence + '\n';
}

} // namespace headroom
