// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/estimate.h"
#include "ui/runs/run_store.h"
#include "ui/sweep/sweep_worker.h"
#include "ui/sweep/worker_thread.h"

#include <QTimer>

#include <deque>
#include <optional>

namespace headroom::ui {

enum class SweepState {
    Idle,
    Starting, ///< the device is being opened
    Waiting,  ///< for another program that measures on the device
    Running,
    Pausing, ///< waits for the point in flight
    Paused,
    Stopping, ///< waits for the call in flight
};

/// Runs sweeps in a worker thread and keeps the store, the state and the progress up to date. GUI thread.
class SweepController final : public QObject {
    Q_OBJECT

public:
    /// `store` must outlive the controller; `devices` belong to its worker's thread from here on.
    SweepController(RunStore* store, std::shared_ptr<Devices> devices,
                    std::shared_ptr<JournalFolder> journals, QObject* parent = nullptr);
    /// Stops a running sweep and waits for the call in flight; its journal keeps what was measured.
    ~SweepController() override;

    SweepState state() const { return m_state; }
    bool isActive() const { return m_state != SweepState::Idle; }
    /// The run being measured, or the last one that was; 0 before the first.
    int currentRun() const { return m_runId; }
    const SweepProgress& progress() const { return m_progress; }
    const CostModel& costModel() const { return m_costs; }
    /// How far off guesses of time were on that device before this start.
    void recallPace(const DeviceInfo& device, double factor) { m_costs.recall(device, factor); }

    /// At once, or when the sweep that is running has ended; the next sweep is measured where that search
    /// found its device. A search that has to wait long is cut off where a sweep is to be measured on this
    /// machine's processor or elsewhere, which needs nothing of it, or where one that waits for it is
    /// stopped.
    void findDevices(const std::vector<Place>& places);
    /// Whether the last one was ended so: what else there is, is not known.
    bool searchWasCutOff() const { return m_find.stop_requested() && m_finds == 0; }
    /// Whether one has not ended.
    bool isFinding() const { return m_finds > 0; }
    /// Whether another sweep begins when the one that is stopping has ended.
    bool startsAnother() const { return m_next.has_value(); }
    /// The same for all places elsewhere, whose devices come beside those that are known. A sweep that is
    /// started meanwhile ends the search.
    void findMore(const std::vector<Place>& places, bool mayAsk);
    /// In that place alone; the others stay as they are known.
    void findIn(const Place& place);
    /// Requires validate(spec, device) to be empty. While a sweep is active it is stopped first, and this one
    /// begins when it has ended.
    void start(const SweepSpec& spec, const DeviceInfo& device);
    void pause();
    void resume();
    void stop();
    /// Ends the waiting for another program: this sweep measures at the same time, and its rows are flagged.
    void measureAnyway();
    /// The program that is waited for, or was.
    const QString& waitingFor() const { return m_waitingFor; }

Q_SIGNALS:
    void devicesFound(const headroom::FoundDevices& devices);
    /// In place of that, where findDevices() was cut off: what was known stays so.
    void findCutOff();
    /// What can be measured on already, where findDevices() has to wait long for the rest.
    void devicesKnown(const headroom::FoundDevices& devices);
    void stateChanged(headroom::ui::SweepState state);
    /// Another program measures on the device, and the sweep waits for it; `reason` is a sentence.
    void held(const QString& reason);
    void progressChanged();
    /// The gap between two timed windows: whoever shows results paints them before returning.
    void drawRequested();
    /// What the user should know of the run that is measured, or of its journal, as a sentence.
    void noted(const QString& sentence);
    /// `reason` is empty unless the sweep failed. The run is complete in the store by now.
    void runFinished(int runId, const headroom::ui::SweepOutcome& outcome);

    // To the worker.
    void devicesWanted(const headroom::ui::PlaceSearch& search, QPrivateSignal);
    void moreWanted(const headroom::ui::PlaceSearch& search, QPrivateSignal);
    void jobPosted(const headroom::ui::SweepJob& job, QPrivateSignal);

private Q_SLOTS:
    void onHeld(int runId, const QString& holder, const QString& reason);
    void onPlanned(int runId, const headroom::SweepProgress& progress);
    void onStarted(int runId, const headroom::RunContext& context);
    void onMeasured(int runId, const headroom::Measurement& measurement);
    void onGapReached(int runId, quint64 ticket);
    void onPaused(int runId);
    void onFinished(int runId, const headroom::ui::SweepOutcome& outcome);

private:
    struct Request {
        SweepSpec spec;
        DeviceInfo device;
    };
    void begin(const Request& request);
    std::shared_ptr<const SweepPlan> planWithKnownRows(const Request& request) const;
    void showFirst();
    void showSome();
    void showPending();
    void drawPending();
    void onKnown(const FoundDevices& known);
    void onFindEnded(bool isCutOff);
    void letNext(const DeviceInfo& device);
    void setState(SweepState state);
    bool isStale(int runId) const { return runId != m_runId || m_state == SweepState::Idle; }

    RunStore* m_store;
    std::shared_ptr<JournalFolder> m_journals;
    SweepState m_state = SweepState::Idle;
    int m_runId = 0;
    QString m_waitingFor;
    bool m_isHeld = false; ///< by another program, as far as is known
    DeviceInfo m_device;
    SweepProgress m_progress;
    std::deque<Measurement> m_pending; ///< measured, and not in the store before there is time to draw
    QTimer m_pendingTooLong;
    QTimer m_nextFrame; ///< when rows that come quickly are shown
    CostModel m_costs;
    std::optional<Request> m_next; ///< begins when the sweep that is stopping has ended
    std::shared_ptr<SweepControl> m_control;
    std::stop_source m_find;   ///< of devices in all places
    int m_finds = 0;           ///< such searches that have not ended
    bool m_findIsSlow = false; ///< it was told what is known meanwhile
    bool m_findIsNext = false; ///< it begins when the sweep that is measured has ended
    std::stop_source m_search; ///< of devices elsewhere
    SweepWorker m_worker;
    WorkerThread m_thread; ///< last: it ends before the worker goes
};

} // namespace headroom::ui
