// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/sample_run.h"

#include <QDateTime>

#include <limits>

namespace headroom::testing {

inline constexpr double kAtOnce = std::numeric_limits<double>::infinity();

/// Fourteen points, the first after a second of measuring, then one every two seconds.
inline Run pacedRun() {
    Run run = sampleRun(sampleSpec(2));
    for (std::size_t i = 0; i < run.measurements.size(); ++i) {
        const int second = static_cast<int>(2 * i);
        run.measurements[i].timestampUtc =
            QStringLiteral("2026-01-02T03:00:%1.000Z").arg(second, 2, 10, QLatin1Char('0')).toStdString();
    }
    run.measurements.front().cost.wallS = 1;
    return run;
}

/// The same run, with the measuring paused for that long before the nth point.
inline Run pausedBefore(std::size_t nth, int seconds) {
    Run run = pacedRun();
    for (std::size_t i = nth; i < run.measurements.size(); ++i) {
        std::string& at = run.measurements[i].timestampUtc;
        at = QDateTime::fromString(QString::fromStdString(at), Qt::ISODateWithMs)
                 .addSecs(seconds)
                 .toString(Qt::ISODateWithMs)
                 .toStdString();
    }
    return run;
}

} // namespace headroom::testing
