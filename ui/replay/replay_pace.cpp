// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay_pace.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <optional>

namespace headroom::ui {

namespace {

/// Between two points where their own times are not known.
constexpr double kEvenlyS = 0.25;
/// Devices that measure side by side tell of their points in turn: so far back is no other time of day.
constexpr double kSideBySideS = 1;

/// Milliseconds since 1970; nothing for a text that is no time.
std::optional<qint64> timeOf(const std::string& utc) {
    const QDateTime time = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODateWithMs);
    return time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

/// The last visit's, 0 where it is not known.
double ownSeconds(const Measurement& row) {
    return std::clamp(row.cost.wallS / std::max(1, row.visits), 0.0, 1e6);
}

/// Seconds from one measurement to the next; nothing where a time is missing, or all are the same: then no
/// pace was noted.
std::vector<double> notedSeconds(const std::vector<Measurement>& rows) {
    std::vector<double> seconds;
    std::optional<qint64> before;
    for (const Measurement& row : rows) {
        const std::optional<qint64> at = timeOf(row.timestampUtc);
        if (!at)
            return {};
        // Opening the device is not played back: the first point comes after its own time.
        double passed = before ? static_cast<double>(*at - *before) * 1e-3 : ownSeconds(row);
        const bool sideBySide = passed < 0 && -passed <= std::max(kSideBySideS, ownSeconds(row));
        if (!sideBySide)
            before = at;
        if (passed < 0)
            passed = sideBySide ? 0 : ownSeconds(row);
        seconds.push_back(passed);
    }
    const bool anyPace = std::any_of(seconds.begin() + (seconds.empty() ? 0 : 1), seconds.end(),
                                     [](double passed) { return passed > 0; });
    return anyPace || seconds.size() == 1 ? seconds : std::vector<double>();
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

double pauseShown(const ReplayStep& step, const ReplayTempo& tempo) {
    return std::min(step.pauseS, tempo.longestPauseS * std::max(1.0, tempo.speed));
}

double totalSeconds(const std::vector<ReplayStep>& steps, const ReplayTempo& tempo) {
    double sum = 0;
    for (const ReplayStep& step : steps)
        sum += playSeconds(step, tempo);
    return sum;
}

} // namespace

Run inMeasuredOrder(Run run) {
    std::ranges::stable_sort(run.measurements, {}, &Measurement::visits);
    return run;
}

std::vector<ReplayStep> replaySteps(const Run& run) {
    const std::vector<double> noted = notedSeconds(run.measurements);
    if (noted.empty())
        return std::vector<ReplayStep>(run.measurements.size(), {kEvenlyS, 0});
    const double usual = median(noted);
    std::vector<ReplayStep> steps;
    for (std::size_t i = 0; i < noted.size(); ++i) {
        const double own = std::min(noted[i], std::max(usual, ownSeconds(run.measurements[i])));
        steps.push_back({own, noted[i] - own});
    }
    return steps;
}

double playSeconds(const ReplayStep& step, const ReplayTempo& tempo) {
    return (step.usualS + pauseShown(step, tempo)) / tempo.speed;
}

bool isShortened(const ReplayStep& step, const ReplayTempo& tempo) {
    return pauseShown(step, tempo) < step.pauseS;
}

ReplayTempo tempoFor(const std::vector<ReplayStep>& steps, const ReplayPace& pace) {
    ReplayTempo tempo{pace.speed};
    if (!(pace.durationS > 0))
        return tempo;
    constexpr double kLargestShare = 0.1;
    tempo.longestPauseS = std::min(tempo.longestPauseS, kLargestShare * pace.durationS);
    const auto totalAt = [&](double speed) { return totalSeconds(steps, {speed, tempo.longestPauseS}); };
    // Up to 1× the same part of each pause is shown; a faster replay shows more of it.
    const double slow = totalAt(1) / pace.durationS;
    if (slow <= 1) {
        tempo.speed = slow > 0 ? slow : 1;
        return tempo;
    }
    double low = 1;
    double high = slow;
    while (totalAt(high) > pace.durationS)
        high *= 2;
    constexpr int kHalvings = 60;
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = std::sqrt(low * high);
        (totalAt(middle) > pace.durationS ? low : high) = middle;
    }
    tempo.speed = high;
    return tempo;
}

} // namespace headroom::ui
