// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

namespace headroom::ui {

/// A thread with an event loop that ends with the object: the destructor asks it to quit and waits.
class WorkerThread final {
public:
    explicit WorkerThread(const QString& name) {
        m_thread.setObjectName(name);
        m_thread.start();
    }
    ~WorkerThread() {
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(WorkerThread)

    QThread* get() { return &m_thread; }

private:
    QThread m_thread;
};

} // namespace headroom::ui
