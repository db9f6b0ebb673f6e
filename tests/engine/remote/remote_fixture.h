// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/support/sample_run.h"

#include "engine/remote/remote_executor.h"
#include "engine/sweep/sweep_runner.h"

#include <QtTest>

#include <functional>
#include <sys/wait.h>

namespace headroom::testing {

/// Counts the rows of a run, and hands each to whoever asked.
class RowCounter final : public SweepObserver {
public:
    void onStarted(const RunContext&) override { ++started; }
    void onMeasurement(const Measurement& row) override {
        ++rows;
        if (onRow)
            onRow(row);
    }
    void onNote(const RunContext& context, const std::string& note) override {
        notes.push_back(note);
        allNotes = context.notes;
    }
    int started = 0;
    std::size_t rows = 0;
    std::function<void(const Measurement&)> onRow;
    std::vector<std::string> notes;    ///< learnt while it was measured
    std::vector<std::string> allNotes; ///< of the run, when the last one was learnt
};

/// Sweeps over one or more GPUs of the misbehaving engine, and all that was told of them.
class RemoteFixture {
protected:
    void begin() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_options = {};
        m_options.pauses = {0, 0};
        m_options.gatherS = 20; // all that open, however busy the machine
        m_place = {};
        m_place.limits = {.greetingS = 20, .openS = 20, .silenceS = 20, .exitS = 20};
        m_options.onLoss = [this](const std::string& what) { m_losses.push_back(what); };
        m_held.clear();
        m_lockRules = {};
        m_lockRules.onHeld = [this](const HeldDevice& held) { m_held.push_back(held); };
        m_device = {};
        m_device.roughTflops = 1e9; // so that the margin for slow devices is nothing
        m_plan.spec.timeLimitS = 0.001;
        m_listener = {};
        m_losses.clear();
        m_openFiles = openFiles();
    }

    void verifyNothingIsLeft() {
        QCOMPARE(openFiles(), m_openFiles);
        QCOMPARE(::waitpid(-1, nullptr, WNOHANG), -1); // no child is left, dead or alive
        QCOMPARE(errno, ECHILD);
    }

    /// `words` say how the engine misbehaves.
    RemoteExecutor executor(const QByteArray& words, int gpus = 1) {
        m_place.command = {HEADROOM_MISBEHAVING_ENGINE, m_folder->path().toStdString() + "/lives"};
        for (const QByteArray& word : words.split(' '))
            m_place.command.push_back(word.toStdString());
        m_device.id = gpus == 1 ? "cuda:0" : kAllGpus;
        m_device.name = std::to_string(gpus) + " × Scripted GPU";
        m_device.members.clear();
        std::vector<PlacedDevice> shards;
        for (int gpu = 0; gpu < gpus; ++gpu) {
            shards.push_back({m_device, m_place});
            shards.back().device.id = "cuda:" + std::to_string(gpu);
            shards.back().device.members.clear();
            if (gpus > 1)
                m_device.members.push_back(shards.back().device.id);
        }
        return RemoteExecutor(m_device, std::move(shards), m_options);
    }

    /// A GPU of another engine, which misbehaves in its own way, in a place of that name.
    PlacedDevice shard(const QByteArray& words, const std::string& place = {}) {
        static_cast<void>(executor(words));
        PlacedDevice shard{m_device, m_place};
        shard.device.name = "Scripted GPU";
        shard.place.name = place;
        shard.place.command[1] += place;
        return shard;
    }

    SweepResult sweep(const QByteArray& words, int gpus = 1) {
        RemoteExecutor remote = executor(words, gpus);
        remote.setLockRules(m_lockRules);
        return runSweep(m_plan, remote, m_listener, {});
    }

    static qsizetype openFiles() {
        return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::Files | QDir::System).size();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Place m_place;
    RemoteOptions m_options;
    LockRules m_lockRules;
    std::vector<HeldDevice> m_held;
    DeviceInfo m_device;
    RowCounter m_listener;
    std::vector<std::string> m_losses;
    SweepPlan m_plan = makePlan(sampleSpec(2));
    Run m_expected = sampleRun(sampleSpec(2)); ///< what an engine that behaves measures
    qsizetype m_openFiles = 0;
};

} // namespace headroom::testing
