// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/run_replay.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headroom::ui {

namespace {

constexpr int kTickMs = 33;
/// Between two points where their own times are not known.
constexpr double kEvenlyS = 0.25;

/// Milliseconds since 1970; nothing for a text that is no time.
std::optional<qint64> timeOf(const std::string& utc) {
    const QDateTime time = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODateWithMs);
    return time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

/// A point visited again stands where its first visit put it, with the time of the last.
Run inTimeOrder(Run run) {
    if (std::ranges::any_of(run.measurements, [](const Measurement& row) { return row.visits > 1; }))
        std::ranges::stable_sort(run.measurements, {}, &Measurement::timestampUtc); // ISO 8601
    return run;
}

} // namespace

std::vector<double> replayTimes(const Run& run) {
    const std::vector<Measurement>& rows = run.measurements;
    std::vector<double> times(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        times[i] = kEvenlyS * static_cast<double>(i + 1);
    if (rows.empty())
        return times;
    std::vector<qint64> noted;
    for (const Measurement& row : rows)
        if (const auto time = timeOf(row.timestampUtc); time && (noted.empty() || *time >= noted.back()))
            noted.push_back(*time);
    // All within the resolution of the clock: no pace was noted either.
    if (noted.size() != rows.size() || (rows.size() > 1 && noted.front() == noted.back()))
        return times;
    // Opening the device is not played back: the first point comes after its own time.
    const qint64 start =
        noted.front() - static_cast<qint64>(std::lround(std::min(1e6, rows.front().cost.wallS) * 1e3));
    std::ranges::transform(noted, times.begin(),
                           [start](qint64 at) { return static_cast<double>(at - start) * 1e-3; });
    return times;
}

RunReplay::RunReplay(RunStore* store, std::unique_ptr<Clock> clock, QObject* parent)
    : QObject(parent), m_store(store), m_clock(std::move(clock)), m_timer(this) {
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &RunReplay::tick);
}

void RunReplay::start(const QString& name, const Run& run) {
    m_store->removeAll(RunKind::Replay);
    m_run = inTimeOrder(run);
    m_times = replayTimes(m_run);
    m_done = 0;
    m_position = 0;
    m_paused = false;
    m_active = true;
    m_since = m_clock->now();
    Run played{run.context, run.spec, {}};
    played.context.notes.push_back("Replayed from a file, not measured when it was shown.");
    m_runId = m_store->add(RunKind::Replay, tr("Replay of %1").arg(name), std::move(played));
    m_timer.start();
    Q_EMIT begun(m_runId);
    Q_EMIT stateChanged();
}

void RunReplay::setPaused(bool paused) {
    if (!m_active || m_paused == paused)
        return;
    settle();
    m_paused = paused;
    if (paused)
        m_timer.stop();
    else
        m_timer.start();
    Q_EMIT stateChanged();
}

void RunReplay::stop() {
    if (!m_active)
        return;
    m_timer.stop();
    m_active = false;
    m_paused = false;
    Q_EMIT stateChanged();
}

void RunReplay::setSpeed(double speed) {
    if (!(speed > 0) || speed == m_speed)
        return;
    settle();
    m_speed = speed;
    Q_EMIT stateChanged();
}

void RunReplay::settle() {
    const double now = m_clock->now();
    const double passed = now - std::exchange(m_since, now);
    if (m_active && !m_paused && passed > 0) // none times infinity is no number
        m_position += passed * m_speed;
}

void RunReplay::tick() {
    settle();
    const std::size_t before = m_done;
    while (m_active && m_done < total() && m_times[m_done] <= m_position)
        m_store->append(m_runId, m_run.measurements[m_done++]);
    if (m_done != before)
        Q_EMIT progressChanged();
    // Also where the run was taken out of the store meanwhile.
    if (m_done == total() || !m_store->find(m_runId))
        stop();
}

} // namespace headroom::ui
