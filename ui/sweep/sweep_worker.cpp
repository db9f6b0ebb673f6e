// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/sweep_worker.h"

#include <QElapsedTimer>

#include <algorithm>

namespace headroom::ui {

namespace {

constexpr qint64 kShortestFrameMs = 33;
constexpr qint64 kLongestDrawMs = 50;
/// Drawing takes at most this part of a sweep's wall time.
constexpr qint64 kDrawShare = 4;

/// Turns the observer's calls, on the worker's thread, into the worker's signals.
class Reporter final : public SweepObserver {
public:
    Reporter(SweepWorker& worker, const SweepJob& job) : m_worker(worker), m_job(job) {}

    void onStarted(const RunContext& context) override { Q_EMIT m_worker.started(m_job.runId, context); }

    void onMeasurement(const Measurement& measurement) override {
        m_undrawn = true;
        Q_EMIT m_worker.measured(m_job.runId, measurement);
    }

    void onNote(const RunContext& context, const std::string& note) override {
        Q_EMIT m_worker.started(m_job.runId, context); // which has the note
        Q_EMIT m_worker.noted(m_job.runId, note);
    }

    void onJournalNote(const std::string& sentence) override { Q_EMIT m_worker.noted(m_job.runId, sentence); }

    void betweenPoints(std::stop_token stop) override {
        const bool wanted = m_job.drawBetweenPoints && m_undrawn;
        if (wanted && (frameIsDue() || m_job.control->pauseRequest()) && !stop.stop_requested())
            letDraw();
        while (const auto pause = m_job.control->pauseRequest()) {
            if (stop.stop_requested())
                return;
            Q_EMIT m_worker.paused(m_job.runId);
            m_job.control->waitWhilePaused(*pause);
        }
    }

private:
    bool frameIsDue() const {
        return !m_sinceDraw.isValid() || m_sinceDraw.elapsed() >= m_pauseBetweenDrawsMs;
    }

    void letDraw() {
        QElapsedTimer drawing;
        drawing.start();
        const std::uint64_t ticket = m_job.control->newTicket();
        Q_EMIT m_worker.gapReached(m_job.runId, ticket);
        m_job.control->waitUntilDrawn(ticket, std::chrono::milliseconds(kLongestDrawMs));
        m_pauseBetweenDrawsMs = std::max(kShortestFrameMs, drawing.elapsed() * kDrawShare);
        m_undrawn = false;
        m_sinceDraw.start();
    }

    SweepWorker& m_worker;
    const SweepJob& m_job;
    bool m_undrawn = false;
    QElapsedTimer m_sinceDraw;
    qint64 m_pauseBetweenDrawsMs = kShortestFrameMs;
};

} // namespace

void SweepWorker::findDevices(const PlaceSearch& search) {
    Search how = search.how;
    how.meanwhile = [this](const FoundDevices& known) { Q_EMIT devicesKnown(known); };
    const FoundDevices found = m_devices->find(search.places, how);
    const bool isCutOff = search.how.stop.stop_requested();
    Q_EMIT findEnded(isCutOff);
    if (!isCutOff) // which says nothing
        Q_EMIT devicesFound(found);
}

void SweepWorker::findMore(const PlaceSearch& search) {
    Q_EMIT devicesFound(m_devices->findMore(search.places, search.how));
}

void SweepWorker::run(const SweepJob& job) {
    const auto plan =
        job.plan ? job.plan : std::make_shared<const SweepPlan>(makePlan(job.spec, operandLimit(job.device)));
    Q_EMIT planned(job.runId, SweepProgress(*plan, job.device, job.costFactor));
    Reporter reporter(*this, job);
    auto journal = std::make_shared<Journal>(job.journals, job.spec, reporter);
    const std::unique_ptr<PointExecutor> executor = m_devices->executorFor(job.device);
    executor->setLockRules({.wait = true,
                            .onHeld =
                                [&](const HeldDevice& device) {
                                    Q_EMIT held(job.runId, QString::fromStdString(device.holder),
                                                QString::fromStdString(device.reason));
                                },
                            .anyway = job.control->anywayToken()});
    executor->setOnLoss([&](const std::string& loss) { Q_EMIT noted(job.runId, loss); });
    const SweepResult result = runSweep(*plan, *executor, *journal, job.control->stopToken());
    Q_EMIT finished(job.runId, SweepOutcome{result.end, result.error, std::move(journal)});
}

} // namespace headroom::ui
