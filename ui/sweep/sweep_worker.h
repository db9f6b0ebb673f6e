// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/devices/devices.h"
#include "engine/io/journal.h"
#include "engine/sweep/estimate.h"
#include "engine/sweep/sweep_runner.h"
#include "ui/sweep/sweep_control.h"

#include <QObject>

#include <filesystem>
#include <memory>
#include <vector>

namespace headroom::ui {

/// Everything one sweep needs, by value.
struct SweepJob {
    int runId = 0;
    SweepSpec spec;
    /// Where it takes over rows of other runs. Null: the worker makes it, which takes a while for a large
    /// one.
    std::shared_ptr<const SweepPlan> plan;
    double costFactor = 1; ///< by which the device is slower than guessed
    DeviceInfo device;
    /// Between points the sweep waits until the window has drawn: for devices that compute on the cores which
    /// draw.
    bool drawBetweenPoints = false;
    std::shared_ptr<JournalFolder> journals;
    std::shared_ptr<SweepControl> control;
};

/// Places that are to be searched.
struct PlaceSearch {
    std::vector<Place> places;
    Search how;
};

/// How a sweep ended. The journal's file holds what was measured until someone discards it.
struct SweepOutcome {
    SweepEnd end = SweepEnd::Completed;
    Error error;
    std::shared_ptr<Journal> journal;
};

/// Runs sweeps, one after the other, on the thread it was moved to, and reports by queued signals of values.
class SweepWorker final : public QObject {
    Q_OBJECT

public:
    explicit SweepWorker(std::shared_ptr<Devices> devices) : m_devices(std::move(devices)) {}

public Q_SLOTS:
    void findDevices(const headroom::ui::PlaceSearch& search);
    void findMore(const headroom::ui::PlaceSearch& search);
    void run(const headroom::ui::SweepJob& job);

Q_SIGNALS:
    void devicesFound(const headroom::FoundDevices& devices);
    /// In front of what findDevices() found, or in place of it where that was cut off.
    void findEnded(bool isCutOff);
    /// What this process has, where findDevices() has to wait long for others.
    void devicesKnown(const headroom::FoundDevices& devices);
    /// Another program is measuring on the device: `holder` names it, `reason` is a sentence.
    void held(int runId, const QString& holder, const QString& reason);
    /// First of all: what there is to do.
    void planned(int runId, const headroom::SweepProgress& progress);
    void started(int runId, const headroom::RunContext& context);
    void measured(int runId, const headroom::Measurement& measurement);
    /// Nothing is being timed; the sweep waits until SweepControl::acknowledge(ticket), though not for long.
    void gapReached(int runId, quint64 ticket);
    void paused(int runId);
    void noted(int runId, const std::string& sentence);
    void finished(int runId, const headroom::ui::SweepOutcome& outcome);

private:
    /// Asked on this thread only, so that neither a slow driver nor an engine process holds the window up.
    std::shared_ptr<Devices> m_devices;
};

} // namespace headroom::ui
