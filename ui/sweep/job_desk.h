// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/devices/devices.h"
#include "ui/sweep/worker_thread.h"

#include <QObject>

#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace headroom::ui {

/// Waits for jobs in schedulers' queues, each in a thread of its own: a queue may take hours. GUI thread.
class JobDesk final : public QObject {
    Q_OBJECT

public:
    explicit JobDesk(std::shared_ptr<Devices> devices, QObject* parent = nullptr);
    /// Leaves the queues; waits for that.
    ~JobDesk() override;

    /// Leaves all queues, within that time where it can. For a program that is about to end at once.
    void leave(int limitMs);
    std::vector<std::string> waitedFor() const;
    bool isWaitingFor(const std::string& place) const { return m_waits.contains(place); }
    /// Unless it is waited for already.
    void ask(const Place& place);
    /// Leaves the queue: ended() follows, without a reason.
    void stopWaiting(const std::string& place);
    void giveBack(const std::string& place);

Q_SIGNALS:
    void begun(const QString& place);
    /// What the scheduler says.
    void told(const QString& place, const QString& words);
    /// The job is held, or there is none; `reason` is empty where it is held, or no longer wanted.
    void ended(const QString& place, bool isHeld, const QString& reason);
    void givenBack(const QString& place);

private:
    struct Wait {
        explicit Wait(const QString& name) : thread(name) { worker.moveToThread(thread.get()); }
        std::stop_source stop;
        QObject worker;
        WorkerThread thread; ///< last: it ends before the worker goes
    };
    void takeEnd(const std::string& place, const Outcome& outcome);

    std::shared_ptr<Devices> m_devices;
    std::map<std::string, std::unique_ptr<Wait>> m_waits;
    QObject m_giver;
    WorkerThread m_givingThread; ///< last: it ends before the giver goes
};

} // namespace headroom::ui
