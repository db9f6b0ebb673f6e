// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/advice/advice_chart.h"

#include "engine/sweep/layer_budget.h"
#include "engine/sweep/variants.h"
#include "ui/advice/advice_state.h"
#include "ui/advice/advice_texts.h"
#include "ui/runs/run_store.h"

#include <algorithm>
#include <limits>

namespace headroom::ui {

namespace {

CurvePoint pointOf(const Advice& advice, std::size_t place, RateUnit unit) {
    const AdvisedValue& value = advice.values[place];
    const BudgetSum& sum = value.sum;
    CurvePoint point;
    point.hidden = static_cast<double>(value.value);
    point.row = static_cast<int>(place);
    point.flagged = value.flagged > 0;
    const auto of = [&](double seconds) {
        if (advice.rank == RankBy::Time)
            return 1e3 * seconds;
        return seconds > 0 ? inUnit(tflops(sum.flop, seconds), unit) : 0.0;
    };
    point.value = of(sum.seconds);
    if (sum.highS > sum.lowS && sum.lowS > 0) {
        point.low = std::min(of(sum.lowS), of(sum.highS));
        point.high = std::max(of(sum.lowS), of(sum.highS));
    }
    return point;
}

/// That of the chart's curves. Numbers that divide another length have none.
std::int64_t classOf(const Advice& advice, const AdvisedValue& value, DataType type) {
    const std::int64_t last = plateauOf(type);
    return isChosenByDistance(advice.length) ? std::min(value.divisor, last) : last;
}

/// What the points span, with some room about them; values that hardly differ are not drawn far apart.
ViewRange rangeOf(const AdviceChart& chart, const Advice& advice) {
    constexpr double kLeastSpan = 0.06; // of the highest value
    constexpr double kAside = 0.06;
    constexpr double kAbove = 0.2; // the arrow's label
    constexpr double kBelow = 0.12;
    const auto [least, most] = std::ranges::minmax(advice.values, {}, &AdvisedValue::value);
    ViewRange range;
    const double width = std::max<double>(1, static_cast<double>(most.value - least.value));
    range.xMin = static_cast<double>(least.value) - kAside * width;
    range.xMax = static_cast<double>(most.value) + kAside * width;
    double low = std::numeric_limits<double>::infinity();
    double high = 0;
    for (const Curve& curve : chart.points)
        for (const CurvePoint& point : curve.points) {
            low = std::min(low, point.bottom());
            high = std::max(high, point.top());
        }
    if (!(high > 0))
        return range;
    const double span = std::max(high - low, kLeastSpan * high);
    const double middle = (low + high) / 2;
    range.yMin = std::max(0.0, middle - (0.5 + kBelow) * span);
    range.yMax = middle + (0.5 + kAbove) * span;
    return range;
}

} // namespace

AdviceChart adviceChart(const AdviceState& state) {
    AdviceChart chart;
    const StoredRun* run = state.run();
    if (!run)
        return chart;
    const Advice& advice = state.advice();
    const RateUnit unit = rateUnitOf(advice);
    const AdvisedValue* better = advice.better();
    chart.texts = textsOf(*run, advice, unit);
    for (std::size_t i = 0; i < advice.values.size(); ++i) {
        const AdvisedValue& value = advice.values[i];
        Curve curve;
        curve.key.runId = run->id;
        curve.key.ratio = classOf(advice, value, run->run.spec.type);
        if (isWhole(value)) {
            curve.points.push_back(pointOf(advice, i, unit));
            if (std::ranges::find(chart.classes, curve.key.ratio) == chart.classes.end())
                chart.classes.push_back(curve.key.ratio);
            if (value.value == advice.asked.value)
                chart.asked = curve.points.front();
            if (&value == better)
                chart.best = curve.points.front();
        } else if (value.absent == 0) {
            curve.failures.push_back({static_cast<double>(value.value), static_cast<int>(i)});
        }
        chart.points.push_back(std::move(curve));
    }
    std::ranges::sort(chart.classes);
    if (better)
        chart.label = gainLabel(better->gain);
    chart.range = rangeOf(chart, advice);
    return chart;
}

} // namespace headroom::ui
