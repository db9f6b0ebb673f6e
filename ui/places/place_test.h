// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/remote/place.h"
#include "engine/remote/protocol.h"
#include "ui/sweep/worker_thread.h"

#include <QObject>

#include <stop_token>

namespace headroom::ui {

/// Asks a place for its devices, as a sweep would, without holding the window up. GUI thread.
class PlaceTest final : public QObject {
    Q_OBJECT

public:
    explicit PlaceTest(QObject* parent = nullptr);
    /// Ends a test that is under way.
    ~PlaceTest() override;

    /// Instead of one that is under way.
    void start(const Place& place);
    void stop();

Q_SIGNALS:
    /// What a scheduler says while its job is waited for.
    void told(const QString& words);
    /// How it went, in a sentence: what the greeting said, or the other side's own last words.
    void ended(bool answered, const QString& words);

private:
    std::stop_source m_stop;
    int m_newest = 0;
    QObject m_worker;
    WorkerThread m_thread; ///< last: it ends before the worker goes
};

/// "headroom-engine 0.1.0 answered: NVIDIA H200 (cuda:0), …".
QString whatAnswered(const Greeting& greeting);

} // namespace headroom::ui
